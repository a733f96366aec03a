"""The texts of drafts in the database: written once, found by digest."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from assistant.store.bodies import digest_of, packed, unpacked
from assistant.store.tables import ContentRow, DeskRow


def keep_contents(
    db: Database,
    draft: str,
    form: Mapping[str, str],
    parts: Mapping[str, str],
    known: Mapping[str, str],
) -> None:
    """Stores what is not stored yet. What `known` names surely is."""
    fresh = {parts[name]: text for name, text in form.items() if parts[name] not in known.values()}
    stored = db.scalars(
        select(ContentRow.digest).where(ContentRow.draft_id == draft, ContentRow.digest.in_(fresh))
    )
    for digest in set(fresh) - set(stored):
        db.add(ContentRow(draft_id=draft, digest=digest, body=packed(fresh[digest])))


def keep_desk(db: Database, draft: str, desk: Mapping[str, str]) -> bool:
    """Writes the texts that differ; True when there are any."""
    rows = db.scalars(select(DeskRow).where(DeskRow.draft_id == draft))
    known = {row.name: row for row in rows}
    fresh = {name: digest_of(text) for name, text in desk.items()}
    fresh = {n: d for n, d in fresh.items() if n not in known or known[n].digest != d}
    for name, digest in fresh.items():
        body = packed(desk[name])
        if name in known:
            known[name].digest, known[name].body = digest, body
        else:
            db.add(DeskRow(draft_id=draft, name=name, digest=digest, body=body))
    return bool(fresh)


def texts(db: Database, draft: str, parts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a version by name."""
    found = bodies(db, draft, set(parts.values()))
    return {name: found[digest] for name, digest in parts.items()}


def bodies(db: Database, draft: str, digests: set[str]) -> dict[str, str]:
    """The texts by digest."""
    rows = db.execute(
        select(ContentRow.digest, ContentRow.body).where(
            ContentRow.draft_id == draft, ContentRow.digest.in_(digests)
        )
    )
    return {digest: unpacked(body) for digest, body in rows}
