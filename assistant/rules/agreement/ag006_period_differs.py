"""AG006."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.conventions import first_and_last_year
from assistant.rules.form import Form, Goal

SPAN = (
    r"(?:项目期|实施期|实施期限|项目周期|服务期|全周期|全生命周期|建设期)[^，,。；;]{0,6}?[（(]?\s*"
    r"(20[0-9]{2})\s*年?\s*[—~～至到-]+\s*(20[0-9]{2})\s*年?"
)


FIRST = r"(20[0-9]{2})\s?年?\s?[—~～至到-]{1,2}\s?(20[0-9]{2})\s?年(?!度)"


class PeriodDiffers(FormRule):
    """
    一句话：目标里写的项目起止年份与实施期限不符。
    为什么：同一个项目两处写不同的期限，后续年度的安排就说不清。
    依据：惯例：各栏的项目期限一致
    反例：实施期限 3 年，长期目标写“项目周期2024—2028年”。
    正例：实施期限 5 年，项目周期 2024—2028年。
    修复是否安全：不自动修复。
    """

    code = "AG006"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark per goal."""
        for goal in form.goals:
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
                )


def _spans(goal: Goal) -> Iterator[re.Match[str]]:
    """The periods that are called the project's, and the one that 长期目标 begins with."""
    first = re.match(FIRST, goal.text) if goal.field == "long_term_goal" else None
    yield from [first] if first else ()
    yield from re.finditer(SPAN, goal.text)


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
