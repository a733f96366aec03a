"""Keeps drafts: every change in one transaction, every form as a version, every owner apart."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session as Database

from assistant.errors import UsageError
from assistant.store.bodies import digest_of, packed, shortened, unpacked
from assistant.store.database import translated
from assistant.store.tables import ContentRow, DeskRow, DraftRow, VersionRow
from assistant.store.values import DraftEntry, Kept, Saved, VersionEntry, Work

GONE: Final = "这份草稿已不在草稿库里（可能已被删除），没有改动；请从“历史”里另选一份。"
TITLE_LENGTH: Final = 200
WHAT_LENGTH: Final = 120


def _now() -> datetime:
    return datetime.now(UTC)


class DraftStore:
    """The drafts of all owners. Another owner's draft is, for whoever asks, not there.

    Safe between threads and between processes. All methods raise StoreUnavailable when the
    database cannot be used, and UsageError when the draft or version does not exist.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = _now) -> None:
        self._engine = engine
        self._now = now

    def save(
        self, owner: str, work: Work, *, draft: str = "", seen: int = 0, version: int = 0
    ) -> Saved:
        """Keeps a state of a draft (a new one without `draft`).

        `seen` is the revision the page knows, `version` the one its form comes from. When another
        page has saved meanwhile, the form is kept as a side version and the draft stays as it is.
        """
        with self._writing() as db:
            row = _owned(db, owner, draft) if draft else self._begun(db, owner)
            is_side = row.revision != seen
            number, is_changed = self._keep_form(db, row.id, work, version, is_side=is_side)
            if not is_side:
                is_changed |= _keep_desk(db, row.id, work.desk) | (row.head != number)
                row.title = shortened(work.title, TITLE_LENGTH)
                row.head = number
                row.chain = list(work.chain)
                if is_changed:
                    row.revision += 1
                    row.changed_at = self._now()
            return Saved(
                draft=row.id, revision=row.revision if not is_side else seen, version=number,
                is_side=is_side, changed_at=row.changed_at,
            )  # fmt: skip

    def load(self, owner: str, draft: str) -> Kept:
        """The draft as it stands."""
        with self._reading() as db:
            row = _owned(db, owner, draft)
            head = db.get(VersionRow, (draft, row.head))
            rows = db.scalars(select(DeskRow).where(DeskRow.draft_id == draft))
            return Kept(
                draft=row.id, revision=row.revision, version=row.head, changed_at=row.changed_at,
                form=_texts(db, draft, head.parts) if head else {},
                desk={desk.name: unpacked(desk.body) for desk in rows},
                chain=tuple(row.chain),
            )  # fmt: skip

    def revision(self, owner: str, draft: str) -> int:
        """How often the draft was saved."""
        with self._reading() as db:
            return _owned(db, owner, draft).revision

    def forms(self, owner: str, draft: str, numbers: Sequence[int]) -> dict[int, Mapping[str, str]]:
        """The parts of these versions (those that exist); equal texts are the same object."""
        with self._reading() as db:
            _owned(db, owner, draft)
            chosen = select(VersionRow).where(
                VersionRow.draft_id == draft, VersionRow.number.in_(numbers)
            )
            rows = db.scalars(chosen).all()
            wanted = {digest for row in rows for digest in row.parts.values()}
            texts = _bodies(db, draft, wanted)
            return {row.number: {n: texts[d] for n, d in row.parts.items()} for row in rows}

    def drafts(
        self, owner: str, *, archived: bool = False, limit: int = 50
    ) -> tuple[DraftEntry, ...]:
        """The owner's drafts, those changed last first."""
        count = (
            select(func.count())
            .where(VersionRow.draft_id == DraftRow.id)
            .correlate(DraftRow)
            .scalar_subquery()
        )
        is_put_away = DraftRow.archived_at.is_not(None)
        query = (
            select(DraftRow, count)
            .where(DraftRow.owner == owner, is_put_away if archived else ~is_put_away)
            .order_by(DraftRow.changed_at.desc())
            .limit(limit)
        )
        with self._reading() as db:
            return tuple(
                DraftEntry(
                    id=row.id, title=row.title, created_at=row.created_at,
                    changed_at=row.changed_at, versions=versions, is_archived=archived,
                )
                for row, versions in db.execute(query)
            )  # fmt: skip

    def versions(self, owner: str, draft: str) -> tuple[VersionEntry, ...]:
        """All versions of a draft, the newest first."""
        with self._reading() as db:
            head = _owned(db, owner, draft).head
            rows = db.execute(
                select(
                    VersionRow.number, VersionRow.parent, VersionRow.at, VersionRow.what,
                    VersionRow.is_side,
                )
                .where(VersionRow.draft_id == draft)
                .order_by(VersionRow.number.desc())
            )  # fmt: skip
            return tuple(
                VersionEntry(
                    number=number, parent=parent, at=at, what=what, is_side=side,
                    is_head=number == head,
                )
                for number, parent, at, what, side in rows
            )  # fmt: skip

    def archive(self, owner: str, draft: str, *, archived: bool = True) -> None:
        """Puts a draft away, or takes it back; it stays readable."""
        with self._writing() as db:
            _owned(db, owner, draft).archived_at = self._now() if archived else None

    def delete(self, owner: str, draft: str) -> None:
        """Removes a draft with all its versions, for good."""
        with self._writing() as db:
            db.execute(delete(DraftRow).where(DraftRow.id == _owned(db, owner, draft).id))

    def give(self, owner: str, to: str) -> int:
        """Makes all drafts of one owner those of another; how many there were."""
        with self._writing() as db:
            drafts = db.scalars(select(DraftRow).where(DraftRow.owner == owner)).all()
            for row in drafts:
                row.owner = to
            return len(drafts)

    def _begun(self, db: Database, owner: str) -> DraftRow:
        now = self._now()
        row = DraftRow(
            id=secrets.token_urlsafe(12), owner=owner, title="", created_at=now, changed_at=now,
            revision=0, head=0, chain=[], archived_at=None,
        )  # fmt: skip
        db.add(row)
        db.flush()
        return row

    def _keep_form(
        self, db: Database, draft: str, work: Work, version: int, *, is_side: bool
    ) -> tuple[int, bool]:
        """The number of the version that holds the form: the one it comes from when the form is
        the same (its other parts are renewed), else a new one; and whether anything is new."""
        if not work.form:
            return version, False
        parts = {name: digest_of(text) for name, text in work.form.items()}
        base = db.get(VersionRow, (draft, version)) if version else None
        is_same = base is not None and base.parts.get(work.mark) == parts[work.mark]
        if base is not None and is_same:
            if base.is_side or not is_side:
                _keep_contents(db, draft, work.form, parts, known=base.parts)
                is_changed = base.parts != parts or base.is_side != is_side
                base.parts = parts
                base.is_side = is_side
                return version, is_changed
            return version, False
        _keep_contents(db, draft, work.form, parts, known=base.parts if base else {})
        last = select(func.max(VersionRow.number)).where(VersionRow.draft_id == draft)
        number = (db.scalar(last) or 0) + 1
        db.add(
            VersionRow(
                draft_id=draft, number=number, parent=version, at=self._now(),
                what=shortened(work.what, WHAT_LENGTH), is_side=is_side, parts=parts,
            )
        )  # fmt: skip
        return number, True

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with translated(self._engine.url.database), Database(self._engine) as db, db.begin():
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        """A reader never waits for a writer."""
        readers = self._engine.execution_options(begin="DEFERRED")
        with translated(self._engine.url.database), Database(readers) as db, db.begin():
            yield db


def _owned(db: Database, owner: str, draft: str) -> DraftRow:
    row = db.get(DraftRow, draft)
    if row is None or row.owner != owner:
        raise UsageError(GONE)
    return row


def _keep_contents(
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


def _keep_desk(db: Database, draft: str, desk: Mapping[str, str]) -> bool:
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


def _texts(db: Database, draft: str, parts: Mapping[str, str]) -> dict[str, str]:
    texts = _bodies(db, draft, set(parts.values()))
    return {name: texts[digest] for name, digest in parts.items()}


def _bodies(db: Database, draft: str, digests: set[str]) -> dict[str, str]:
    rows = db.execute(
        select(ContentRow.digest, ContentRow.body).where(
            ContentRow.draft_id == draft, ContentRow.digest.in_(digests)
        )
    )
    return {digest: unpacked(body) for digest, body in rows}
