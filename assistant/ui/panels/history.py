"""The drafts of this user and the versions of the one that is open: list, compare, restore."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.drafting.rewriting.differing import differences
from assistant.errors import AssistantError
from assistant.reports.comparing import Difference, compared
from assistant.store import DraftStore, VersionEntry
from assistant.ui.cells import place_name
from assistant.ui.gate import ANYBODY, LOCAL
from assistant.ui.keeping import form_of
from assistant.ui.render import render
from assistant.ui.session import Session
from assistant.vocabulary.profile import Profile

FEW = 8
MANY = 500
KIND_WORDS = {"changed": "改", "added": "加了一行", "removed": "删了一行"}


def html(session: Session, profile: Profile) -> str:
    """The panel; nothing where drafts are not kept."""
    if session.store is None:
        return ""
    try:
        return _html(session, session.store, profile)
    except AssistantError as error:
        return render("history_down", trouble=str(error))


def _html(session: Session, store: DraftStore, profile: Profile) -> str:
    shown, owner, current = session.history, session.owner, session.standing.draft
    limit = MANY if shown.all_drafts else FEW + 1
    drafts = [d for d in store.drafts(owner, limit=limit + 1) if d.id != current]
    versions = store.versions(owner, current) if current else ()
    return render(
        "history",
        trouble=session.trouble,
        user="" if owner == LOCAL or owner.startswith(ANYBODY) else owner,
        has_draft=bool(current),
        draft=current,
        now=session.desk.version,
        drafts=drafts if shown.all_drafts else drafts[:FEW],
        more_drafts=len(drafts) > FEW,
        archived=store.drafts(owner, archived=True, limit=MANY) if shown.archived else None,
        versions=versions if shown.all_versions else versions[:FEW],
        more_versions=len(versions) - FEW,
        shown=shown,
        comparison=_comparison(session, store, profile) if shown.compared else None,
        clock=clock,
        words=state_words,
    )


def state_words(version: VersionEntry, now: int) -> str:
    """What a version is, beside its label."""
    if version.number == now:
        return "现在"
    return "另一个页面的改动，没有采用" if version.is_side else ""


def clock(moment: datetime) -> str:
    """`10:32:05` of today, `11-20 10:32` of this year, else with the year."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    if local.date() == now.date():
        return f"{local:%H:%M:%S}"
    return f"{local:%m-%d %H:%M}" if local.year == now.year else f"{local:%Y-%m-%d %H:%M}"


def _comparison(session: Session, store: DraftStore, profile: Profile) -> dict[str, object]:
    before, after = session.history.compared
    forms = store.forms(session.owner, session.standing.draft, [before, after])
    missing = [number for number in (before, after) if number not in forms]
    desks = {n: form_of(parts, n, session.desk) for n, parts in forms.items()}
    old, new = (desks[n].declaration if n in desks else None for n in (before, after))
    found = compared(old, new) if old and new else ()
    return {
        "before": before,
        "after": after,
        "missing": missing,
        "lines": [_line(each, new if each.kind != "removed" else old, profile) for each in found],
    }


def _line(each: Difference, form: object, profile: Profile) -> dict[str, object]:
    pieces: Sequence[tuple[str, str]] = differences(each.before, each.after)
    return {
        "place": place_name(each.path, form, profile),  # type: ignore[arg-type]
        "word": KIND_WORDS[each.kind],
        "pieces": pieces,
    }
