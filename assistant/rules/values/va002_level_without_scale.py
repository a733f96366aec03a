"""VA002."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row


class LevelWithoutScale(RowRule):
    """
    一句话：指标值是“显著”一类的分档词，指标解释却没有写各档的量化标准。
    为什么：没有标准就没法打分；定性指标按档计分，各档的界线要事先写明。
    依据：惯例：本表式定性指标在指标解释中写明三档量化标准；三档计分见《项目支出绩效评价管理办法》（财预〔2020〕10号）通行做法
    反例：指标值“显著”，指标解释“考察规范化情况”。
    正例：……“显著”的量化标准为“80%-100%”，“明显”则为“60%-80%”，“一般”则为“0%-60%”。
    修复是否安全：需确认：在指标解释末尾补上表式惯用的量化标准句。
    """

    code = "VA002"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        levels = form.profile.conventions.levels
        word = row.value.strip("“”\"' ")
        if word not in levels.words or "explanation" in row.open_fields:
            return
        if any(char.isdigit() for char in row.explanation) or not row.explanation:
            return
        ending = "" if row.explanation.endswith(("。", "；", "，")) else "。"
        yield Remark(
            row.path("value"),
            f"指标值为“{word}”，指标解释没有写明各档的量化标准。",
            f"在指标解释中补写：{levels.sentence}",
            row.value,
            related=(row.path("explanation"),),
            edits=((row.path("explanation"), f"{row.explanation}{ending}{levels.sentence}"),),
            safety="confirm",
        )
