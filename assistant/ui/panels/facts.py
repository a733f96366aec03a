"""What was understood of the description, to be set right: beside the form that was made of it."""

from __future__ import annotations

from itertools import groupby

from assistant.ui.desk import Desk
from assistant.ui.facts import FactShown, facts_of
from assistant.ui.panels.evidence import quote
from assistant.ui.render import render
from assistant.ui.services import Services


def html(desk: Desk, services: Services) -> str:
    """The facts by kind, each with the sentence it was read from."""
    numbered = list(enumerate(facts_of(desk, services)))
    return render(
        "facts",
        groups=[
            (group, [_shown(number, fact, desk) for number, fact in found])
            for group, found in groupby(numbered, key=lambda pair: pair[1].group)
        ],
    )


def _shown(number: int, fact: FactShown, desk: Desk) -> dict[str, object]:
    return {
        "number": number,
        "label": fact.label,
        "read": fact.read,
        "now": fact.now,
        "at": fact.at,
        "is_open": fact.is_open,
        "is_changed": any(e.path == fact.at and e.source == "answer" for e in desk.provenance),
        "quote": quote(desk.source.origin(fact.start, fact.end), desk.source),
    }
