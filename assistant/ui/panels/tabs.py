"""What the left side shows where there is no room beside the form: talk, or one of the lists."""

from __future__ import annotations

from assistant.ui.desk import Desk
from assistant.ui.render import render


def html(desk: Desk) -> str:
    """The buttons, with how much is waiting behind each."""
    open_findings = sum(not finding.suppressed for finding in desk.findings)
    tabs = [("chat", "对话", 0), ("questions", "待答", len(desk.questions))]
    tabs += [("findings", "意见", open_findings), ("facts", "读到的", 0), ("evidence", "来源", 0)]
    tabs.append(("history", "历史", 0))
    useful = {"chat", "history"}
    useful |= {"findings"} if desk.declaration is not None else set()
    useful |= {"questions", "facts", "evidence"} if desk.meta is not None else set()
    return render("tabs", tabs=[tab for tab in tabs if tab[0] in useful])
