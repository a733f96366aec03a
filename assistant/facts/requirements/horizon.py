"""Which time a commitment is for: the declared year, another year, or the whole project."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.facts.segments import Clause, Sentence
from assistant.model import Period, Requirement

_WHOLE_LABEL = re.compile(
    r"(?:总体|长期|中期|[二两三四五六]年).{0,4}(?:任务|目标|计划)|[二两三四五六3456]年(?:合计|累计|总计|总量|共计)|^(?:总量|总规模|累计|全周期)$"
)
_WHOLE = re.compile(
    r"(?:到|至)20\d\d年|(?<![一-龥])长期(?![不未无以性])|长远|实施期内|项目期内|全周期|期满|总体任务|"
    r"(?:[二两三四五六七八九十]|\d{1,2})年(?:累计|共|合计|内|建成|完成|要)|累计(?!到)"
)
_THIS_YEAR = re.compile(r"本年|今年|(?<![到至—\-])20\d\d年(?!底|末|前|累计|[—\-~至到])")
_YEAR_OF_WORK = re.compile(
    r"(?<![到至—\-~自从由较比与\d])(20\d\d)年(?:度)?(?!底|末|前|起|[—\-~至到]|\d{1,2}月)"
)
_UNTIL = re.compile(r"(?:到|至)20\d\d年(?:底|末)?")
# 质保期2年内：说的是东西保多久，不是项目做多久。
_WARRANTED = re.compile(
    r"PM2\.5|"
    r"(?:质保|保修|质量保证|缺陷责任|养护|管护|保质|维保|使用|服务)(?:期限?|年限)?(?:为|是|满|不少于)?"
    r"(?:[一二两三四五六七八九十]|\d{1,2})年(?:以?内|之内)?|"
    r"(?:[一二两三四五六七八九十]|\d{1,2})年(?:以?内|之内)?的?(?:质保|保修|质量保证|缺陷责任|维保)期?"
)


_DONE = re.compile(
    r"(?:通车|建成|竣工|完工|投运|投用|投产|启用|交付使用|投入使用|全部完成|项目完成|工程完成|实施完成|期满)(?:以?后|之后)"
)


_OF_THIS_YEAR = re.compile(r"当年[^，。]{0,6}$|本年[^，。]{0,6}$")


def after_completion(
    requirements: Iterable[Requirement],
    sentences: Iterable[Sentence],
    period: Period | None,
    year: int | None,
) -> tuple[Requirement, ...]:
    """What is to hold once the work is done (通车后……) is no aim of a year before its end; only
    satisfaction, asked each year, and what must never happen stay."""
    found = tuple(requirements)
    if not (period and period.last_year and year and period.last_year > year):
        return found
    later = [
        (sentence.start + match.start(), sentence.end)
        for sentence in sentences
        for match in _DONE.finditer(sentence.text)
        if not _OF_THIS_YEAR.search(sentence.text[: match.start()])
    ]
    return tuple(
        r.model_copy(update={"scope": "period"})
        if r.kind not in ("served_satisfaction", "other_satisfaction", "lasting")
        and any(a <= r.start < b for a, b in later)
        and not _never(r)
        else r
        for r in found
    )


def _never(requirement: Requirement) -> bool:
    """不能有亡人火灾: nothing of it in any year."""
    target = requirement.mention.target if requirement.mention else None
    return target is not None and target.dimension == "count" and target.high == 0


_SEVERAL_YEARS = re.compile(
    r"(?:到|至)20\d\d年|长期|长远|实施期|项目期|全周期|期满|总体|[二两三四五六七八九十\d]年|20\d\d[—\-~至到]"
)


def of_one_year(
    requirements: Iterable[Requirement], sentences: Iterable[Sentence], period: Period | None
) -> tuple[Requirement, ...]:
    """观众累计28万人次 in a project of one year, or of no said length, is that year's."""
    found = tuple(requirements)
    if period and (period.years or 1) > 1:
        return found
    plain = [
        (s.start, s.end)
        for s in sentences
        if "累计" in s.text and not _SEVERAL_YEARS.search(f"{s.label}{s.text}")
    ]
    return tuple(
        r.model_copy(update={"scope": "year", "clause": r.clause.removeprefix("累计")})
        if r.scope == "period" and any(a <= r.start < b for a, b in plain)
        else r
        for r in found
    )


class Horizon:
    """Goes through the clauses of a sentence and keeps what the last one said about time."""

    def __init__(self, label: str, year: int | None, sentence: str = "") -> None:
        """`label` is the heading the sentence stands under, `year` the declared year."""
        self._year = year
        self._ahead = "明年" in sentence
        self._whole = bool(_WHOLE_LABEL.search(label))
        self._other = _other_year(label, year)
        self._past = False

    @property
    def is_past(self) -> bool:
        """True while the sentence tells how it was (去年演了110场，满意度93%)."""
        return self._past

    def placed(self, stated: Iterable[Requirement], clause: Clause) -> list[Requirement]:
        """The requirements of a clause with their scope; those of past years are left out."""
        other = _other_year(clause.text, self._year) or (
            0 if _is_this_year(clause.text, self._year) else self._other
        )
        past = _tells_the_past(clause.text, self._past) or (
            self._ahead and bool(_NOW.match(clause.text)) and "明年" not in clause.text
        )
        if not clause.nested:  # 回收率38%以上（2025年为35%），满意度90%以上：括号里的年份只管括号里
            self._other, self._past = other, past
        if past or (other and self._year and other < self._year):
            return []
        scoped = [r.model_copy(update=self._scope(r, clause)) for r in stated]
        scoped = [_when_due(r, self._year) for r in scoped]
        return [_in_year(r, other) for r in scoped] if other else scoped

    def go_on(self, clause: Clause) -> None:
        """What the clause says about time holds for the clauses after it."""
        if clause.nested:
            return
        if _THIS_YEAR.search(clause.text):
            self._whole = False
        elif _is_of_the_whole(clause.text):
            self._whole = True

    def _scope(self, requirement: Requirement, clause: Clause) -> dict[str, str]:
        until = _UNTIL.search(clause.text)
        this_year = _THIS_YEAR.search(clause.text) and not until
        if this_year or not (self._whole or _is_of_the_whole(clause.text)):
            return {"scope": "year"}
        if requirement.kind == "quantity":
            lead = until.group() if until else ""
            return {"scope": "period", "clause": f"{lead}累计{requirement.clause}"}
        return {"scope": "period"}


_EARLY = 3


def _when_due(requirement: Requirement, year: int | None) -> Requirement:
    """What is due well after the declared year is the whole project's; a report that follows in
    the first months is still that year's."""
    date = requirement.mention.target.date if requirement.mention else None
    if not (year and date and date.year and date.year > year):
        return requirement
    soon = date.year == year + 1 and (date.month or (date.quarter or 4) * 3) <= _EARLY
    return requirement if soon else requirement.model_copy(update={"scope": "period"})


_LAST_YEAR = re.compile(
    r"[^，。；]{0,14}(?<![较比与由从])(?:去年|上年|上一?年度)(?!同期|相比|的?基础|末|底)"
)
# 今年估计85%，明年写86%以上：说到明年的话里，今年是从前。
_NOW = re.compile(r"[^，。；]{0,14}(?<![较比与由从])今年(?!申请|安排|要|底)")
_AND_NOW = re.compile(
    r"明年|今年|本年|当年|20\d\d年|计划|拟|将|争取|力争|预计|确保|目标|要|达到|提高到|提升到|控制在|降到|降至|缩短到"
)


def _tells_the_past(text: str, before: bool) -> bool:
    """去年 opens what was; any word of a plan or of something reached ends it."""
    if _LAST_YEAR.match(text.strip()) and not re.search(
        r"提高|提升|增[加长]|下降|减少|降低|缩短", text
    ):
        return True
    return before and not _AND_NOW.search(text)


def _is_of_the_whole(text: str) -> bool:
    return bool(_WHOLE.search(_WARRANTED.sub("", text)))


def _other_year(text: str, year: int | None) -> int:
    """A year other than the declared one that the work is for; 0 when there is none."""
    said = {int(y) for y in _YEAR_OF_WORK.findall(text)}
    return max(said) if year and said and year not in said else 0


def _is_this_year(text: str, year: int | None) -> bool:
    return bool(year and f"{year}年" in text) or bool(re.search(r"本年|今年|明年", text))


def _in_year(requirement: Requirement, year: int) -> Requirement:
    """Work of a later year: said in the long-term goal, no row of this year."""
    clause = requirement.clause
    if requirement.kind == "quantity" and not clause.startswith(("到", "累计")):
        clause = f"{year}年{clause}"
    return requirement.model_copy(update={"scope": "period", "clause": clause})
