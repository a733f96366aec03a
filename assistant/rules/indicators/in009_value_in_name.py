"""IN009."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

AMOUNT = (
    r"(?:[≥≤><]|不少于|不低于|不超过|达到?)\s*[0-9][0-9.,]*\s*(?:%|％|[\u4e00-\u9fff]{0,3})"
    r"|[0-9][0-9.,]*\s*(?:%|％|[个次场份人套台篇期项件]+)(?:以上|以内)?$"
)


class ValueInName(RowRule):
    """
    一句话：指标值写进了指标名称。
    为什么：名称写量什么，值写量多少；写在名称里，改目标就要改名称，还容易与指标值不一致。
    依据：惯例：指标名称不含指标值
    反例：三级指标“培训不少于100人次”，指标值“≥100人次”。
    正例：三级指标“培训人次”，指标值“≥100人次”。
    修复是否安全：不自动修复。
    """

    code = "IN009"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        has_digit = any(char.isdigit() for char in row.name)
        match = re.search(AMOUNT, row.name) if has_digit else None
        if match:
            yield Remark(
                row.path("name"),
                f"指标名称“{row.name}”里写了指标值“{match[0]}”。",
                "名称只写量的是什么，数值写在指标值一栏。",
                match[0],
                related=(row.path("value"),),
            )
