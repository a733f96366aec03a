"""Quantities in running text, each with its exact place. Names, titles and ordinals are not numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assistant.model import Mention, Target
from assistant.parse import units
from assistant.parse.dates import FoundDate, find_dates, find_periods
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, names, slogans, titles
from assistant.parse.numbers import parse_number
from assistant.parse.quantity import Number, Quantity, numbers_in, read_quantity, surrounded
from assistant.parse.scanning import clause_before
from assistant.vocabulary.loading import load

_REACH = 20
_24 = Decimal(24)


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every quantity and every deadline of the text as written, left to right, none overlapping.

    The span takes in the comparator words and 以上/以内. `per` says what the quantity repeats in
    (每季度一份 → 份, per 季度); nothing is multiplied out here (see `frequencies`).
    """
    plain = fold(text)
    dates = find_dates(text)
    deadlines = [due for date in dates if (due := _deadline(text, plain, date))]
    found = [*deadlines, *_around_the_clock(text, plain), *_proportions(text, plain)]
    taken = Cover(
        ((start, end) for start, end, _ in dates),
        ((period.start, period.end) for period in find_periods(text) if period.first_year),
        ((mention.start, mention.end) for mention in found),
        names(plain),
        titles(plain),
    )
    inside = Cover(titles(plain))
    found = [mention for mention in found if not inside.touches(mention.start, mention.end)]
    return tuple(sorted([*found, *_quantities(text, plain, taken)], key=lambda one: one.start))


def _quantities(text: str, plain: str, taken: Cover) -> list[Mention]:
    quoted = Cover(slogans(plain))
    found: list[Mention] = []
    at = 0
    for number in numbers_in(plain):
        if number.start < at or taken.touches(number.start, number.end):
            continue
        if number.numeral and not number.unit and quoted.touches(number.start, number.end):
            continue
        quantity = read_quantity(plain, number)
        if _is_real(plain, quantity):
            found.append(_mention(text, plain, quantity, at))
            at = quantity.end
    return found


def _mention(text: str, plain: str, quantity: Quantity, at: int) -> Mention:
    start = max(quantity.start, at)
    target = quantity.target()
    written = text[start : quantity.end]
    reading = None
    if quantity.spelled:
        reading = f"“{text[quantity.number.start : quantity.number.end]}” → {_shown(quantity)}"
    per = repeats_in(plain, start, quantity.unit) if target.dimension != "ratio" else None
    return Mention(
        start=start, end=quantity.end, text=written, target=target, reading=reading, per=per
    )


def _shown(quantity: Quantity) -> str:
    return f"{quantity.number.value.normalize():f}{quantity.number.unit}"


def _is_real(plain: str, quantity: Quantity) -> bool:
    """False for digits without unit and comparator, ordinals, articles and parts of words."""
    number = quantity.number
    if quantity.spelled:
        return True
    if number.numeral:
        return bool(quantity.unit) and _is_counted(plain, quantity)
    if not quantity.unit:
        return quantity.compared and not plain[quantity.end : quantity.end + 1].isascii()
    return not _is_label(plain, number) and _is_length_of_time(plain, quantity)


def _is_label(plain: str, number: Number) -> bool:
    """A4, V2, Q3: one letter before the digits makes a name of them."""
    before = plain[max(0, number.start - 2) : number.start]
    if not before or not (before[-1].isascii() and before[-1].isalpha()):
        return False
    return len(before) < 2 or not (before[0].isascii() and before[0].isalpha())


def _is_counted(plain: str, quantity: Quantity) -> bool:
    number, known = quantity.number, units.units()
    before, written = plain[: number.start][-1:], plain[number.start : number.end]
    rules = load("counting")
    if before and before in rules["never_after"]:
        return False
    if quantity.unit in known.digits_only and not (
        quantity.compared and quantity.start < number.start
    ):
        return quantity.unit == "年" and number.value > 1 and _is_length_of_time(plain, quantity)
    if written == "一":
        if before and before in rules["never_before_one"]:
            return False
        if quantity.unit in known.article_one:
            return quantity.compared or _has_evidence(plain, quantity)
    return _is_length_of_time(plain, quantity)


def _has_evidence(plain: str, quantity: Quantity) -> bool:
    before = plain[max(0, quantity.number.start - 4) : quantity.number.start]
    return before.endswith(tuple(load("counting")["evidence_for_one"]))


def _is_length_of_time(plain: str, quantity: Quantity) -> bool:
    """3月 and 10日 are dates, not lengths, unless a comparator or 内 says otherwise."""
    if quantity.unit == "月":
        return quantity.compared
    if quantity.unit == "日":
        return quantity.compared or plain[quantity.end : quantity.end + 1] in "/("
    if quantity.unit == "年":
        return quantity.number.value < 100
    return True


def _deadline(text: str, plain: str, found: FoundDate) -> Mention | None:
    """A date that something is due by: 6月底前, 年底前, 2026年9月投入使用; a mere 2026年 is none."""
    start, end, date = found
    precise = date.month or date.quarter or date.day
    due = date.edge in ("before", "end") and (precise or date.edge == "end" or date.year)
    done = precise and plain.startswith(tuple(load("dates")["completion"]), end)
    if not (due or done):
        return None
    per = "月" if plain.startswith(("每月", "每个月"), start) else None
    target = Target(comparator="by_date", date=date)
    return Mention(start=start, end=end, text=text[start:end], target=target, per=per)


def _around_the_clock(text: str, plain: str) -> list[Mention]:
    """7×24小时 is one service level: 24 hours, on all seven days."""
    return [
        Mention(
            start=match.start(), end=match.end(), text=text[match.start() : match.end()],
            target=clock_target(),
        )
        for match in _clock().finditer(plain)
    ]  # fmt: skip


def clock_target() -> Target:
    """What 7×24小时 means as a target."""
    return Target(comparator="equal", low=_24, unit="小时", dimension="duration", level="7×24")


def _proportions(text: str, plain: str) -> list[Mention]:
    """比例1:50, 不低于三分之二."""
    found = []
    for match in _proportion().finditer(plain):
        ratio = next(name for name in ("ratio", "fraction") if match[name])
        start, end, comparator = surrounded(plain, match.start(ratio), match.end(ratio))
        target = _share(match).model_copy(update={"comparator": comparator})
        found.append(Mention(start=start, end=end, text=text[start:end], target=target))
    return found


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


def repeats_in(plain: str, start: int, unit: str) -> str | None:
    """What a quantity repeats in or is for: 每季度, 每人每年 (人·年), 日均, 次/月; None if nothing."""
    window = clause_before(plain, start, _REACH)
    match = _each().search(window)
    if match is None:
        head, _, rate = unit.partition("/")
        return rate if rate and units.dimension_of(head) != "weight" else None
    if match["average"]:
        return match["average"][0]
    named = [_named(part) for part in re.split("每(?:一?个)?", match["each"]) if part]
    return "·".join(named) or None


def _named(words: str) -> str:
    """The unit at the head of the words behind 每 (千人, 街道), else the words up to their verb."""
    scaled, plain = units.read_unit(words, 0), units.read_denominator(words, 0)
    end = max(scaled[1] if scaled else 0, plain or 0)
    return words[:end] if end else _verb().split(words[:8])[0][:4]


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("[配发补建不最至开设安拥有约平预费标需交举提完组投给按达在]")


@cache
def _each() -> re.Pattern[str]:
    """The nearest 每 (or 每…每…) before a quantity, with no total (共, 合计) in between."""
    plain = r"(?:(?!共|合计|总)[^每()])"
    return re.compile(
        rf"(?P<each>(?:每(?:(?!、|和|及|共|总)[^每()]){{1,6}})?每{plain}{{1,14}})$|(?P<average>[人户亩生校村周月日季]均)[^()\d\s]{{0,8}}$"
    )


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d.])7\s{0,3}(?:天|日)?\s{0,3}[×*xX]\s{0,3}24\s{0,3}(?:个?小时|[hH](?![a-z]))?|(?<![\d.])24\s{0,3}小时\s{0,3}[×*xX]\s{0,3}7\s{0,3}天?"
    )


@cache
def _proportion() -> re.Pattern[str]:
    words = "为|达到|达|不低于|不高于|不超过|控制在|约|≥|≤|=|:| "
    return re.compile(
        rf"(?:[比例值])(?:{words})*(?P<ratio>(?P<one>\d{{1,4}}):(?P<to>\d{{1,6}}))(?![\d:])"
        r"|(?<![\d一二三四五六七八九十第百千万])(?P<fraction>(?P<whole>[二三四五六七八九十]|\d{1,2})分之(?P<part>[一二三四五六七八九]|\d{1,2}))(?![\d百千万十])"
    )
