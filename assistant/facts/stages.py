"""Plans by stages (第一年…第二年…, 一期（2026年）, a table with a row for each year): which stage a
commitment or an amount belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from assistant.facts.segments import PHASE, Sentence
from assistant.model import Mention, Period, Requirement
from assistant.vocabulary.description import action_words

_ORDER = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_MARK = re.compile(
    r"第(?P<n>[一二三四五])年(?:度)?[，,：:]?"
    r"|(?<![到至从自由较比与—\-~\d])(?P<year>20\d\d)年(?:度)?(?!底|末|前|起|[—\-~至到]|\d{1,2}月|[）)]?《)"
)
_LABEL = re.compile(
    r"第([一二三四五])年|(?:第[一二三四五](?:阶段|期|步)|[一二三四五]期)?[（(]?(20\d\d)年(?!.*20\d\d)"
)


# 明年、今年：前面那一年说到这里为止。
_NOW = re.compile(r"(?<=[，；])[明今本当]年(?!底|末|前)")


def _place(mark: re.Match[str]) -> int:
    return mark.start()


class Stage(NamedTuple):
    """A year of the plan and the stretch of text that is about it."""

    year: int
    start: int
    end: int
    things: tuple[str, ...] = ()
    """What the stretch names without counting it."""


def _things(text: str) -> tuple[str, ...]:
    if re.search(r"\d", _MARK.sub("", text)):
        return ()
    named = re.split(r"[、，,。；;和及与]", _MARK.sub("", text))
    bare = (re.sub(rf"^(?:{'|'.join(action_words())})+", "", n.strip()) for n in named)
    return tuple(n for n in bare if len(n) >= 2)


def asides(text: str) -> list[tuple[int, int]]:
    """Where 第一年 stands, or the 花 of 花92万: no part of what is done."""
    spent = re.compile(r"花(?:了|费)?(?=\d[\d.]*(?:万|亿|元))").finditer(text)
    return [m.span() for m in _MARK.finditer(text) if m.group("n")] + [m.span() for m in spent]


def stages_of(
    sentences: Iterable[Sentence], period: Period | None, year: int | None
) -> tuple[Stage, ...]:
    """The stages of a plan that names at least two years; none for other texts."""
    first = (period.first_year if period else None) or year
    found: list[Stage] = []
    for sentence in sentences:
        if sentence.role == "policy":
            continue
        if _LABEL.match(sentence.label):
            at = _row_year(sentence, first)
            found += [Stage(at, sentence.start, sentence.end)] if at else []
            continue
        marks = sorted([*_MARK.finditer(sentence.text), *_NOW.finditer(sentence.text)], key=_place)
        ends = [*(m.start() for m in marks[1:]), len(sentence.text)][: len(marks)]
        for mark, end in zip(marks, ends, strict=True):
            if mark.re is _NOW:
                continue  # 2025年是84%，明年写86%: what is told of 2025 ends there
            at = _year(mark.group("n"), mark.group("year"), first)
            end = min(end, _closing(sentence, mark), _another_year(sentence.text, mark.end()))
            if at:
                said = _things(sentence.text[mark.start() : end])
                start = sentence.start
                found.append(Stage(at, start + mark.start(), start + end, said))
    return tuple(found) if len({s.year for s in found}) > 1 else ()


def _another_year(text: str, at: int) -> int:
    """Where 明年 or 今年 ends what is said of a year (2025年是84.1%，明年写86%以上)."""
    said = re.search(r"(?<=[，,；;、])\s*(?:[明今本]年|下一?年)", text[at:])
    return at + said.start() if said else len(text)


def _closing(sentence: Sentence, mark: re.Match[str]) -> int:
    """Where the bracket around a year ends: what is said in it, （2025年为35%）, ends with it. A
    bracket that holds but the year, 一期（2026年）, names what follows."""
    for clause in sentence.clauses:
        start, end = clause.start - sentence.start, clause.end - sentence.start
        if clause.nested and start <= mark.start() < end and mark.end() < end:
            return end
    return len(sentence.text)


def _year(order: str | None, year: str | None, first: int | None) -> int | None:
    if year:
        return int(year)
    return first + _ORDER[order] - 1 if order and first else None


def staged(
    requirements: Iterable[Requirement], stages: tuple[Stage, ...], year: int | None
) -> tuple[Requirement, ...]:
    """Work of a later stage is the whole project's, said with its year; that of an earlier one is
    done. Without a declared year, the first stage stands for it."""
    pivot = year or min((s.year for s in stages), default=None)
    found: list[Requirement] = []
    for one in requirements:
        at = next((s.year for s in stages if s.start <= one.start < s.end), None)
        at = at or (_named_in(one, stages) if one.kind == "quantity" else None)
        if at is None or pivot is None or at == pivot or one.scope == "period":
            found.append(one)
        elif at > pivot:
            found.append(_later(one, at))
    return tuple(found)


def without_wholes(
    requirements: Iterable[Requirement], stages: tuple[Stage, ...], counts: Iterable[Mention]
) -> tuple[Requirement, ...]:
    """三年改造3.6万亩 that the stages share out (0.8, 1.6 and 1.2万亩) is the period's, and with it
    what else its sentence counts."""
    found, shared = tuple(requirements), _shares(stages, counts)
    wholes = [
        r
        for r in found
        if r.mention
        and r.kind == "quantity"
        and r.scope == "year"
        and r.mention.target.low is not None
        and shared.get(r.mention.target.unit) == r.mention.target.low
        and not any(s.start <= r.start < s.end for s in stages)
    ]
    return tuple(_whole(r) if any(r is w or _beside(r, w) for w in wholes) else r for r in found)


def without_plan_totals(
    requirements: Iterable[Requirement],
    sentences: Iterable[Sentence],
    period: Period | None,
    year: int | None,
) -> tuple[Requirement, ...]:
    """工程共新建管网32.5公里 … 2027年计划新建管网13公里: the larger of two counts of the same
    thing is the whole plan's, and with it what else its sentence counts."""
    found, sentences = tuple(requirements), list(sentences)
    if not (year and period and (period.years or 1) > 1):
        return found
    declared = re.compile(rf"(?<![到至—\-~\d]){year}年(?!底|末|[—\-~至到])")
    spans = [(s.start + m.start(), s.end) for s in sentences if (m := declared.search(s.text))]
    own = [r for r in found if any(a <= r.start < b for a, b in spans) or _is_yearly(r, sentences)]
    shared = [(s.start, s.end) for s in sentences if _SHARED_OUT.search(s.text)]
    totals = [
        r
        for r in found
        if r not in own
        and any(_is_total(r, part, any(a <= r.start < b for a, b in shared)) for part in own)
    ]
    told = [s for s in sentences if any(s.start <= t.start < s.end for t in totals)]
    return tuple(
        _whole(r)
        if r not in own and _counts(r) and any(s.start <= r.start < s.end for s in told)
        else r
        for r in found
    )


def _counts(one: Requirement) -> bool:
    return one.kind == "quantity" and one.scope == "year" and one.mention is not None


_SHARED_OUT = re.compile(
    r"[二两三四五六七八]年(?:时间)?(?:内)?(?:完成|建成|实施)|剩余|分[二两三四五]年"
)
_ANYTHING = ("个", "次", "人", "项", "家", "元", "万元")


def _is_yearly(one: Requirement, sentences: Iterable[Sentence]) -> bool:
    """每年2.6万卷: the share of each year, and so of the declared one."""
    told = next((s for s in sentences if s.start <= one.start < s.end), None)
    words = told.text[max(0, one.start - told.start - 4) : one.end - told.start] if told else ""
    return "每年" in words or "年均" in words


def _is_total(one: Requirement, part: Requirement, is_shared: bool) -> bool:
    if not (_counts(one) and _counts(part) and one.mention and part.mention):
        return False
    whole, piece = one.mention.target, part.mention.target
    if whole.unit != piece.unit or one.mention.per or part.mention.per not in (None, "年"):
        return False
    same = one.object[-2:] == part.object[-2:] or one.object in part.object
    same = same or (is_shared and whole.unit not in _ANYTHING)  # 用三年完成剩余7.8万卷
    return same and (whole.low or 0) > (piece.low or 0) > 0


def _shares(stages: tuple[Stage, ...], counts: Iterable[Mention]) -> dict[str, Decimal]:
    """What the stages have together, by unit; only where two of them count the same unit once."""
    by_unit: dict[str, list[Decimal]] = {}
    for mention in counts:
        if mention.target.low is None or mention.target.dimension in ("ratio", "money"):
            continue
        if any(s.start <= mention.start < s.end for s in stages):
            by_unit.setdefault(mention.target.unit, []).append(mention.target.low)
    return {unit: sum(v, Decimal(0)) for unit, v in by_unit.items() if len(v) > 1}


def _beside(one: Requirement, whole: Requirement) -> bool:
    """A count of the same clause: 在4个乡镇17个村改造3.6万亩."""
    return one.kind == "quantity" and one.scope == "year" and abs(one.start - whole.start) <= 24


def _whole(one: Requirement) -> Requirement:
    clause = one.clause if one.clause.startswith("累计") else f"累计{one.clause}"
    return one.model_copy(update={"scope": "period", "clause": clause})


def _named_in(one: Requirement, stages: tuple[Stage, ...]) -> int | None:
    """第一年完成罩面，第二年完成人行道: the stage that names what was counted elsewhere."""
    years = {s.year for s in stages if any(t in one.object for t in s.things)}
    return years.pop() if len(years) == 1 else None


def _later(one: Requirement, year: int) -> Requirement:
    clause = one.clause
    if one.kind == "quantity" and not re.match(r"20\d\d年|到|累计", clause):
        clause = f"{year}年{clause}"
    return one.model_copy(update={"scope": "period", "clause": clause})


def this_years_rows(
    sentences: tuple[Sentence, ...], period: Period | None, year: int | None
) -> tuple[Sentence, ...]:
    """Without the rows that a table of years gives to other years than the declared one."""
    first = (period.first_year if period else None) or year
    years = {s: at for s in sentences if _of_a_stage(s) and (at := _row_year(s, first))}
    if year not in years.values():
        return sentences
    return tuple(s for s in sentences if years.get(s, year) == year)


def _of_a_stage(sentence: Sentence) -> bool:
    """A table's row, or what stands behind 第二阶段（2027年）."""
    return bool(sentence.topic or PHASE.match(sentence.label))


def _row_year(sentence: Sentence, first: int | None) -> int | None:
    match = _LABEL.match(sentence.label)
    return _year(match.group(1), match.group(2), first) if match else None
