"""IN011."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.explanations import (
    lacks_formula,
    listed,
    repeats_name,
    shared_explanations,
)
from assistant.rules.form import Form, Row


class ExplanationSaysTooLittle(FormRule):
    """
    一句话：比率指标的解释没有写怎么算，或指标解释只是把指标名称又说了一遍。
    为什么：同一个“及时率”，分母是件数还是天数，结果大不相同；“考察合同审查数量”
        没有告诉人口径和来源，年终取数时会各算各的。
    依据：惯例：指标解释说明口径、数据来源，比率指标写明计算方式
    反例：名称“故障解决率”，解释“考察故障解决率”；名称“合同审查数量”，解释“考察合同审查数量”。
    正例：计算方式=已解决故障数/故障总数×100%；考察本年度出具书面审查意见的合同份数，
        以审查台账为准。
    修复是否安全：不自动修复；分子分母和口径由单位确定。
    """

    code = "IN011"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark for the rates and one for the other rows, each naming them. What VA002 asks of
        a level (its scale) and IN014 of a sentence shared by many rows is not asked again."""
        shared = shared_explanations(form)
        own = [row for row in form.answered_rows if row.explanation.rstrip("。") not in shared]
        rates = [row for row in own if lacks_formula(row)]
        if rates:
            yield _without_formula(rates)
        rows = [row for row in own if repeats_name(row) and not _said_closer(row)]
        if rows:
            yield _repeating(rows)


def _without_formula(rows: list[Row]) -> Remark:
    only = [row for row in rows if repeats_name(row)]
    also = f"，其中{len(only)}行的解释只是重复指标名称" if 0 < len(only) < len(rows) else ""
    also = "，解释只是重复指标名称" if len(only) == len(rows) else also
    return Remark(
        rows[0].path("explanation"),
        f"{listed(rows)}个比率指标没有写明计算方式{also}。",
        "在指标解释中补写：计算方式=达标数/总数×100%。",
        rows[0].explanation,
        related=tuple(row.path("explanation") for row in rows[1:]),
        key="form",
    )


def _repeating(rows: list[Row]) -> Remark:
    return Remark(
        rows[0].path("explanation"),
        f"{listed(rows)}行的指标解释只是重复指标名称。",
        "写明口径、数据来源和计算方式。",
        rows[0].explanation,
        related=tuple(row.path("explanation") for row in rows[1:]),
        key="form",
        formerly="IN013",
    )


def _said_closer(row: Row) -> bool:
    return lacks_formula(row) or (row.target is not None and row.target.level is not None)
