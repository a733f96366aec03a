"""ST010."""

from collections.abc import Iterator
from itertools import pairwise

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class CategoryOrder(FormRule):
    """
    一句话：指标行没有按表式的类别顺序排列。
    为什么：表式的类别顺序是固定的，打乱后核对与导入容易漏行。
    依据：惯例：按表式顺序填写
    反例：质量指标排在数量指标之前。
    正例：数量、质量、时效、成本、效益、满意度依次排列。
    修复是否安全：不自动修复；整行移动请在表上进行。
    """

    code = "ST010"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark per form, at the first row out of order."""
        order = {category.kind: i for i, category in enumerate(form.profile.categories)}
        known = [row for row in form.rows if row.kind is not None]
        for earlier, row in pairwise(known):
            if order[row.kind or "quantity"] < order[earlier.kind or "quantity"]:
                yield Remark(
                    row.path("level2"),
                    f"{row.level2}排在{earlier.level2}之后，与表式顺序不符。",
                    "按表式的类别顺序调整各行。",
                    row.level2,
                )
                return
