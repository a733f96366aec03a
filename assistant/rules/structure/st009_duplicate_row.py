"""ST009."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row

MEASURE = re.compile(
    r"(?<=.{4})(?:的)?(?:总?数量|总数|个数|套数|次数|场次|场数|台数|户数|件数|份数|数)$"
)
"""空置房翻新套数 and 空置房翻新数量 are one measure, as long as both count 套."""


class DuplicateRow(FormRule):
    """
    一句话：同一类别里同名的指标写了两行。
    为什么：重复的行会重复计分；同名而指标值不同，则不知道按哪个考核。
    依据：惯例：指标不重复设置
    反例：数量指标里“培训场次”出现两次，一行≥3场，一行≥5场。
    正例：合并为一行，或用名称区分考核的内容。
    修复是否安全：不自动修复；保留哪一行要由填表人决定。
    """

    code = "ST009"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per row that repeats the category and name of an earlier one."""
        first: dict[tuple[str, str], Row] = {}
        for row in form.answered_rows:
            if not row.name:
                continue
            earlier = first.setdefault((row.level2, _key(row.name)), row)
            if earlier is row or not _is_one_measure(earlier, row):
                continue
            differs = row.value != earlier.value and row.value and earlier.value
            yield Remark(
                row.path("name"),
                f"{row.level2}“{row.name}”重复"
                + (f"，指标值却不同（{earlier.value}与{row.value}）。" if differs else "。"),
                "只保留一行；考核内容确有不同的，在名称里写明区别。",
                row.name,
                related=(earlier.path("name"),),
                severity="error" if differs else "warning",
            )


def _plain(name: str) -> str:
    return "".join(char for char in name if char.isalnum())


def _key(name: str) -> str:
    plain = _plain(name)
    return MEASURE.sub("", plain) or plain


def _is_one_measure(one: Row, other: Row) -> bool:
    """False for 桥梁检查数量94座 and 桥梁检查次数12次, which count two things."""
    if _plain(one.name) == _plain(other.name):
        return True
    units = {row.target.unit if row.target else row.unit for row in (one, other)} - {""}
    return len(units) < 2
