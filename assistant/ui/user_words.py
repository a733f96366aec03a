"""What the user wrote into cells himself: his word, kept when the form is drafted anew."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, Declaration, Indicator
from assistant.ui.cells import text_at
from assistant.ui.desk import Desk, UserWord
from assistant.ui.rechecking import needed
from assistant.ui.services import Services

_ALIKE = 0.5


def noted(desk: Desk, path: str) -> Desk:
    """The desk with what now stands in that cell noted as the user's word."""
    declaration = needed(desk)
    parts = path.strip("/").split("/")
    value = text_at(declaration, path)
    row = declaration.indicators[int(parts[1])] if parts[0] == "indicators" else None
    word = UserWord(field=parts[-1], value=value, row=row)
    kept = [each for each in desk.words if not _is_same_cell(each, word)]
    # A renamed row is known by its new name from now on.
    if row is not None:
        kept = [_renamed(each, row, desk) for each in kept]
    return desk.model_copy(update={"words": (*kept, *([word] if value else ()))})


def forgotten(desk: Desk, row: Indicator) -> Desk:
    """The desk without words about a row that the user took out."""
    kept = tuple(w for w in desk.words if w.row is None or not _is_same_row(w.row, row))
    return desk.model_copy(update={"words": kept})


def is_same_project(before: str, after: str) -> bool:
    """True when a description is an earlier one gone on with, not another project's."""
    old, new = _pairs(before), _pairs(after)
    return bool(old) and len(old & new) / len(old) >= _ALIKE


def header_words(desk: Desk) -> dict[str, str]:
    """Field → value, as a draft takes what the user states."""
    return {word.field: word.value for word in desk.words if word.row is None}


def spoken_again(desk: Desk, services: Services) -> tuple[Desk, int]:
    """A fresh draft with the user's words about rows in it again, and how many there were."""
    rows = [word for word in desk.words if word.row is not None]
    for word in rows:
        desk = _put_back(desk, word, services)
    return desk, len(desk.words)


def _put_back(desk: Desk, word: UserWord, services: Services) -> Desk:
    declaration = needed(desk)
    assert word.row is not None
    index = _place_of(word.row, declaration)
    if index is None:
        return _with_row(desk, word.row)
    path = f"/indicators/{index}/{word.field}"
    if text_at(declaration, path) == word.value:
        return desk
    try:
        return desk.with_draft(services.continue_draft(desk.as_draft(), {path: word.value}))
    except UsageError:  # the row has become another one meanwhile
        return _with_row(desk, word.row)


def _with_row(desk: Desk, row: Indicator) -> Desk:
    """With the whole row put in again, below the last one of its category."""
    from assistant.ui.rows import put_in

    declaration = needed(desk)
    same = [n for n, each in enumerate(declaration.indicators) if each.level2 == row.level2]
    return put_in(desk, row, (same[-1] + 1) if same else len(declaration.indicators))


def _place_of(row: Indicator, declaration: Declaration) -> int | None:
    for index, each in enumerate(declaration.indicators):
        if _is_same_row(each, row):
            return index
    return None


def _is_same_row(one: Indicator, other: Indicator) -> bool:
    return (one.level2, one.name) == (other.level2, other.name)


def _is_same_cell(one: UserWord, other: UserWord) -> bool:
    if one.field != other.field or (one.row is None) != (other.row is None):
        return False
    return one.row is None or other.row is None or _is_same_row(one.row, other.row)


def _renamed(word: UserWord, row: Indicator, desk: Desk) -> UserWord:
    """The word about a row whose name is no longer in the form, if it is this row."""
    if word.row is None or _place_of(word.row, needed(desk)) is not None:
        return word
    is_this = word.row.level2 == row.level2 and word.row.explanation == row.explanation
    return word.model_copy(update={"row": row}) if is_this else word


def _pairs(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def is_open_row(row: Indicator) -> bool:
    """True for a row that says nothing yet."""
    return all(cell in (None, "", OPEN, NOT_APPLICABLE) for cell in (row.name, row.value))
