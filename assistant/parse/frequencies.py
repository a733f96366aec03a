"""How often something happens, and what that makes in a year (每季度一份 → 4份)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.model import Mention, Target
from assistant.parse import units
from assistant.parse.fold import fold
from assistant.parse.masks import covered, names, titles
from assistant.parse.quantity import Quantity, number_at, numbers_in, read_quantity
from assistant.vocabulary.loading import load

_SENTENCE = 60


@dataclass(frozen=True)
class _Rhythm:
    """每季度: its place, its name (季度), how many a year holds (None: not known)."""

    start: int
    end: int
    name: str
    yearly: int | None


def find_frequencies(text: str) -> tuple[Mention, ...]:
    """Quantities that repeat, spans covering the whole phrase (每季度交一份监测报告 → 每季度交一份).

    Where the year's total is certain the target holds it and `reading` shows the calculation.
    Otherwise (每周, 每人, 汛期每月 …; or things like 台, 个 that may be the same each time) the number is
    as written and `per` names the period.
    """
    plain = fold(text)
    taken = titles(plain) + names(plain)
    found: list[Mention] = []
    at = 0
    for match in _rhythm().finditer(plain):
        if match.start() < at or covered(taken, match.start(), match.end()):
            continue
        mention = _in_unit(text, plain, match) if match["rate"] else _phrase(text, plain, match)
        if mention is not None:
            found.append(mention)
            at = mention.end
    return tuple(found)


def _phrase(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    """每季度 … 一份, 一年至少三次, 月均2次, 按季度出具报告."""
    rhythm = _rhythm_of(match)
    quantity = _next_quantity(plain, rhythm.end)
    if quantity is None:
        return _one_each(text, plain, rhythm) if match["by"] or match["each"] else None
    if match["once"] and not _fits_once(plain, rhythm, quantity):
        return None
    return _mention(text, plain, rhythm, quantity, rhythm.start, quantity.end)


def _in_unit(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    """1次/月, 1份／季度, 2次每年."""
    number = number_at(plain, match.start())
    quantity = read_quantity(plain, number) if number else None
    if quantity is None:
        return None
    rhythm = _Rhythm(match.start(), match.end(), match["rate"], _yearly(match["rate"]))
    bare = quantity.unit.partition("/")[0]
    if not bare:
        return None
    plainer = Quantity(**{**quantity.__dict__, "unit": bare})
    end = max(match.end(), quantity.end)
    return _mention(text, plain, rhythm, plainer, quantity.start, end)


def _mention(
    text: str, plain: str, rhythm: _Rhythm, quantity: Quantity, start: int, end: int
) -> Mention:
    target = quantity.target()
    certain = rhythm.yearly is not None and units.repeats(quantity.unit)
    certain = certain and not _part_of_year(plain, start, end, rhythm)
    if not certain:
        return Mention(
            start=start, end=end, text=text[start:end], target=target,
            per=None if rhythm.yearly == 1 else rhythm.name,
        )  # fmt: skip
    times = Decimal(rhythm.yearly or 1)
    total = target.model_copy(
        update={
            "low": None if target.low is None else target.low * times,
            "high": None if target.high is None else target.high * times,
        }
    )
    return Mention(
        start=start, end=end, text=text[start:end], target=total,
        reading=_calculation(rhythm, target, total),
    )  # fmt: skip


def _calculation(rhythm: _Rhythm, each: Target, total: Target) -> str:
    name = load("frequencies")["names"].get(rhythm.name, f"个{rhythm.name}")
    number = f"{rhythm.yearly}{name}"
    return f"{number} × 每{rhythm.name}{_amount(each)} = {_amount(total)}"


def _amount(target: Target) -> str:
    bounds = [n for n in (target.low, target.high) if n is not None]
    return "-".join(f"{n.normalize():f}" for n in bounds) + target.unit


def _rhythm_of(match: re.Match[str]) -> _Rhythm:
    name = next(match[group] for group in ("each", "by", "once", "mean") if match[group])
    name = name.removeprefix("个") if name not in ("个",) else name
    if match["once"]:
        name = name.lstrip("一1")
    if name in ("全年", "年内"):
        name = "年"
    return _Rhythm(match.start(), match.end(), name, _yearly(name))


def _yearly(name: str) -> int | None:
    return load("frequencies")["periods"].get(name)


def _next_quantity(plain: str, at: int) -> Quantity | None:
    """The quantity that follows within a few words, with nothing counted in between."""
    match = _filler().match(plain, at)
    if match is None:
        return None
    number = number_at(plain, match.end())
    if number is None:
        return None
    quantity = read_quantity(plain, number)
    if quantity is None or not quantity.unit or quantity.start < at:
        return None
    if quantity.unit in ("年", "月", "日") or units.dimension_of(quantity.unit) in (
        "money",
        "ratio",
    ):
        return None
    return quantity


def _fits_once(plain: str, rhythm: _Rhythm, quantity: Quantity) -> bool:
    """一年至少三次, 全年12期: the amount must follow at once, and count happenings."""
    between = plain[rhythm.end : quantity.start]
    return len(between) <= 6 and units.repeats(quantity.unit)


def _one_each(text: str, plain: str, rhythm: _Rhythm) -> Mention | None:
    """按季度出具报告: one deliverable for each period."""
    match = _delivery().match(plain, rhythm.end)
    if match is None or rhythm.yearly is None:
        return None
    rest = plain[match.end() :].lstrip()
    if rest[:1].isdigit() or _counted_after().match(rest):
        return None
    each = Target(comparator="equal", low=Decimal(1), unit="份", dimension="count")
    total = each.model_copy(update={"low": Decimal(rhythm.yearly)})
    if _part_of_year(plain, rhythm.start, match.end(), rhythm):
        return None
    return Mention(
        start=rhythm.start, end=match.end(), text=text[rhythm.start : match.end()],
        target=total, reading=_calculation(rhythm, each, total),
    )  # fmt: skip


def _part_of_year(plain: str, start: int, end: int, rhythm: _Rhythm) -> bool:
    """True when the sentence says that the rhythm does not run the whole year."""
    if rhythm.yearly == 1:
        return False
    head = re.split(r"[。；;\n]", plain[max(0, start - _SENTENCE) : start])[-1]
    tail = re.split(r"[。；;\n]", plain[end : end + _SENTENCE])[0]
    sentence = head + "\0" + plain[start:end] + tail
    words = load("frequencies")["partial_year"]
    return any(word in sentence for word in words) or bool(_partial().search(sentence))


@cache
def _rhythm() -> re.Pattern[str]:
    known = load("frequencies")
    periods = _any([*known["periods"], *known["unknown"]])
    yearly = _any(list(known["periods"]))
    return re.compile(
        rf"(?P<rate_number>(?:\d+(?:\.\d+)?|[一二三四五六七八九十两]+)\s?[^\d\s/每,，。;；()]{{1,3}}\s?(?:/|每))(?P<rate>{yearly})(?!末|底|初)"
        rf"|每(?:一?个)?(?P<each>{periods})"
        rf"|(?:按|分|逐)(?P<by>季度|季|月度|月|半年|年度|年)(?!末|底|初|级|龄)"
        rf"|(?P<once>(?<![\d一二三四五六七八九十第每按这那上下新近同几多前后])(?:一年|1年|半年|一个月|一个季度)|全年|年内)(?:里|内|中|度)?"
        rf"|(?P<mean>[年月季周日])均"
    )


@cache
def _filler() -> re.Pattern[str]:
    """Words between 每季度 and its number: verbs and nouns, no punctuation, an inner date allowed."""
    return re.compile(
        r"(?:末|底|初)?(?:[^\d\s一二三四五六七八九十两半,，。;；:、()每≥≤><=]{0,12}?)(?:\d{1,2}日前)?"
        r"(?:[^\d\s一二三四五六七八九十两半,，。;；:、()每]{0,10})[ ]?(?=[\d一二三四五六七八九十两])"
    )


@cache
def _delivery() -> re.Pattern[str]:
    known = load("frequencies")
    deliver, things = _any(known["deliver"]), _any(known["deliverables"])
    return re.compile(
        rf"(?:常态化|及时|定期|均|都|要|应|须|需)*(?:{deliver})[^\d,，。;；、()《》]{{0,10}}?(?:{things})"
    )


@cache
def _counted_after() -> re.Pattern[str]:
    return re.compile(r"[(,，]?\s*(?:共|各|不少于|≥)?[\d一二三四五六七八九十两]+\s?[份篇期次]")


@cache
def _partial() -> re.Pattern[str]:
    return re.compile("|".join(load("frequencies")["partial_patterns"]))


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
