"""AG004."""

import re
from collections.abc import Iterator

from assistant.rules.base import YEAR_UNKNOWN, FormRule, Remark
from assistant.rules.conventions import first_and_last_year
from assistant.rules.form import Form, Goal

TITLES = r"《[^》]{0,300}》"
STATED = r"(?<![0-9—~～至到-])(20[0-9]{2})\s*年(?!\s*[—~～至到-])(度)?"
COMPARED = ("较", "比", "自", "从", "截至", "对比", "相比", "与", "在", "至", "到")
PAST = ("底", "末", "以来", "已", "立项", "启动", "起", "开始", "基础", "实际", "完成情况", "同期")
SPAN = re.compile(
    r"(?:项目期|实施期|实施期限|项目周期|服务期|全周期|全生命周期|建设期)[^，,。；;]{0,6}?[（(]?\s*"
    r"(20[0-9]{2})\s*年?\s*[—~～至到-]+\s*(20[0-9]{2})\s*年?"
)
FIRST = re.compile(r"(20[0-9]{2})\s?年?\s?[—~～至到-]{1,2}\s?(20[0-9]{2})\s?年(?!度)")


class YearsDiffer(FormRule):
    """
    一句话：年度目标或测算依据写的是别的年份，或目标里写的项目起止年份与实施期限不符。
    为什么：多半是从去年的表复制过来没有改，审核人会怀疑整张表是旧的；同一个项目两处写不同的期限，
        后续年度的安排就说不清。
    依据：惯例：年度目标、测算依据与预算年度一致，各栏的项目期限一致
    反例：2026 年度的表，测算依据写“2025年运维服务项目40.68万元”；实施期限 3 年，
        长期目标写“项目周期2024—2028年”。
    正例：2026年运维服务项目40.68万元；实施期限 5 年，项目周期 2024—2028年。
    修复是否安全：不自动修复；合同年度确实不同的，要写明。
    """

    code = "AG004"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark per field on the year, and one per goal on the period."""
        for field in ("annual_goal", "budget_basis") if form.year else ():
            found = _other_year(form.text(field), form.year or 0)
            if found:
                label = form.profile.label_of(field)
                yield Remark(
                    f"/{field}",
                    f"{label}写的是“{found}”，预算年度为{form.year}年。",
                    f"改为{form.year}年的内容；确指其他年度的，写明与本年度的关系。",
                    found,
                    severity="error" if field == "annual_goal" else "warning",
                )
        for goal in form.goals:
            yield from _period(goal, form)

    def not_checked(self, form: Form) -> str | None:
        """Says so when the budget year is unknown."""
        return YEAR_UNKNOWN if form.year is None else None


def _period(goal: Goal, form: Form) -> Iterator[Remark]:
    spans = _spans(goal) if goal.text.count("20") > 1 else ()
    problems = ((match, _problem(int(match[1]), int(match[2]), form)) for match in spans)
    match, problem = next((pair for pair in problems if pair[1]), (None, ""))
    if match is not None:
        yield Remark(
            goal.path,
            f"“{match[0]}”{problem}。",
            "核对项目起止年份与实施期限。",
            match[0],
            related=("/duration_years",),
            formerly="AG006",
        )


def _other_year(text: str, year: int) -> str | None:
    """The other year the text is about; None when it names the budget year too."""
    plain = re.sub(TITLES, lambda match: "》" * len(match[0]), text)
    stated = [match for match in re.finditer(STATED, plain) if not _aside(plain, match)]
    if not stated or any(int(match[1]) == year for match in stated):
        return _declared_other(plain, year)
    first = stated[0]
    return plain[first.start() : first.end()]


def _declared_other(plain: str, year: int) -> str | None:
    """本项目2025年度将…: the sentence that says which year the goal is for."""
    match = re.search(r"本项目\s*(20[0-9]{2})\s*年度?", plain)
    return match[0] if match and int(match[1]) != year else None


def _aside(plain: str, match: re.Match[str]) -> bool:
    """True for a year named only to compare with, or as a date in the past or future."""
    before, after = plain[max(0, match.start() - 3) : match.start()], plain[match.end() :]
    if before.endswith(COMPARED) or after.startswith(PAST):
        return True
    return bool(re.match(r"\s*[0-9]{1,2}月", after))


def _spans(goal: Goal) -> Iterator[re.Match[str]]:
    """The periods that are called the project's, and the one that 长期目标 begins with."""
    first = FIRST.match(goal.text) if goal.field == "long_term_goal" else None
    yield from [first] if first else ()
    yield from SPAN.finditer(goal.text)


def _problem(start: int, end: int, form: Form) -> str:
    """What is wrong with the period; "" when nothing is."""
    years = form.declaration.duration_years
    first, last = first_and_last_year(form)
    if form.year is not None and not start <= form.year <= end:
        return f"不包括预算年度{form.year}年"
    if (years and end - start + 1 != years and end - start != years) or (
        form.declaration.end_year and last and end != last
    ):
        return f"与实施期限{years or f'{first}—{last}'}年不符"
    return ""
