"""Which row is which while rows come, go and move: every row of the form has a name of its own.

Pointers count rows; between a click and its carrying out, or between a message and a click on its
button, another row may stand at that place. What is meant then is found by its name, or refused.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, ROW_FIELDS, Indicator
from assistant.ui.desk import Choice, Desk, Message

ALIKE = 2
"""Cells of a row that are as before, when it is still the same row."""


def keyed(before: Desk, after: Desk) -> Desk:
    """`after` with a name for every row: the one it had in `before`, or a new one."""
    rows = _rows(after)
    old = names_of(before)
    if after.row_keys is not before.row_keys and len(after.row_keys) == len(rows):
        names = after.row_keys  # a state gone back to brings its own
    elif rows == _rows(before) and len(old) == len(rows):
        names = old
    else:
        names = _followed(_rows(before), old, rows)
    talk = _followed_talk(before, after, old, names)
    if names == after.row_keys and talk is after.talk:
        return after
    return after.model_copy(update={"row_keys": names, "talk": talk})


def names_of(desk: Desk) -> tuple[str, ...]:
    """The rows' names in order; none where they do not fit the rows."""
    return desk.row_keys if len(desk.row_keys) == len(_rows(desk)) else ()


def pointer_now(desk: Desk, path: str, name: str, text: str = "") -> str:
    """Where the row of that name is now; `path` pointed at it when the page showed it. Raises
    UsageError when it is gone, saying that `text` was not written."""
    parts = path.split("/")
    if not name or len(parts) < 3 or parts[1] != "indicators":
        return path
    names = names_of(desk)
    if name not in names:
        what = f"“{text[:60]}”没有写入" if text else "没有改动"
        raise UsageError(f"那一行已经不在表里，{what}；请以页面上现在的表为准。")
    return "/".join((*parts[:2], str(names.index(name)), *parts[3:]))


def _rows(desk: Desk) -> tuple[Indicator, ...]:
    return desk.declaration.indicators if desk.declaration else ()


def _followed(
    before: Sequence[Indicator], names: Sequence[str], after: Sequence[Indicator]
) -> tuple[str, ...]:
    if len(names) != len(before):
        return tuple(_fresh() for _ in after)
    found = dict(_pairs(before, after))
    return tuple(names[found[n]] if n in found else _fresh() for n in range(len(after)))


def _pairs(before: Sequence[Indicator], after: Sequence[Indicator]) -> Iterator[tuple[int, int]]:
    """(place after, place before) of rows that are the same."""
    old = [row.model_dump_json() for row in before]
    new = [row.model_dump_json() for row in after]
    gone: dict[str, list[int]] = defaultdict(list)
    come: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(c, d), range(a, b), strict=True)
            continue
        for n in range(max(b - a, d - c)):
            if n < min(b - a, d - c) and _is_edited(before[a + n], after[c + n]):
                yield c + n, a + n
                continue
            if a + n < b:
                gone[old[a + n]].append(a + n)
            if c + n < d:
                come.append(c + n)
    for place in come:  # moved elsewhere
        if gone[new[place]]:
            yield place, gone[new[place]].pop(0)


def _is_edited(old: Indicator, new: Indicator) -> bool:
    """Whether it is the same row with a cell written anew."""
    said = [(getattr(old, field), getattr(new, field)) for field in ROW_FIELDS]
    same = sum(a == b for a, b in said if a not in (None, "", NOT_APPLICABLE))
    is_open = all(a == OPEN for a, _ in said)
    return old.level2 == new.level2 and (same >= ALIKE or is_open)


def _fresh() -> str:
    return secrets.token_hex(4)


def _followed_talk(
    before: Desk, after: Desk, old: Sequence[str], new: Sequence[str]
) -> tuple[Message, ...]:
    """What was said earlier, its buttons pointing where their rows are now; a button of a row that
    is gone goes with it."""
    earlier = len(before.talk)
    if tuple(old) == tuple(new) or after.talk[:earlier] != before.talk:
        return after.talk
    places = {n: new.index(name) for n, name in enumerate(old) if name in new}
    said = tuple(_followed_message(message, places) for message in before.talk)
    return (*said, *after.talk[earlier:])


def _followed_message(message: Message, places: dict[int, int]) -> Message:
    if not any(_row_in(choice) is not None for choice in message.choices):
        return message
    choices = (_followed_choice(choice, places) for choice in message.choices)
    kept = tuple(choice for choice in choices if choice is not None)
    return message.model_copy(update={"choices": kept})


def _followed_choice(choice: Choice, places: dict[int, int]) -> Choice | None:
    row = _row_in(choice)
    if row is None:
        return choice
    if row not in places:
        return None
    parts = choice.at.split("/")
    at = "/".join((*parts[:2], str(places[row]), *parts[3:]))
    return choice if at == choice.at else choice.model_copy(update={"at": at})


def _row_in(choice: Choice) -> int | None:
    parts = choice.at.split("/")
    is_row = len(parts) > 2 and parts[1] == "indicators" and parts[2].isdigit()
    return int(parts[2]) if is_row else None
