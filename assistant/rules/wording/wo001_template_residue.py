"""WO001."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.vocabulary.loading import load


class TemplateResidue(TextRule):
    """
    一句话：留着模板或草稿的痕迹：XX、**、……、待定、指标1 等。
    为什么：说明这一格没有填完，必被退回。
    依据：惯例：申报表不得留有占位内容
    反例：举办XX活动；≥**个；三级指标“指标1”；待定。
    正例：举办主题党日活动；≥3个；三级指标“活动场次”。
    修复是否安全：不自动修复；填什么只有单位知道。
    """

    code = "WO001"
    severity = "error"
    supersedes = ("VA001", "VA006", "WO004")

    def may_hold(self, text: str) -> bool:
        """Whether one of the words or signs is there at all."""
        return any(map(text.__contains__, _traces()))

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        found = residue_in(cell.text, is_name=cell.field == "name")
        if found:
            yield Remark(
                cell.path,
                f"“{found}”像是没有填完的模板内容。",
                "换成实际内容；确实没有的，删去或写“不适用”。",
                found,
            )


def residue_in(text: str, *, is_name: bool = False) -> str | None:
    """The first piece of residue, or None. `数据要素×` (one cross) is a name."""
    vocabulary = load("wording")
    for word in vocabulary["residue"]:
        if word in text:
            return str(word)
    for entry in vocabulary["residue_patterns"]:
        if not any(piece in text for piece in entry["needs"]):
            continue
        match = re.search(entry["pattern"], text)
        if match:
            return match[0]
    if (
        is_name
        and "指标" in text
        and any(re.fullmatch(p, text) for p in vocabulary["residue_names"])
    ):
        return text
    return None


@cache
def _traces() -> tuple[str, ...]:
    """What every kind of residue has in it: its words, the signs of its patterns, 指标 of names."""
    vocabulary = load("wording")
    needed = [piece for entry in vocabulary["residue_patterns"] for piece in entry["needs"]]
    return (*vocabulary["residue"], *needed, "指标")
