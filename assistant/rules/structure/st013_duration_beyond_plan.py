"""ST013."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.conventions import first_and_last_year
from assistant.rules.form import Form


class DurationBeyondPlan(FormRule):
    """
    一句话：按起始年份和实施期限推算，项目期超出中期规划的末年。
    为什么：本地多数项目的期限写到中期规划末年，超出一年多半是期限多数了一年。
    依据：惯例：本地申报表所见，编码年份加实施期限一般止于中期规划末年
    反例：编码年份 23、实施期限 7 年，推算至 2029 年，而中期规划至 2028 年。
    正例：编码年份 23、实施期限 6 年，至 2028 年。
    修复是否安全：不自动修复；跨规划期的项目确实存在，只提醒核对。
    """

    code = "ST013"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        horizon = form.profile.conventions.planning_horizon
        first, last = first_and_last_year(form)
        if horizon is None or first is None or last is None or last <= horizon:
            return
        if form.year is not None and form.year > horizon:
            return
        yield Remark(
            "/duration_years",
            f"按{first}年起、实施期限{last - first + 1}年推算，项目期到{last}年，"
            f"超出中期规划末年（{horizon}年）。",
            "核对实施期限与项目编码；确为跨规划期的项目，可保留。",
            str(form.declaration.duration_years or ""),
            related=("/project_code",),
        )
