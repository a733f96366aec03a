"""WO011."""

import re
from collections.abc import Iterator

from assistant.parse.scanning import HAN
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Cell, Form

WIDE = {",": "，", ";": "；", ":": "："}
HALF = re.compile(rf"(?<={HAN}|[”》）])[,;:](?={HAN}|[“《（])")
FIELDS = ("annual_goal", "long_term_goal", "policy_basis", "budget_basis", "explanation")


class MixedPunctuation(FormRule):
    """
    一句话：同一栏里同一个标点，有的全角、有的半角。
    为什么：多半是从几处粘贴拼成的，读着不齐；系统按标点分句时也会出错。
    依据：惯例：中文文字用全角标点，同一栏里写法一致
    反例：开展培训4次，合格率100%,满意度90%；确保运行,保障安全，提升效率。
    正例：确保运行，保障安全，提升效率。
    修复是否安全：安全，只把夹在汉字之间的半角逗号、分号、冒号改成全角；通篇半角的不改。
    """

    code = "WO011"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, naming the cells."""
        cells = [cell for cell in form.texts if cell.field in FIELDS and _is_mixed(cell)]
        if cells:
            more = f"等{len(cells)}处" if len(cells) > 1 else ""
            found = HALF.search(cells[0].text)
            at = found.start() if found else 0
            yield Remark(
                cells[0].path,
                f"标点有的全角、有的半角（“{cells[0].text[max(0, at - 5) : at + 6]}”{more}）。",
                "汉字之间统一用全角标点。",
                cells[0].text[max(0, at - 5) : at + 6],
                related=tuple(cell.path for cell in cells[1:]),
                key="form",
                edits=tuple((cell.path, _widened(cell.text)) for cell in cells),
            )


def _is_mixed(cell: Cell) -> bool:
    """True where a mark stands in both widths between Chinese characters."""
    halves = {mark[0] for mark in HALF.finditer(cell.text)}
    return any(WIDE[mark] in cell.text for mark in halves)


def _widened(text: str) -> str:
    return HALF.sub(lambda mark: WIDE[mark[0]], text)
