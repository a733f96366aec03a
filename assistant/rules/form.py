"""The form as rules see it: every cell parsed at most once, and only when a rule asks for it.

What belongs here: views of the declaration (rows, goals, text cells) and the parsed values several
rules share. What a single rule works out for itself stays in the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from assistant.model import (
    NOT_APPLICABLE,
    OPEN,
    ROW_FIELDS,
    TEXT_FIELDS,
    Commitment,
    Declaration,
    Indicator,
    Mention,
    Money,
    PolicyCitation,
    Product,
    Target,
)
from assistant.parse.goals import find_commitments
from assistant.parse.mentions import find_mentions
from assistant.parse.money import find_money, find_products
from assistant.parse.policies import find_policies
from assistant.parse.targets import parse_target
from assistant.vocabulary.profile import Category, CategoryKind, Profile
from assistant.vocabulary.thresholds import thresholds

T = TypeVar("T")

NAMED_TEXTS = ("project_name", "applicant_unit", "budget_unit")


class Cell(NamedTuple):
    """One filled text cell. `field` is its name in the model; `row` is set for indicator cells."""

    path: str
    field: str
    text: str
    row: Row | None = None


class Row:
    """One indicator row with its category; open cells (【待填】) read as empty."""

    def __init__(self, index: int, indicator: Indicator, profile: Profile) -> None:
        self.index = index
        self.indicator = indicator
        self.category: Category | None = profile.category_named(indicator.level2)
        self.open_fields = tuple(f for f in ROW_FIELDS if OPEN in (getattr(indicator, f) or ""))
        self.name = self._text("name")
        self.value = self._text("value")
        self.unit = self._text("unit")
        self.explanation = self._text("explanation")

    def _text(self, field: str) -> str:
        return "" if field in self.open_fields else (getattr(self.indicator, field) or "").strip()

    def path(self, field: str = "") -> str:
        """The pointer to one field of the row, or to the row itself."""
        return f"/indicators/{self.index}/{field}" if field else f"/indicators/{self.index}"

    @property
    def kind(self) -> CategoryKind | None:
        """The meaning of the row's 二级指标, None when the profile does not know it."""
        return self.category.kind if self.category else None

    @property
    def level2(self) -> str:
        """The 二级指标 as the profile writes it (as the form writes it when unknown)."""
        return self.category.level2 if self.category else (self.indicator.level2 or "").strip()

    @property
    def is_not_applicable(self) -> bool:
        """True when name or value says 不适用."""
        return NOT_APPLICABLE in (self.name, self.value)

    @cached_property
    def target(self) -> Target | None:
        """The 指标值 understood; None when it is empty or stays text."""
        bare = self.bare_target
        if bare is not None and (bare.unit or bare.level or bare.date):
            return bare
        return parse_target(self.value, self.unit or None) if self.value else None

    @cached_property
    def bare_target(self) -> Target | None:
        """The 指标值 understood without help of the unit column."""
        return parse_target(self.value) if self.value else None


class Goal:
    """年度目标 or 长期目标 with what it promises."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = text
        self.path = f"/{field}"

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All quantities in the text."""
        return find_mentions(self.text)

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """What the goal promises and a row can measure."""
        return find_commitments(self.text)

    @cached_property
    def dated(self) -> tuple[int, ...]:
        """Where the promises with a date begin, in order."""
        return tuple(
            sorted(c.mention.start for c in self.commitments if c.mention.target.date is not None)
        )


class Form:
    """A declaration with its profile and year, parsed once for all rules."""

    def __init__(
        self,
        declaration: Declaration,
        profile: Profile,
        year: int | None,
        limits: Mapping[str, float] | None = None,
    ) -> None:
        self.declaration = declaration
        self.profile = profile
        self.year = year
        self._limits = limits or {}
        self.rows = tuple(Row(i, r, profile) for i, r in enumerate(declaration.indicators))
        self._done: dict[Callable[[Form], Any], Any] = {}
        self.answered_rows = tuple(row for row in self.rows if not row.is_not_applicable)
        self._declined = {row.kind for row in self.rows if row.is_not_applicable}
        self._of_kinds: dict[tuple[CategoryKind, ...], tuple[Row, ...]] = {}
        self._counts: dict[str, int] = {}

    def once(self, work: Callable[[Form], T]) -> T:
        """What `work` makes of this form, worked out once however many rules ask."""
        if work not in self._done:
            self._done[work] = work(self)
        done: T = self._done[work]
        return done

    def limit(self, name: str) -> float:
        """A limit of vocabulary/thresholds.yaml, or what the unit has set instead."""
        return self._limits.get(name, thresholds()[name].value)

    def rows_of(self, *kinds: CategoryKind) -> tuple[Row, ...]:
        """The answered rows of the given categories, in order."""
        if kinds not in self._of_kinds:
            self._of_kinds[kinds] = tuple(row for row in self.answered_rows if row.kind in kinds)
        return self._of_kinds[kinds]

    def count(self, word: str) -> int:
        """How often the text cells of the form say a word."""
        if word not in self._counts:
            self._counts[word] = self.whole_text.count(word)
        return self._counts[word]

    def move(self, row: Row, category: Category) -> tuple[tuple[str, str], ...]:
        """The edits that put a row into another category; none when its own would stand empty, or
        the other is answered 不适用 or has a row of that name."""
        if category.kind in self._declined:
            return ()
        if category.kind and any(row.name == it.name for it in self.rows_of(category.kind)):
            return ()
        required = row.category is not None and row.category.required
        if required and row.kind and all(other is row for other in self.rows_of(row.kind)):
            return ()
        return ((row.path("level1"), category.level1), (row.path("level2"), category.level2))

    def text(self, field: str) -> str:
        """A header or text field, stripped; "" when empty."""
        return (getattr(self.declaration, field) or "").strip()

    @cached_property
    def annual(self) -> Goal:
        """年度目标; its text may be empty."""
        return Goal("annual_goal", self.text("annual_goal"))

    @cached_property
    def long_term(self) -> Goal:
        """长期目标; its text may be empty."""
        return Goal("long_term_goal", self.text("long_term_goal"))

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that are filled in."""
        return tuple(g for g in (self.annual, self.long_term) if g.text not in ("", NOT_APPLICABLE))

    @cached_property
    def texts(self) -> tuple[Cell, ...]:
        """Every filled text cell, in the order of the form; 不适用 is left out."""
        return tuple(self._cells())

    @cached_property
    def whole_text(self) -> str:
        """The text of all filled text cells, one below the other."""
        return "\n".join(cell.text for cell in self.texts)

    def _cells(self) -> Iterator[Cell]:
        for field in (*NAMED_TEXTS, *TEXT_FIELDS):
            if (text := self.text(field)) not in ("", NOT_APPLICABLE):
                yield Cell(f"/{field}", field, text)
        for row in self.rows:
            for field in ROW_FIELDS:
                if (text := getattr(row, field)) not in ("", NOT_APPLICABLE):
                    yield Cell(row.path(field), field, text, row)

    @cached_property
    def budget_money(self) -> tuple[Money, ...]:
        """The amounts named in 测算依据."""
        return find_money(self.text("budget_basis"))

    @cached_property
    def budget_products(self) -> tuple[Product, ...]:
        """The calculations written out in 测算依据."""
        return find_products(self.text("budget_basis"))

    @cached_property
    def policies(self) -> tuple[PolicyCitation, ...]:
        """The documents cited in 政策依据."""
        return find_policies(self.text("policy_basis"))
