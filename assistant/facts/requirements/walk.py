"""Walks the sentences of a description, clause by clause; what is said goes on to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.facts.phrases import compact, squeeze, trim
from assistant.facts.requirements.clauses import of_clause
from assistant.facts.requirements.context import Context
from assistant.facts.requirements.doubts import doubted
from assistant.facts.requirements.horizon import Horizon
from assistant.facts.requirements.marks import Marks
from assistant.facts.requirements.settle import settled
from assistant.facts.segments import TITLE, Clause, Sentence
from assistant.facts.speech import begins_anew
from assistant.model import Mention, Requirement, Target
from assistant.vocabulary.description import words

_SILENT_ROLES = ("policy", "money", "support")
_ENOUGH = 3
# 某水库位于…，建于1972年，总库容386万立方米：说的是它是什么。
_DESCRIBES = re.compile(r"位于|坐落|始建于|建于(?:19|20)\d\d|成立于")
_PLANS = re.compile(r"拟|计划|将|要|新[建增设开]|今年|本年|实施")


def requirements_of(
    sentences: Iterable[Sentence],
    mentions: tuple[Mention, ...],
    taken: list[tuple[int, int]],
    year: int | None = None,
) -> tuple[Requirement, ...]:
    """All measurable facts, in the order of the text, each once. `taken` holds the spans of
    amounts, citations and periods, which belong to no requirement."""
    sentences, marks = list(sentences), Marks(mentions, taken)
    found = _of_sentences([s for s in sentences if s.role != "background"], marks, year)
    if len(found) < _ENOUGH:
        found = _of_sentences(sentences, marks, year)
    known = {_counted(r) for r in found}
    priced = _counted_in_the_budget(sentences, marks, year)
    found += [r for r in priced if _counted(r) not in known]
    return settled(sorted(found, key=lambda r: r.start))


def _counted_in_the_budget(
    sentences: list[Sentence], marks: Marks, year: int | None
) -> list[Requirement]:
    """How much is done, where only the budget says it (树葬、花葬200例，每例2000元)."""
    money = [s._replace(role=None) for s in sentences if s.role == "money"]
    found = _of_sentences(money, marks, year)
    once: dict[tuple[Decimal | None, str], Requirement] = {}
    for r in found:
        counted = r.mention and r.mention.target.dimension == "count"
        if r.kind == "quantity" and counted and not r.object.endswith(_NO_OUTPUT + words("staff")):
            once.setdefault(_counted(r), r)
    return list(once.values())


# 保管费8.6万吨、驻场人员10人：钱的名目和用的人，不是做成的事。
_NO_OUTPUT = ("费", "费用", "经费", "资金", "工资", "薪酬", "服务人员", "外包")


def _counted(requirement: Requirement) -> tuple[Decimal | None, str]:
    target = requirement.mention.target if requirement.mention else None
    return (target.low, target.unit) if target else (None, "")


def _of_sentences(sentences: list[Sentence], marks: Marks, year: int | None) -> list[Requirement]:
    found: list[Requirement] = []
    context, group, asked = Context("", found), -1, ""
    told, line = "", -1
    for sentence in sentences:
        if _is_silent(sentence):
            continue
        if sentence.group != group or sentence.topic != context.row_topic:
            context, group = Context(sentence.topic, found, sentence.label), sentence.group
            context.noun, asked = asked, ""
        if question := _ASKED.search(squeeze(sentence.text)):
            asked = compact(trim(question["what"]))
        context.head, context.verb, context.before = "", "", context.noun
        context.parting = ""
        context.earlier, context.since = context.since, sentence.start
        context.told = told if sentence.group == line else ""
        told, line = f"{sentence.text}；", sentence.group
        horizon = Horizon(sentence.label, year, sentence.text)
        for said in sentence.clauses:
            clause = begins_anew(said) or said
            if clause is not said:
                context.noun = context.head = ""
            noun = context.noun
            stated = of_clause(_blanked(clause, marks), sentence, context, marks)
            if _ENDS_WITH_THIS_YEAR.search(sentence.text) and _NOW.match(clause.text.strip()):
                _remember(stated, context)
                continue  # 今年估计85%，明年写86%
            placed = horizon.placed([doubted(r, clause.text) for r in stated], clause)
            if stated and not placed:  # 去年满意度93%，明年争取到95%; 去年救助158人，今年救助185人
                context.noun = stated[-1].name if _is_rate(stated[-1]) else noun
                _remember(stated, context)
            found += placed
            horizon.go_on(clause)
            found = _of_the_plan(found, stated, clause)
            if sentence.marked and clause.start == sentence.start and _names_only(stated):
                context.head = context.noun
    return found


_NOW = re.compile(r"[一-龥]{0,8}今年(?![明])")
_ENDS_WITH_THIS_YEAR = re.compile(r"今年[^；;明]{0,40}[，；]\s?[一-龥]{0,8}明年")


def _remember(stated: list[Requirement], context: Context) -> None:
    """2025年接待观众25.3万人次；明年目标是28万人次以上: the aim is for what was counted then."""
    for one in stated:
        if one.kind != "timeliness" and one.mention and not one.mention.per and not one.doubtful:
            context.was.setdefault(one.mention.target.unit, one)


def _is_rate(requirement: Requirement) -> bool:
    return bool(requirement.mention and requirement.mention.target.dimension == "ratio")


def _is_silent(sentence: Sentence) -> bool:
    """True for a title, a document, money, and a sentence that only describes what there is."""
    if sentence.role in _SILENT_ROLES or sentence.label == TITLE:
        return True
    return bool(_DESCRIBES.search(sentence.text)) and not _PLANS.search(sentence.text)


_THIS_YEARS = re.compile(r"\s*其中[，,]?(?:20\d\d年|本年|今年)")


def _of_the_plan(
    found: list[Requirement], stated: list[Requirement], clause: Clause
) -> list[Requirement]:
    """危桥共9座，其中2027年改造4座: the nine are the plan's, not the year's."""
    if not stated or not stated[0].mention or not _THIS_YEARS.match(clause.text):
        return found
    target = stated[0].mention.target
    return [
        r.model_copy(update={"scope": "period"})
        if r.kind == "quantity"
        and r.mention
        and r not in stated
        and _is_more(r.mention, target)
        and clause.start - r.end < _NEAR
        else r
        for r in found
    ]


_NEAR = 20


def _is_more(mention: Mention, target: Target) -> bool:
    low, part = mention.target.low, target.low
    return mention.target.unit == target.unit and bool(low and part and low > part)


# 一年开放多少天呢：下一行答的是它。
_ASKED = re.compile(
    r"(?P<what>[一-龥]{2,10}?)(?:要|得|大概|大约|一共){0,4}(?:多少|几)(?:天|小时|次|场|人|户|家|个)[^，。]{0,3}$"
)


def _names_only(stated: list[Requirement]) -> bool:
    """True for a first clause that only names what the bullet is about, without doing anything."""
    first = stated[0] if stated else None
    return first is None or not first.action or first.object.endswith(first.action)


def _blanked(clause: Clause, marks: Marks) -> Clause:
    text = clause.text
    for start, end in marks.taken(clause.start, clause.end):
        a, b = max(start, clause.start) - clause.start, min(end, clause.end) - clause.start
        if a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return clause._replace(text=text)
