"""What the first lines and the signature say: project, unit and year, each in its own piece.

公共厕所改造项目（2027年，区环卫所）; 市场监督管理局 食品抽检 2027; at the end 县委宣传部 2027年.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.facts.segments import TITLE, Sentence
from assistant.vocabulary.description import header_field, role_of, words

Kind = Literal["name", "unit", "short_unit", "year"]

_PIECE = re.compile(r"[^\s　（）()【】\[\]，,、|｜_/:：]+")
_YEAR = re.compile(r"(?:预算)?(?:年度)?(20\d\d)年?(?:度)?(?:的)?(?:项目|预算|申报)?")
_LEADING_YEAR = re.compile(r"(20\d\d)年(?:度)?(?=[一-龥“\"])")
_NOISE = re.compile(
    r"(?:绩效目标)?(?:申报表?|情况说明|说明|材料|草稿|初稿|定稿|节选|本级|盖章|公章|代拟稿|送审稿)"
    r"|(?:预算|金额|总投资)?(?:约|共)?[\d.,]+(?:万|亿)?元"
)
# 填报单位云岭县水务局：标签和单位连着写。
_SAID_UNIT = re.compile(
    r"(?:填报|申报|申请|编报|编制|报送|提交|责任|实施|建设|牵头|承办|项目)(?:单位|部门)(?=[一-龥]{4,})"
)
_LONGEST = 70


class Piece(NamedTuple):
    """A part of a title line or signature, with its place in the source."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def titled(sentences: tuple[Sentence, ...]) -> tuple[Piece, ...]:
    """The pieces of the title lines, then of the signature."""
    head = [s for s in sentences[:4] if s.group <= 1 and _is_title_line(s, sentences)]
    tail = [s for s in sentences[-2:] if s not in head and not s.label and not s.topic]
    found = [p for s in head for p in _pieces(s)]
    for sentence in reversed(tail):
        pieces = list(_pieces(sentence))
        if not pieces or any(p.kind == "name" for p in pieces):
            break
        found += pieces
    return tuple(found)


def _is_title_line(sentence: Sentence, sentences: tuple[Sentence, ...]) -> bool:
    """A short first line without verbs of its own; the second only when it says nothing else."""
    if sentence.label not in ("", TITLE) or len(sentence.text) > _LONGEST:
        return False
    line = [s for s in sentences if s.group == sentence.group]
    if len(line) > 1 and sentence.label != TITLE:
        return False
    pieces = [p for s in line for p in _pieces(s)]
    if all(p.kind == "name" for p in pieces) or sum(p.kind == "name" for p in pieces) > 1:
        return False
    return sentence.group == 0 or all(p.kind != "name" for p in pieces)


def _pieces(sentence: Sentence) -> Iterator[Piece]:
    """Nothing when any part of the sentence is none of the three."""
    found: list[Piece] = []
    for match in _PIECE.finditer(sentence.text):
        at, text = sentence.start + match.start(), match.group()
        if _NOISE.fullmatch(text) or re.fullmatch(r"20\d\d[年.\-]\d{1,2}[月.\-]\d{1,2}日?", text):
            continue
        whole = _YEAR.fullmatch(text)
        if whole:
            found.append(Piece("year", whole.group(1), at + whole.start(1)))
            continue
        lead = _LEADING_YEAR.match(text)
        if lead:
            found.append(Piece("year", lead.group(1), at))
            text, at = text[lead.end() :], at + lead.end()
        if said := _SAID_UNIT.match(text):
            text, at = text[said.end() :], at + said.end()
        kind = unit_kind(text)
        if kind:
            found.append(Piece(kind, text, at))
        elif _reads_as_name(text):
            found.append(Piece("name", text, at))
        else:
            return
    names = [p for p in found if p.kind == "name"]
    if len(names) <= 1:
        yield from found


def unit_kind(text: str) -> Literal["unit", "short_unit"] | None:
    """Whether a piece is an organ's full name, a short one (区妇联), or none."""
    text = text.lstrip("XxＸ×某")
    if re.search(r"\d", text) or not 2 < len(text) <= 30 or _not_organ().search(text):
        return None
    if is_no_unit(text):
        return None
    if _full().fullmatch(text):
        return "unit"
    return "short_unit" if _short().fullmatch(text) else None


_NO_UNIT = re.compile(
    r"^(?:其中|业务|主管|[我本全][省市区县州镇乡]|各|有|该|被|已|现|目前|每)"
    r"|地处|位于|坐落|[是为被把给]|(?:委|局|院)[省市区县州](?:政府|委)$"
)


def is_no_unit(text: str) -> bool:
    """True for words that end like an organ and are none: 我县地处, 其中被县委县政府."""
    return bool(_NO_UNIT.search(text))


@cache
def _full() -> re.Pattern[str]:
    return re.compile(
        rf"[一-龥]{{1,26}}(?:{'|'.join(words('organ_tails'))})(?:[一-龥]{{2,4}}分局)?"
    )


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{1,16}}(?:{'|'.join(words('organ_short_tails'))})")


@cache
def _not_organ() -> re.Pattern[str]:
    """Words that no organ's name holds: 建设服务中心 is a thing to be built, not a unit."""
    return re.compile(
        r"^(?:单位|建设|新建|改造|关于|申请|经|由|在|对|为|向|与|和|全|各|本|我们|委托|按|根据|拟|以|将|让|完成|开展|组织)"
        r"|(?:项目|工程|经费|的)|审核|批准|同意|就是"
    )


def _reads_as_name(text: str) -> bool:
    return (
        2 < len(text) <= 40
        and not re.search(r"\d(?:万|亿|元|%|个|名|人|次|场)|[。；;！？]", text)
        and header_field(text) is None
        and (role_of(text) is None or len(text) > 4)
    )
