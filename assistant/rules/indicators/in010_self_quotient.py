"""IN010."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

SIGNS = str.maketrans("＝：:／÷", "===//")


class SelfQuotient(RowRule):
    """
    一句话：计算公式的分子和分母是同一个东西。
    为什么：自己除以自己永远是 100%，考核不出任何东西，多半是抄错了。
    依据：惯例：比率的分子是达标数，分母是总数
    反例：计算方式=验收数量/验收数量×100%。
    正例：计算方式=验收合格数量/验收总数量×100%。
    修复是否安全：不自动修复。
    """

    code = "IN010"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        for part in _same_parts(row.explanation):
            yield Remark(
                row.path("explanation"),
                f"计算公式的分子、分母都是“{part}”，结果永远是100%。",
                "写清分子（达标的）和分母（全部的）。",
                part,
            )
            return


def _same_parts(text: str) -> Iterator[str]:
    """What stands both before and after a division sign of a formula."""
    plain = text.translate(SIGNS)
    for formula in plain.split("=")[1:] or [plain]:
        above, divided, below = formula.partition("/")
        numerator = re.split("[，,。；;=]", above)[-1].strip("（）() ")
        denominator = re.split(r"[×xX*，,。；;]", below)[0].strip("（）() ") if divided else ""
        if len(numerator) >= 2 and numerator == denominator:
            yield numerator
