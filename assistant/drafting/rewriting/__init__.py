"""A goal or a row's words written better, by a model or by rules, under one lock: numbers and names
stay. `cells` knows the rows, `rounds` asks the model."""

from __future__ import annotations

import time
from typing import Literal, cast, get_args

from assistant.drafting.by_model.asking import rows_shown
from assistant.drafting.by_model.conventions import conventions
from assistant.drafting.rewriting.answers import Rewritten
from assistant.drafting.rewriting.asked import Asked, as_asked
from assistant.drafting.rewriting.candidates import about, badness, candidate, with_text
from assistant.drafting.rewriting.cells import (
    is_cell,
    rewrite_cell_by_model,
    rewrite_cell_offline,
)
from assistant.drafting.rewriting.keeper import Keeper
from assistant.drafting.rewriting.lock import Lock, length_asked
from assistant.drafting.rewriting.offline import (
    adding_steps,
    clean_steps,
    kept_up,
    proposed_steps,
)
from assistant.drafting.rewriting.rounds import by_rounds
from assistant.errors import UsageError
from assistant.llm import Conversation, Grounds, OnParts, load_prompt
from assistant.model import NOT_APPLICABLE, OPEN, Declaration, DraftMeta, Rewrite
from assistant.vocabulary.profile import Profile

GoalField = Literal["annual_goal", "long_term_goal"]
_USUAL = "写得更通顺、更完整，补上指标行里有而目标没有写到的承诺，改正检查意见指出的问题。"
_USUAL_WISHES = (
    "通顺",
    "流畅",
    "规范",
    "正式",
    "书面",
    "完善",
    "改好",
    "空话",
    "套话",
    "一下",
    "太空",
    "意见",
    "按检查",
)
_BEYOND_RULES = (
    "没有语言模型，“{}”做不到；下面是按规则能做的改写。离线时可以要求：缩短（或几字以内）、"
    "到某年、把某词换成某词、去掉某句、加一句、补上某个指标。"
)


Task = tuple[Declaration, str, str, int, Profile]
"""The form, the place (annual_goal, /indicators/3/name), the instruction, how many, the profile."""


def by_rules(task: Task) -> Rewrite:
    """Whatever stands at the place, rewritten by rules. Raises UsageError."""
    if is_cell(task[1]):
        return rewrite_cell_offline(*task)
    declaration, place, instruction, count, profile = task
    return rewrite_offline(declaration, _goal_field(place), instruction, count, profile)


def by_model(task: Task, talk: Conversation) -> Rewrite:
    """Whatever stands at the place, rewritten by the model. Raises UsageError, ModelUnavailable."""
    if is_cell(task[1]):
        return rewrite_cell_by_model(*task, talk)
    declaration, place, instruction, count, profile = task
    return rewrite_by_model(declaration, _goal_field(place), instruction, count, profile, talk)


def _goal_field(place: str) -> GoalField:
    if place not in get_args(GoalField):
        raise UsageError(f"“{place}”不能改写；可以改写年度目标、长期目标、指标行的名称和解释。")
    return cast(GoalField, place)


def rewrite_offline(
    declaration: Declaration, field: GoalField, instruction: str, count: int, profile: Profile
) -> Rewrite:
    """By rules: at most two candidates, the fuller first. Raises UsageError for an empty goal."""
    begun = time.perf_counter()
    before = _goal(declaration, field, profile)
    asked = as_asked(before, instruction, declaration, length_asked(instruction))
    keeper = Keeper(declaration, field, profile, Lock(asked.text, declaration, instruction))
    texts, notice = _offline_texts(asked, keeper, instruction)
    texts = list(dict.fromkeys(texts))[:count]
    return Rewrite(
        candidates=tuple(
            candidate(field, text, declaration, profile, keeper.lock) for text in texts
        ),
        meta=DraftMeta(
            engine="offline", seconds=round(time.perf_counter() - begun, 3), notice=notice
        ),
    )


def _offline_texts(asked: Asked, keeper: Keeper, instruction: str) -> tuple[list[str], str | None]:
    """The texts, the best first, and what of the instruction rules alone cannot do."""
    if asked.length:
        proposed = proposed_steps(f"/{keeper.field}", keeper.declaration, keeper.profile)
        plain = keeper.stepped(asked.text, (*clean_steps(), *proposed))
        named = length_asked(instruction)
        short = keeper.shortened(plain, asked.length, purpose=named is not None)
        if named is None or len(short) <= named:
            return [short], None
        return [short], (
            f"由离线规则改写；缩到 {len(short)} 字，再短就要删去带数的承诺，请人工删改。"
        )
    if asked.done:
        return [asked.text], None
    plain = keeper.stepped(asked.text, clean_steps())
    if keeper.field == "long_term_goal":
        plain = keeper.stepped(plain, (kept_up,))
    fuller = keeper.improved(plain, adding_steps(keeper.field, keeper.declaration, keeper.profile))
    wish = instruction.strip(" 。，")
    is_usual = not wish or any(word in wish for word in _USUAL_WISHES)
    return [fuller, plain], None if is_usual else _BEYOND_RULES.format(wish)


def rewrite_by_model(
    declaration: Declaration,
    field: GoalField,
    instruction: str,
    count: int,
    profile: Profile,
    talk: Conversation,
) -> Rewrite:
    """By the model: candidates that hold the lock, best first. Raises ModelUnavailable, and
    UnusableAnswer when none of its texts holds it."""
    judge = _Judge(declaration, field, instruction, profile)
    return by_rounds(judge, count, talk)


class _Judge:
    """Whether a text of the model may replace the goal."""

    def __init__(
        self, declaration: Declaration, field: GoalField, instruction: str, profile: Profile
    ) -> None:
        self.declaration = declaration
        self.field = field
        self.instruction = instruction
        self.profile = profile
        self.before = _goal(declaration, field, profile)
        self.lock = Lock(self.before, declaration, instruction)
        self._grounds = Grounds(profile, *_texts(declaration), instruction)
        self._length = length_asked(instruction)
        self._worst = badness(field, declaration, profile)

    def troubles(self, text: str) -> list[str]:
        """Why not; empty when it may."""
        if not text.endswith("。") or not 20 <= len(text) <= max(700, 2 * len(self.before)):
            return ["要写成一段完整的话，句号结尾"]
        if text.count(OPEN) != self.before.count(OPEN):
            return [f"{OPEN}要照抄，不多不少"]
        if self._length and len(text) > self._length:
            return [f"共 {len(text)} 字，超过要求的 {self._length} 字"]
        foreign = self._grounds.goal_trouble(text.replace(OPEN, ""))
        found = [*([foreign] if foreign else []), *self.lock.troubles(text)]
        if not found and self.badness(text) > self._worst:
            after = with_text(self.declaration, self.field, text)
            known = {f.code for f in about(self.field, self.declaration, self.profile)}
            fresh = about(self.field, after, self.profile)
            return [f.message for f in fresh if f.code not in known][:3] or ["检查意见比原文还多"]
        return found

    def ask(
        self, count: int, remarks: list[str], talk: Conversation, on_parts: OnParts
    ) -> Rewritten:
        """Candidates from the model. Raises ModelUnavailable."""
        return _ask(self, count, remarks, talk, on_parts)

    def badness(self, text: str) -> int:
        """What the checker has to say of it."""
        return badness(self.field, with_text(self.declaration, self.field, text), self.profile)


def _ask(
    judge: _Judge, count: int, remarks: list[str], talk: Conversation, on_parts: OnParts
) -> Rewritten:
    prompt = load_prompt("rewrite")
    findings = about(judge.field, judge.declaration, judge.profile)
    return talk.ask(
        prompt,
        Rewritten,
        on_parts,
        title=judge.profile.label_of(judge.field)[:4],
        goal=judge.before,
        instruction=judge.instruction.strip() or _USUAL,
        rows=rows_shown(judge.declaration),
        findings=[f"{f.message}{f.suggestion}" for f in findings],
        locked="、".join(item.text for item in judge.lock.items),
        count=count,
        conventions=conventions(prompt, judge.profile),
        remarks=remarks,
    )


def _goal(declaration: Declaration, field: GoalField, profile: Profile) -> str:
    text = (getattr(declaration, field) or "").strip()
    if not text or text in (OPEN, NOT_APPLICABLE):
        raise UsageError(f"“{profile.label_of(field)}”是空的，没有可以改写的内容；请先填写或起草。")
    return text


def _texts(declaration: Declaration) -> list[str]:
    fields = (
        "project_name", "applicant_unit", "budget_unit", "policy_basis", "budget_basis",
        "annual_goal", "long_term_goal",
    )  # fmt: skip
    texts = [getattr(declaration, field) for field in fields]
    cells = [c for row in declaration.indicators for c in (row.name, row.value, row.explanation)]
    return [text for text in (*texts, *cells) if text]
