"""IN005."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import is_satisfaction, words

OPINIONS = ("认可", "好评", "表扬", "安全感", "获得感", "幸福感", "美誉度", "差评")
"""What people say of the work without the word 满意."""
GROUP = ("served_satisfaction", "other_satisfaction")


class SatisfactionMisplaced(RowRule):
    """
    一句话：满意度放在了满意度以外的类别，或满意度类别里放了别的指标。
    为什么：满意度有自己的一级指标；放错了，满意度一类就空着，权重也会算错。
    依据：惯例：满意度单列一级指标
    反例：社会效益指标“群众满意度 ≥90%”。
    正例：服务对象满意度指标“群众满意度 ≥90%”。
    修复是否安全：满意度放错类别时需确认后移动；其余不修复。
    """

    code = "IN005"
    severity = "warning"
    supersedes = ("IN003",)

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        category = form.profile.category("served_satisfaction")
        if row.kind is None or not row.name or category is None:
            return
        if row.name.startswith(words("paid_people")):
            category = form.profile.category("other_satisfaction") or category
        if is_satisfaction(row) and row.kind not in GROUP:
            yield Remark(
                row.path("level2"),
                f"“{row.name}”是满意度，不应放在{row.level2}。",
                f"移到{category.level2}。",
                row.name,
                edits=form.move(row, category),
                safety="confirm",
            )
        elif row.kind in GROUP and not is_satisfaction(row) and "投诉" not in row.name:
            if any(word in row.name for word in OPINIONS):
                return
            yield Remark(
                row.path("level2"),
                f"“{row.name}”不是满意度，却放在{row.level2}。",
                "移到相应的产出或效益类别；满意度另写。",
                row.name,
            )
