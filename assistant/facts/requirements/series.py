"""A measure told over the years (优良率2025年是84.1%，今年估计85%，明年写86%以上): what the later
figures are of, where their own clauses say only when.
"""

from __future__ import annotations

import re

from assistant.facts.phrases import compact, squeeze, trim
from assistant.facts.requirements.context import Spot
from assistant.facts.segments import Clause, Sentence

_WHEN = r"(?:20\d\d年(?:度)?|去年|上年|今年|目前|现在|现状|明年)"
# 明年写、2027年全年控制在：只说是哪一年、要到多少。
_ONLY_WHEN = re.compile(
    rf"(?:到)?{_WHEN}(?:全年|年底|底)?(?:的)?(?:目标|计划|预期|任务)?"
    r"(?:是|为|要|应|须|写|力争|争取|计划|打算|要求|必须|达到|做到|实现|提高到|提升到|上升到|降到|降至|减到|增加到|控制在|稳定在|保持在|压到|达|到|至|在){0,4}"
)
# 句子开头的量：优良中等路率2025年是……、市民投诉2025年有31件。
_LEADS = re.compile(rf"(?:^|[；;。])\s*(?P<what>[一-龥]{{2,16}}?)(?:（[^）]*）)?(?:，)?(?={_WHEN})")
# 接通率因为人手不够，2026年只有91%。
_LEADS_A_RATE = re.compile(
    rf"(?:^|[；;。])\s*(?P<what>[一-龥]{{0,14}}?(?:率|满意度|比例))(?=[^。；;\d]{{1,30}}{_WHEN})"
)
# 2025年接待观众25.3万人次：哪一年，然后是什么。
_YEAR_FIRST = re.compile(
    rf"(?:^|[，；;。])\s*{_WHEN}(?:全年|共|一共|累计|实际|预计|计划)?(?P<what>[一-龥]{{2,14}}?)"
    r"(?:是|为|有|达到?|约|共|只有|仅){0,2}(?P<figure>\d[\d.,]*)(?P<unit>%|[万亿]?(?:人次|公里|批次|平方米|[一-龥]))"
)
_RATE = re.compile(
    r"(?P<rate>[一-龥]{0,8}?(?:率|满意度|比例|占比))(?:只有|才|是|为|仅|约|达到?|不到|在)*\d"
)
# 满意度是问沿线村民的，90%以上。
_ASKED = re.compile(
    r"(?:^|[，；;。])\s*满意度(?:主要|就)?(?:是)?(?:问|调查|测|看)(?P<who>[一-龥]{2,8}?)的?[，,]$"
)


def of_the_series(spot: Spot, clause: Clause, sentence: Sentence, told: str) -> Spot:
    """The spot with what it is about in front, where its clause says only when; `told` is what the
    same line has said before the sentence."""
    lead = squeeze(clause.text[: spot.mention.start - clause.start])
    earlier = f"{told}{sentence.text[: clause.start - sentence.start]}"
    if clause.nested or spot.mention.target.comparator == "by_date":
        return spot
    if not lead and spot.mention.target.dimension == "ratio" and (whose := _ASKED.search(earlier)):
        return spot._replace(before=f"{whose['who']}满意度")
    after = squeeze(spot.after)
    if not _ONLY_WHEN.fullmatch(lead) or re.match(r"[一-龥]{2}", after.removeprefix("以上")):
        return spot
    subject = (
        _of_a_rate(earlier) if spot.mention.target.dimension == "ratio" else _counted(spot, earlier)
    )
    return spot._replace(before=subject) if subject else spot


def _of_a_rate(earlier: str) -> str:
    """监测设备在线率 of 监测设备去年因为……，在线率只有89%."""
    leads = list(_LEADS.finditer(earlier)) or list(_LEADS_A_RATE.finditer(earlier))
    what = compact(trim(leads[-1]["what"])) if leads else ""
    if what.endswith(("率", "度", "比例", "占比")):
        return what if re.search("[%‰]", earlier[leads[-1].end() :]) else ""
    rates = [m for m in _RATE.finditer(earlier) if not leads or m.start() >= leads[-1].start()]
    if not rates:
        return ""
    rate = compact(trim(re.sub(rf"^.*{_WHEN}", "", rates[-1]["rate"])))
    return rate if what in rate or not what else f"{what}{rate}"


def _counted(spot: Spot, earlier: str) -> str:
    """接待观众 of 2025年接待观众25.3万人次, 市民投诉 of 市民投诉2025年有31件: in the same unit."""
    unit = spot.mention.target.unit.lstrip("万亿")
    counted = re.compile(rf"\d[万亿]?{re.escape(unit)}")
    leads = [m for m in _LEADS.finditer(earlier) if counted.search(earlier[m.end() :])]
    firsts = [m for m in _YEAR_FIRST.finditer(earlier) if m["unit"].lstrip("万亿") == unit]
    found = [m for m in (*leads, *firsts) if not m["what"].endswith(_RATES)]
    return max(found, key=lambda m: m.start())["what"] if found else ""


_RATES = ("率", "满意度", "比例", "占比", "预计", "计划", "目标")
