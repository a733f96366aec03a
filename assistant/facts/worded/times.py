"""When something is done, as the text says it: 消防车10月底前交付, 病害发现后7天内处置."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.facts.segments import Clause
from assistant.facts.worded.phrase import BRACKET, Phrase, all_read, within
from assistant.facts.worded.shapes import EXCLUDED, LONGEST, without_lead
from assistant.model import Requirement


def timed(
    host: Clause, found: Sequence[Requirement], text: str
) -> Iterator[tuple[Phrase, Requirement]]:
    """The dates and limits of a clause that says nothing else, in its words: a subject put
    together again from it could only lose some."""
    mine = within(host, list(found))
    if host.nested or not mine or not all(_is_time(r) for r in mine):
        return
    said = without_lead(
        re.sub(r"\s", "", BRACKET.sub("", text[host.start : host.end])).strip("，,、；;")
    )
    reads = len(said) <= LONGEST and not EXCLUDED.search(said) and _TIMED.fullmatch(said)
    if reads and all_read(host, mine, text):
        yield from ((Phrase(said, ""), r) for r in mine)


def _is_time(one: Requirement) -> bool:
    target = one.mention.target if one.mention else None
    timed_ = target and (
        target.date or (target.dimension == "duration" and target.high is not None)
    )
    return bool(timed_) and not one.doubtful and one.scope == "year"


_DAY = (
    r"(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|初|中|底|末)?"
    r"|上半年|第?[一二三四]季度|年)[底末内]?(?:以|之)?前"
)
_TIMED = re.compile(
    rf"(?!(?:其中|时间|进度)上?)[一-龥、]{{2,24}}?(?<![于在])[于在]?{_DAY}(?:全部)?[一-龥、]{{2,24}}"
    rf"|{_DAY}[一-龥、]{{4,24}}"
    r"|[一-龥、]{4,24}?的?\d[\d.]*个?[一-龥]{1,3}?(?:之|以)?内(?!的)[一-龥、]{2,24}"
)
