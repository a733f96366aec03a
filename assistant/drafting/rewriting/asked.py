"""What an instruction asks of a goal that can be done by code: a year, words for words, less of
something, one commitment more, a length. What the user names is the user's word and may change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.model import OPEN, Declaration, Indicator
from assistant.parse.render import goal_amount
from assistant.parse.targets import parse_target
from assistant.rules.text import contained
from assistant.vocabulary.loading import load

SHORTER = 0.7
_UNTIL = re.compile(r"(?:到|至)\s*(20\d\d)\s*年?")
_SPAN_END = re.compile(r"((?:到|至|(?<![—–\-~～])[—–\-~～]+)\s*)(20\d\d)(?=年)")
_WORDS = re.compile(
    r"(?:把|将|里面?的?|中的?){0,4}[“\"'「]?(?P<old>[^“”\"'「」，,]{1,30}?)[”\"'」]?"
    r"(?:都)?(?:换成|改成|改为|替换为|替换成|换为)[“\"'「]?(?P<new>[^“”\"'「」，,。]{1,40})[”\"'」]?"
)
_LESS = re.compile(
    r"(?:去掉|删掉|删去|删除|不要提|别提|不要写)(?:里面?的?|关于)?[“\"]?([^”\"，,。]{2,20})"
)
_MORE = re.compile(r"(?:加一句|加上一句|加上|补上|补充)(?:里面?的?)?[“\"：:]?([^”\"，,。]{2,60})")
_ALIKE = 0.6


class Asked(NamedTuple):
    """The goal with what could be done by code; `length` when it is to be shorter as well."""

    text: str
    done: tuple[str, ...]
    length: int | None


def as_asked(text: str, instruction: str, declaration: Declaration, length: int | None) -> Asked:
    """The goal as the instruction asks for it, as far as code can."""
    done: list[str] = []
    for name, step in (
        ("年份", _until), ("换词", _words), ("删句", _without), ("加句", _with),
    ):  # fmt: skip
        after = step(text, instruction, declaration)
        if after != text:
            done.append(name)
            text = after
    shorter = any(word in instruction for word in load("phrases")["rewrite"]["shorter"])
    if length is None and shorter:
        length = max(30, round(len(text) * SHORTER))
    return Asked(text, tuple(done), length)


def _until(text: str, instruction: str, declaration: Declaration) -> str:
    """`到2028年`: the last year the goal reaches to is that one."""
    year = _UNTIL.search(instruction)
    if year is None:
        return text
    spans = list(_SPAN_END.finditer(text))
    if spans:
        last = spans[-1]
        return text[: last.start(2)] + year[1] + text[last.end(2) :]
    return text if year[1] in text else f"到{year[1]}年，{text}"


def _words(text: str, instruction: str, declaration: Declaration) -> str:
    match = _WORDS.search(instruction)
    return text.replace(match["old"], match["new"]) if match else text


def _without(text: str, instruction: str, declaration: Declaration) -> str:
    """Without the clauses that hold the words named; the opening stays."""
    match = _LESS.search(instruction)
    if match is None:
        return text
    said = re.sub(r"(?:这|那)?(?:一|半)?句(?:话)?$|的?(?:内容|部分|表述)$", "", match[1])
    clauses = re.split(r"(?<=[、，；。])", text)
    kept = [clause for number, clause in enumerate(clauses) if not number or said not in clause]
    if len(kept) == len(clauses):
        return text
    return re.sub(r"(?<![、，；])[、，；]+$", "", "".join(kept)).rstrip("。") + "。"


def _with(text: str, instruction: str, declaration: Declaration) -> str:
    """With a row's commitment when a row is named, else with the words themselves."""
    match = _MORE.search(instruction)
    if match is None or match[1] in text:
        return text
    row = _row_named(match[1], declaration.indicators)
    words = row or (match[1] if "句" in match[0] else "")
    if not words or words in text:
        return text
    return f"{text.rstrip('。')}，{words.rstrip('。')}。"


def _row_named(said: str, rows: Sequence[Indicator]) -> str:
    for row in rows:
        name, value = row.name or "", row.value or ""
        target = parse_target(value, row.unit)
        if not target or OPEN in name + value or contained(said, name) < _ALIKE:
            continue
        return f"{name}{goal_amount(target, value)}"
    return ""
