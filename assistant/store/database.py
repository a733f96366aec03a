"""Opens the database: settings of SQLite, and its tables brought up to date.

    <data_dir>/drafts.sqlite3            the drafts
    <data_dir>/drafts.sqlite3.<rev>.bak  as it was before a migration from that revision

A commit is on the disk before it returns (WAL, synchronous=FULL): a killed process loses nothing
that was saved. Several processes may have it open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StoreUnavailable

FILE_NAME: Final = "drafts.sqlite3"
BUSY_SECONDS: Final = 15
MIGRATIONS: Final = Path(__file__).parent / "migrations"
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


def open_engine(data_dir: Path) -> Engine:
    """The database of that folder, made or migrated as needed. Raises StoreUnavailable."""
    path = data_dir / FILE_NAME
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = connected(path)
        migrate(engine, path)
    return engine


def connected(path: Path) -> Engine:
    """An engine whose transactions are SQLite's own (`BEGIN IMMEDIATE`: a writer waits at the
    beginning, and never fails half-way because another one was quicker)."""
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=8,
        max_overflow=24,
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def migrate(engine: Engine, path: Path, revision: str = "head") -> None:
    """Brings the tables to that revision, all or nothing; keeps a copy of what was there."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    wanted = scripts.get_current_head() if revision == "head" else revision
    present = current_revision(engine)
    if present == wanted:
        return
    if present and present not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreUnavailable(
            f"草稿库 {path} 是更新版本的程序写的（结构 {present}），本程序不认识，没有打开；"
            "请升级程序，或用 ASSISTANT_DATA_DIR 换一个文件夹。"
        )
    if present:
        _copy(path, path.with_name(f"{path.name}.{present}.bak"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def current_revision(engine: Engine) -> str | None:
    """The revision of the tables; None for an empty database."""
    with engine.connect() as connection:
        tables = text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
        if connection.execute(tables).first() is None:
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None


@contextmanager
def translated(path: object) -> Iterator[None]:
    """Troubles of the database as one sentence."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise StoreUnavailable(
            f"草稿库 {path} 不能使用（{str(reason).splitlines()[0]}）；请检查权限和磁盘空间，"
            "或用 ASSISTANT_DATA_DIR 换一个文件夹。"
        ) from error


def _copy(path: Path, target: Path) -> None:
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
