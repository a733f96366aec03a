"""AG003."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row
from assistant.rules.links import not_traced, spoken_for
from assistant.rules.text import contained
from assistant.vocabulary.profile import CategoryKind

SAID = 0.6
FIGURE = re.compile(r"[0-9][0-9.]*[^\s0-9≥≤、，；]{1,3}")
"""The numbers of a value with several, with their units: 工作日≤1小时、节假日≤2小时."""
KINDS: tuple[CategoryKind, ...] = (
    "quantity",
    "quality",
    "timeliness",
    "served_satisfaction",
    "other_satisfaction",
)


class UncoveredRows(FormRule):
    """
    一句话：有的指标在年度目标里没有一句话提到。
    为什么：指标由目标分解而来；目标没有说的，指标从何而来，审核人会问。
    依据：惯例：绩效指标由年度目标分解细化
    反例：数量指标“发布地方标准 2篇”，年度目标只字未提。
    正例：年度目标写“发布地方标准2篇”。
    修复是否安全：不自动修复；在年度目标里怎样写由单位决定。
    """

    code = "AG003"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, naming the rows."""
        goal = form.annual
        if not goal.text or "【待填】" in goal.text or not_traced(form):
            return
        covered = spoken_for(form)
        rows = [r for r in form.rows_of(*KINDS) if r.name and r.value and not _said(r, goal.text)]
        rows = [row for row in rows if row.index not in covered]
        if rows:
            names = "、".join(f"“{row.name}”" for row in rows[:6])
            yield Remark(
                "/annual_goal",
                f"{names}{'等' if len(rows) > 6 else ''}{len(rows)}个指标在年度目标里没有提到。",
                "在年度目标中写上相应的内容和数值；确属细目的，可不写。",
                rows[0].name,
                related=tuple(row.path() for row in rows),
                key="form",
            )


def _said(row: Row, goal: str) -> bool:
    if contained(row.name, goal) >= SAID:
        return True
    figures = FIGURE.findall(row.value) if row.target is None else []
    return bool(figures) and all(figure in goal for figure in figures)
