"""Where in a goal a further commitment goes: deeds beside deeds, standards beside standards, both
before what the goal says they are good for."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.parse.mentions import find_mentions
from assistant.rules.text import contained
from assistant.vocabulary.goal_wording import goal_words

_LABEL = re.compile(r"目标\s*\d+\s*[：:]")
_ASSURED = re.compile(r"^(?:同时|并)?(?:确保|保证)")
_MEASURES = re.compile(r"等(?:举措|措施|方式|工作|活动)$")


class _Clause(NamedTuple):
    """A clause without its punctuation, and where it ends."""

    text: str
    end: int

    @property
    def is_rate(self) -> bool:
        """It says a rate to keep."""
        kinds = {m.target.dimension for m in find_mentions(self.text)}
        return "ratio" in kinds and not re.search("超|比例", self.text)

    @property
    def is_time(self) -> bool:
        """It says by when something is done: 2个工作日内出具意见."""
        kinds = {m.target.dimension for m in find_mentions(self.text)}
        return kinds == {"duration"} and not _ASSURED.match(self.text)

    @property
    def is_amount(self) -> bool:
        """It says how much is done."""
        kinds = {m.target.dimension for m in find_mentions(self.text) if m.target.date is None}
        return bool(kinds - {"ratio", "duration", "money"}) and not _ASSURED.match(self.text)

    @property
    def is_effect(self) -> bool:
        """It says what the work is good for, without a number."""
        opens = self.text.startswith(goal_words("effects"))
        supports = re.fullmatch("为.+(?:支撑|保障|支持|作用|典范)", self.text)
        return bool(opens or supports) and not find_mentions(self.text)


def with_standard(text: str, words: str, name: str) -> str:
    """The goal with a standard that is kept: behind the last rate, else before the effects."""
    part, begin = _part_about(name, text)
    clauses = _clauses(part)
    last = max((n for n, clause in enumerate(clauses) if clause.is_rate), default=None)
    if last is not None:
        while last + 1 < len(clauses) and clauses[last + 1].is_time:
            last += 1
        return _behind(text, begin + clauses[last].end, words)
    at = _first_effect(clauses)
    before = clauses[at - 1] if at else None
    led = before is not None and _ASSURED.match(before.text)
    return _behind(text, begin + (before.end if before else 0), words if led else f"确保{words}")


def with_deed(text: str, words: str, name: str) -> str:
    """The goal with one more thing that is done: behind the last amount, else before 确保."""
    part, begin = _part_about(name, text)
    clauses = _clauses(part)
    last = max((n for n, clause in enumerate(clauses) if clause.is_amount), default=None)
    if last is not None and _MEASURES.search(clauses[last].text) and last:
        last -= 1  # 举办会议10场，发布宣传4篇等举措: before the one that closes the list
    if last is None:
        assured = (n for n, clause in enumerate(clauses) if _ASSURED.match(clause.text))
        last = next(assured, _first_effect(clauses)) - 1
    return text if last < 0 else _behind(text, begin + clauses[last].end, words)


def _behind(text: str, at: int, words: str) -> str:
    """The words behind the clause that ends there, its stop kept behind them."""
    return f"{text[:at]}，{words}{text[at:]}"


def _part_about(name: str, text: str) -> tuple[str, int]:
    """The 目标1, 目标2 that speaks most of it (the last of equals), and where its words begin."""
    starts = [match.end() for match in _LABEL.finditer(text)] or [0]
    ends = [*(match.start() for match in _LABEL.finditer(text)), len(text)][-len(starts) :]
    parts = [(text[a:b], a) for a, b in zip(starts, ends, strict=True)]
    return max(reversed(parts), key=lambda part: contained(name, part[0]))


def _clauses(part: str) -> list[_Clause]:
    return [
        _Clause(match.group().strip(), match.end())
        for match in re.finditer(r"[^，；。,;\n]+", part)
        if match.group().strip()
    ]


def _first_effect(clauses: list[_Clause]) -> int:
    """Where the effects begin that close the goal; behind the last clause when it names none."""
    at = next((n for n, c in enumerate(clauses) if c.text.startswith(goal_words("purpose"))), None)
    if at is not None:
        return at
    at = len(clauses)
    if at > 1 and _ASSURED.match(clauses[-1].text) and not find_mentions(clauses[-1].text):
        at -= 1  # 保证建立…模式, at the end
    while at > 1 and clauses[at - 1].is_effect:
        at -= 1
    return at
