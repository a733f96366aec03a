"""IN013."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.explanations import lacks_formula, listed, repeats_name
from assistant.rules.form import Form, Row


class ExplanationRepeatsName(FormRule):
    """
    一句话：指标解释只是把指标名称又说了一遍。
    为什么：“考察合同审查数量”没有告诉人口径、来源和算法；年终取数时会各算各的。没写计算方式的比率
        由 IN011 一并指出，没写量化标准的定性指标由 VA002 指出，这里不再重复。
    依据：惯例：指标解释说明口径、数据来源和计算方式
    反例：名称“合同审查数量”，解释“考察合同审查数量”。
    正例：考察本年度出具书面审查意见的合同份数，以审查台账为准。
    修复是否安全：不自动修复。
    """

    code = "IN013"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, naming the rows."""
        rows = [row for row in form.answered_rows if repeats_name(row) and not _said_closer(row)]
        if rows:
            yield Remark(
                rows[0].path("explanation"),
                f"{listed(rows)}行的指标解释只是重复指标名称。",
                "写明口径、数据来源和计算方式。",
                rows[0].explanation,
                related=tuple(row.path("explanation") for row in rows[1:]),
                key="form",
            )


def _said_closer(row: Row) -> bool:
    """True where another rule says just what the explanation lacks: a formula, a scale."""
    return lacks_formula(row) or (row.target is not None and row.target.level is not None)
