"""Quantities in running text, each at its place. Names, titles and ordinals are not numbers."""

from __future__ import annotations

from functools import lru_cache

from assistant.model import Mention, Target
from assistant.parse import units
from assistant.parse.blocks import is_money
from assistant.parse.dates import FoundDate, find_dates, find_periods
from assistant.parse.figures import Number, numbers_in
from assistant.parse.fold import fold
from assistant.parse.grades import find_grades
from assistant.parse.masks import Cover, names, slogans, titles
from assistant.parse.quantity import Quantity, read_quantity
from assistant.parse.rates import repeats_in
from assistant.parse.shares import find_shares
from assistant.vocabulary.loading import load


@lru_cache(maxsize=8)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every quantity and every deadline of the text as written, left to right, none overlapping.

    The span takes in the comparator words and 以上/以内. `per` says what the quantity repeats in
    (每季度一份 → 份, per 季度); nothing is multiplied out here (see `frequencies`).
    """
    plain = fold(text)
    dates = find_dates(text)
    deadlines = [due for date in dates if (due := _deadline(text, plain, date))]
    found = [*deadlines, *find_shares(text, plain)]
    taken = Cover(
        ((start, end) for start, end, _ in dates),
        ((period.start, period.end) for period in find_periods(text) if period.first_year),
        ((mention.start, mention.end) for mention in (*found, *find_grades(text))),
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
    if quantity.unit.endswith("块") and not is_money(plain, quantity.number.start, quantity.end):
        target = target.model_copy(update={"dimension": "count"})
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
    if plain[number.start - 1 : number.start] == "每":
        return False  # 每10万人口: what it is reckoned on
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
    if written == "零" or (before and before in rules["never_after"]):
        return False
    if (
        quantity.unit in known.digits_only
        and written != "两"
        and not (quantity.compared and quantity.start < number.start)
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
        lasting = plain[: quantity.start].endswith(tuple(load("dates")["lengths_after"]))
        return quantity.compared or lasting or plain[quantity.end : quantity.end + 1] in "/("
    if quantity.unit == "年":
        return quantity.number.value < 100
    return True


def _deadline(text: str, plain: str, found: FoundDate) -> Mention | None:
    """A date that something is due by: 6月底前, 2026年9月投入使用; a mere 2026年 is none."""
    start, end, date = found
    precise = date.month or date.quarter or date.day
    due = date.edge in ("before", "end") and (precise or date.edge == "end" or date.year)
    done = precise and plain.startswith(tuple(load("dates")["completion"]), end)
    if not (due or done):
        return None
    per = next(
        (
            p
            for p in ("月", "季", "半年", "学期")
            if plain.startswith((f"每{p}", f"每个{p}"), start)
        ),
        None,
    )
    per = "季度" if per == "季" else per
    target = Target(comparator="by_date", date=date)
    return Mention(start=start, end=end, text=text[start:end], target=target, per=per)
