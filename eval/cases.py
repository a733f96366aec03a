"""The cases: what a section chief expects of the draft made from one description.

A case file holds only what the description says; what it does not say is not expected.

    path: descriptions/….md       the description
    header: {field: value}        null: must stay unknown; a list: any of these; absent: not judged
    rows: [{kind, about, value, in_goal}]
        kind      a category kind, or a list where several are defensible
        about     groups of words; the row's name holds one word of each group
        value     accepted cells: "≥90%", "=4份|次", "2026年6月底前", "显著", "【待填】"
        in_goal   groups of phrases for the annual goal; left out: the number with its unit
    optional: [...]               rows that may be there and need not
    states: {kind: [open, na, level, filled]}    what the cells of a category may be
    goal / long_term: groups of phrases that stand in the annual / long-term goal
    forbidden: phrases, or {text, where: [annual_goal, rows, …]}
    questions: groups of words, each group asked about
    policies: [{title, number}]   money: [{about, yuan}]   prices: [yuan of unit prices]
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eval.values import CellValue, read_value, same_units

FOLDER = Path(__file__).parent
KINDS = (
    "quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "lasting",
    "served_satisfaction", "other_satisfaction",
)  # fmt: skip
STATES = ("open", "na", "level", "filled")
Words = tuple[str, ...]
Scalar = str | int | float | bool | None


class CaseError(ValueError):
    """A case file that says something the loader does not know; names the file and the key."""


@dataclass(frozen=True)
class ExpectedRow:
    """A commitment of the description and the indicator row it should become."""

    kinds: Words
    about: tuple[Words, ...]
    values: tuple[CellValue, ...]
    in_goal: tuple[Words, ...]

    def __str__(self) -> str:
        subject = "·".join(group[0] for group in self.about) or "（任意名称）"
        return f"{subject} {self.values[0] if self.values else ''}".strip()


@dataclass(frozen=True)
class Policy:
    """A document that must stand in 政策依据."""

    title: str
    number: str | None


@dataclass(frozen=True)
class MoneyItem:
    """An item that must stand in 测算依据 with its amount."""

    about: Words
    yuan: float


@dataclass(frozen=True)
class Forbidden:
    """A phrase that must not stand in the named fields (`rows` means every cell of the rows)."""

    text: str
    where: Words


@dataclass(frozen=True)
class Case:
    """One description with everything that is expected of its draft."""

    name: str
    description: str
    file_name: str
    folder: str
    field: str
    style: str
    year: int | None
    header: dict[str, tuple[Scalar, ...]]
    rows: tuple[ExpectedRow, ...]
    optional: tuple[ExpectedRow, ...]
    states: dict[str, Words]
    goal: tuple[Words, ...]
    long_term: tuple[Words, ...]
    forbidden: tuple[Forbidden, ...]
    questions: tuple[Words, ...]
    policies: tuple[Policy, ...]
    money: tuple[MoneyItem, ...]
    prices: tuple[float, ...]

    @property
    def project(self) -> tuple[str | None, Words]:
        """Code and accepted names of the project, to leave its own past declaration out."""
        code = self.header.get("project_code", (None,))[0]
        names = self.header.get("project_name", ())
        return (str(code) if code else None, tuple(str(name) for name in names if name))


_KEYS = {
    "path", "field", "style", "year", "header", "rows", "optional", "states", "goal", "long_term",
    "forbidden", "questions", "policies", "money", "prices", "note",
}  # fmt: skip


def load_cases(folder: Path = FOLDER / "cases") -> tuple[Case, ...]:
    """All cases in the order of their file names."""
    return tuple(load_case(path) for path in sorted(folder.glob("*.yaml")))


def load_case(path: Path) -> Case:
    """One case; raises CaseError for a key, a kind or a state that is not known."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if unknown := set(raw) - _KEYS:
        raise CaseError(f"{path.name}: unknown keys {sorted(unknown)}")
    source = path.parent.parent / str(raw["path"])
    return Case(
        name=path.stem,
        description=source.read_text(encoding="utf-8"),
        file_name=source.name,
        folder=source.parent.name,
        field=str(raw["field"]),
        style=str(raw["style"]),
        year=raw.get("year"),
        header={key: _scalars(value) for key, value in raw.get("header", {}).items()},
        rows=tuple(_row(path, row) for row in raw.get("rows", ())),
        optional=tuple(_row(path, row) for row in raw.get("optional", ())),
        states={
            _kind(path, kind): _states(path, value) for kind, value in raw.get("states", {}).items()
        },
        goal=_groups(raw.get("goal", ())),
        long_term=_groups(raw.get("long_term", ())),
        forbidden=tuple(_forbidden(entry) for entry in raw.get("forbidden", ())),
        questions=_groups(raw.get("questions", ())),
        policies=tuple(
            Policy(entry["title"], entry.get("number")) for entry in raw.get("policies", ())
        ),
        money=tuple(
            MoneyItem(tuple(entry["about"]), float(entry["yuan"])) for entry in raw.get("money", ())
        ),
        prices=tuple(float(price) for price in raw.get("prices", ())),
    )


def _row(path: Path, raw: dict[str, Any]) -> ExpectedRow:
    if unknown := set(raw) - {"kind", "about", "value", "in_goal"}:
        raise CaseError(f"{path.name}: unknown row keys {sorted(unknown)}")
    kinds = tuple(_kind(path, kind) for kind in _words(raw["kind"]))
    values = tuple(read_value(text) for text in _words(raw["value"]))
    if odd := [value.text for value in values if value.sign == "none"]:
        raise CaseError(f"{path.name}: unreadable value {odd}")
    in_goal = _groups(raw["in_goal"]) if "in_goal" in raw else _phrases_of(values)
    return ExpectedRow(kinds, _groups(raw["about"]), values, in_goal)


def _phrases_of(values: tuple[CellValue, ...]) -> tuple[Words, ...]:
    """What the annual goal says of a value when the case names no phrase: number and unit."""
    phrases: list[str] = []
    for value in values:
        number = value.high if value.low is None else value.low
        if number is None or value.sign in ("open", "na", "level", "date", "none"):
            continue
        digits = f"{number.normalize():f}"
        phrases += [digits + name for unit in value.units or ("",) for name in same_units(unit)]
        phrases += (
            ["全部", "全覆盖", "均", "尽"] if (digits, value.units) == ("100", ("%",)) else []
        )
        phrases += (
            ["零", "不发生", "不出现", "无", "杜绝", "未发生", "避免"] if digits == "0" else []
        )
        if number >= 10_000:
            phrases.append(f"{(number / 10_000).normalize():f}万")
    return (tuple(dict.fromkeys(phrases)),) if phrases else ()


def _kind(path: Path, kind: str) -> str:
    if kind not in KINDS:
        raise CaseError(f"{path.name}: unknown kind {kind}")
    return kind


def _states(path: Path, value: list[str]) -> Words:
    if odd := set(value) - set(STATES):
        raise CaseError(f"{path.name}: unknown states {sorted(odd)}")
    return tuple(value)


def _forbidden(entry: str | dict[str, Any]) -> Forbidden:
    if isinstance(entry, str):
        return Forbidden(entry, ())
    return Forbidden(str(entry["text"]), tuple(entry.get("where", ())))


def _scalars(value: Scalar | list[Scalar]) -> tuple[Scalar, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _words(value: str | list[str]) -> Words:
    return (value,) if isinstance(value, str) else tuple(str(entry) for entry in value)


def _groups(value: list[str | list[str]] | tuple[()]) -> tuple[Words, ...]:
    return tuple(_words(group) for group in value)
