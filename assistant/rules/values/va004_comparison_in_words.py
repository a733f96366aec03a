"""VA004."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.signs import with_signs, without_redundant_word


class ComparisonInWords(RowRule):
    """
    一句话：指标值用“不低于”“…以上”等文字表示比较，没有用 ≥、≤；或符号和文字都写，重复或矛盾。
    为什么：指标值一栏要能被系统识别和比较；符号和文字说同一件事是多余的，说相反的事（≤…以上）
        就读不懂了。
    依据：惯例：指标值只用 ≥、≤、= 等符号表示比较
    反例：不低于40小时；200个以上；≤2个工作日内；≥90%以上；≤5次以上。
    正例：≥40小时；≥200个；≤2个工作日；≥90%。
    修复是否安全：安全：只换写法、去掉多余的字，数值与含义不变（“超过”对应“>”）；意思相反时不修复。
    """

    code = "VA004"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        verdict = without_redundant_word(row.value)
        if verdict is not None:
            yield _sign_and_word(row, *verdict)
            return
        mended = with_signs(row.value)
        if mended is not None and not any(sign in row.value for sign in "≥≤><＞＜≧≦=＝"):
            yield Remark(
                row.path("value"),
                f"指标值“{row.value}”用文字表示比较。",
                f"改为“{mended}”。",
                row.value,
                edits=((row.path("value"), mended),),
            )


def _sign_and_word(row: Row, mended: str | None, word: str) -> Remark:
    if mended is None:
        return Remark(
            row.path("value"),
            f"指标值“{row.value}”的符号与“{word}”意思相反。",
            "只保留一种比较，并用 ≥ 或 ≤ 表示。",
            row.value,
            severity="error",
            formerly="VA005",
        )
    return Remark(
        row.path("value"),
        f"指标值“{row.value}”的符号与“{word}”重复。",
        f"改为“{mended}”。",
        row.value,
        edits=((row.path("value"), mended),),
        formerly="VA005",
    )
