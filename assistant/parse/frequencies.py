"""How often something happens, and what that makes in a year (每季度一份 → 4份)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from assistant.model import Mention, Target
from assistant.parse import units
from assistant.parse.figures import number_at
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, names, titles
from assistant.parse.quantity import Quantity, read_quantity
from assistant.parse.rates import repeats_in
from assistant.parse.scanning import either
from assistant.vocabulary.loading import load

_SENTENCE = 60
_NUMERALS = "一二三四五六七八九十两"


class _Rhythm(NamedTuple):
    """每季度: its place, its name (季度), how many a year holds (None: not known)."""

    start: int
    end: int
    name: str
    yearly: int | None


def find_frequencies(text: str) -> tuple[Mention, ...]:
    """Quantities that repeat, with the whole phrase as span (每季度交一份报告 → 每季度交一份).

    Where the year's total is certain the target holds it and `reading` shows the calculation.
    Otherwise (每周, 每人, 汛期每月; 台 and 个, which may be the same each time) the number is as
    written and `per` names the period. 全年12期 is as written, without `per`.
    """
    plain = fold(text)
    taken = Cover(titles(plain), names(plain))
    found: list[Mention] = []
    at = 0
    for match in _rhythm().finditer(plain):
        if match.start() < at or taken.touches(match.start(), match.end()):
            continue
        mention = _in_unit(text, plain, match) if match["rate"] else _phrase(text, plain, match)
        if mention is not None and mention.start >= at:
            found.append(mention)
            at = mention.end
    return tuple(found)


def _phrase(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    """每季度 … 一份, 一年至少三次, 月均2次, 按季度出具报告."""
    rhythm = _rhythm_of(match)
    quantity = _next_quantity(plain, rhythm.end)
    if quantity is None:
        return None if match["once"] or match["mean"] else _one_each(text, plain, rhythm)
    if match["once"] and not _fits_once(plain, rhythm, quantity):
        return None
    if match["by"] and quantity.number.value != 1:
        return None
    return _mention(text, plain, rhythm, quantity, (rhythm.start, quantity.end))


def _in_unit(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    """1次/月, 1-2次/月, 2次每年."""
    number = number_at(plain, match.start())
    quantity = read_quantity(plain, number) if number else None
    unit = quantity.unit.partition("/")[0] if quantity else ""
    if quantity is None or not unit:
        return None
    rhythm = _Rhythm(match.start(), match.end(), match["rate"], _yearly(match["rate"]))
    span = (quantity.start, max(match.end(), quantity.end))
    return _mention(text, plain, rhythm, quantity._replace(unit=unit), span)


def _mention(
    text: str, plain: str, rhythm: _Rhythm, quantity: Quantity, span: tuple[int, int]
) -> Mention:
    start, end = span
    each = quantity.target()
    if each.comparator == "equal" and _least().search(plain, rhythm.end, quantity.start):
        each = each.model_copy(update={"comparator": "at_least"})  # 每户至少上门走访3次
    per = repeats_in(plain, quantity.start, "") or rhythm.name
    whole_year = rhythm.name == "全年"
    if whole_year or not _adds_up(plain, rhythm, quantity, span) or "·" in per:
        yearly = rhythm.yearly == 1 and "·" not in per
        shown = None if yearly else per
        return Mention(start=start, end=end, text=text[start:end], target=each, per=shown)
    total = _times(each, Decimal(rhythm.yearly or 1))
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        target=total,
        reading=_calculation(rhythm, each, total),
    )


def _adds_up(plain: str, rhythm: _Rhythm, quantity: Quantity, span: tuple[int, int]) -> bool:
    if rhythm.yearly is None or not units.repeats(quantity.unit):
        return False
    return not _part_of_year(plain, span, rhythm)


def _times(each: Target, times: Decimal) -> Target:
    return each.model_copy(
        update={
            "low": None if each.low is None else each.low * times,
            "high": None if each.high is None else each.high * times,
        }
    )


def _calculation(rhythm: _Rhythm, each: Target, total: Target) -> str:
    name = _source()["names"].get(rhythm.name, "个周期")
    return f"{rhythm.yearly}{name} × 每{rhythm.name}{_amount(each)} = {_amount(total)}"


def _amount(target: Target) -> str:
    bounds = [bound for bound in (target.low, target.high) if bound is not None]
    return "-".join(f"{bound.normalize():f}" for bound in bounds) + target.unit


def _rhythm_of(match: re.Match[str]) -> _Rhythm:
    name = next(match[group] for group in ("each", "by", "once", "mean") if match[group])
    if match["once"]:
        name = "全年" if name in ("全年", "年内", "一年", "1年") else name.removeprefix("一")
    name = name.removeprefix("个")
    return _Rhythm(match.start(), match.end(), name, 1 if name == "全年" else _yearly(name))


def _yearly(name: str) -> int | None:
    periods: dict[str, int] = _source()["periods"]
    return periods.get(name)


def _next_quantity(plain: str, at: int) -> Quantity | None:
    """The quantity that follows within a few words, when it is what repeats."""
    match = _filler().match(plain, at)
    number = number_at(plain, match.end()) if match else None
    if number is None:
        return None
    quantity = read_quantity(plain, number)
    if not quantity.unit or quantity.start < at or quantity.unit in ("年", "月", "日"):
        return None
    if units.dimension_of(quantity.unit) in ("money", "ratio"):
        return None
    if not units.repeats(quantity.unit) and _more_repeats().match(plain, quantity.end):
        return None
    if not units.repeats(quantity.unit) and _is_towards(plain, at, quantity.start):
        return None  # 每月向23个单位配送: the number of receivers does not repeat
    if units.dimension_of(quantity.unit) == "duration" and plain[: quantity.start].endswith("后"):
        return None  # 每学期开学后两周内: how soon, not how much
    return quantity


def _is_towards(plain: str, at: int, start: int) -> bool:
    return start - at <= 3 and plain.startswith(("向", "对", "为", "给"), at)


def _fits_once(plain: str, rhythm: _Rhythm, quantity: Quantity) -> bool:
    """一年至少三次, 全年12期: the amount must follow at once, and count happenings."""
    return quantity.start - rhythm.end <= 6 and units.repeats(quantity.unit)


def _one_each(text: str, plain: str, rhythm: _Rhythm) -> Mention | None:
    """按季度出具报告: one deliverable for each period."""
    match = _delivery().match(plain, rhythm.end)
    if match is None or (rhythm.yearly or 1) == 1 or _counted_after().match(plain, match.end()):
        return None
    span = (rhythm.start, match.end())
    if _part_of_year(plain, span, rhythm):
        return None
    each = Target(comparator="equal", low=Decimal(1), unit="份", dimension="count")
    total = _times(each, Decimal(rhythm.yearly or 1))
    return Mention(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        target=total,
        reading=_calculation(rhythm, each, total),
    )


def _part_of_year(plain: str, span: tuple[int, int], rhythm: _Rhythm) -> bool:
    """True when the text says that the rhythm does not run the whole year."""
    if rhythm.yearly == 1:
        return False
    head = _sentence_end().split(plain[max(0, span[0] - _SENTENCE) : span[0]])[-1]
    tail = _sentence_end().split(plain[span[1] : span[1] + _SENTENCE])[0]
    sentence = f"{head}\0{tail}"
    if any(word in sentence for word in _source()["partial_year"]):
        return True
    return bool(_partial().search(sentence) or _short_service().search(plain))


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("frequencies")
    return source


@cache
def _rhythm() -> re.Pattern[str]:
    """1次/月; 每季度; 按季度; 一年, 全年; 月均."""
    yearly = either(list(_source()["periods"]))
    periods = either([*_source()["periods"], *_source()["unknown"]])
    number = rf"(?:\d{{1,9}}(?:\.\d{{1,9}})?|[{_NUMERALS}]{{1,9}})"
    return re.compile(
        rf"(?<![\d.{_NUMERALS}]){number}(?:\s?[-~至到]\s?{number})?\s?(?:[^\d\s/每,，。;；()]{{1,4}}\s?/|[次份期场篇轮回版件人]次?\s?每)"
        rf"(?P<rate>{yearly})(?!末|底|初)"
        rf"|每(?:一?个)?(?P<each>{periods})"
        r"|(?:按|分|逐)(?P<by>季度|季|月度|月|半年|年度|年)(?!末|底|初|级|龄)"
        rf"|(?P<once>(?<![{_NUMERALS}\d第每按这那上下新近同几多前后])(?:一年|1年|半年|一个月|一个季度)|全年|年内)(?:里|内|中|度)?"
        r"|(?P<mean>[年月季周日])均(?!浓度|气温|温度|值|降[水雨])"
    )


@cache
def _filler() -> re.Pattern[str]:
    """Words between 每季度 and its number: no punctuation; an inner 10日前 is allowed."""
    plain = rf"[^\d\s{_NUMERALS}半,，。;；:、()每]"
    return re.compile(rf"{plain}{{0,12}}(?:\d{{1,2}}日前{plain}{{0,10}})? ?(?=[\d{_NUMERALS}])")


@cache
def _more_repeats() -> re.Pattern[str]:
    """对20个 + 站点巡查1次."""
    return re.compile(rf"[^\d{_NUMERALS},，。;；:、()\n]{{1,12}}[\d{_NUMERALS}]{{1,4}}[次场轮遍]")


@cache
def _least() -> re.Pattern[str]:
    return re.compile("至少|不少于|不低于")


@cache
def _delivery() -> re.Pattern[str]:
    deliver, things = either(_source()["deliver"]), either(_source()["deliverables"])
    return re.compile(
        rf"(?:常态化|及时|定期|均|都|要|应|须|需){{0,3}}(?:{deliver})[^\d,，。;；、()《》]{{0,10}}?(?:{things})"
    )


@cache
def _counted_after() -> re.Pattern[str]:
    """按季度出具报告(1份/季度), 报告4份: the number is there."""
    return re.compile(rf"\s{{0,3}}[(,，]?\s{{0,3}}(?:共|各|不少于|≥)?\s{{0,3}}[\d{_NUMERALS}]")


@cache
def _partial() -> re.Pattern[str]:
    return re.compile("|".join(_source()["partial_patterns"]))


@cache
def _short_service() -> re.Pattern[str]:
    return re.compile(_source()["short_service"])


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"[。;；\n]")
