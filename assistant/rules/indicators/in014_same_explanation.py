"""IN014."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.explanations import rows_by_explanation, shared_explanations
from assistant.rules.form import Form, Row
from assistant.rules.text import contained

FORMULA = 12
"""Characters from which an explanation says something of its own row."""


class SameExplanation(FormRule):
    """
    一句话：好几行用同一句指标解释，或照搬了另一行的解释。
    为什么：不同的指标解释却一字不差，等于没有解释。
    依据：惯例：逐项说明各指标
    反例：五行的解释都是“考察本项目完成情况”。
    正例：各行写各自的口径和算法。
    修复是否安全：不自动修复。
    """

    code = "IN014"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per repeated explanation."""
        shared = shared_explanations(form)
        for text, rows in rows_by_explanation(form).items():
            yield from _copied(text, rows)
            if text in shared:
                yield Remark(
                    rows[0].path("explanation"),
                    f"{len(rows)}行指标用了同一句解释“{text[:30]}”。",
                    "各行分别写明考核什么、怎么算。",
                    text[:40],
                    related=tuple(row.path("explanation") for row in rows[1:]),
                    key="same",
                )


def _copied(text: str, rows: list[Row]) -> Iterator[Remark]:
    """One of two rows has the other's explanation: it speaks of the other and not of the row."""
    if len(rows) != 2 or len(text) < FORMULA or rows[0].name == rows[1].name:
        return
    mine, other = sorted(rows, key=lambda row: contained(row.name, text))
    sure = contained(other.name, text) > 0
    if contained(mine.name, text) == 0 and (sure or re.search("[/／÷]", text)):
        yield Remark(
            mine.path("explanation"),
            f"“{mine.name}”的解释与“{other.name}”的一字不差，"
            f"{'说的不是这一行' if sure else '总有一行说的不是自己'}。",
            "把解释改成说明本指标考核什么、怎么算。",
            text[:40],
            related=(other.path("explanation"),),
            key="copied",
        )
