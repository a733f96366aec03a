"""Traceability: which row answers which promise of a goal, and where the two disagree.

A promise and a row belong together when they speak of the same thing (likeness of wording, the same
kind of rate) in comparable units; they agree when their amounts do.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import Literal

from assistant.model import Commitment, Target, Value
from assistant.parse.scanning import HAN
from assistant.parse.targets import compatible
from assistant.parse.units import comparable
from assistant.parse.zeros import events_in
from assistant.rules.form import Form, Goal, Row
from assistant.rules.promises import is_aim, is_answered, is_multiple
from assistant.rules.summing import summed
from assistant.rules.text import alike, clause_around, contained

Verdict = Literal["covered", "conflict", "uncovered"]

COVERS = 0.3
FAINT = 0.12
SURE = 0.5
KIND = rf"({HAN}{{2}})(?:率|(?<![浓温湿高长密强速厚亮精宽深硬跨幅])度|性)(?!{HAN}{{0,3}}率)"
"""合格率, 满意度, 及时性; 浓度 is no kind of rate."""
KIND_AT_END = rf"{HAN}{{2}}(?:率|度)$"
SUMMED = ("count", "length", "area", "volume", "weight", "money")
"""What parts make up a total of."""
SHORT = 0.4
"""How alike a row is that has the two characters a promise is about: the same thing, if any is."""
OUTPUTS = ("quantity", "quality", "timeliness")
FULL = 6
"""Characters of a rate's name that say of what it is one, without the words around it."""
FILLER = re.compile(
    r"本项目|项目|(?:20[0-9]{2}年度?)|数量|次数|个数|篇数|人数|份数|情况|时限|时间|时长|场次|长度|面积|将|通过|确保|完成|开展|达到?|以上|以内|不少于|不低于|提供|[0-9.]+"
)
SAME_RATE = (
    {"合格", "通过", "达标"}, {"及时", "按时", "准时", "按期", "完工"}, {"准确", "正确"},
    {"解决", "修复", "处理", "处置"}, {"覆盖", "检测", "监测"}, {"参与", "参加", "到会", "出席"},
    {"办结", "结案"}, {"满意", "好评"}, {"整改", "改正"}, {"成活", "存活"},
)  # fmt: skip
ATTRIBUTES = {"岁", "周岁", "年级", "级"}
"""Units that say who is meant (60岁以上老人), not how much is promised."""
PERIODS = {"半年": 2, "季度": 4, "季": 4, "月": 12, "年": 1}
QUOTED = 16
"""Characters on either side within which quotation marks make a name."""
MOST = 80
"""Promises set beside the rows; real goals hold a dozen, and each is compared with every row."""
GENERAL = {"", "个", "次", "人", "人次"}
"""Units in which different things are counted: the same number says little."""
HAPPENINGS = {"次", "场", "期", "届", "场次", "批", "批次", "轮"}


Hits = list[tuple[Row, float]]
"""Rows, and how alike each is to what was promised."""


class Link(Value, kw_only=False):
    """A promise with the row that answers it (or contradicts it), and how alike the two are."""

    commitment: Commitment
    row: Row | None
    verdict: Verdict
    likeness: float = 0.0


def annual_links(form: Form) -> tuple[Link, ...]:
    """One link per promise of 年度目标, in the order of the text."""
    return form.once(_annual_links)


def _annual_links(form: Form) -> tuple[Link, ...]:
    goal, rows = form.annual, _measured(form)
    promises = [
        (c, hits)
        for c, hits in form.once(_annual_hits)
        if not _is_part_of_a_name(c, rows)
        and not _is_quoted(c, goal)
        and not _restates_a_date(c, goal)
        and not _is_total_of(c, rows)
    ]
    links = [_link(c, goal, hits, _free(form)) for c, hits in promises if hits or is_aim(c, goal)]
    covered = [link.commitment for link in links if link.verdict == "covered"]
    return tuple(
        link
        for link in links
        if link.verdict != "uncovered"
        or not is_answered(link.commitment, goal, list(form.answered_rows), covered)
    )


def _annual_hits(form: Form) -> tuple[tuple[Commitment, Hits], ...]:
    """Every number of 年度目标 with the rows that state the same of the same thing."""
    goal, rows = form.annual, _measured(form)
    promises = summed(goal.commitments[:MOST], goal.text)
    return tuple((c, _covering(c, goal, rows)) for c in promises)


def not_traced(form: Form) -> str | None:
    """One Chinese sentence when 年度目标 holds more promises than are set beside the rows."""
    promises = len(form.annual.commitments)
    if promises <= MOST:
        return None
    return f"年度目标里有{promises}处数量或时限，只有前{MOST}处与指标行作了对照。"


def _free(form: Form) -> list[tuple[Row, float]]:
    """The rows that may contradict a promise, each with the likeness that a promise must surpass:
    some row may state by chance what another promise says."""
    return form.once(_free_rows)


def _free_rows(form: Form) -> list[tuple[Row, float]]:
    held: dict[int, float] = {}
    for _, hits in form.once(_annual_hits):
        best = max(score for _, score in hits) if hits else 0.0
        for row, score in hits:
            held[row.index] = max(held.get(row.index, 0.0), score if score < best else math.inf)
    return [(row, held.get(row.index, 0.0)) for row in _measured(form)]


def _measured(form: Form) -> list[Row]:
    return form.once(_rows_with_target)


def _rows_with_target(form: Form) -> list[Row]:
    return [row for row in form.answered_rows if row.target is not None]


def _is_part_of_a_name(c: Commitment, rows: list[Row]) -> bool:
    """60岁以上老人 says who is meant, 24小时扑灭率 is a name: neither is a promise."""
    if c.mention.target.unit in ATTRIBUTES:
        return True
    return any(c.mention.text in row.name for row in rows)


def _is_quoted(c: Commitment, goal: Goal) -> bool:
    """“21天阅读”活动 is a name that holds a number."""
    start, end = c.mention.start, c.mention.end
    opened = goal.text.rfind("“", max(0, start - QUOTED), start)
    closed = goal.text.find("”", end, end + QUOTED)
    if opened < 0 or closed < 0 or "”" in goal.text[opened:start]:
        return False
    around = f"{goal.text[opened + 1 : start]}{goal.text[end:closed]}"
    return bool(re.search(HAN + "{2}", around))


def _restates_a_date(c: Commitment, goal: Goal) -> bool:
    """10月底前全部安装调试完毕 promises the date; 全部 is no rate beside it."""
    if not c.mention.reading or c.mention.target.dimension != "ratio":
        return False
    start, end = clause_around(goal.text, c.mention.start, c.mention.end)
    return any(start <= date < end for date in goal.dated[bisect_left(goal.dated, start) :][:1])


def _is_total_of(c: Commitment, rows: list[Row]) -> bool:
    """9000路, where rows say 5200路 and 3800路: the parts answer for the total."""
    target = c.mention.target
    if target.dimension not in SUMMED or target.low is None or not target.unit:
        return False
    parts = {
        row.name: row.target.low
        for row in rows
        if row.kind == "quantity" and row.target and row.target.unit == target.unit
        and row.target.low is not None
    }  # fmt: skip
    return len(parts) > 1 and sum(parts.values()) == target.low


def spoken_for(form: Form) -> frozenset[int]:
    """The rows that some promise of 年度目标 answers or contradicts."""
    hits = {row.index for _, found in form.once(_annual_hits) for row, _ in found}
    return frozenset(hits | {link.row.index for link in annual_links(form) if link.row})


def _covering(c: Commitment, goal: Goal, rows: list[Row]) -> Hits:
    agreeing = [(row, likeness(c, goal, row)) for row in rows if agree(c.mention.target, row)]
    found = [hit for hit in agreeing if hit[1] >= COVERS or c.mention.target.date is not None]
    return found or [hit for hit in agreeing if _is_the_one(c, *hit, alone=len(agreeing) == 1)]


def _is_the_one(c: Commitment, row: Row, score: float, *, alone: bool) -> bool:
    """Less alike, yet the row that is meant: of one event, of one bare rate, or the only one that
    says just so long, so much money, or so many of a kind."""
    target = c.mention.target
    if _is_zero(target):
        return any(event in row.name for event in events_in(c.text))
    if target.dimension == "ratio":
        return len(c.subject) in (2, 3) and row.name.endswith(c.subject)
    telling = target.dimension in ("duration", "money") or (
        target.dimension == "count" and target.unit not in GENERAL
    )
    return alone and telling and score >= FAINT


def _link(c: Commitment, goal: Goal, hits: Hits, rows: Hits) -> Link:
    if hits:
        row, score = max(hits, key=lambda hit: hit[1])
        return Link(c, row, "covered", score)
    rivals = [
        (row, score)
        for row, held in rows
        if _can_compare(c.mention.target, row) and not _is_other_rate(c, row)
        if (score := likeness(c, goal, row)) > held and (not held or score >= SURE)
    ]
    rival, score = max(rivals, key=lambda entry: entry[1]) if rivals else (None, 0.0)
    lone = len(rivals) == 1 and rival is not None and rival.kind in OUTPUTS
    if rival is None or not (score >= SURE or (score >= COVERS and lone)):
        return Link(c, None, "uncovered", score)
    return Link(c, rival, "covered" if is_multiple(c, goal, rival) else "conflict", score)


def answers(promise: Commitment, goal: Goal, row: Row) -> bool:
    """True when the row answers the promise of the goal."""
    return bool(_covering(promise, goal, [row]))


def agree(target: Target, row: Row) -> bool:
    """True when promise and row state the same amount, and not in opposite directions."""
    if row.target is None or not _can_compare(target, row):
        return False
    if _is_zero(target) and _is_zero(row.target):
        return True
    asked = row.target if "/" in target.unit else _yearly(row.target)
    if asked.high is not None and asked.high < 0:  # ≤-10% of change is a fall by 10% or more
        asked = asked.model_copy(
            update={"comparator": "at_least", "low": -asked.high, "high": None}
        )
    return compatible(_bare(target, asked), _bare(asked, target))


def likeness(c: Commitment, goal: Goal, row: Row) -> float:
    """How surely promise and row speak of one thing, 0 to 1."""
    promise = f"{c.subject}{c.mention.text}"
    start, end = clause_around(goal.text, c.start, c.end)
    clause = goal.text[start:end] if len(goal.text[start:end]) < 80 else promise
    name = _core(row.name) or row.name
    subject = _core(c.subject)
    score = contained(name, promise)
    shared = goal.text[: c.mention.start].endswith(("各", "分别"))
    if not shared and (c.mention.target.dimension != "ratio" or len(subject) < FULL):
        score = max(score, 0.8 * contained(name, clause))
    if len(subject) >= 3:
        score = max(score, contained(subject, f"{row.name}{row.explanation[:30]}"))
    elif len(subject) == 2 and row.name.endswith(f"{subject}{_counter(row.unit, '')}"):
        score = max(score, SHORT)
    score += 0.01 * alike(c.subject, row.name)
    return score * (1.0 if _same_kind(c, row) else 0.4)


def _same_kind(c: Commitment, row: Row) -> bool:
    """For rates: 合格率 and 满意度 never answer one another, 合格率 and 通过率 may."""
    if c.mention.target.dimension != "ratio":
        return True
    said = kinds_of(c) or _worded(c.text)
    meant = re.findall(KIND, row.name)
    if not said or not meant:
        return True
    return said[-1] == meant[-1] or any({said[-1], meant[-1]} <= same for same in SAME_RATE)


def kinds_of(c: Commitment) -> list[str]:
    """The kinds of rate a promise names, its own first: of 合格率、及时率均≥95% each has one."""
    return re.findall(KIND, c.subject) or re.findall(KIND, c.text)


def _is_other_rate(c: Commitment, row: Row) -> bool:
    """水质合格率 is no 工程验收合格率: nothing but the kind of rate is the same."""
    if c.mention.target.dimension != "ratio":
        return False
    mine, theirs = (re.sub(KIND_AT_END, "", text) for text in (c.subject, row.name))
    return len(mine) > 1 and len(theirs) > 1 and contained(mine, theirs) == 0


def _worded(text: str) -> list[str]:
    """The kind of rate a reading implies: 全覆盖 → 覆盖, 全部合格 → 合格."""
    kinds = [kind for same in SAME_RATE for kind in same if kind in text]
    return kinds[-1:]


def _can_compare(target: Target, row: Row) -> bool:
    other = row.target
    if other is None:
        return False
    if other.level is not None or target.level is not None:
        return other.level == target.level and target.low is not None  # 7×24小时
    if (target.date is None) != (other.date is None):
        return False
    if target.date is not None or (_is_zero(target) and _is_zero(other)):
        return True
    one, two = target.unit, other.unit or row.unit
    if not one or not two:
        return (target.dimension == "ratio") == (other.dimension == "ratio") and bool(one or two)
    return comparable(_counter(one, two), _counter(two, one))


def _yearly(target: Target) -> Target:
    """每半年1次 as 2次: goals are read by the year."""
    unit, _, period = target.unit.partition("/")
    times = PERIODS.get(period)
    if times is None or target.dimension != "count":
        return target
    bounds = {
        side: value * times
        for side, value in (("low", target.low), ("high", target.high))
        if value is not None
    }
    return target.model_copy(update={**bounds, "unit": unit})


def _is_zero(target: Target) -> bool:
    """0起, 0件, 不发生: nothing, however it is counted."""
    return (target.low if target.low is not None else target.high) == 0


def _bare(target: Target, other: Target) -> Target:
    """Happenings counted by different words (次, 场) compare by number."""
    unit = _counter(target.unit, other.unit)
    return target.model_copy(update={"unit": unit}) if unit != target.unit else target


def _counter(unit: str, other: str) -> str:
    """The unit as it is to be set beside the other: 场 as 次, 个坐席 beside 个 as 个."""
    plain = unit.split("/")[0] or unit
    if plain.startswith("个") and other.split("/")[0] == "个":
        return "个"
    return "次" if plain in HAPPENINGS else plain


def _core(text: str) -> str:
    return FILLER.sub("", text)
