"""Levels that are names, not numbers: 水质达到Ⅲ类, 不低于二类, 一级A标准, 考核良好以上.

Which end is the better one differs from trade to trade (Ⅱ类 is better than Ⅲ类, 5A级 than 4A级):
a level is kept word for word and never becomes a number with a sign. A class that only says which
things are meant (三类人员, 二级以上医院) is no level to reach and is left alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from assistant.model import Mention, Target
from assistant.parse.fold import fold
from assistant.parse.masks import Cover, titles
from assistant.parse.scanning import HAN, clause_before, either
from assistant.vocabulary.loading import load

_REACH = 24


@lru_cache(maxsize=8)
def find_grades(text: str) -> tuple[Mention, ...]:
    """Every level that something is to reach, left to right, with the words of comparison that
    belong to it (不低于二类, 良好以上) and without those that lead to it (达到)."""
    plain = fold(text)
    inside = Cover(titles(plain))
    found = []
    for match in _grade().finditer(plain):
        start, end = match.start("level"), match.end("level")
        counted = _share_of().match(plain, end)  # 达到Ⅳ类及以上的断面比例：说的是比例
        if not (counted or inside.touches(start, end)) and _is_aimed_at(plain, match):
            said = text[start:end]
            target = Target(comparator="level", level=said)
            found.append(Mention(start=start, end=end, text=said, target=target))
    return tuple(found)


def grade_of(cell: str) -> tuple[Mention, ...]:
    """The level that a whole cell states (二类以上, AAA级); nothing for a word alone (良好)."""
    match = _grade().fullmatch(fold(cell))
    if match is None or match["lead"] or (match["word"] and match.end() == match.end("word")):
        return ()
    target = Target(comparator="level", level=cell)
    return (Mention(start=0, end=len(cell), text=cell, target=target),)


def level_unit(level: str) -> str:
    """What the 度量单位 of a level says: 类 of 二类以上, 级 of 一级A标准, 名 of 全省前10名."""
    found = re.search("[类级星前]|等次", level)
    return {"前": "名"}.get(found.group(), found.group()) if found else "等级"


def _is_aimed_at(plain: str, match: re.Match[str]) -> bool:
    """False for a class of things, and for a number of 级 or 类 that may be something else."""
    before = clause_before(plain, match.start("lead" if match["lead"] else "level"), _REACH)
    if match["of"] and match["lead"]:
        return match["lead"] not in "为是:"
    if match["lead"] in ("为", "是") or (match["word"] and not (match["lead"] or match["kept"])):
        graded = before.rstrip(" :应要须均都定评").endswith(_endings("graded"))
        return graded and bool(match["lead"] or match["beyond"] or match["rank"])
    if not match["lead"] and not match["kept"]:
        return False
    if re.search(r"[1-5](?=[级类])", match["level"]):
        return any(word in before for word in _source()["numbered"])
    return not match["word"] or bool(
        match["beyond"] or match["rank"] or before.endswith(_endings("graded"))
    )


def _source() -> dict[str, Any]:
    source: dict[str, Any] = load("grades")
    return source


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(_source()[name])


@cache
def _share_of() -> re.Pattern[str]:
    return re.compile(rf"(?:及以上|以上)?的?{HAN}{{0,8}}?(?:比例|占比|率|比重)")


@cache
def _grade() -> re.Pattern[str]:
    """What leads to it, the comparison, the level, 以上, 标准; and then nothing that it classes."""
    source = _source()
    thing = rf"(?:(?!{either(source['classed'])}){HAN}){{0,6}}?"
    rank = rf"(?:{thing}(?:{either(source['ranks'])})){{1,2}}"
    return re.compile(
        rf"(?P<lead>{either(source['reached'])}|[为是:])?(?:《[^》]{{2,40}}》(?:\([^()]{{2,30}}\))?的?)?"
        rf"(?P<of>(?:(?!{either(source['reached'])})[一-龥]){{2,14}}?(?:{either(source['scales'])}))?"
        rf"(?P<level>(?P<kept>{either(source['kept'])})?(?:{either(source['bodies'])})?"
        rf"(?:(?:{'|'.join(source['shapes'])})|(?P<word>{either(source['words'])}))"
        rf"(?P<beyond>{either(source['beyond'])})?(?P<rank>{rank})?(?P<beyond2>{either(source['beyond'])})?)"
        r"(?=[,，。；;、)\s]|$|并|且|[和及与][^，,。；;]{2,}(?:达|为|不))"
    )
