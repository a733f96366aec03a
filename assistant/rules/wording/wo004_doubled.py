"""WO004."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.parse.scanning import HAN
from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.vocabulary.loading import load

SIGNS = "，,。；;：:、"
MARKS = re.compile(r"([，,。；;：:、])\1+|[，,、；;][。]|[。][，,、；;]|[，,][、；;]|[、；;][，,]")
GOALS = ("annual_goal", "long_term_goal")
PHRASE = re.compile(rf"({HAN}{{2,8}})\1")
VERBS = ("确保", "保证", "保障")
"""确保确保 is also two verbs in a row, which another rule would tell again."""
LONG_CLAUSE = 12
"""Characters from which a clause that comes twice was pasted twice."""
SIGNS_TOGETHER = re.compile(rf"[{SIGNS}]{{2}}")


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

    def remarks(self, form: Form) -> Iterator[Remark]:
        """The remarks on the cells that may say something twice; on the goals in any case."""
        rare = form.once(_has_signs_together) or form.once(_may_repeat)
        for cell in form.texts:
            if rare or cell.field in GOALS:
                yield from self.look(cell, form)

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """At most one remark per kind of repetition and cell."""
        if form.once(_has_signs_together):
            yield from _doubled_marks(cell)
        clause = _doubled_clause(cell)
        if clause:
            yield Remark(
                cell.path,
                f"“{clause}”写了两遍。",
                "删去重复的一句。",
                clause,
                key="句子",
            )
        word = None if clause or not form.once(_may_repeat) else _doubled_word(cell.text)
        if word:
            yield Remark(
                cell.path,
                f"“{word}{word}”重复了。",
                f"只留一个“{word}”。",
                word + word,
                key="字词",
                edits=((cell.path, cell.text.replace(word + word, word, 1)),),
                safety="confirm",
                silences=("WO006",) if word in VERBS else (),
            )


def _doubled_marks(cell: Cell) -> Iterator[Remark]:
    mended = MARKS.sub(_one_mark, cell.text)
    if mended != cell.text:
        found = MARKS.search(cell.text)
        yield Remark(
            cell.path,
            f"标点重复：“{found[0] if found else ''}”。",
            "只留一个标点。",
            found[0] if found else "",
            key="标点",
            edits=((cell.path, mended),),
        )


def _has_signs_together(form: Form) -> bool:
    return bool(SIGNS_TOGETHER.search(form.whole_text))


def _may_repeat(form: Form) -> bool:
    """Whether any word may stand twice in a row: one look at the whole, not one at every cell."""
    text = form.whole_text
    twice = (word + word for word in load("wording")["doubled"]["words"])
    return any(map(text.__contains__, twice)) or bool(PHRASE.search(text))


def _one_mark(match: re.Match[str]) -> str:
    marks = match[0]
    return "。" if "。" in marks else "；" if "；" in marks else marks[0]


def _doubled_clause(cell: Cell) -> str | None:
    """A clause of some length that a goal says twice, word for word."""
    if cell.field not in GOALS:
        return None
    clauses = Counter(part.strip() for part in re.split(r"[，,。；;\n]", cell.text))
    again = (part for part, times in clauses.items() if times > 1 and len(part) >= LONG_CLAUSE)
    return next(again, None)


def _doubled_word(text: str) -> str | None:
    doubled = load("wording")["doubled"]
    for match in PHRASE.finditer(text):
        if len(set(match[1])) > 1 and match[1] not in doubled["phrases"]:
            return match[1]
    for word in doubled["words"]:
        at = text.find(word + word)
        if at >= 0 and not any(w in text[max(0, at - 1) : at + 3] for w in doubled["allowed"]):
            return str(word)
    return None
