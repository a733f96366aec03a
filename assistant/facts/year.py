"""The budget year a description declares for. Several candidates, or none: unknown, and asked."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from assistant.facts.titles import Piece
from assistant.model import HeaderFact, Period

_CONTENTS = r"(20\d\d)年(?:度)?(?:工程|建设|实施|主要|项目){1,2}内容(?![^，。；\n]{0,6}已)"
_DECLARED = re.compile(
    r"(?:预算年度|申报年度|年度)[：:]?\s*(20\d\d)(?!\d|\s*[—\-~至到])"
    r"|(?:本次|现|拟)?申报(?:的是)?\s*(20\d\d)年?(?:度)?(?!\d|\s*[—\-~至到])"
    r"|(?:明年|今年|本年度?|下一?年度?)[（(，、]?(?:即|也就是|是)?\s*(20\d\d)(?!\d)"
    r"|(20\d\d)年(?:度)?(?!起|开始|立项|至|到|底)[^，。；\n《》\d]{0,8}?(?:预算|经费|申请|安排|资金|投入|打算|计划|拟|要做|任务|工作|将|目标|实施|开展|需)"
    rf"|{_CONTENTS}"
    r"|(?<![\d—\-~至到从])(20\d\d)年(?:度)?(?:[^，。；\n《》\d]{0,10}?)(?:约|共)?[\d,.]+\s*(?:[万亿](?![亩人字户吨平公里米立头只株盆尾度件次辆台套])|元|块)"
)
# 申请2027年资金：说得最明白，别的年份不与它争。
_ASKED = re.compile(
    r"(?:申请|申报|编报)(20\d\d)年(?:度)?(?![—\-~至到])[^，。；\n《》\d]{0,14}?(?:资金|经费|预算|项目|补助)"
)
# 我局2027年申报老旧小区消防设施更新：说得一样明白。
_APPLIES = re.compile(
    r"(?<![\d—\-~至到从自])(20\d\d)年(?:度)?(?:拟|计划|想|要|准备)?(?:申报|申请|编报)(?![了的获过时]|通过|成功)"
)
# 2027年报330.06万，2026年是318万：报的是哪一年。
_ASKED_SUM = re.compile(
    r"(?<![\d—\-~至到从])(20\d\d)年(?:度)?(?:就|想|要|拟|计划)?(?:报|申报|申请)[^，。；\n《》\d]{0,4}[\d,.]+\s*[万亿]"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度)?(?!\s*(?:起|开始|立项|—|-|~|至|到|底前?(?:累计|共)))")


# 落款、填报日期：写材料的日子，不是申报的年度。
_SIGNED = re.compile(
    r"^[ 　\t]*+(?:[^：:\n]{0,8}(?:日期|时间)[：:][ 　\t]*+)?"
    r"20\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?[ 　\t]*$",
    re.MULTILINE,
)
_FIRST = re.compile(r"第一年(?:即|为|是|[（(])?(20\d\d)")


# 较2026年减少20%：比的是那一年，不是申报的年度。
_AGAINST = re.compile(r"(?:较|比|与|相比)\s*20\d\d年(?:度)?(?:同期|相比|底|末)?")


# 去年（2025年）火警112起：说的是去年。
_LAST = re.compile(r"(?:去年|上一?年度?|前年)[（(，、]?(?:即|也就是|是)?20\d\d年?(?:度)?")
# 27年先要296万、27年的钱：两位数说的年份。
_SHORT = re.compile(
    r"(?<![\d.])(2\d)年(?:度)?(?=(?:先|就|想|拟|计划){0,2}(?:要|报|申请|申报|安排|需要?|预算)"
    r"[^，。；\n\d]{0,6}\d[\d.]{0,9}[万亿]|的(?:钱|预算|资金|经费|任务|安排)|新[增上设立])"
)


class SaidYear(NamedTuple):
    """The declared year with the words it was read from; None when the text leaves it open."""

    year: int | None = None
    text: str | None = None
    span: tuple[int, int] | None = None


def declared_year(text: str, period: Period | None, titles: tuple[Piece, ...] = ()) -> SaidYear:
    """The year the description declares for. `titles` are the pieces of its title lines."""
    named = [SaidYear(int(p.text), p.text, (p.start, p.end)) for p in titles if p.kind == "year"]
    plain = re.sub(r"《[^》]{0,200}》|〔\d{4}〕", lambda m: "　" * len(m.group()), text)
    plain = _LAST.sub(lambda m: "　" * len(m.group()), plain)
    plain = _AGAINST.sub(lambda m: "　" * len(m.group()), plain)
    plain = _SIGNED.sub(lambda m: "　" * len(m.group()), plain)
    asked = {
        int(m.group(1)): m for way in (_ASKED, _APPLIES, _ASKED_SUM) for m in way.finditer(plain)
    }
    if len(asked) == 1 and not named:
        return _said(*asked.values())
    if len({n.year for n in named}) == 1:
        return named[0]
    short = list(_SHORT.finditer(plain))
    if short and len({m.group(1) for m in short}) == 1 and not asked and not named:
        return SaidYear(2000 + int(short[0].group(1)), short[0].group(), short[0].span())
    if opening := _of_the_name(plain) or _OPENING.match(plain):
        return _said(opening)
    planned = _planned(plain)
    hits = _asked_for([m for m in _DECLARED.finditer(plain) if not _is_past(plain, m)])
    hits = hits if _earliest_plan(hits, period) else _of_the_future(hits, planned)
    if named and (not hits or named[0].year in {h.year for h in hits}):
        return named[0]
    if hits:
        return _contents_of(plain) or _earliest_plan(hits, period) or _most_said(hits)
    single = [
        _said(m)
        for m in _YEAR.finditer(plain)
        if not (_is_edge(m, plain, period) or _is_past(plain, m))
        and (int(m.group(1)) in planned or not _HAPPENED.match(plain, m.end()))
    ]
    single = _of_the_future(single, planned)
    if single and len({s.year for s in single}) == 1:
        return single[0]
    if period and period.years == 1 and period.first_year:
        return SaidYear(period.first_year, period.text, (period.start, period.end))
    first = _FIRST.search(plain)
    if first:
        return SaidYear(int(first.group(1)), f"{first.group(1)}年", first.span(1))
    return SaidYear()


_WAS = re.compile(r"20\d\d年(?:度|全年)?(?:是|为|实际|执行|支出|花|共?用)")


def _asked_for(hits: list[re.Match[str]]) -> list[SaidYear]:
    """2027年报330万，2026年是318万: what was is no plan, where another year is asked for."""
    asked = [m for m in hits if not _WAS.match(m.group())]
    return [_said(m) for m in asked or hits]


# 2027年3月底前、2027年预计：说的是要做的事。
_PLANNED = re.compile(
    r"(20\d\d)年(?:度)?(?:\d{1,2}月[^，,。；;\n]{0,6}?前|[^，,。；;\n\d]{0,6}?(?:预计|计划|拟|将|安排|申请))"
)
# 2014年购置、2025年故障停机：没有说要做，说的是有过的事。
_HAPPENED = re.compile(
    r"[^，,。；;\n]{0,12}?(?:购置|购买|建成|投用|启用|安装|故障|停机|兑付|新收|发生|实有|分别为|普查|排查|摸底)"
)


def _planned(text: str) -> frozenset[int]:
    """The years that something is still to be done in."""
    return frozenset(int(m.group(1)) for m in _PLANNED.finditer(text) if not _is_past(text, m))


def _of_the_future(said: list[SaidYear], planned: frozenset[int]) -> list[SaidYear]:
    """Without the years before the first that is planned for: they tell how things were."""
    first = min(planned, default=0)
    return [s for s in said if (s.year or 0) >= first] or said


# 县统计局2027年抽样调查项目，……：第一句话就是题目。
_OPENING = re.compile(
    r"[\s#　]*(?:关于)?(?:申报|申请)?[一-龥]{0,20}?(20\d\d)年(?:度)?"
    r"(?!启动|开始|立项|设立|[起底末])"
    r"(?:(?!了|已经|完成|开展|实施|建成|支出|投入)[一-龥“”\"、]){2,30}?"
    r"(?:项目|工程|经费|专项|计划|运维|养护|改造|购置|采购|服务|培训|监测|治理|整治|补贴|补助|奖补|保障|防治|维修|修缮)"
    r"(?=[，,。：:\s（(])"
)


# 项目名称：2027年动物疫病防控；项目就叫“2027年户厕改造”；第一行的标题：名称里的年度就是申报的年度。
_YEAR_OF_A_NAME = (
    r"(?<![\d—\-~至到])(20\d\d)年(?:度)?(?!\s*(?:[—\-~至到]|\d|启动|开始|立项|设立|[起底末]))"
)
_NAMED = re.compile(
    rf"(?:项目(?:名称?)?|名称)(?:就叫|叫做?|[为是：:])+[^\S\n]*[“\"「]?[^，。；\n“”\"]{{0,20}}?{_YEAR_OF_A_NAME}"
)
_HEADING = re.compile(rf"\s*(?=[^。；\n]{{4,60}}(?:\n|$))[^。；\n]{{0,50}}?{_YEAR_OF_A_NAME}")


def _of_the_name(text: str) -> re.Match[str] | None:
    """The year in the name or in the heading above everything, when it is the only one."""
    heading = _HEADING.match(text)
    found = [m for m in (heading, *_NAMED.finditer(text)) if m]
    return found[0] if len({m.group(1) for m in found}) == 1 else None


_RELATIVE = re.compile(r"(?P<next>明年|下一?年度?(?!级|度?末))|(?P<this>今年|本年度)")


def relative_year(text: str, today: date | None = None) -> HeaderFact | None:
    """明年 says which year only together with the day it was written: a proposal, no fact."""
    match = _RELATIVE.search(text)
    if not match:
        return None
    now = (today or date.today()).year
    return HeaderFact(
        field="year",
        value=now + 1 if match.group("next") else now,
        start=match.start(),
        end=match.end(),
        reading=f"材料只说“{match.group()}”，现在是{now}年",
    )


def _said(match: re.Match[str]) -> SaidYear:
    group = next(i for i, g in enumerate(match.groups(), 1) if g)
    return SaidYear(int(match.group(group)), f"{match.group(group)}年", match.span(group))


def _earliest_plan(hits: list[SaidYear], period: Period | None) -> SaidYear | None:
    """2026年960万，2027年900万: a plan by years from the project's start declares the first."""
    years = {h.year for h in hits}
    if len(years) > 1 and period and period.first_year in years:
        return next(h for h in hits if h.year == period.first_year)
    return None


def _contents_of(text: str) -> SaidYear | None:
    """2027年工程内容：of a plan over years, the one whose work is told in detail."""
    told = {m.group(1): m for m in re.finditer(_CONTENTS, text)}
    return _said(next(iter(told.values()))) if len(told) == 1 else None


# 产值稳定在15亿元以上（2025年为15.3亿元）：括号里是比的那一年。
_COMPARED = re.compile(r"[（(]20\d\d年(?:度|底|末|全年)?(?:为|是|仅|达到?|约为?)")


def _is_past(text: str, match: re.Match[str]) -> bool:
    """True for 2025年已完成…: what was, not what is declared."""
    rest = text[match.end() : match.end() + 16]
    if _COMPARED.match(text, max(0, match.start() - 1)):
        return True
    return bool(
        re.match(
            r"了|[^，。；]{0,8}(?:已|共?完成了|实际)|[^，。；\d]{0,6}(?:安排|投入|花|用|批|下达|拨付?|支出)了",
            rest,
        )
        or re.match(r"1月?\s*[-—~至到]\s*(?:[2-9]|1[01])月", rest)
    )


def _most_said(hits: list[SaidYear]) -> SaidYear:
    """The year said most often; of years said alike (a plan that names each), the earliest."""
    counts = {h.year or 0: sum(o.year == h.year for o in hits) for h in hits}
    best = min(counts, key=lambda y: (-counts[y], y))
    return next(h for h in hits if h.year == best)


def _is_edge(match: re.Match[str], text: str, period: Period | None) -> bool:
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(re.search(r"[—\-~至到从自]$", before)) or bool(
        period and period.start <= match.start() < period.end and (period.years or 2) > 1
    )
