"""IN015."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import words

OUTPUTS = ("quantity", "quality")


class ComplianceAsOutput(RowRule):
    """
    一句话：把花钱合规、预算执行率、投入多少钱当作产出的数量或质量。
    为什么：钱花出去、花得合规是过程，不是产出；产出写做成了什么、做得怎样。
    依据：惯例：投入与支出进度不作为产出指标
    反例：质量指标“资金使用合规率 100%”；数量指标“投入资金 50万元”。
    正例：质量指标“设备验收合格率 ≥98%”。
    修复是否安全：不自动修复。
    """

    code = "IN015"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        if row.kind not in OUTPUTS:
            return
        found = next((w for w in words("compliance_names") if w in row.name), None)
        found = found or next((w for w in words("input_names") if w in row.name), None)
        if found:
            yield Remark(
                row.path("name"),
                f"“{row.name}”说的是花钱的过程或投入，不是产出。",
                f"{row.level2}改写做成了什么、达到什么标准。",
                row.name,
            )
