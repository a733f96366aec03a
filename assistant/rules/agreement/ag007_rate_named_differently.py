"""AG007."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.links import KIND, annual_links


class RateNamedDifferently(FormRule):
    """
    一句话：同一个比率，目标叫“通过率”，指标叫“合格率”。
    为什么：名称不同就要解释是不是一回事；统一起来更清楚。
    依据：惯例：同一指标前后用一个名称
    反例：年度目标“法律审核验收通过率≥90%”，指标“法律审核验收合格率 ≥90%”。
    正例：两处都写“合格率”。
    修复是否安全：不自动修复；用哪个名称由单位决定。
    """

    code = "AG007"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per row whose rate the goal calls by another name."""
        for link in annual_links(form):
            row, target = link.row, link.commitment.mention.target
            if link.verdict != "covered" or row is None or target.dimension != "ratio":
                continue
            said = re.findall(KIND, f"{link.commitment.subject}{link.commitment.text}")
            meant = re.findall(KIND, row.name)
            if said and meant and said[-1] != meant[-1]:
                yield Remark(
                    row.path("name"),
                    f"指标名称是“{row.name}”，年度目标却叫“…{said[-1]}率”。",
                    "两处用同一个名称。",
                    row.name,
                    related=("/annual_goal",),
                )
