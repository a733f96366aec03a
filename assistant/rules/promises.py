"""Which numbers of a goal a row must answer. The others say where things start, how the work is
done, whom it is about, or what a promise that has its row is made of.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.model import Commitment
from assistant.parse.fold import fold
from assistant.parse.scanning import HAN, either
from assistant.parse.units import comparable, to_base
from assistant.rules.form import Goal, Row
from assistant.rules.text import clause_around, contained
from assistant.vocabulary.loading import load

NEAR = 16
COUNTED = ("count", "ratio", "money")
"""What is counted is promised even with 的 behind it; a measure with 的 only describes."""
MEASURES = ("area", "length", "volume", "mass")
TOLD = 0.3
"""How much of what a number is about must be in a row whose explanation states the number."""
FIGURE = re.compile(r"[0-9][0-9.,]*\s?[^\s0-9≥≤]{0,8}")
CHANGED = re.compile(r"(?:加密|增加|提高|缩短|调整)(?:至|到|为)?$")
BOTH_HALVES = re.compile(r"上(?:半年)?[、和及与，]?下半年$")
"""上、下半年各1次 says how often, not by when."""
ONE_BY_ONE = re.compile(r"逐[株户件台套个处条棵座人家栋项所点只部]")
"""Each of those that are counted beside it."""
CLOSED = re.compile(r"以上|以内|以下|左右|之内|内$")


def is_aim(c: Commitment, goal: Goal) -> bool:
    """False for a number that only says how, or of what kind: neither covered nor contradicted."""
    before, after = _around(c, goal)
    dimension = c.mention.target.dimension
    if dimension != "points" and before.endswith(tuple(_words("splits"))):
        return False
    if _sums().match(after) or BOTH_HALVES.search(before + c.mention.text):
        return False
    if dimension not in COUNTED and after.startswith("的"):
        return False
    if dimension == "duration" and re.match(HAN + "{2,8}率", after):
        return False  # 7日内成活率 is the name of a rate
    if before.endswith(("×", "*", "x", "X")) or _counts_from(c, before):
        return False  # 120户×12个月 is a calculation
    return not (_is_manner(c, goal) or _says_the_year(c, goal))


def _counts_from(c: Commitment, before: str) -> bool:
    """起跑后6小时15分钟关门: when a thing happens by its nature, not how fast somebody is."""
    target = c.mention.target
    if target.dimension != "duration" or target.comparator != "equal":
        return False
    return bool(re.search(r"后$|[0-9](?:小时|天|日|分钟?)$", before))


def _says_the_year(c: Commitment, goal: Goal) -> bool:
    """年末空置率控制在5%以内: when the number is taken, no deadline of its own."""
    if c.mention.text not in _words("whole_year"):
        return False
    _, end = clause_around(goal.text, c.mention.start, c.mention.end)
    return any(c.mention.end <= other.mention.start < end for other in goal.commitments)


def is_multiple(c: Commitment, goal: Goal, row: Row) -> bool:
    """出厂水、末梢水每季度各检测1次, where the row counts both: 8次."""
    target = row.target
    before = goal.text[max(0, c.mention.start - 8) : c.mention.start]
    led = re.search(r"(?:各|分别)[^，,。；;、0-9]*$", before)
    each = led or re.search("各|分别|每[个家所站座处户]", c.text)
    asked = c.mention.target.low
    if not each or target is None or not asked or target.low is None:
        return False
    return target.low > asked and target.low % asked == 0


def is_answered(c: Commitment, goal: Goal, rows: list[Row], covered: list[Commitment]) -> bool:
    """True when a number without a row of its own is told elsewhere: as a part of another promise,
    in a row's explanation, or as the scope of the work."""
    before, _ = _around(c, goal)
    if c.mention.target.dimension == "count" and before.endswith(tuple(_words("scope"))):
        return True
    if _is_each(c) or _acts(c, goal, covered) or _is_part(c, goal, covered):
        return True
    if _is_one_each(c, goal, covered) or _holds(c, goal, covered):
        return True
    return any(_is_value(c, goal, row) or _is_explained(c, row) for row in rows)


def _is_each(c: Commitment) -> bool:
    """每人不少于90分钟: what each is to be like; 每季度 is no such each."""
    per = c.mention.per or "年"
    return not set(per) & set("年月季周日天旬") and c.mention.target.dimension not in (
        *COUNTED,
        "other",
    )


def _is_one_each(c: Commitment, goal: Goal, covered: list[Commitment]) -> bool:
    """612株古树逐株体检一次: who counts the trees counts what is done to them."""
    if c.mention.target.low != 1 or not ONE_BY_ONE.search(c.subject):
        return False
    start, _ = clause_around(goal.text, c.mention.start, c.mention.end)
    return any(start <= other.mention.start < c.mention.start for other in covered)


def _holds(c: Commitment, goal: Goal, covered: list[Commitment]) -> bool:
    """10个街道312个小区: the places are where those that are counted lie."""
    after = goal.text[c.mention.end : c.mention.end + NEAR]
    place = _places().match(after)
    if place is None or c.mention.target.dimension != "count":
        return False
    follows = c.mention.end + place.end()
    return any(follows == other.mention.start for other in covered)


def _is_manner(c: Commitment, goal: Goal) -> bool:
    """按1名普查员负责80户左右的标准."""
    start, end = clause_around(goal.text, c.mention.start, c.mention.end)
    return any(
        start + match.start() <= c.mention.start and c.mention.end <= start + match.end()
        for match in _manner().finditer(goal.text[start:end])
    )


def _acts(c: Commitment, goal: Goal, covered: list[Commitment]) -> bool:
    """186名陪审员参审案件1600件以上: the people do what is counted. 3处办公区9.6万平方米: the
    places are what is measured."""
    _, end = clause_around(goal.text, c.mention.start, c.mention.end, "，,。；;、\n")
    later = [other.mention for other in covered if c.mention.end + 2 <= other.mention.start < end]
    if c.mention.target.unit in _words("actors"):
        return bool(later)
    return any(m.target.dimension in MEASURES for m in later)


def _is_part(c: Commitment, goal: Goal, covered: list[Commitment]) -> bool:
    """A part named behind the whole it belongs to: in brackets, or after 其中."""
    at = c.mention.start
    opened = max(goal.text.rfind("（", 0, at), goal.text.rfind("(", 0, at))
    closed = max(goal.text.rfind("）", 0, at), goal.text.rfind(")", 0, at))
    start, _ = clause_around(goal.text, at, c.mention.end)
    named = _parts().search(goal.text, max(start - 2, 0), at)
    begin = opened if opened > closed else named.start() if named else None
    if begin is None:
        return False
    wholes = [w for w in covered if 0 <= begin - w.mention.end <= NEAR]
    return bool(wholes) and _is_more(wholes[-1], c)


def _is_more(whole: Commitment, part: Commitment) -> bool:
    one, two = whole.mention.target, part.mention.target
    amounts = (one.low or one.high), (two.low or two.high)
    if not comparable(one.unit, two.unit) or amounts[0] is None or amounts[1] is None:
        return False
    return to_base(amounts[0], one.unit)[0] > to_base(amounts[1], two.unit)[0]


def _is_value(c: Commitment, goal: Goal, row: Row) -> bool:
    """The row's value stands there word for word: 每季度最后一个月25日前."""
    value = row.value.lstrip("≥≤<>=")
    if len(value) < 5:
        return False
    at = goal.text.find(value)
    return 0 <= at < c.mention.end and c.mention.start < at + len(value)


def _is_explained(c: Commitment, row: Row) -> bool:
    """The row's explanation states the number, of the same thing: 含远传表2800块; or its value
    does, one of several: 工作日≤1小时、节假日≤2小时."""
    stated = row.explanation if row.target else f"{row.value}{row.explanation}"
    if not stated:
        return False
    figure = FIGURE.search(fold(c.mention.text))
    told = figure is not None and _states(stated, CLOSED.sub("", figure[0]))
    if not told and c.mention.per:
        told = f"每{c.mention.per}" in row.explanation
    about = CHANGED.sub("", c.subject) or c.subject or c.text
    return told and contained(about, f"{row.name}{stated}") >= TOLD


def _states(explanation: str, figure: str) -> bool:
    return bool(re.search(rf"(?<![0-9.]){re.escape(figure)}", fold(explanation)))


def _around(c: Commitment, goal: Goal) -> tuple[str, str]:
    start, end = c.mention.start, c.mention.end
    return goal.text[max(0, start - NEAR) : start], goal.text[end : end + NEAR]


def _words(key: str) -> list[str]:
    words: list[str] = load("promises")[key]
    return words


@cache
def _sums() -> re.Pattern[str]:
    return re.compile(rf"[，,、]?(?:{either(_words('sums'))})?(?<=[共计])\s?[0-9]")


@cache
def _places() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(_words('places'))})的?")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(either(_words("parts")))


@cache
def _manner() -> re.Pattern[str]:
    unless = "".join(_words("manner_not_after"))
    return re.compile(
        rf"按照?(?![{unless}])[^，,。；;\n]{{1,40}}?(?:{either(_words('manner_ends'))})"
    )
