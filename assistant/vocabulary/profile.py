"""Profiles: what one place's form looks like and its conventions (`profiles/*.yaml`)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from assistant.errors import UsageError
from assistant.model import Value, fresh
from assistant.vocabulary.loading import ROOT, load

DEFAULT_PROFILE = "futian-2026"

CategoryKind = Literal[
    "quantity", "quality", "timeliness", "cost",
    "economic", "social", "ecological", "lasting",
    "served_satisfaction", "other_satisfaction",
]  # fmt: skip


class Label(Value):
    """One labelled cell of the form: the field it fills, its label, other spellings."""

    field: str
    label: str
    variants: tuple[str, ...] = ()
    amount: Literal["grouped", "plain"] | None = None


class Category(Value):
    """A 二级指标 of the form. `kind` is its meaning, the same in every profile."""

    level1: str
    level2: str
    kind: CategoryKind
    required: bool
    variants: tuple[str, ...] = ()


class CostConvention(Value):
    """The fixed row many forms use for cost."""

    name: str
    value: str
    unit: str
    explanation: str
    source: str


class LevelScale(Value):
    """Level words for qualitative targets, best first, with their percentage bands."""

    words: tuple[str, ...]
    bands: tuple[tuple[int, int], ...]
    unit: str
    sentence: str
    source: str


class CodeConvention(Value):
    """How local project codes begin, their length, and where the two digits of the year stand."""

    prefix: str = ""
    digits: int
    year_start: int
    year_end: int


class FloorConvention(Value):
    """The kinds whose targets are floors, also where a description writes no sign (满意度90%)."""

    kinds: tuple[CategoryKind, ...]
    source: str


class Conventions(Value):
    """What a place usually writes. Conventions are asked about, never enforced as errors."""

    cost: CostConvention | None = None
    levels: LevelScale
    at_least: FloorConvention | None = None
    not_applicable_reason: str
    code: CodeConvention | None = None
    planning_horizon: int | None = None
    unit_column: dict[str, tuple[str, ...]] = fresh(default_factory=dict)


class Profile(Value):
    """One layout with its labels, categories in order, and conventions."""

    name: str
    title: str
    description: str
    header: tuple[Label, ...]
    texts: tuple[Label, ...]
    columns: tuple[Label, ...]
    categories: tuple[Category, ...]
    conventions: Conventions
    starred: bool = True
    """Whether the printed form marks required categories with a star."""

    def category(self, kind: CategoryKind) -> Category | None:
        """The category of that meaning, or None when the form has none."""
        return next((c for c in self.categories if c.kind == kind), None)

    def category_named(self, level2: str | None) -> Category | None:
        """The category with that 二级指标 (any known spelling, without asterisk)."""
        wanted = (level2 or "").strip().lstrip("*＊")
        return next((c for c in self.categories if wanted in (c.level2, *c.variants)), None)

    def label_of(self, field: str) -> str:
        """The Chinese label of a field: as the form prints it, else the usual one."""
        own = (*self.header, *self.texts, *self.columns)
        found = next((entry.label for entry in own if entry.field == field), None)
        return found or _usual_labels().get(field, field)


@cache
def _usual_labels() -> dict[str, str]:
    """Field → the label most forms print; the first of its spellings."""
    common = load("labels")
    spellings = {**common["columns"], **common["fields"]}
    return {"year": "年度"} | {field: labels[0] for field, labels in spellings.items()}


@cache
def profile_names() -> tuple[str, ...]:
    """The names of all profiles, sorted."""
    return tuple(sorted(path.stem for path in (ROOT / "profiles").glob("*.yaml")))


@cache
def load_profile(name: str = DEFAULT_PROFILE) -> Profile:
    """The profile of that name. Raises UsageError naming the known ones."""
    if name not in profile_names():
        raise UsageError(
            f"没有名为“{name}”的表式（--profile）；可用：{'、'.join(profile_names())}。"
        )
    return Profile.model_validate(load(f"profiles/{name}"))
