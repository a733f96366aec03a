"""How the page stands to its draft: overtaken by another page, not saved, or nothing to say."""

from __future__ import annotations

from assistant.ui.panels.history import clock
from assistant.ui.render import render
from assistant.ui.session import Session


def html(session: Session) -> str:
    """It also carries which draft the page shows, for its address and for a restarted server."""
    standing = session.standing
    return render(
        "standing",
        draft=standing.draft,
        revision=standing.revision,
        is_side=standing.is_side,
        at=clock(standing.changed_at) if standing.changed_at else "",
        version=session.desk.version,
        unkept=standing.unkept,
    )
