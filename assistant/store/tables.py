"""The tables as the newest migration leaves them; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, LargeBinary, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A point in time: UTC in the database (which knows no zones), with its zone outside."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What is written."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What is read."""
        return value.replace(tzinfo=UTC) if value else None


class Table(DeclarativeBase):
    """Base of all tables."""


class DraftRow(Table):
    """A draft: whose it is and which version it stands at."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80), index=True)
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int]
    head: Mapped[int]
    chain: Mapped[list[int]] = mapped_column(JSON)
    archived_at: Mapped[datetime | None] = mapped_column(Moment)


class VersionRow(Table):
    """One version: when, what was done, and the digests of its parts by name."""

    __tablename__ = "versions"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    parent: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    what: Mapped[str] = mapped_column(String(120))
    is_side: Mapped[bool]
    parts: Mapped[dict[str, str]] = mapped_column(JSON)


class ContentRow(Table):
    """A text of a version, compressed, once per draft whatever number of versions hold it."""

    __tablename__ = "contents"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class DeskRow(Table):
    """A text that is kept only as it is now (the conversation, the description …)."""

    __tablename__ = "desks"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)


class LoginRow(Table):
    """A browser that is logged in: the digest of its cookie, and what its password was."""

    __tablename__ = "logins"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    stamp: Mapped[str] = mapped_column(String(16))
    expires_at: Mapped[datetime] = mapped_column(Moment)
