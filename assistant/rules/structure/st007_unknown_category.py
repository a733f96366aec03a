"""ST007."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class UnknownCategory(FormRule):
    """
    一句话：二级指标不是本表式的类别，或挂在错误的一级指标下。
    为什么：类别写错，审核系统无法归类，权重也会算错。
    依据：惯例：一级、二级指标的名称与隶属以本表式为准
    反例：一级指标“效益指标”，二级指标“质量指标”。
    正例：一级指标“产出指标”，二级指标“质量指标”。
    修复是否安全：一级指标可由二级指标推出，需确认后改写；不认识的二级指标不修复。
    """

    code = "ST007"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per row with an unknown 二级指标 or a wrong 一级指标 above it."""
        for row in form.rows:
            level1 = (row.indicator.level1 or "").strip().lstrip("*＊")
            level2 = (row.indicator.level2 or "").strip()
            if row.category is None:
                yield Remark(
                    row.path("level2"),
                    f"“{level2}”不是本表式的二级指标。" if level2 else "该行没有二级指标。",
                    f"改为：{'、'.join(c.level2 for c in form.profile.categories)}之一。",
                    level2,
                    severity="warning",
                )
            elif level1 and not _same_level1(level1, row.category.level1):
                yield Remark(
                    row.path("level1"),
                    f"{row.level2}属于{row.category.level1}，不属于“{level1}”。",
                    f"一级指标改为“{row.category.level1}”，或更正二级指标。",
                    level1,
                    related=(row.path("level2"),),
                    edits=((row.path("level1"), row.category.level1),),
                    safety="confirm",
                )


def _same_level1(written: str, expected: str) -> bool:
    """产出, 产出指标 and 项目产出指标 are the same; so are 满意度 and 服务对象满意度指标."""
    core = expected.removesuffix("指标")
    return core in written
