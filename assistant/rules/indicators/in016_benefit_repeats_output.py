"""IN016."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.name_index import NameIndex
from assistant.rules.text import alike
from assistant.vocabulary.profile import CategoryKind

BENEFITS = ("economic", "social", "ecological", "lasting")
OUTPUTS: tuple[CategoryKind, ...] = ("quantity", "quality", "timeliness")


class BenefitRepeatsOutput(RowRule):
    """
    一句话：效益指标只是把产出指标再写一遍。
    为什么：产出是做了什么，效益是带来了什么变化；写成同一个指标等于没有效益。
    依据：惯例：效益指标反映项目实施带来的效果
    反例：数量指标“培训人次”，社会效益指标也是“培训人次”。
    正例：社会效益指标“学员取证率 ≥80%”。
    修复是否安全：不自动修复。
    """

    code = "IN016"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        if row.kind not in BENEFITS or len(row.name) < 3:
            return
        for name in form.once(_outputs).containing(row.name, 0.8):
            if alike(row.name, name) >= 0.9:
                other = next(r for r in form.rows_of(*OUTPUTS) if r.name == name)
                yield Remark(
                    row.path("name"),
                    f"{row.level2}“{row.name}”与{other.level2}“{other.name}”是同一个指标。",
                    "改写项目带来的效果或变化。",
                    row.name,
                    related=(other.path("name"),),
                )
                return


def _outputs(form: Form) -> NameIndex:
    return NameIndex([row.name for row in form.rows_of(*OUTPUTS)])
