"""WO003."""

from collections.abc import Iterator

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.rules.text import shorten, unbalanced


class Unbalanced(TextRule):
    """
    一句话：括号、引号、书名号不成对。
    为什么：缺一半会使文件名、引文的起止读不清。
    依据：惯例：标点成对使用
    反例：根据《政务信息化项目管理办法（深府办〔2022〕13号）。
    正例：根据《政务信息化项目管理办法》（深府办〔2022〕13号）。
    修复是否安全：不自动修复；缺的一半应在哪里要由人判断。
    """

    code = "WO003"
    severity = "warning"
    supersedes = ("BA006", "BA007")

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        opened, stray = unbalanced(cell.text)
        places = sorted(opened + stray)
        if not places:
            return
        index, char = places[0]
        around = cell.text[max(0, index - 8) : index + 9]
        half = "没有合上" if (index, char) in opened else "前面没有对应的左半边"
        yield Remark(
            cell.path,
            f"“{shorten(around, 24)}”中的“{char}”{half}。",
            "补上缺的一半，或删去多余的一半。",
            around,
        )
