"""WO002."""

from collections.abc import Iterator

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.rules.text import PAIRS, shorten, unbalanced
from assistant.vocabulary.loading import load

LONG_FIELDS = ("policy_basis", "budget_basis", "annual_goal", "long_term_goal", "explanation")
ENDINGS = "。！？；!?;)）》”】%％"


class CutOff(TextRule):
    """
    一句话：文字没有写完：末尾的括号、引号没有合上，或句子停在半截。
    为什么：多半是复制或导出时超出字数被截断，后面的内容丢了。
    依据：惯例：各栏文字须完整
    反例：……的提升程度（压缩率，减少跑动率，即办
    正例：……的提升程度（压缩率、减少跑动率、即办率）。
    修复是否安全：不自动修复；丢掉的文字要从原稿补。
    """

    code = "WO002"
    severity = "error"
    supersedes = ("WO003", "VA017", "BA006", "BA007")

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        opened, _ = unbalanced(cell.text)
        last = opened[-1] if opened else None
        if last and not _written_on(cell.text, last[0]):
            tail = cell.text[max(0, last[0] - 6) :]
            yield Remark(
                cell.path,
                f"文字在“{shorten(tail, 24)}”处断了，“{last[1]}”没有合上。",
                f"从原稿补全后面的文字，并写上“{PAIRS[last[1]]}”。",
                shorten(tail),
            )
        elif cell.field in LONG_FIELDS and _stops_short(cell):
            tail = cell.text.rstrip()[-12:]
            yield Remark(
                cell.path,
                f"文字停在“{tail}”，句子没有写完。",
                "从原稿补全；确已写完的，去掉末尾多余的字或标点。",
                tail,
            )


def _stops_short(cell: Cell) -> bool:
    """True for a text that ends in 和 or 其中, and for a goal that ends within a number."""
    text = cell.text.rstrip()
    return text.endswith(_dangling()) or ("goal" in cell.field and text[-1:].isdigit())


def _written_on(text: str, opened_at: int) -> bool:
    """True when the text goes on past the open bracket and ends properly: then a closer is missing
    in the middle (WO003), not the end of the text."""
    rest = text[opened_at + 1 :]
    closer = PAIRS[text[opened_at]]
    if 0 <= rest.find(text[opened_at]) < rest.rfind(closer):
        return True  # another one is opened and closed behind it
    ended = bool(rest) and rest.rstrip()[-1:] in ENDINGS
    return ended and (len(rest) > 12 or "。" in rest[:-1])


def _dangling() -> tuple[str, ...]:
    return tuple(load("wording")["dangling"])
