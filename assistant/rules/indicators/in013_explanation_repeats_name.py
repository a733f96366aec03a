"""IN013."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row

FILLER = r"该指标|本项目|主要|考察|考核|反映|衡量|指标|情况|程度|的|[。，,.：:\s“”]"


class ExplanationRepeatsName(FormRule):
    """
    一句话：指标解释只是把指标名称又说了一遍。
    为什么：“考察合同审查数量”没有告诉人口径、来源和算法；年终取数时会各算各的。
    依据：惯例：指标解释说明口径、数据来源和计算方式
    反例：名称“合同审查数量”，解释“考察合同审查数量”。
    正例：考察本年度出具书面审查意见的合同份数，以审查台账为准。
    修复是否安全：不自动修复。
    """

    code = "IN013"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, naming the rows."""
        rows = [row for row in form.answered_rows if _repeats(row)]
        if rows:
            names = "、".join(f"“{row.name}”" for row in rows[:6])
            yield Remark(
                rows[0].path("explanation"),
                f"{names}{'等' if len(rows) > 6 else ''}{len(rows)}行的指标解释只是重复指标名称。",
                "写明口径、数据来源和计算方式。",
                rows[0].explanation,
                related=tuple(row.path("explanation") for row in rows[1:]),
                key="form",
            )


def _repeats(row: Row) -> bool:
    said = re.sub(FILLER, "", row.explanation)
    name = re.sub(FILLER, "", row.name)
    return bool(row.explanation) and len(name) >= 2 and (said == name or said in row.name)
