"""Every older revision, with data in it, becomes the newest; the tables are what the code says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from assistant.errors import StoreUnavailable
from assistant.store import DraftStore, Work, open_engine
from assistant.store.database import FILE_NAME, MIGRATIONS, connected, current_revision, migrate
from assistant.store.tables import Table

DATA = Path(__file__).parent / "revisions"


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    return [script.revision for script in scripts.walk_revisions()][::-1]


OLDER = revisions()[:-1]


def filled(folder: Path, revision: str) -> Path:
    """A database of that revision with its data."""
    path = folder / FILE_NAME
    engine = connected(path)
    migrate(engine, path, revision)
    engine.dispose()
    with sqlite3.connect(path) as database:
        database.executescript((DATA / f"{revision}.sql").read_text("utf-8"))
    return path


@pytest.mark.parametrize("revision", OLDER)
def test_what_an_older_program_kept_is_all_there(tmp_path: Path, revision: str) -> None:
    path = filled(tmp_path, revision)
    engine = open_engine(tmp_path)
    assert current_revision(engine) == revisions()[-1]
    store = DraftStore(engine)
    (entry,) = store.drafts("甲")
    assert (entry.title, entry.versions, entry.is_archived) == ("公园管养", 2, False)
    assert entry.changed_at.isoformat() == "2026-10-02T01:02:03+00:00"
    kept = store.load("甲", "d1")
    assert kept.form == {"declaration": '{"project_name":"二"}'}
    assert kept.desk == {"talk": "[]"}
    assert (kept.revision, kept.version, kept.chain) == (3, 2, (1,))
    assert store.forms("甲", "d1", [1])[1] == {"declaration": '{"project_name":"一"}'}
    again = Work(title="公园", what="改", form={"declaration": "3"}, desk={})
    assert store.save("甲", again, draft="d1", seen=3, version=2).version == 3
    copy = sqlite3.connect(f"{path}.{revision}.bak")
    assert ("公园管养",) in copy.execute("SELECT title FROM drafts").fetchall()


@pytest.mark.parametrize("revision", OLDER)
def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path, revision)
    engine = connected(path)
    monkeypatch.setattr("alembic.command.upgrade", _upgrade_then_fail)
    with pytest.raises(ZeroDivisionError):
        migrate(engine, path)
    assert current_revision(engine) == revision


def _upgrade_then_fail(config: Config, revision: str) -> None:
    connection = config.attributes["connection"]
    connection.execute(text("UPDATE alembic_version SET version_num = 'half'"))
    connection.execute(text("DROP TABLE desks"))
    raise ZeroDivisionError


def test_every_older_revision_has_its_data() -> None:
    assert sorted(path.stem for path in DATA.glob("*.sql")) == OLDER
    assert OLDER, "a migration is only tested from an older revision"


def test_the_tables_are_those_of_the_code(tmp_path: Path) -> None:
    with open_engine(tmp_path).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    engine = open_engine(tmp_path)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreUnavailable, match="更新版本的程序"):
        open_engine(tmp_path)
