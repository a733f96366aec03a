"""When two declarations are about the same project: by code, or by name however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ProjectKey = tuple[str | None, str | None]
"""(project_code, project_name), either may be unknown."""

_NOT_A_NAME = re.compile(r"[^\w]|_|(?:19|20)\d\d年度?")
_ENDING = re.compile(r"(?:项目经费|专项经费|项目|经费)$")
SHORTEST_CUT_NAME = 10
LONGEST_LOSS = 2


def same_project(one: ProjectKey, other: ProjectKey) -> bool:
    """True for the same code, or the same name (punctuation, year, 项目/经费 at the end aside)."""
    return same_code(one[0], other[0]) or same_name(one[1], other[1])


def same_code(one: str | None, other: str | None) -> bool:
    """True when both codes are known and equal."""
    return bool(one) and bool(other) and plain_code(one) == plain_code(other)


def same_name(one: str | None, other: str | None) -> bool:
    """True for equal names, and for a name that lost its last characters on export."""
    first, second = sorted((plain_name(one), plain_name(other)), key=len)
    if not first:
        return False
    is_cut = len(first) >= SHORTEST_CUT_NAME and second.startswith(first)
    return first == second or (is_cut and len(second) - len(first) <= LONGEST_LOSS)


@lru_cache(maxsize=65536)
def plain_code(code: str | None) -> str:
    """The code without blanks, full-width digits made half-width."""
    return "".join(unicodedata.normalize("NFKC", code or "").split()).upper()


@lru_cache(maxsize=65536)
def plain_name(name: str | None) -> str:
    """The name reduced to what tells projects apart."""
    letters = _NOT_A_NAME.sub("", unicodedata.normalize("NFKC", name or "").lower())
    return _ENDING.sub("", letters) or letters
