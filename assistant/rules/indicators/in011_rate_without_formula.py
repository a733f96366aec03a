"""IN011."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row
from assistant.rules.measures import is_percent, is_rate

FORMULA_MARKS = (
    "/",
    "／",
    "÷",
    "除以",
    "占",
    "之比",
    "比例",
    "计算",
    "为准",
    "问卷",
    "调查",
    "抽样",
    "公式",
    "=",
    "＝",
)


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
        """One remark per form, naming the rows."""
        rows = [row for row in form.answered_rows if _lacks_formula(row)]
        if rows:
            names = "、".join(f"“{row.name}”" for row in rows[:6])
            yield Remark(
                rows[0].path("explanation"),
                f"{names}{'等' if len(rows) > 6 else ''}{len(rows)}个比率指标没有写明计算方式。",
                "在指标解释中补写：计算方式=达标数/总数×100%。",
                rows[0].explanation,
                related=tuple(row.path("explanation") for row in rows[1:]),
                key="form",
            )


def _lacks_formula(row: Row) -> bool:
    return (
        is_rate(row.name)
        and is_percent(row)
        and bool(row.explanation)
        and not any(mark in row.explanation for mark in FORMULA_MARKS)
    )
