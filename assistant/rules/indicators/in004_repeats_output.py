"""IN004."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.name_index import NameIndex
from assistant.rules.text import alike
from assistant.vocabulary.profile import CategoryKind

COMPLETION = ("完成率", "完工率", "开展率", "执行率", "实施率", "发放率", "投入率")
BENEFITS = ("economic", "social", "ecological", "lasting")
OUTPUTS: tuple[CategoryKind, ...] = ("quantity", "quality", "timeliness")


class RepeatsOutput(RowRule):
    """
    一句话：质量指标只是把数量指标换成“完成率”，或效益指标只是把产出指标再写一遍。
    为什么：完成了多少已由数量指标考核，质量要看做得好不好；产出是做了什么，效益是带来了什么变化，
        写成同一个指标等于没有。
    依据：惯例：质量指标反映产出达到的标准、水平，效益指标反映项目实施带来的效果
    反例：数量“培训场次 ≥3场”，质量“培训完成率 100%”；数量指标“培训人次”，
        社会效益指标也是“培训人次”。
    正例：数量“培训场次 ≥3场”，质量“培训合格率 ≥95%”，社会效益“学员取证率 ≥80%”。
    修复是否安全：不自动修复。
    """

    code = "IN004"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        if row.kind == "quality" and row.name.endswith(COMPLETION):
            yield from _completion(row, form)
        elif row.kind in BENEFITS and len(row.name) >= 3:
            yield from _benefit(row, form)


def _completion(row: Row, form: Form) -> Iterator[Remark]:
    stem = row.name[:-3]
    name = next(form.once(_quantities).containing(stem, 0.6), None) if stem[1:] else None
    if name is not None:
        other = next(r for r in form.rows_of("quantity") if r.name == name)
        yield Remark(
            row.path("name"),
            f"“{row.name}”只是把数量指标“{name}”换成完成率，没有说质量。",
            "改为合格率、达标率、准确率等反映质量的指标。",
            row.name,
            related=(other.path("name"),),
        )


def _benefit(row: Row, form: Form) -> Iterator[Remark]:
    for name in form.once(_outputs).containing(row.name, 0.8):
        if alike(row.name, name) >= 0.9:
            other = next(r for r in form.rows_of(*OUTPUTS) if r.name == name)
            yield Remark(
                row.path("name"),
                f"{row.level2}“{row.name}”与{other.level2}“{other.name}”是同一个指标。",
                "改写项目带来的效果或变化。",
                row.name,
                related=(other.path("name"),),
                formerly="IN016",
            )
            return


def _quantities(form: Form) -> NameIndex:
    return NameIndex([row.name for row in form.rows_of("quantity")])


def _outputs(form: Form) -> NameIndex:
    return NameIndex([row.name for row in form.rows_of(*OUTPUTS)])
