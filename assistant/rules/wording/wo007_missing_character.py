"""WO007."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form

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
    """One more character + the word, when that is how every other cell begins to write it."""
    if word in _common_starts():
        return None
    before: set[str] = set()
    for other in form.texts:
        for match in re.finditer(re.escape(word), other.text):
            if other.path == cell.path and _heads_a_clause(other.text, match.start()):
                continue
            head = other.text[match.start() - 1 : match.start()] if match.start() else ""
            before.add(head if re.fullmatch(CHINESE, head) else "")
    if len(before) != 1 or "" in before:
        return None
    first = before.pop()
    return first + word if _is_name_start(first + word, form) else None


def _heads_a_clause(text: str, start: int) -> bool:
    return (
        bool(re.match(BOUNDARY, text[start:]))
        if not start
        else not re.match(CHINESE, text[start - 1])
    )


def _is_name_start(whole: str, form: Form) -> bool:
    """True when some indicator or the project is called by the full word from its beginning."""
    names = (form.text("project_name"), *(row.name for row in form.answered_rows))
    return any(name.startswith(whole) for name in names)


def _common_starts() -> tuple[str, ...]:
    return ()
