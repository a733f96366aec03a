"""ST002."""

from collections.abc import Iterator

from assistant.rules.adding import cost_row
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class MissingCategory(FormRule):
    """
    一句话：表上带 * 的二级指标没有任何一行。
    为什么：带 * 的类别为必填，整类缺失会被视为指标不完整而退回。
    依据：惯例：申报表上带 * 的二级指标为必填
    反例：全表没有“时效指标”一行。
    正例：每个带 * 的二级指标至少一行。
    修复是否安全：需确认：缺成本指标的，按本表式惯例补成本控制率一行；其余要人填写。
    """

    code = "ST002"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per missing required category; one for a form without any row."""
        if not form.rows:
            yield Remark("/indicators", "没有任何绩效指标。", "按表式逐类填写绩效指标。")
            return
        present = {row.kind for row in form.rows}
        for category in form.profile.categories:
            if category.required and category.kind not in present:
                yield Remark(
                    "/indicators",
                    f"缺少必填的{category.level2}（{category.level1}）。",
                    f"补一行{category.level2}，写明指标名称、指标值、度量单位和指标解释。",
                    key=category.kind,
                    edits=cost_row(form) if category.kind == "cost" else (),
                    safety="confirm",
                )
