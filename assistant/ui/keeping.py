"""A desk as texts for the store, and back. A field that is added to Desk is kept by itself."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from typing import Any, Final

from assistant.model import InvalidValue
from assistant.store import Kept, Work
from assistant.ui.desk import Desk

log = logging.getLogger(__name__)

FORM: Final = (
    "declaration", "source", "texts", "meta", "file_name", "cells", "notes", "findings",
    "unchecked", "provenance", "questions", "precedents", "words", "row_keys",
)  # fmt: skip
"""What makes up one version of the form."""
NOT_KEPT: Final = ("past", "future", "troubles", "version")
FUTURE: Final = "future"
"""Among the desk's texts: the numbers of the versions that 重做 leads to."""
LONGEST_TITLE: Final = 40


class Writer:
    """Writes desks as texts. What is the same object as before is not written out again."""

    def __init__(self) -> None:
        self._written: dict[str, tuple[object, str]] = {}

    def work(self, desk: Desk, what: str) -> Work:
        """The desk as the store takes it."""
        form = FORM if desk.declaration is not None else ()
        rest = [n for n in Desk.model_fields if n not in FORM and n not in NOT_KEPT]
        return Work(
            title=title_of(desk),
            what=what,
            form={name: self._text(name, desk) for name in form},
            desk={
                **{name: self._text(name, desk) for name in rest},
                FUTURE: json.dumps([later.version for later in desk.future if later.version]),
            },
            chain=tuple(earlier.version for earlier in desk.past if earlier.version),
        )

    def _text(self, name: str, desk: Desk) -> str:
        value = getattr(desk, name)
        known = self._written.get(name)
        if known is None or known[0] is not value:
            plain = desk.model_dump(mode="json", include=(name,))[name]
            known = (value, json.dumps(plain, ensure_ascii=False, separators=(",", ":")))
            self._written[name] = known
        return known[1]


def is_worth_keeping(desk: Desk) -> bool:
    """True once somebody wrote, said or opened something."""
    return desk.declaration is not None or bool(desk.talk) or bool(desk.description.strip())


def title_of(desk: Desk) -> str:
    """The project's name, else how the description begins."""
    name = desk.declaration.project_name if desk.declaration else None
    begins = desk.description.strip().partition("\n")[0]
    return name or begins[:LONGEST_TITLE] or "未命名"


def desk_of(kept: Kept, earlier: Mapping[int, Mapping[str, str]]) -> Desk:
    """The desk as it was kept; `earlier` are the versions of its chain and its future."""
    reader = _Reader()

    def steps(numbers: Iterable[int]) -> tuple[Desk, ...]:
        known = (number for number in numbers if number in earlier)
        return tuple(reader.desk({**earlier[number], **kept.desk}, number) for number in known)

    desk = reader.desk({**kept.form, **kept.desk}, kept.version)
    return desk.model_copy(update={"past": steps(kept.chain), "future": steps(future_of(kept))})


def future_of(kept: Kept) -> tuple[int, ...]:
    """The versions that 重做 leads to, the nearest last."""
    return tuple(number for number in json.loads(kept.desk.get(FUTURE, "[]")))


def form_of(parts: Mapping[str, str], number: int, desk: Desk) -> Desk:
    """The desk with another version of the form on it."""
    read = _Reader().desk(parts, number)
    return desk.model_copy(
        update={**{name: getattr(read, name) for name in FORM}, "version": number, "troubles": ()}
    )


class _Reader:
    """Reads each text once, so that equal parts of many versions are one object."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Any] = {}

    def desk(self, parts: Mapping[str, str], number: int) -> Desk:
        known = [name for name in parts if name in Desk.model_fields and name not in NOT_KEPT]
        return Desk(version=number, **dict(self._fields(known, parts)))

    def _fields(self, names: Iterable[str], parts: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
        for name in names:
            key = (name, parts[name])
            if key not in self._read:
                try:
                    self._read[key] = _value(name, parts[name])
                except InvalidValue:
                    if name == "declaration":
                        raise
                    log.warning("part %s of a draft is of another program version", name)
                    continue
            yield name, self._read[key]


def _value(name: str, text: str) -> Any:
    return getattr(Desk.model_validate({name: json.loads(text)}), name)
