"""A year's sum told behind the rhythms that make it up is one promise: 每月1次，汛期每月加密至2次，
全年共18次 promises 18次 and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.model import Commitment
from assistant.parse.units import comparable, repeats
from assistant.rules.text import sentence_around

SUM = re.compile(
    r"(?:全年|全年度|年度|本年度?|年内|一年)(?:内|度)?(?:合计|共计|总计|累计|共|计)"
    r"(?:[^，,。；;0-9]{0,6})$"
)
NEAR = 20


def summed(commitments: Sequence[Commitment], text: str) -> tuple[Commitment, ...]:
    """The promises of a goal, rhythms and their sum as the sum alone, about what the first of them
    is about."""
    told: dict[int, Commitment] = {}
    merged: set[int] = set()
    for c in commitments:
        parts = [part for part in _rhythms(c, commitments, text) if part.start not in merged]
        if parts:
            merged.update(part.start for part in parts)
            told[c.start] = _whole(parts, c, text)
    return tuple(told.get(c.start, c) for c in commitments if c.start not in merged)


def _rhythms(c: Commitment, every: Sequence[Commitment], text: str) -> Iterator[Commitment]:
    """The rhythms of the sentence that come before its sum, counted in the same unit."""
    begin, unit = c.mention.start, c.mention.target.unit
    if not repeats(unit) or not SUM.search(text[max(0, begin - NEAR) : begin]):
        return
    start, _ = sentence_around(text, begin, c.mention.end)
    for part in every:
        mention = part.mention
        rhythm = mention.per or "×" in (mention.reading or "")
        if rhythm and start <= mention.start < begin and comparable(mention.target.unit, unit):
            yield part


def _whole(parts: Sequence[Commitment], total: Commitment, text: str) -> Commitment:
    start = parts[0].start
    return total.model_copy(
        update={"start": start, "text": text[start : total.end], "subject": parts[0].subject}
    )
