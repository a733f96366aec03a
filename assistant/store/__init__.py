"""Drafts and their versions, kept in SQLite; the only door to SQLAlchemy and alembic.

What a draft consists of is not known here: its parts are texts under names, given and taken by the
page (`ui/keeping.py`). A version is the parts of the form at one moment; what does not change
between versions is stored once. Nothing is ever removed but by an explicit `delete`.
"""

from assistant.store.database import open_engine
from assistant.store.drafts import DraftStore
from assistant.store.logins import Logins
from assistant.store.users import Users
from assistant.store.values import DraftEntry, Kept, Saved, VersionEntry, Work

__all__ = [
    "DraftEntry", "DraftStore", "Kept", "Logins", "Saved", "Users", "VersionEntry", "Work",
    "open_engine",
]  # fmt: skip
