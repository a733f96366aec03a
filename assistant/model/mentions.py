"""Values understood in text: targets, dates, money, periods, citations, commitments."""

from decimal import Decimal
from typing import Literal

from assistant.model.base import Value

Comparator = Literal[
    "at_least", "at_most", "more_than", "less_than", "equal", "between", "level", "by_date"
]
Dimension = Literal[
    "ratio",
    "count",
    "money",
    "duration",
    "length",
    "area",
    "volume",
    "weight",
    "energy",
    "points",
    "other",
]


class PartialDate(Value):
    """A date known to the year, quarter, month or day. `edge`: 前 (before), 底 (end of)."""

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    edge: Literal["", "before", "end", "after"] = ""


class Target(Value):
    """A 指标值 understood. `unit` is as written (万人, 个工作日, %); bounds are in that unit."""

    comparator: Comparator
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    dimension: Dimension = "other"
    level: str | None = None
    date: PartialDate | None = None


class Mention(Value):
    """A target found in running text: text[start:end] == text. `reading` shows a computed value
    (每季度一份 → "4个季度 × 每季度1份 = 4份"); None when the number stands there as written."""

    start: int
    end: int
    text: str
    target: Target
    reading: str | None = None
    per: str | None = None
    """The period the quantity repeats in and was not multiplied out for (周, 月, 次, 人 …)."""


class Money(Value):
    """An amount found in text. `yuan` is exact; `unit` as written (元, 万元, 亿元)."""

    start: int
    end: int
    text: str
    yuan: Decimal
    unit: str
    approximate: bool = False


class Product(Value):
    """A calculation written out in text: 86.3万平方米×12元 or 2010套×2882.69元/年≈579.42万元."""

    start: int
    end: int
    text: str
    factors: tuple[Decimal, ...]
    result_yuan: Decimal
    stated: Money | None = None


class Period(Value):
    """Years a project or a document covers. Either end, or the length, may be unknown."""

    start: int
    end: int
    text: str
    first_year: int | None = None
    last_year: int | None = None
    years: int | None = None


class PolicyCitation(Value):
    """A document cited as basis. `number` is the 文号; the window comes from the title."""

    start: int
    end: int
    text: str
    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    year: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    is_draft: bool = False
    is_trial: bool = False


class Commitment(Value):
    """Something measurable that a goal promises: what it is about and how much."""

    start: int
    end: int
    text: str
    subject: str
    mention: Mention
