"""IN004."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.name_index import NameIndex

COMPLETION = ("完成率", "完工率", "开展率", "执行率", "实施率", "发放率", "投入率")


class CompletionAsQuality(RowRule):
    """
    一句话：质量指标只是把数量指标换成“完成率”再写一遍。
    为什么：完成了多少已由数量指标考核，质量要看做得好不好。
    依据：惯例：质量指标反映产出达到的标准、水平
    反例：数量“培训场次 ≥3场”，质量“培训完成率 100%”。
    正例：数量“培训场次 ≥3场”，质量“培训合格率 ≥95%”。
    修复是否安全：不自动修复。
    """

    code = "IN004"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        if row.kind != "quality" or not row.name.endswith(COMPLETION):
            return
        stem = row.name[:-3]
        name = next(form.once(_quantities).containing(stem, 0.6), None) if stem[1:] else None
        if name is None:
            return
        other = next(r for r in form.rows_of("quantity") if r.name == name)
        yield Remark(
            row.path("name"),
            f"“{row.name}”只是把数量指标“{name}”换成完成率，没有说质量。",
            "改为合格率、达标率、准确率等反映质量的指标。",
            row.name,
            related=(other.path("name"),),
        )


def _quantities(form: Form) -> NameIndex:
    return NameIndex([row.name for row in form.rows_of("quantity")])
