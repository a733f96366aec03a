"""The category by meaning: what a name speaks of decides, not where it stood or how it was read.

A lead time of warnings, a share of people who take exercise, an input-output ratio are effects,
although each is counted or measured like an output; a size or an error is the quality of a thing.
The words are in `vocabulary/meanings.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from assistant.model import Requirement, RequirementKind
from assistant.vocabulary.loading import load


def by_meaning(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """The requirements, each under the category that its name speaks of."""
    return tuple(_placed(one) for one in requirements)


def _placed(one: Requirement) -> Requirement:
    if one.doubtful or one.mention is None or one.mention.target.comparator == "by_date":
        return one
    kind = meant(one.name, one.kind)
    return one if kind == one.kind else one.model_copy(update={"kind": kind})


@cache
def meant(name: str, kind: RequirementKind) -> RequirementKind:
    """The category that a name speaks of; `kind` where it says nothing of one."""
    entries: list[Mapping[str, Any]] = load("meanings")
    found = next((e for e in entries if kind in e["from"] and _speaks_of(name, e)), None)
    return found["kind"] if found else kind


def _speaks_of(name: str, entry: Mapping[str, Any]) -> bool:
    if any(word in name for word in entry.get("not", ())):
        return False
    ends = tuple(entry.get("ends", ()))
    ways = (name, _COUNTED.sub("", name), _CHANGED.sub("", _COUNTED.sub("", name)))
    return any(way.endswith(ends) for way in ways) or any(w in name for w in entry.get("holds", ()))


_COUNTED = re.compile(r"(?:数量|重量|时长|幅度|金额|个数)$")
_CHANGED = re.compile(r"(?:提升|提高|下降|降低|减少|增长|增加|缩短)(?:率|幅度)?$")
