"""What the text says in short and the form wants in full: 区妇联, 我们文保所, 校车那个项目."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.identity.matched import matched
from assistant.facts.identity.names import is_name
from assistant.facts.identity.units import GIVEN
from assistant.facts.leading import NAME_END
from assistant.facts.segments import Sentence
from assistant.facts.titles import Piece, unit_kind
from assistant.model import HeaderFact
from assistant.vocabulary.description import header_field


def suggestions_of(
    sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]
) -> Iterator[HeaderFact]:
    """Short names of the unit and the project, as the text has them."""
    for piece in titles:
        if piece.kind == "short_unit":
            yield HeaderFact(
                field="applicant_unit", value=piece.text, start=piece.start, end=piece.end
            )
    yield from _labelled(sentences[:1])
    for sentence in sentences:
        if sentence.role != "policy":
            yield from _hinted(sentence)


def _labelled(first: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    """校车服务：……: the first label, where it ends like a project."""
    for sentence in first:
        label = sentence.label
        if not label or header_field(label) or not NAME_END.search(label):
            continue
        if is_name(label, False):
            yield HeaderFact(
                field="project_name", value=label, start=sentence.start, end=sentence.end
            )


def _hinted(sentence: Sentence) -> Iterator[HeaderFact]:
    for pattern, field in _HINTS:
        match = pattern.search(sentence.text)
        if not match:
            continue
        group = match.lastgroup or "unit"
        if field != "applicant_unit" or unit_kind(match.group(group)):
            tail = "项目" if group == "name" else ""
            yield matched(field, match.group(group) + tail, sentence.start, match, group)


_HINTS = (
    (GIVEN, "applicant_unit"),
    (
        re.compile(r"^(?:20\d\d年)?我们(?P<unit>[一-龥]{2,12}?(?:所|站|局|馆|中心|院|办|队))"),
        "applicant_unit",
    ),
    (
        re.compile(
            r"^(?:20\d\d年)?(?P<unit>[区县市省镇乡][一-龥]{0,10}?(?:大队|支队|中心|局|妇联|残联|文联|科协|团委|人武部|管委会|街道办|所))"
        ),
        "applicant_unit",
    ),
    (
        re.compile(
            r"^(?P<unit>[一-龥]{2,10}?(?:法院|检察院|妇联|残联|文联|科协|团委|总工会|人武部))(?=20\d\d年)"
        ),
        "applicant_unit",
    ),
    (
        re.compile(
            r"^(?:关于)?(?!.{0,8}[部局委办](?:那个|这个))(?P<name>[一-龥]{2,10}?)(?:(?:那个|这个|的)项目|(?:那个|这个)(?=[，,]))"
        ),
        "project_name",
    ),
    (
        re.compile(
            r"(?:^|明年|今年)那个(?P<whole>[一-龥]{2,12}?的(?:补贴|补助|经费|改造|采购|建设))$"
        ),
        "project_name",
    ),
    (
        re.compile(
            r"(?:^|明年|今年)(?!明年|今年)(?P<name>[一-龥]{3,12}?)(?:那个|这个|的)(?:申报)?表"
        ),
        "project_name",
    ),
    (
        re.compile(
            r"我们(?:[一-龥]{2,5}?)(?:明年|今年|20\d\d年)(?P<whole>[一-龥]{4,24}?的?(?:项目|工程))(?=$|[，。])"
        ),
        "project_name",
    ),
    (
        re.compile(r"(?:^|[，,])(?P<unit>[一-龥]{2,8}?局)(?=[一-龥]{2,12}(?:的事|这个事|这件事))"),
        "applicant_unit",
    ),
)
