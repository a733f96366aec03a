"""The named parts of a project (子项目, numbered sections, 一是…二是…) and what belongs to each.

A part has a name of its own, or a place in a list of 一是, 二是, and deliverables of its own. A
section that says how well or for how much (质量要求, 经费) is none, nor is a stage in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.facts.clean import cleaned
from assistant.model import ProjectFacts, Requirement, SourceText
from assistant.vocabulary.description import header_field, role_of

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    rf"(?:子项目|分项目?|子任务|板块|模块)(?:{_NUMERAL}|\d{{1,2}})\s*[：:、.．—\s]?",
    rf"#+(?![#\s]*(?:\d|[（(]|{_NUMERAL}\s*[、.．]))\s*",
    rf"(?:#{{1,6}}\s*)?{_NUMERAL}\s*[、.．]\s*",
    rf"(?:#{{1,6}}\s*)?[（(](?:{_NUMERAL}|\d{{1,2}})[）)][、.]?\s*",
    r"(?:#{1,6}\s*)?\d{1,2}\s*[.．、](?!\d)\s*",
)
"""How parts are marked at the beginning of a line or sentence, the widest first."""
_ORDINAL = re.compile(rf"(?<![一-龥])(?:{_NUMERAL})是(?=[一-龥])")
_NAME = re.compile(
    r"(?P<name>[^\d，。；：:\n]{2,18}?)(?:[（(][^）)]{1,12}[）)])?\s{0,9}(?P<after>[。：:，\n]|$)"
)
_NO_PART = re.compile(
    r"(?:要求|标准|目标|进度|保障|措施|依据|背景|概况|情况|简介|必要性|预算|资金|经费|绩效|效益|计划|内容|任务|安排|说明|其他)$"
    r"|季度|阶段|半年|年度|月份|^第.期|^[一二三]期"
)


class _Spot(NamedTuple):
    """Where a part begins, the rank of its mark, its name, and whether its text goes on there."""

    start: int
    rank: int
    name: str
    inline: bool


class _Stretch(NamedTuple):
    name: str
    start: int
    end: int


def with_parts(facts: ProjectFacts, source: SourceText) -> ProjectFacts:
    """The facts with each requirement's part (`None` everywhere where the project has no parts)."""
    text, _ = cleaned(source.text)
    stretches = next(filter(None, (_several(s, facts) for s in _lists(text))), ())
    return facts.model_copy(
        update={"requirements": tuple(_placed(r, stretches) for r in facts.requirements)}
    )


def _placed(requirement: Requirement, stretches: Sequence[_Stretch]) -> Requirement:
    part = next((s.name for s in stretches if s.start <= requirement.start < s.end), None)
    return (
        requirement.model_copy(update={"part": part}) if part != requirement.part else requirement
    )


def _several(stretches: Sequence[_Stretch], facts: ProjectFacts) -> tuple[_Stretch, ...]:
    """The stretches that are parts: two or more that deliver, most with several deliverables."""
    counts = [_deliverables(s, facts) for s in stretches]
    parts = tuple(s for s, count in zip(stretches, counts, strict=True) if count)
    rich = sum(count >= 2 for count in counts)
    named = len({s.name for s in parts}) == len(parts)
    return parts if len(parts) >= 2 and named and 2 * rich >= len(parts) and rich >= 2 else ()


def _deliverables(stretch: _Stretch, facts: ProjectFacts) -> int:
    """How many things are delivered in a stretch, several figures of one thing being one."""
    inside = (r for r in facts.requirements if stretch.start <= r.start < stretch.end)
    return len({r.object for r in inside if r.kind == "quantity" and r.scope == "year"})


def _lists(text: str) -> Iterator[list[_Stretch]]:
    """Every list of like marks, the widest first."""
    spots = sorted(_spots(text))
    for rank in range(len(_STYLES)):
        mine = [spot for spot in spots if spot.rank == rank]
        yield [_Stretch(s.name, s.start, _end(s, spots, text)) for s in mine if s.name]
    yield from _ordinals(text)


def _spots(text: str) -> Iterator[_Spot]:
    for rank, style in enumerate(_STYLES):
        begins = r"(?:^|(?<=[。；\n]))" if rank == 0 else "^"
        for mark in re.finditer(rf"{begins}[ \t　]*{style}", text, re.MULTILINE):
            found = _NAME.match(text, mark.end())
            name = found["name"].strip() if found else ""
            inline = bool(found and found["after"] in ("。", "：", ":", "，") and found["after"])
            if inline and found and found["after"] == "，" and rank:
                name = ""  # 1.审查合同，…: the work itself, not a name
            yield _Spot(mark.end(), rank, name if _is_name(name) else "", inline)


def _is_name(name: str) -> bool:
    return bool(name) and not (_NO_PART.search(name) or header_field(name) or role_of(name))


def _end(spot: _Spot, spots: Sequence[_Spot], text: str) -> int:
    """Up to the next mark as wide; text on the mark's own line ends with what hangs from it."""
    following = (s.start for s in spots if s.start > spot.start and s.rank <= spot.rank)
    end = next(following, len(text))
    if not spot.inline:
        return end
    line = _line_end(text, spot.start)
    if any(s.rank == spot.rank and s is not spot and _line_of(s, text) == line for s in spots):
        return min(end, _sentence_end(text, spot.start + len(spot.name), line))
    stop = line
    while stop < end and re.match(r"\n[ \t　]*(?:[-*•·●]|[（(]?\d{1,2}[.．、）)])", text[stop:end]):
        stop = _line_end(text, stop + 1)
    return min(stop, end)


def _line_of(spot: _Spot, text: str) -> int:
    return _line_end(text, spot.start)


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def _ordinals(text: str) -> Iterator[list[_Stretch]]:
    """一是…；二是…: each up to the next, the last up to its sentence's end."""
    for line in re.finditer(r"[^\n]+", text):
        marks = list(_ordinal_marks(line.group(), line.start()))
        ends = [*(start for start, _ in marks[1:]), line.end()]
        if len(marks) >= 2:
            yield [
                _Stretch(f"#{number}", start, _sentence_end(text, start, end))
                for number, ((_, start), end) in enumerate(zip(marks, ends, strict=True), 1)
            ]


def _ordinal_marks(line: str, base: int) -> Iterator[tuple[int, int]]:
    for mark in _ORDINAL.finditer(line):
        yield base + mark.start(), base + mark.end()


def _sentence_end(text: str, start: int, end: int) -> int:
    found = text.find("。", start, end)
    return end if found < 0 else found
