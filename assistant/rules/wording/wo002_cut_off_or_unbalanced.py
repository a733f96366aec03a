"""WO002."""

from collections.abc import Iterator
from functools import cache

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.rules.signs import standard_signs
from assistant.rules.text import PAIRS, shorten, unbalanced
from assistant.vocabulary.loading import load

LONG_FIELDS = ("policy_basis", "budget_basis", "annual_goal", "long_term_goal", "explanation")
ENDINGS = "。！？；!?;)）》”】%％"
Mark = tuple[int, str]


class CutOffOrUnbalanced(TextRule):
    """
    一句话：文字没有写完：末尾的括号、引号没有合上，或句子停在半截；或中间的括号、引号、
        书名号不成对。
    为什么：末尾断开多半是复制或导出时超出字数被截断，后面的内容丢了；缺一半会使文件名、
        引文的起止读不清。
    依据：惯例：各栏文字须完整，标点成对使用
    反例：……的提升程度（压缩率，减少跑动率，即办；
        根据《政务信息化项目管理办法（深府办〔2022〕13号）。
    正例：……的提升程度（压缩率、减少跑动率、即办率）；
        根据《政务信息化项目管理办法》（深府办〔2022〕13号）。
    修复是否安全：不自动修复；丢掉的文字要从原稿补，缺的一半应在哪里要由人判断。
    """

    code = "WO002"
    severity = "error"
    supersedes = ("VA017", "BA006", "BA007", "BA010")

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        signs_aside = standard_signs(cell.text) if cell.field == "value" else cell.text
        opened, stray = unbalanced(signs_aside)  # 》90% is a sign badly written
        last = opened[-1] if opened else None
        if last and not _written_on(cell.text, last[0]):
            yield _cut_off(cell, *last)
        elif cell.field in LONG_FIELDS and _stops_short(cell):
            tail = cell.text.rstrip()[-12:]
            yield Remark(
                cell.path,
                f"文字停在“{tail}”，句子没有写完。",
                "从原稿补全；确已写完的，去掉末尾多余的字或标点。",
                tail,
            )
        elif opened or stray:
            yield _unbalanced(cell, opened, stray)


def _cut_off(cell: Cell, at: int, mark: str) -> Remark:
    tail = cell.text[max(0, at - 6) :]
    return Remark(
        cell.path,
        f"文字在“{shorten(tail, 24)}”处断了，“{mark}”没有合上。",
        f"从原稿补全后面的文字，并写上“{PAIRS[mark]}”。",
        shorten(tail),
    )


def _unbalanced(cell: Cell, opened: list[Mark], stray: list[Mark]) -> Remark:
    index, char = min(opened + stray)
    around = cell.text[max(0, index - 8) : index + 9]
    half = "没有合上" if (index, char) in opened else "前面没有对应的左半边"
    return Remark(
        cell.path,
        f"“{shorten(around, 24)}”中的“{char}”{half}。",
        "补上缺的一半，或删去多余的一半。",
        around,
        severity="warning",
        formerly="WO003",
        silences=("BA006", "BA007", "BA010"),
    )


def _stops_short(cell: Cell) -> bool:
    """True for a text that ends in 和 or 其中, and for a goal that ends within a number."""
    text = cell.text.rstrip()
    return text.endswith(_dangling()) or ("goal" in cell.field and text[-1:].isdigit())


def _written_on(text: str, opened_at: int) -> bool:
    """True when the text goes on past the open bracket and ends properly: then a closer is missing
    in the middle, not the end of the text."""
    rest = text[opened_at + 1 :]
    closer = PAIRS[text[opened_at]]
    if 0 <= rest.find(text[opened_at]) < rest.rfind(closer):
        return True  # another one is opened and closed behind it
    ended = bool(rest) and rest.rstrip()[-1:] in ENDINGS
    return ended and (len(rest) > 12 or "。" in rest[:-1])


@cache
def _dangling() -> tuple[str, ...]:
    return tuple(load("wording")["dangling"])
