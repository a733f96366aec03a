"""What goes into the store and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assistant.model import Value

Parts = Mapping[str, str]
"""Name → text (JSON, as the page writes it)."""


class Work(Value):
    """One state of a draft, to be kept.

    `form` makes a version when its part `mark` differs from the version it comes from; `desk` is
    kept only as it is now. `chain` are the versions that 撤销 goes back through, oldest first.
    """

    title: str
    what: str
    """What was done, in a few words: the label of the version."""
    form: Parts
    desk: Parts
    mark: str = "declaration"
    chain: tuple[int, ...] = ()


class Saved(Value):
    """What became of a save.

    `revision` counts all saves of the draft; a page that has seen an older one did not see what
    another page did. Its form is then kept as a side version: safe, but not the draft's state.
    """

    draft: str
    revision: int
    version: int
    is_side: bool = False
    changed_at: datetime
    """When the draft itself was changed last (by the other page, when `is_side`)."""


class Kept(Value):
    """A draft as it stands: everything needed to take it up again."""

    draft: str
    revision: int
    version: int
    changed_at: datetime
    form: Parts
    desk: Parts
    chain: tuple[int, ...]


class DraftEntry(Value):
    """One line of the list of drafts."""

    id: str
    title: str
    created_at: datetime
    changed_at: datetime
    versions: int
    is_archived: bool


class VersionEntry(Value):
    """One line of a draft's list of versions. A side version was never the draft's state."""

    number: int
    parent: int
    at: datetime
    what: str
    is_side: bool
    is_head: bool
