"""ST002."""

from collections.abc import Iterator

from assistant.model import Severity
from assistant.rules.adding import cost_row
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row
from assistant.vocabulary.profile import Category, CategoryKind

BENEFITS: tuple[CategoryKind, ...] = ("economic", "social", "ecological", "lasting")


class MissingCategory(FormRule):
    """
    一句话：表上带 * 的二级指标没有可考核的指标：一行也没有，或只答了“不适用”。
    为什么：带 * 的类别为必填，空缺会被视为指标不完整而退回；满意度例外，
        确无单位以外的服务对象时可以不设，但要说得清。表式不印 * 的，数量、质量要有，
        四类效益有一类即可，没有成本指标的追问，没有满意度指标的提示。
    依据：惯例：申报表上带 * 的二级指标为必填；没有服务对象的项目可以不设满意度指标
    反例：全表没有“时效指标”一行；*质量指标一行四格都写“不适用”。
    正例：每个带 * 的二级指标至少一行；*服务对象满意度指标在没有外部服务对象时写“不适用”。
    修复是否安全：需确认：缺成本指标的，按本表式惯例补成本控制率一行；其余要人填写。
    """

    code = "ST002"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per required category without a row, or whose rows all say 不适用; one for a
        form without any row."""
        if not form.rows:
            yield Remark("/indicators", "没有任何绩效指标。", "按表式逐类填写绩效指标。")
            return
        first: dict[CategoryKind | None, Row] = {}
        for row in form.rows:
            first.setdefault(row.kind, row)
        for category in form.profile.categories:
            if not category.required:
                continue
            if form.rows_of(category.kind) or _is_answered_beside(category, form):
                continue
            if category.kind in first:
                yield _declined(category, first[category.kind], form)
            else:
                yield _missing(category, form)


def _is_answered_beside(category: Category, form: Form) -> bool:
    """A form without stars asks for benefits as such: 生态效益 will do for 社会效益."""
    if form.profile.starred or category.kind not in BENEFITS:
        return False
    return bool(form.rows_of(*BENEFITS))


def _missing(category: Category, form: Form) -> Remark:
    if not form.profile.starred and category.kind == "served_satisfaction":
        return Remark(
            "/indicators",
            "没有设服务对象满意度指标，需要说得清本项目没有单位以外的服务对象。",
            "有服务对象（群众、企业、使用单位等）的，补满意度指标；确实没有的，可不设。",
            key=category.kind,
            severity="info",
        )
    return Remark(
        "/indicators",
        f"缺少必填的{category.level2}（{category.level1}）。"
        if form.profile.starred
        else f"没有{category.level2}（{category.level1}）。",
        f"补一行{category.level2}，写明指标名称、指标值、度量单位和指标解释。",
        key=category.kind,
        severity=_severity(category, form),
        edits=cost_row(form) if category.kind == "cost" else (),
        safety="confirm",
    )


def _severity(category: Category, form: Form) -> Severity:
    """Costs may be left out where a form has no stars; a reviewer asks why."""
    return "warning" if category.kind == "cost" and not form.profile.starred else "error"


def _declined(category: Category, row: Row, form: Form) -> Remark:
    if category.kind == "served_satisfaction":
        return Remark(
            row.path(),
            "服务对象满意度指标答“不适用”，需要说得清本项目没有单位以外的服务对象。",
            "有服务对象（群众、企业、使用单位等）的，补满意度指标；确实没有的，可保留。",
            "不适用",
            severity="info",
            formerly="ST003",
        )
    return Remark(
        row.path(),
        f"{category.level2}为必填，不能答“不适用”。",
        f"为{category.level2}写一条可考核的指标。",
        "不适用",
        severity=_severity(category, form),
        formerly="ST003",
    )
