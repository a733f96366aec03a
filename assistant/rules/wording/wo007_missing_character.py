"""WO007."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.vocabulary.loading import load

CHINESE = r"[\u4e00-\u9fff]+"
BOUNDARY = r"(?:^|(?<=[，,。；;：:、（(\s%％0-9]))"
SHORTEST = 6


class MissingCharacter(TextRule):
    """
    一句话：一个词少了头一个字，而表中别处都写全了。
    为什么：多半是删改时多删了一个字，如“务派遣人员”应为“劳务派遣人员”。
    依据：惯例：同一事物前后写法一致
    反例：年度目标“务派遣人员满意度≥95%”，指标“劳务派遣人员满意度”。
    正例：两处都写“劳务派遣人员满意度”。
    修复是否安全：需确认：补上别处写法中的那个字。
    """

    code = "WO007"
    severity = "warning"

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per cell."""
        if cell.field in ("policy_basis", "applicant_unit", "budget_unit"):
            return
        if not any(tail in cell.text for tail in form.once(_by_tail)):
            return
        for start, word in _clause_heads(cell.text):
            whole = _fuller(word, cell, form)
            if whole:
                mended = f"{cell.text[:start]}{whole[0]}{cell.text[start:]}"
                yield Remark(
                    cell.path,
                    f"“{word}”前面像是漏了“{whole[0]}”字，表中别处写作“{whole}”。",
                    f"改为“{whole}”。",
                    word,
                    edits=((cell.path, mended),),
                    safety="confirm",
                )
                return


def _clause_heads(text: str) -> Iterator[tuple[int, str]]:
    """The first five characters of every clause that is longer than that."""
    for match in re.finditer(BOUNDARY + CHINESE, text):
        if len(match[0]) >= SHORTEST - 1:
            yield match.start(), match[0][: SHORTEST - 1]


def _fuller(word: str, cell: Cell, form: Form) -> str | None:
    """The word with the character it lost, when every other cell writes it so."""
    whole = form.once(_by_tail).get(word)
    if whole is None:
        return None
    elsewhere = [form.count(text) - cell.text.count(text) for text in (whole, word)]
    return whole if elsewhere[0] == elsewhere[1] else None


def _by_tail(form: Form) -> dict[str, str]:
    """The names of the form by their second to sixth character: 务派遣人员 → 劳务派遣人员."""
    names = (form.text("project_name"), *(row.name for row in form.answered_rows))
    heads = (name[:SHORTEST] for name in names if _is_chinese(name[:SHORTEST]))
    alone = tuple(load("wording")["lone_prefixes"])
    return {h[1:]: h for h in heads if len(h) == SHORTEST and not h.startswith(alone)}


def _is_chinese(text: str) -> bool:
    return bool(text) and all("\u4e00" <= sign <= "\u9fff" for sign in text)
