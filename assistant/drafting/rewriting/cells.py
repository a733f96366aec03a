"""The name or the explanation of one row written better, by a model or by rules, under the lock.

The row's value says how much; a name that repeats it may lose it. Everything else that is a number,
a document or a name stays, as in a goal.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from assistant.drafting.by_model.cells import explanation_trouble, name_trouble
from assistant.drafting.by_model.conventions import conventions
from assistant.drafting.offline.explaining import formula_of
from assistant.drafting.rewriting.adding import Step
from assistant.drafting.rewriting.answers import Rewritten
from assistant.drafting.rewriting.candidates import about, badness, candidate, text_at, with_text
from assistant.drafting.rewriting.lock import Lock, length_asked
from assistant.drafting.rewriting.offline import (
    proposed_steps,
    punctuated,
    ungarbled,
    without_adverbs,
    without_claims,
)
from assistant.drafting.rewriting.rounds import by_rounds
from assistant.drafting.rewriting.shortening import dropping
from assistant.errors import UsageError
from assistant.llm import Conversation, Grounds, OnParts, load_prompt
from assistant.model import NOT_APPLICABLE, OPEN, Declaration, DraftMeta, Indicator, Rewrite
from assistant.rules.explanations import FORMULA_MARKS
from assistant.rules.indicators.in007_not_a_measure import AMOUNT
from assistant.vocabulary.description import suffix_of
from assistant.vocabulary.profile import Profile

_CELL = re.compile(r"/indicators/(\d+)/(name|explanation)")
_WORDS = {"name": "指标名称", "explanation": "指标解释"}
_USUAL = {
    "name": "写成简短规范的指标名称：写考核什么，不带数值，不写成动作或口号。",
    "explanation": "写明考核什么、数据从哪里来、怎样计算，改正检查意见指出的问题。",
}


def is_cell(field: str) -> bool:
    """Whether a rewrite is of a row's cell."""
    return bool(_CELL.fullmatch(field))


def rewrite_cell_offline(
    declaration: Declaration, field: str, instruction: str, count: int, profile: Profile
) -> Rewrite:
    """By rules: one candidate. Raises UsageError where there is nothing to rewrite."""
    begun = time.perf_counter()
    judge = CellJudge(declaration, field, instruction, profile)
    length = length_asked(instruction)
    text = _stepped(judge)
    if length:
        text = _shortened(judge, text, length)
    notice = None
    if length and len(text) > length:
        notice = f"由离线规则改写；缩到 {len(text)} 字，再短就要删去口径或算法，请人工删改。"
    elif instruction.strip() and not length:
        notice = f"没有语言模型，“{instruction.strip()}”做不到；下面是按规则能做的改写。"
    return Rewrite(
        candidates=(candidate(field, text, declaration, profile, judge.lock),),
        meta=DraftMeta(
            engine="offline", seconds=round(time.perf_counter() - begun, 3), notice=notice
        ),
    )


def rewrite_cell_by_model(
    declaration: Declaration,
    field: str,
    instruction: str,
    count: int,
    profile: Profile,
    talk: Conversation,
) -> Rewrite:
    """By the model: candidates that hold, best first. Raises ModelUnavailable, UsageError."""
    return by_rounds(CellJudge(declaration, field, instruction, profile), count, talk)


def _stepped(judge: CellJudge) -> str:
    """The cell after every step that holds the lock and leaves the checker no more to say."""
    text = judge.before
    for step in _steps(judge):
        tried = step(text)
        if not tried or tried == text or not judge.holds(tried):
            continue
        if judge.badness(tried) <= judge.badness(text):
            text = tried
    return text


def _shortened(judge: CellJudge, text: str, length: int) -> str:
    for step in dropping(text):
        tried = step(text)
        if len(text) > length and judge.holds(tried):
            text = tried
    return text


class CellJudge:
    """Whether a text may replace a row's name or explanation."""

    def __init__(
        self, declaration: Declaration, field: str, instruction: str, profile: Profile
    ) -> None:
        """Raises UsageError when the row is not there or has nothing to rewrite."""
        self.declaration = declaration
        self.field = field
        self.instruction = instruction
        self.profile = profile
        self.number, self.cell = _place(field, declaration)
        self.row: Indicator = declaration.indicators[self.number]
        self.before = text_at(field, declaration).strip()
        if not self.before or OPEN in self.before or self.before == NOT_APPLICABLE:
            raise UsageError(
                f"第 {self.number + 1} 行的{_WORDS[self.cell]}是空的或待填的，没有可以改写的内容；"
                "请先填写。"
            )
        self.lock = Lock(self._locked(), declaration, instruction)
        cells = (c for r in declaration.indicators for c in (r.name, r.value, r.explanation))
        goals = (declaration.annual_goal, declaration.long_term_goal, declaration.project_name)
        self._grounds = Grounds(profile, *filter(None, (*cells, *goals)), instruction)
        self._length = length_asked(instruction)

    def holds(self, text: str) -> bool:
        """Whether code alone may write it there."""
        return not (self._misfit(text) or self.lock.troubles(_bare(text)))

    def troubles(self, text: str) -> list[str]:
        """Why not; empty when it may."""
        if self._length and len(text) > self._length:
            return [f"共 {len(text)} 字，超过要求的 {self._length} 字"]
        said = (self._misfit(text), self._grounds.trouble(text))
        found = [*filter(None, said), *self.lock.troubles(_bare(text))]
        worse = self.badness(text) > self.badness(self.before) and text not in self.instruction
        if not found and worse:
            return ["检查意见比原文还多"]
        return found

    def badness(self, text: str) -> int:
        """What the checker has to say of it."""
        return badness(self.field, with_text(self.declaration, self.field, text), self.profile)

    def ask(
        self, count: int, remarks: list[str], talk: Conversation, on_parts: OnParts
    ) -> Rewritten:
        """Candidates from the model. Raises ModelUnavailable."""
        prompt = load_prompt("cell")
        row = self.row
        findings = about(self.field, self.declaration, self.profile)
        return talk.ask(
            prompt,
            Rewritten,
            on_parts,
            what=_WORDS[self.cell],
            text=self.before,
            row=f"{row.level2}｜{row.name}｜{row.value}｜{row.unit}｜{row.explanation}",
            others=[r.name for r in self.declaration.indicators if r is not row and r.name],
            instruction=self.instruction.strip() or _USUAL[self.cell],
            findings=[f"{f.message}{f.suggestion}" for f in findings],
            locked="、".join(item.text for item in self.lock.items),
            count=count,
            conventions=conventions(prompt, self.profile),
            remarks=remarks,
        )

    def _misfit(self, text: str) -> str | None:
        if self.cell == "explanation":
            return explanation_trouble(text, self.row)
        if text in self.instruction:
            return None  # the user's own name for it
        return name_trouble(text, self.number, self.declaration.indicators)

    def _locked(self) -> str:
        """A name may lose the figure that stands in the value's cell as well."""
        if self.cell == "explanation":
            return _bare(self.before)
        said = re.search(AMOUNT, self.before)
        figures = re.findall(r"\d[\d.,]*", said.group()) if said else []
        stated = figures and all(figure in (self.row.value or "") for figure in figures)
        return re.sub(AMOUNT, "", self.before) if stated else self.before


def _bare(text: str) -> str:
    """Without the ×100% of a formula, which is no number of the project."""
    return re.sub(r"[×xX*]\s*100\s*[%％]", "", text)


def _place(field: str, declaration: Declaration) -> tuple[int, str]:
    match = _CELL.fullmatch(field)
    if match is None or int(match[1]) >= len(declaration.indicators):
        last = len(declaration.indicators)
        raise UsageError(f"没有“{field}”这一格；指标行是第 1 到第 {last} 行。")
    return int(match[1]), match[2]


def _steps(judge: CellJudge) -> Iterator[Step]:
    """What rules can do to the cell, safest first."""
    yield lambda text: punctuated(text) if judge.cell == "explanation" else text.strip("。；，、 ")
    yield from proposed_steps(judge.field, judge.declaration, judge.profile)
    yield ungarbled
    yield without_adverbs
    if judge.cell == "name":
        yield _without_value(suffix_of(judge.row.unit or ""))
        yield _without_value("")
        return
    yield without_claims
    yield _opened(judge.row)
    yield _reckoned(judge.row)


def _without_value(counted: str) -> Step:
    """The name without the figure that its value says; 培训不少于100人次 → 培训人次."""

    def leave_out(text: str) -> str:
        bare = re.sub(AMOUNT, "", text).strip()
        return f"{bare.removesuffix(counted)}{counted}" if bare != text else text

    return leave_out


def _opened(row: Indicator) -> Step:
    """An explanation says first what is examined."""

    def open_it(text: str) -> str:
        if text.startswith(("考察", "考核", "反映")):
            return text
        return f"考察{row.name}的情况。{text}"

    return open_it


def _reckoned(row: Indicator) -> Step:
    """An explanation says how its figure is reckoned."""

    def reckon(text: str) -> str:
        formula = formula_of(row)
        if not formula or any(mark in text for mark in FORMULA_MARKS):
            return text
        return f"{text.rstrip('。')}。计算方式={formula}。"

    return reckon
