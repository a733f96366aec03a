"""Where each number came from: a sentence of the description, a calculation, a convention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from assistant.model import Declaration, Precedent, Provenance, SourceText
from assistant.ui.cells import order_of, place_name, text_at
from assistant.ui.desk import Desk
from assistant.ui.render import render
from assistant.ui.sentences import PROVENANCE_WORDS
from assistant.vocabulary.profile import Profile

_ORIGIN: Final = re.compile(r"^brief:(?P<name>.*):(?P<start>\d+)-(?P<end>\d+)$")
_SENTENCE_ENDS: Final = "。；;！!？?\n"
_WIDEST: Final = 60
ANSWERED: Final = "您填写"
YES_NO: Final = {"True": "是", "False": "否"}


@dataclass(frozen=True)
class Quote:
    """The place in the description: what stands before, the number itself, what follows."""

    file_name: str
    before: str
    marked: str
    after: str


def html(desk: Desk, profile: Profile) -> str:
    """One entry per cell, in the order of the form; then the similar projects consulted."""
    declaration = desk.declaration
    if declaration is None or (desk.meta is None and not desk.provenance):
        return ""
    entries = sorted(
        desk.provenance,
        key=lambda e: (*order_of(e.path), text_at(declaration, e.path).find(e.text)),
    )
    return render(
        "evidence",
        cells=[
            {
                "at": path,
                "place": place_name(path, declaration, profile),
                "entries": [_entry(entry, desk.source) for entry in found],
            }
            for path, found in groupby(entries, key=lambda entry: entry.path)
        ],
        precedents=[_precedent(hit, declaration, profile) for hit in desk.precedents],
        was_drafted=desk.meta is not None,
    )


def quote(origin: str, source: SourceText) -> Quote | None:
    """The sentence of the description that an origin (`brief:说明.md:120-131`) points into."""
    match = _ORIGIN.match(origin)
    if match is None:
        return None
    base = dict(source.parts).get(match["name"], 0)
    start, end = base + int(match["start"]), base + int(match["end"])
    text = source.text
    if not 0 <= start < end <= len(text):
        return None
    left = max((text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS), default=-1) + 1
    rights = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0]
    right = min(rights, default=len(text))
    before, after = text[left:start].lstrip(), text[end:right].rstrip()
    cut_before = before if len(before) <= _WIDEST else "…" + before[-_WIDEST:]
    cut_after = after if len(after) <= _WIDEST else after[:_WIDEST] + "…"
    return Quote(match["name"], cut_before, text[start:end], cut_after)


def _entry(entry: Provenance, source: SourceText) -> dict[str, object]:
    answered = entry.source == "answer"
    quoted = quote(entry.source, source)
    return {
        "text": YES_NO.get(entry.text, entry.text),
        "kind": entry.kind,
        "word": ANSWERED if answered else PROVENANCE_WORDS[entry.kind],
        "quote": quoted,
        "note": "" if answered or (quoted and entry.note in quoted.marked) else entry.note,
    }


def _precedent(hit: Precedent, declaration: Declaration, profile: Profile) -> dict[str, object]:
    row = hit.indicator
    return {
        "name": hit.project_name,
        "year": hit.year,
        "same": hit.same_project,
        "row": f"{row.name} {row.value}" if row else "",
        "row_at": hit.used_for[0].replace("/value", "/name") if hit.used_for else "",
        "used_for": [place_name(path, declaration, profile) for path in hit.used_for[:4]],
    }
