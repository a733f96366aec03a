"""What handlers need from outside: the drafter, the readers, the index. Passed in, in tests too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from assistant.conversation import Reading
from assistant.conversation.phrasing import read
from assistant.model import Declaration, Draft, Imported, ProjectFacts, Rewrite, SourceText
from assistant.progress import Agree, Cancel, OnEvent
from assistant.ui.index_door import IndexDoor
from assistant.ui.unit import Unit
from assistant.vocabulary.profile import Profile

if TYPE_CHECKING:
    from assistant.drafting.rewriting import GoalField
    from assistant.store import DraftStore
    from assistant.ui.desk import Desk


def _rewritten_offline(
    declaration: Declaration, goal: GoalField, instruction: str, /, **_: object
) -> Rewrite:
    from assistant import pipeline

    return pipeline.rewrite(
        declaration, goal, instruction=instruction, candidates=2, engine="offline"
    )


@lru_cache(maxsize=64)
def _understood(source: SourceText) -> ProjectFacts:
    from assistant.facts import understand

    return understand(source)


def _read_by_phrasing(text: str, desk: Desk, /, **_: object) -> Reading:
    return read(text)


class Drafter(Protocol):
    """Drafts from a description and what is stated about single fields."""

    def __call__(
        self,
        source: SourceText,
        stated: Mapping[str, str],
        /,
        *,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> Draft:
        """The draft; the last three are explained in `assistant.progress`."""


class Rewriter(Protocol):
    """Words a goal anew by an instruction."""

    def __call__(
        self,
        declaration: Declaration,
        goal: GoalField,
        instruction: str,
        /,
        *,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> Rewrite:
        """The wordings. Raises Cancelled."""


class Listener(Protocol):
    """Tells what a message asks for."""

    def __call__(
        self,
        text: str,
        desk: Desk,
        /,
        *,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> Reading:
        """What is asked for. Raises Cancelled."""


class FileReader(Protocol):
    """Reads one file of unknown origin."""

    def __call__(
        self, data: bytes, name: str, /, *, cancel: Cancel | None = None
    ) -> tuple[Imported, ...]:
        """The declarations in the file. Raises FileError, and Cancelled."""


class TextReader(Protocol):
    """Reads the text of one file of unknown origin."""

    def __call__(self, data: bytes, name: str, /, *, cancel: Cancel | None = None) -> str:
        """What is written in it. Raises FileError, and Cancelled."""


class Reader(Protocol):
    """Reads files of unknown origin until it is closed."""

    def read(self, data: bytes, name: str, /) -> tuple[Imported, ...]:
        """The declarations in the file. Raises FileError."""

    def stop(self) -> None:
        """Gives up the reading that goes on in another thread."""

    def close(self) -> None:
        """Frees what it holds."""


@dataclass(frozen=True)
class Services:
    """The outside world as handlers see it."""

    profile: Profile
    index: IndexDoor
    draft: Drafter
    continue_draft: Callable[[Draft, Mapping[str, str]], Draft]
    read: FileReader
    text_of: TextReader
    open_reader: Callable[[], Reader]
    """A reader of one's own, for many files."""
    has_model: bool = False
    """Drafting may take minutes then: it goes on beside the page's queue."""
    drafts: DraftStore | None = None
    """Where drafts are kept; without it they live as long as the process."""
    rewrite: Rewriter = _rewritten_offline
    understand: Callable[[SourceText], ProjectFacts] = _understood
    read_message: Listener = _read_by_phrasing
    """With a model, `hearing` takes its place."""
    unit: Unit = field(default_factory=Unit)
