"""The documents that the declarations of a batch cite, each with where it is cited."""

from __future__ import annotations

from assistant.model import PolicyCitation, Value
from assistant.rules.batch import Batch, Entry, plain
from assistant.rules.documents import core_title, label

SHORTEST = 6
"""Characters of a title from which it names one document."""


class Quote(Value, kw_only=False):
    """A document as one declaration cites it; `number` is for comparing, `written` to show."""

    entry: Entry
    title: str
    number: str
    written: str
    label: str
    is_draft: bool


def cited(batch: Batch) -> tuple[Quote, ...]:
    """Every citation with a title, in the order of the forms."""
    return tuple(
        quote
        for entry in batch.projects
        for quote in (_quote(entry, citation) for citation in entry.form.policies)
        if len(quote.title) >= SHORTEST
    )


def _quote(entry: Entry, citation: PolicyCitation) -> Quote:
    number = citation.number or ""
    return Quote(
        entry, core_title(citation), plain(number), number, label(citation), citation.is_draft
    )
