"""WO004."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.parse.scanning import HAN
from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.vocabulary.loading import load

SIGNS = "，,。；;：:、"
MARKS = r"([，,。；;：:、])\1+|[，,、；;][。]|[。][，,、；;]|[，,][、；;]|[、；;][，,]"
PHRASE = rf"({HAN}{{2,8}})\1"
LONG_CLAUSE = 12
"""Characters from which a clause that comes twice was pasted twice."""


class Doubled(TextRule):
    """
    一句话：字、词或标点重复写了两遍。
    为什么：读着不通，多半是修改时留下的。
    依据：惯例：文字通顺，标点不重复
    反例：确保确保系统稳定；，，；的的。
    正例：确保系统稳定。
    修复是否安全：重复的标点安全，只留一个；重复的字词需确认。
    """

    code = "WO004"
    severity = "warning"

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per kind of repetition and cell."""
        has_marks, has_words = form.once(_possible)
        mended = re.sub(MARKS, _one_mark, cell.text) if has_marks else cell.text
        if mended != cell.text:
            found = re.search(MARKS, cell.text)
            yield Remark(
                cell.path,
                f"标点重复：“{found[0] if found else ''}”。",
                "只留一个标点。",
                found[0] if found else "",
                key="标点",
                edits=((cell.path, mended),),
            )
        clause = _doubled_clause(cell)
        if clause:
            yield Remark(
                cell.path,
                f"“{clause}”写了两遍。",
                "删去重复的一句。",
                clause,
                key="句子",
            )
        word = _doubled_word(cell.text) if has_words and not clause else None
        if word:
            yield Remark(
                cell.path,
                f"“{word}{word}”重复了。",
                f"只留一个“{word}”。",
                word + word,
                key="字词",
                edits=((cell.path, cell.text.replace(word + word, word, 1)),),
                safety="confirm",
            )


def _possible(form: Form) -> tuple[bool, bool]:
    """Whether the form's whole text has two marks side by side, and a word; each cell is asked
    again."""
    text = form.whole_text
    twice = (word + word for word in load("wording")["doubled"]["words"])
    has_words = any(map(text.__contains__, twice)) or bool(re.search(PHRASE, text))
    return bool(re.search(f"[{SIGNS}]{{2}}", text)), has_words


def _one_mark(match: re.Match[str]) -> str:
    marks = match[0]
    return "。" if "。" in marks else "；" if "；" in marks else marks[0]


def _doubled_clause(cell: Cell) -> str | None:
    """A clause of some length that a goal says twice, word for word."""
    if cell.field not in ("annual_goal", "long_term_goal"):
        return None
    clauses = Counter(part.strip() for part in re.split(r"[，,。；;\n]", cell.text))
    again = (part for part, times in clauses.items() if times > 1 and len(part) >= LONG_CLAUSE)
    return next(again, None)


def _doubled_word(text: str) -> str | None:
    doubled = load("wording")["doubled"]
    for match in re.finditer(PHRASE, text):
        if len(set(match[1])) > 1 and match[1] not in doubled["phrases"]:
            return match[1]
    for word in doubled["words"]:
        at = text.find(word + word)
        if at >= 0 and not any(w in text[max(0, at - 1) : at + 3] for w in doubled["allowed"]):
            return str(word)
    return None
