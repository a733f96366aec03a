"""IN011."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.explanations import lacks_formula, listed, repeats_name
from assistant.rules.form import Form


class RateWithoutFormula(FormRule):
    """
    一句话：比率指标的解释没有写怎么算。
    为什么：同一个“及时率”，分母是件数还是天数，结果大不相同；写明公式年终才好取数。
    依据：惯例：比率指标在指标解释中写明计算方式
    反例：指标解释“考察故障解决率”。
    正例：计算方式=已解决故障数/故障总数×100%。
    修复是否安全：不自动修复；分子分母由单位确定。
    """

    code = "IN011"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, naming the rows, and those whose explanation says nothing more."""
        rows = [row for row in form.answered_rows if lacks_formula(row)]
        if not rows:
            return
        only = [row for row in rows if repeats_name(row)]
        also = f"，其中{len(only)}行的解释只是重复指标名称" if 0 < len(only) < len(rows) else ""
        also = "，解释只是重复指标名称" if len(only) == len(rows) else also
        yield Remark(
            rows[0].path("explanation"),
            f"{listed(rows)}个比率指标没有写明计算方式{also}。",
            "在指标解释中补写：计算方式=达标数/总数×100%。",
            rows[0].explanation,
            related=tuple(row.path("explanation") for row in rows[1:]),
            key="form",
        )
