"""VA004."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.signs import with_signs


class ComparisonWord(RowRule):
    """
    一句话：指标值用“不低于”“…以上”等文字表示比较，没有用 ≥、≤ 等符号。
    为什么：指标值一栏要能被系统识别和比较，文字与符号混用还会与其他行不一致。
    依据：惯例：指标值以 ≥、≤、= 等符号表示
    反例：不低于40小时；200个以上；30分钟内。
    正例：≥40小时；≥200个；≤30分钟。
    修复是否安全：安全：只换写法，数值与含义不变（“超过”对应“>”）。
    """

    code = "VA004"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        mended = with_signs(row.value)
        if mended is None or any(sign in row.value for sign in "≥≤><＞＜≧≦=＝"):
            return
        yield Remark(
            row.path("value"),
            f"指标值“{row.value}”用文字表示比较。",
            f"改为“{mended}”。",
            row.value,
            edits=((row.path("value"), mended),),
        )
