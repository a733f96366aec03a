"""From where a figure starts: 由30分钟缩短至5分钟, 从92%提高到96%, 今年是58%，明年到62%."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.model import Mention, Requirement
from assistant.parse.render import goal_amount

_FIGURE = r"\d[\d.,]*\s*(?:%|‰|[万亿]?[一-龥㎡a-zA-Z/]{0,4}?)"
_BEFORE = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,8}}?(?:20\d\d年(?:度|底|末|初)?)?[^，。；\d]{{0,8}}?(?P<from>{_FIGURE})(?:左右)?"
    r"(?:(?:提高|提升|缩短|下降|降低|降|减少|压缩|压减|增加|增长|扩大|上升|升)?(?:到|至|为)|往)$"
    rf"|(?:今年|去年|上年|目前|现在|现状|当前|上一年)(?:是|为|只有|约)?(?P<now>{_FIGURE})"
    r"[，,]\s*(?:明年|今年|本年|年底前?|力争|争取|计划|要)*(?:提高|提升|缩短|下降|降低|增加)?(?:到|至|达到|为)$"
)
_VERB = re.compile(
    r"^(?:提高|提升|缩短|下降|降低|降|减少|压缩|压减|增加|增长|扩大|上升|升)?(?:到|至|达到|为)"
)


def with_baselines(
    requirements: Iterable[Requirement],
    mentions: Iterable[Mention],
    text: str,
    year: int | None = None,
) -> tuple[Requirement, ...]:
    """Requirements that say from where they start carry it as `baseline`, as written; a figure of
    another year than the one before the declared `year` is none."""
    after = {m.start: m for m in mentions}
    return tuple(_with_baseline(_aimed_at(one, after, text), text, year) for one in requirements)


_NOW = re.compile(r"(?:今年|去年|上年|目前|现在|现状|当前|上一年)(?:是|为|只有|约)?$")
_THEN = re.compile(
    r"[，,]\s*(?:明年|今年|本年|年底前?|力争|争取|计划|要)+(?:提高|提升|缩短|下降|降低|增加)?(?=到|至|达到|为|\d)"
)


def _aimed_at(one: Requirement, after: dict[int, Mention], text: str) -> Requirement:
    """今年是58%，明年到62%: the figure aimed at is the second one."""
    if one.mention is None or not _NOW.search(text[max(0, one.start - 12) : one.mention.start]):
        return one
    match = _THEN.match(text, one.mention.end)
    aim = (
        next((after[at] for at in range(match.end(), match.end() + 4) if at in after), None)
        if match
        else None
    )
    if aim is None or aim.target.dimension != one.mention.target.dimension:
        return one
    name = _STATE.sub("", one.name)
    aimed = {
        "start": aim.start,
        "end": aim.end,
        "mention": aim,
        "name": name,
        "clause": f"{name}{goal_amount(aim.target, aim.text)}",
        "baseline": one.mention.text.strip(),
    }
    return one.model_copy(update=aimed)


_STATE = re.compile(r"^(?:今年|去年|上年|目前|现在|当前)|(?:今年|去年|上年|目前|现在|当前)$")


def _with_baseline(one: Requirement, text: str, year: int | None) -> Requirement:
    if one.mention is None or one.baseline:
        return one
    verb = _VERB.match(one.mention.text)
    end = one.mention.start + (verb.end() if verb else 0)
    match = _BEFORE.search(text[max(0, end - 40) : end])
    if match is None or _of_another_year(match.group(), year):
        return one
    said = (match.group("from") or match.group("now")).strip()
    return one.model_copy(update={"baseline": said})


def _of_another_year(words: str, year: int | None) -> bool:
    """从2024年的27% in a form of 2027: no figure of the year before."""
    said = re.search(r"20\d\d(?=年)", words)
    return bool(said and year and int(said.group()) != year - 1)
