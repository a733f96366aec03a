"""What a project description says, each fact with its place in the source text."""

from typing import Literal

from assistant.model.base import Value
from assistant.model.mentions import Mention, Money, Period, PolicyCitation, Product

RequirementKind = Literal[
    "quantity",
    "quality",
    "timeliness",
    "cost",
    "economic",
    "social",
    "ecological",
    "lasting",
    "served_satisfaction",
    "other_satisfaction",
]


class HeaderFact(Value):
    """A header cell the description fills: where it is said, how it was read if not verbatim."""

    field: str
    value: str | int | float | bool
    start: int
    end: int
    reading: str | None = None


class Requirement(Value):
    """Something measurable the description asks for.

    `name` is the indicator's name, `clause` how a goal says it. `mention` is None when the text
    commits to something without a number. `scope` tells the declared year from the whole period.
    """

    start: int
    end: int
    kind: RequirementKind
    name: str
    object: str
    action: str = ""
    clause: str
    mention: Mention | None = None
    scope: Literal["year", "period"] = "year"
    part: str | None = None
    sums_up: bool = False
    baseline: str | None = None
    """From where it starts, as written (由30分钟缩短至5分钟: 30分钟)."""
    against: str = ""
    """The year that a change is counted from, where it is said (比2025年下降: 2025年)."""
    existing: bool = False
    """True for what there is already (现有水库86座): background, unless it is all there is."""
    doubtful: str = ""
    """The words it was read from, when no name could be made of them that reads as one; `clause`
    is then those words, or empty where a goal cannot quote them."""
    said: str = ""
    """What is done in the text's own words, where those read as a goal says it; figures of one
    clause share them."""
    deed: str = ""
    """`said` without its figures."""


class Benefit(Value):
    """An effect aimed at: `phrase` for the goal (提高效率), `name` for the row (效率提升程度)."""

    start: int
    end: int
    kind: RequirementKind
    phrase: str
    name: str


class Outlook(Value):
    """What the description says of later years than the declared one, as a long-term goal takes it
    over."""

    start: int
    end: int
    text: str


class BudgetItem(Value):
    """A part of the budget: what it pays, the amount, and the calculation when one is shown."""

    start: int
    end: int
    name: str
    money: Money
    product: Product | None = None
    text: str
    """How 测算依据 writes it: the description's own words, or name and amount."""


class Contradiction(Value):
    """Two statements of the description that cannot both hold; asked about, never resolved."""

    path: str
    question: str
    because: str
    pieces: tuple[str, ...] = ()
    """The words of the description that no cell took up, where that is what is asked about."""


class ProjectFacts(Value):
    """Everything understood of one description."""

    year: int | None = None
    year_reading: str | None = None
    year_span: tuple[int, int] | None = None
    header: tuple[HeaderFact, ...] = ()
    suggested: tuple[HeaderFact, ...] = ()
    """Header cells said only in short (区妇联): proposed with the question, never filled in."""
    period: Period | None = None
    requirements: tuple[Requirement, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    budget_items: tuple[BudgetItem, ...] = ()
    policies: tuple[PolicyCitation, ...] = ()
    vague_policies: tuple[HeaderFact, ...] = ()
    activities: tuple[HeaderFact, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    serves_public: bool | None = None
    """True when people or bodies outside the unit are served; None when the text does not tell."""

    def header_value(self, field: str) -> str | int | float | bool | None:
        """The value of a header field, or None."""
        return next((fact.value for fact in self.header if fact.field == field), None)
