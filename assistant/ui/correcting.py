"""Facts understood of the description, set right by the user: written where the form has them."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.ui.adding import add_said
from assistant.ui.desk import Desk
from assistant.ui.facts import facts_of
from assistant.ui.handlers import answer
from assistant.ui.services import Services


def correct(desk: Desk, number: str, text: str, services: Services) -> Desk:
    """Writes another value for the fact of that number (as the panel counts them)."""
    shown = facts_of(desk, services)
    if not number.isdigit() or int(number) >= len(shown):
        raise UsageError("这一条已经不在了，请以页面上现在列出的为准。")
    fact = shown[int(number)]
    if not text.strip():
        raise UsageError(f"“{fact.label}”要改成什么？请写出来再按回车。")
    if fact.at:
        return answer(desk, fact.at, text, services)
    return add_said(desk, fact.label, text.strip(), services)
