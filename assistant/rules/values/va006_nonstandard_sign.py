"""VA006."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.signs import standard_signs


class NonstandardSign(RowRule):
    """
    一句话：指标值或度量单位里的符号写法不统一：全角的％、数字，≧、>=、》等。
    为什么：看着差不多，系统却认作不同的字符，无法比较和汇总。
    依据：惯例：指标值使用 ≥、≤、>、<、%、- 和半角数字
    反例：≧９０％；>=90%；》90%；90%～100%。
    正例：≥90%；90%-100%。
    修复是否安全：安全：只换字符，不改数值与含义。
    """

    code = "VA006"
    severity = "info"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        for field, text in (("value", row.value), ("unit", row.unit)):
            mended = standard_signs(text)
            if mended != text:
                yield Remark(
                    row.path(field),
                    f"“{text}”中的符号写法不统一。",
                    f"改为“{mended}”。",
                    text,
                    edits=((row.path(field), mended),),
                )
