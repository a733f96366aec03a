"""What can be computed about good writing: goals that are sentences, names that are measures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from eval.cases import Case
from eval.drafts import DraftView, Row
from eval.numbers import find_numbers
from eval.scorers.base import Score, share
from eval.text import PLACEHOLDER, level, squeeze

_PAIRS = (
    ("（", "）"),
    ("《", "》"),
    ("“", "”"),
    ("〔", "〕"),
    ("【", "】"),
    ("(", ")"),
    ("「", "」"),
)
_DOUBLED = re.compile(r"[，。；：、,;:!！?？]{2,}|的的|了了|和和|及及|将将|对对|等等等")
_WORD_TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,6})(?P=word)")
_TWICE_RIGHT = frozenset({"常常", "多多", "方方面面", "实实在在"})
_DANGLING = re.compile(
    r"(?:从而|确保|通过|以及|并且|并|和|与|及|、|，|达到|为了|围绕|由于)[。；]|[，。；]、|^[，、；。]|"
    r"通过[，。]|确保[，。]|从而[，。]|[：:][。；]|（）|\(\)|《》|“”"
)
_CLAIM = re.compile(
    r"^(?:完成|确保|保证|有效|切实|按时|进一步|不断|努力|积极|将|大力|组织|实现|争取|力争|达到)"
)
_FLAT = re.compile(r"[≥≤=<>＞＜]|以上$|以内$|不低于|不少于|不超过")
# A phrase cut out of its sentence: it opens with a word that needs what stood before it, or breaks off
# where something must follow.
_CUT_HEAD = re.compile(
    r"^(?:把|将|被|在|从|由|按|让|给|使|并|且|但|而|都|也|就|还|再|其中|以及|要|能|会|须|应|需|不|没|"
    r"的|了|后|前|所有|修好|做到|约|共|计|合计|其|此|该)(?!电|来|军|地|外|明|用|急|求|划|算|治|村|期|同|置|端)"
)
_CUT_TAIL = re.compile(
    r"(?:后|前|时|的|把|被|让|给|按|由|从|不|为|约|共|每|各|且|并|等)(?:数量|次数|长度|人数|面积|率|情况|程度)?$"
)
_CUT_GOAL = re.compile(
    r"(?:完成|开展|做好|组织|确保|实现|出具|提供)(?:把|将|被|修好|让|给|并|都|也|就|还|再|后|，|、|；|。|\d+[^\d，、；。]{0,2}[、；，。])"
)
_RAW = re.compile(r"[|#*`]|\n\s*[-*]\s|\bNone\b|\bnull\b|\{|\}|TODO|XX")
_SPOKEN = re.compile(r"咱|我们|搞|大概|帮忙|回头|老百姓|希望|要能|得培训|盘子|块钱|弄|嘛|吧|呢|啊")
_MAX_NAME, _MIN_GOAL, _MAX_GOAL = 30, 40, 400
# A project with fifteen deliverables needs more room than the usual goal.
_ROOM_PER_ROW = 45


def score(case: Case, draft: DraftView) -> Score:
    """The share of fluency checks that pass over goals and names."""
    return share([*_goals(case, draft), *_names(draft)])


def _goals(case: Case, draft: DraftView) -> Iterator[str | None]:
    annual, long_term = draft.text("annual_goal"), draft.text("long_term_goal")
    room = max(_MAX_GOAL, _ROOM_PER_ROW * len(case.rows))
    shortest = _MIN_GOAL if len(case.rows) > 1 else _MIN_GOAL // 2
    fits = shortest <= len(annual) <= room
    yield None if fits else f"年度目标 {len(annual)} 字"
    dated = case.year is None or str(case.year) in annual
    yield None if dated else f"年度目标未写 {case.year} 年度"
    yield "年度目标与长期目标雷同" if _near(annual, long_term) else None
    for label, goal in (("年度目标", annual), ("长期目标", long_term)):
        if goal.replace(PLACEHOLDER, "").strip():
            yield from (f"{label}{fault}" if fault else None for fault in _prose(goal))


def _prose(text: str) -> Iterator[str | None]:
    plain = text.strip()
    yield None if plain.endswith("。") else "未以句号结尾"
    yield from faults(plain)
    cut = _CUT_GOAL.search(plain)
    yield f"语句残缺“{plain[cut.start() : cut.end() + 6]}”" if cut else None
    spoken = _SPOKEN.search(plain)
    yield f"有口语“{spoken[0]}”" if spoken else None
    yield "有表格或标记残留" if _RAW.search(re.sub(r"7\s*\*\s*24", "", plain)) else None
    sentences = [squeeze(part) for part in re.split(r"[。；]", plain) if len(part) > 6]
    yield "有重复的句子" if len(sentences) != len(set(sentences)) else None
    longest = max((len(part) for part in re.split(r"[。；，、：]", plain)), default=0)
    yield f"有 {longest} 字不断开的长句" if longest > 60 else None


def faults(text: str) -> Iterator[str | None]:
    """What is wrong with any piece of Chinese text; None for each check it passes."""
    for label, rule in (("标点或字重叠", _DOUBLED), ("有悬空的连接词", _DANGLING)):
        found = rule.search(text)
        yield f"{label}“{found[0]}”" if found else None
    twice = [m[0] for m in _WORD_TWICE.finditer(text) if m["word"] not in _TWICE_RIGHT]
    yield f"词重复“{twice[0]}”" if twice else None
    yield "括号或引号不成对" if any(text.count(a) != text.count(b) for a, b in _PAIRS) else None
    mixed = re.search(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]", text)
    yield f"半角标点“{mixed[0]}”" if mixed else None


def _names(draft: DraftView) -> Iterator[str | None]:
    measured = [row for row in draft.rows if row.state not in ("na",)]
    for row in measured:
        name = row.name.replace(PLACEHOLDER, "")
        yield None if len(name) <= _MAX_NAME else f"名称过长：{row.name}"
        yield f"名称像任务或主张：{row.name}" if _CLAIM.search(name) else None
        yield f"名称带数值：{row.name}" if _carries_value(row) else None
        yield from (f"名称{fault}：{row.name}" if fault else None for fault in faults(name))
        odd = (
            re.search(r"[。；，！：]|^[、和与及的]|[、和与及的]$", name)
            or _CUT_HEAD.search(name)
            or _CUT_TAIL.search(name)
        )
        yield f"名称不成词：{row.name}" if odd else None
    counts = Counter((row.kind, row.name) for row in measured if row.state != "open")
    yield from (f"名称重复：{name}" for (_, name), times in counts.items() if times > 1)


def _carries_value(row: Row) -> bool:
    if _FLAT.search(level(row.name)):
        return True
    values = {number.value for number in find_numbers(row.value)}
    return any(number.value in values and number.unit for number in find_numbers(row.name))


def _near(one: str, two: str) -> bool:
    first, second = squeeze(one), squeeze(two)
    if min(len(first), len(second)) < 20:
        return False
    grams = [{text[i : i + 3] for i in range(len(text) - 2)} for text in (first, second)]
    return len(grams[0] & grams[1]) / len(grams[0] | grams[1]) > 0.9
