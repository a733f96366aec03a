"""VA005."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.signs import without_redundant_word


class SignAndWord(RowRule):
    """
    一句话：指标值既有 ≥、≤，又有“以内”“以上”等字，重复或矛盾。
    为什么：符号和文字说同一件事是多余的；说相反的事（≤…以上）就读不懂了。
    依据：惯例：指标值只用符号表示比较
    反例：≤2个工作日内；≥90%以上；≤5次以上。
    正例：≤2个工作日；≥90%。
    修复是否安全：意思相同时安全，去掉多余的字；意思相反时不修复。
    """

    code = "VA005"
    severity = "warning"
    supersedes = ("VA004",)

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        verdict = without_redundant_word(row.value)
        if verdict is None:
            return
        mended, word = verdict
        if mended is None:
            yield Remark(
                row.path("value"),
                f"指标值“{row.value}”的符号与“{word}”意思相反。",
                "只保留一种比较，并用 ≥ 或 ≤ 表示。",
                row.value,
                severity="error",
            )
        else:
            yield Remark(
                row.path("value"),
                f"指标值“{row.value}”的符号与“{word}”重复。",
                f"改为“{mended}”。",
                row.value,
                edits=((row.path("value"), mended),),
            )
