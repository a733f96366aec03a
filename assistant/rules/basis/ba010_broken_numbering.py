"""BA010."""

import re
from collections.abc import Iterator
from itertools import count, pairwise

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form

FIELDS = ("policy_basis", "budget_basis", "annual_goal", "long_term_goal")
NUMBERED = re.compile(r"[0-9][.．、](?![0-9])")
"""What every numbered item has; where there is none, that is known at once."""
ITEM = re.compile(r"(?:^|(?<=[\s。；;）)》]))([0-9]{1,2})[.．、](?![0-9])")
STACKED = re.compile(r"(?:^|[\s。；;）)》])([0-9]{1,2}[.．、]\s*[0-9]{1,2}[.．、])(?![0-9])")

ANY_ITEM = r"(?:^|(?<=[\s。；;）)》]))([0-9]{1,2}[.．、]\s*)?([0-9]{1,2})([.．、])(?![0-9])"
"""An item's number, with one that is stacked before it."""

NUMERALS = "一二三四五六七八九十"
MARKS = (
    rf"([{NUMERALS}])、",
    rf"[（(]([{NUMERALS}]|[0-9]{{1,2}})[）)]",
    rf"目标\s?([{NUMERALS}]|[0-9]{{1,2}})\s?[:：]",
)
OTHERS = [(re.compile(mark), re.compile(rf"(?:^|(?<=[\s。；;])){mark}")) for mark in MARKS]
"""Each mark wherever it stands, which is found quickly, and where it begins an item."""


class BrokenNumbering(TextRule):
    """
    一句话：条目的编号重复、跳号或叠在一起。
    为什么：编号乱了，分不清有几条，也可能是粘贴时漏了内容。
    依据：惯例：条目顺序编号
    反例：1. … 2. 1. … 2. 2. … 3. …；1. … 3. …。
    正例：1. … 2. … 3. …。
    修复是否安全：只是重号时安全（按顺序重编，文字不动）；跳号可能漏了内容、叠在一起可能是两级标题，需确认。
    """

    code = "BA010"
    severity = "warning"

    def may_hold(self, text: str) -> bool:
        """Whether any item has a number."""
        return bool(NUMBERED.search(text)) or any(anywhere.search(text) for anywhere, _ in OTHERS)

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        if cell.field not in FIELDS:
            return
        has_items = NUMBERED.search(cell.text)
        stacked = STACKED.search(cell.text) if has_items else None
        numbers = [int(match[1]) for match in ITEM.finditer(cell.text)] if has_items else []
        if stacked:
            problem, excerpt = f"编号“{stacked[1]}”叠在一起", stacked[1]
        elif len(numbers) >= 2 and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            problem = f"编号依次为{'、'.join(map(str, numbers))}，有重复或跳号"
            excerpt = "、".join(map(str, numbers))
        else:
            yield from _in_other_marks(cell)
            return
        mended = renumbered(cell.text)
        yield Remark(
            cell.path,
            f"{problem}。",
            "按1、2、3重新编号，并核对有无漏项。",
            excerpt,
            edits=((cell.path, mended),) if mended != cell.text else (),
            safety="confirm" if stacked or _skips(numbers) else "safe",
        )


def _in_other_marks(cell: Cell) -> Iterator[Remark]:
    """一、二、二、 and 目标1：… 目标3：…; a list may begin anew at one."""
    for anywhere, beginning in OTHERS:
        if not anywhere.search(cell.text):
            continue
        marks = [match[1] for match in beginning.finditer(cell.text)]
        numbers = [int(mark) if mark.isdigit() else NUMERALS.index(mark) + 1 for mark in marks]
        steps = [later - former for former, later in pairwise(numbers) if later != 1]
        if numbers[:1] == [1] and any(step != 1 for step in steps):
            listed = "、".join(marks)
            yield Remark(
                cell.path,
                f"编号依次为{listed}，有重复或跳号。",
                "按顺序重新编号，并核对有无漏项。",
                listed,
            )
            return


def renumbered(text: str) -> str:
    """The text with its items numbered in order, from the first number on."""
    found = re.search(ANY_ITEM, text)
    following = count(int(found[2]) if found else 1)
    return re.sub(ANY_ITEM, lambda match: f"{next(following)}{match[3]}", text)


def _skips(numbers: list[int]) -> bool:
    """True unless each number is the one before or the next."""
    return any(later - former not in (0, 1) for former, later in pairwise(numbers))
