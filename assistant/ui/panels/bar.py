"""The bar above the form: whose draft it is, what is open, undo, fix, download."""

from __future__ import annotations

from assistant.ui.desk import Desk
from assistant.ui.exporting import FORMAT_WORDS
from assistant.ui.render import render
from assistant.ui.sentences import (
    SEVERITY_WORDS,
    author,
    checked,
    counts,
    made_by,
    open_count,
)
from assistant.vocabulary.profile import Profile


def html(desk: Desk, profile: Profile, token: str, turn: int, *, is_working: bool = False) -> str:
    """The bar. It also carries the token by which the server knows this page, and a count of turns
    by which the page knows that its last deed is done; `is_working`: work goes on whose result the
    page has to fetch."""
    declaration = desk.declaration
    return render(
        "bar",
        token=token,
        turn=turn,
        is_working=is_working,
        has_form=declaration is not None,
        name=(declaration and declaration.project_name) or "（未写项目名称）",
        author=author(desk),
        is_ours=desk.meta is not None,
        spent=made_by(desk.meta) if desk.meta and desk.meta.usage else "",
        seconds=f"{desk.meta.seconds:.1f} 秒" if desk.meta else "",
        counts=[(key, SEVERITY_WORDS[key], number) for key, number in counts(desk).items()],
        questions=len(desk.questions),
        open_count=open_count(desk),
        fixable=sum(
            f.fix is not None and f.fix.safety == "safe" and not f.suppressed for f in desk.findings
        ),
        can_undo=bool(desk.past),
        can_redo=bool(desk.future),
        summary=checked(desk) if declaration is not None else "",
        formats=[(kind, FORMAT_WORDS[kind]) for kind in FORMAT_WORDS],
        troubles=[t.text for t in desk.troubles if t.where == "form" and not t.at],
    )
