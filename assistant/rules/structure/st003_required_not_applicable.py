"""ST003."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.vocabulary.profile import CategoryKind


class RequiredNotApplicable(FormRule):
    """
    一句话：必填的二级指标只答了“不适用”。
    为什么：带 * 的类别须有可考核的指标；满意度例外，确无单位以外的服务对象时可以不设，但要说得清。
    依据：惯例：申报表上带 * 的二级指标为必填；没有服务对象的项目可以不设满意度指标
    反例：*质量指标一行四格都写“不适用”。
    正例：*质量指标写“验收合格率 ≥95%”；*服务对象满意度指标在没有外部服务对象时写“不适用”。
    修复是否安全：不自动修复。
    """

    code = "ST003"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per required category all of whose rows say 不适用."""
        told: set[CategoryKind] = set()
        for row in form.rows:
            category = row.category
            if category is None or not category.required or not row.is_not_applicable:
                continue
            if form.rows_of(category.kind) or category.kind in told:
                continue
            told.add(category.kind)
            if category.kind == "served_satisfaction":
                yield Remark(
                    row.path(),
                    "服务对象满意度指标答“不适用”，需要说得清本项目没有单位以外的服务对象。",
                    "有服务对象（群众、企业、使用单位等）的，补满意度指标；确实没有的，可保留。",
                    "不适用",
                    severity="info",
                )
            else:
                yield Remark(
                    row.path(),
                    f"{category.level2}为必填，不能答“不适用”。",
                    f"为{category.level2}写一条可考核的指标。",
                    "不适用",
                )
