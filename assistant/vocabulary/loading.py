"""Reads the vocabulary's YAML files once. Nothing else in the product parses YAML of its own data.

The files hold texts, numbers, true and false, lists and mappings: no tags, anchors or dates. To
read just these from the parser's events takes half the time of the general loader, which every
call of the command line would pay.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@cache
def load(name: str) -> Any:
    """The content of `vocabulary/<name>.yaml`. Shared between callers: do not change it."""
    return parsed((ROOT / f"{name}.yaml").read_text(encoding="utf-8"))


def parsed(text: str) -> Any:
    """The content of such a text."""
    events = yaml.parse(text, Loader=_Loader)
    take = events.__next__
    while not isinstance(event := take(), (yaml.NodeEvent, yaml.StreamEndEvent)):
        pass
    return None if isinstance(event, yaml.StreamEndEvent) else _node(event, take)


def _node(event: Any, take: Callable[[], Any]) -> Any:
    """What the event begins, taking the events up to its end."""
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return _scalar(event.value) if event.implicit[0] else event.value
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := take()) is not yaml.SequenceEndEvent:
            items.append(_node(event, take))
        return items
    if kind is yaml.MappingStartEvent:
        entries = {}
        while type(event := take()) is not yaml.MappingEndEvent:
            key = _node(event, take)
            entries[key] = _node(take(), take)
        return entries
    raise ValueError(f"{event.start_mark}: the vocabulary has no anchors")


def _scalar(text: str) -> Any:
    """An unquoted text: a number or a word of YAML where it is one."""
    if text[:1] not in "-.0123456789tfn~":
        return text
    if text in _WORDS:
        return _WORDS[text]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
