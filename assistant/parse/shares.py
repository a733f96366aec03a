"""Quantities of two numbers that are never multiplied or divided: 7×24小时, 1:50, 2/3, 10/10万."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.model import Mention, Target
from assistant.parse.numbers import parse_number
from assistant.parse.quantity import surrounded


def find_shares(text: str, plain: str) -> Iterator[Mention]:
    """Round-the-clock services, proportions and fractions of a text (`plain`: folded)."""
    if any(sign in plain for sign in "×*xX"):
        yield from _around_the_clock(text, plain)
    if ":" in plain or "分之" in plain:
        yield from _proportions(text, plain)
    if "/" in plain:
        yield from _per_many(text, plain)


def _around_the_clock(text: str, plain: str) -> Iterator[Mention]:
    """7×24小时 is one service level: 24 hours, on all seven days."""
    for match in clock().finditer(plain):
        start, end = match.span()
        yield Mention(start=start, end=end, text=text[start:end], target=clock_target(match))


def clock_target(match: re.Match[str]) -> Target:
    """What a match of `clock` means: the hours of a day, and the level 7×24."""
    days = match["days"] or match["days2"] or "7"
    hours = match["hours"] or match["hours2"] or "24"
    level = f"{days}×{hours}"
    return Target(
        comparator="equal", low=Decimal(hours), unit="小时", dimension="duration", level=level
    )


def _proportions(text: str, plain: str) -> list[Mention]:
    """比例1:50, 不低于三分之二."""
    found = []
    for match in _proportion().finditer(plain):
        ratio = next(name for name in ("ratio", "fraction") if match[name])
        start, end, comparator = surrounded(plain, match.start(ratio), match.end(ratio))
        target = _share(match).model_copy(update={"comparator": comparator})
        found.append(Mention(start=start, end=end, text=text[start:end], target=target))
    return found


def _per_many(text: str, plain: str) -> Iterator[Mention]:
    """10/10万, 3.5/千: so many of a hundred thousand or a thousand, as vital statistics say it."""
    for match in _of_many().finditer(plain):
        start, end, comparator = surrounded(plain, match.start(), match.end())
        value, below = Decimal(match["value"]), comparator in ("at_most", "less_than")
        target = Target(
            comparator=comparator,
            low=None if below else value,
            high=value if below else None,
            unit=match["of"],
            dimension="ratio",
        )
        yield Mention(start=start, end=end, text=text[start:end], target=target)


def _share(match: re.Match[str]) -> Target:
    if match["ratio"]:
        return proportion_target(match["one"], match["to"])
    part, whole = parse_number(match["part"]), parse_number(match["whole"])
    return proportion_target(str(part), str(whole), "/")


def proportion_target(first: str, second: str, sign: str = ":") -> Target:
    """1:50 or 1/3 as a target: the two numbers as low and high of one ratio, never divided."""
    return Target(
        comparator="equal",
        low=Decimal(first),
        high=Decimal(second),
        unit=sign,
        dimension="ratio",
        level=f"{first}{sign}{second}",
    )


@cache
def clock() -> re.Pattern[str]:
    """7×24(小时), 5×8小时, 24小时×7天."""
    times, hour = r"\s?[×*xX]\s?", r"\s?(?:个?小时|[hH](?![a-z]))"
    return re.compile(
        rf"(?<![\d.])(?:(?P<days>7)\s?[天日]?{times}(?P<hours>24)(?!\d)(?:{hour})?"
        rf"|(?P<days2>[5-7])\s?[天日]?{times}(?P<hours2>[89]|1\d|2[0-4]){hour})"
        rf"|(?<![\d.])24(?:{hour})?{times}7(?:\s?[天日]|{hour})"
    )


@cache
def _of_many() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d./])(?P<value>\d{1,4}(?:\.\d{1,3})?)(?P<of>\s?/\s?(?:10万|十万|1?万|百万|1?千|100000|10000|1000))"
        r"(?![\d元人户字名吨立平公亩])"
    )


@cache
def _proportion() -> re.Pattern[str]:
    words = "为|达到|达|不低于|不高于|不超过|控制在|约|≥|≤|=|:| "
    return re.compile(
        rf"(?:[比例值])(?:{words}){{0,3}}(?P<ratio>(?P<one>\d{{1,4}}(?:\.\d{{1,3}})?):(?P<to>\d{{1,6}}(?:\.\d{{1,3}})?))(?![\d:])"
        r"|(?<![\d一二三四五六七八九十第百千万])(?P<fraction>(?P<whole>[二三四五六七八九十]|\d{1,2})分之(?P<part>[一二三四五六七八九]|\d{1,2}))(?![\d百千万十])"
    )
