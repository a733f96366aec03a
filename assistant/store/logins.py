"""Who is logged in. Only a digest of each cookie is stored; a restart logs nobody out."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session as Database

from assistant.store.database import translated
from assistant.store.tables import LoginRow
from assistant.store.users import Users

HOURS: Final = 12
"""A working day; then the password is asked again."""


class Logins:
    """Raises StoreUnavailable when the database cannot be used."""

    def __init__(
        self,
        engine: Engine,
        users: Users,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._users = users
        self._now = now

    def begin(self, name: str) -> str:
        """The cookie of a new login; those that have expired are cleared away."""
        cookie = secrets.token_urlsafe(32)
        now = self._now()
        with translated(self._engine.url.database), Database(self._engine) as db, db.begin():
            db.execute(delete(LoginRow).where(LoginRow.expires_at < now))
            db.add(
                LoginRow(
                    digest=_digest(cookie), owner=name, stamp=self._users.stamp(name),
                    expires_at=now + timedelta(hours=HOURS),
                )
            )  # fmt: skip
        return cookie

    def owner_of(self, cookie: str) -> str:
        """The user logged in with that cookie; empty when nobody is: unknown, expired, logged out,
        the user removed or the password changed."""
        readers = self._engine.execution_options(begin="DEFERRED")
        with translated(self._engine.url.database), Database(readers) as db, db.begin():
            row = db.get(LoginRow, _digest(cookie))
            if row is None or row.expires_at < self._now():
                return ""
            stamp = self._users.stamp(row.owner)
            return row.owner if stamp and stamp == row.stamp else ""

    def end(self, cookie: str) -> None:
        """Logs out."""
        with translated(self._engine.url.database), Database(self._engine) as db, db.begin():
            db.execute(delete(LoginRow).where(LoginRow.digest == _digest(cookie)))


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()
