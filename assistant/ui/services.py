"""What handlers need from outside: the drafter, the readers, the index. Passed in, in tests too."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from assistant.conversation import Reading
from assistant.conversation.phrasing import read
from assistant.errors import AssistantError
from assistant.model import Declaration, Draft, Imported, ProjectFacts, Rewrite, SourceText
from assistant.progress import Agree, Cancel, OnEvent
from assistant.settings import CORPUS, Settings
from assistant.ui.unit import Unit
from assistant.vocabulary.profile import Profile, load_profile

if TYPE_CHECKING:
    from assistant.drafting.rewriting import GoalField
    from assistant.llm import Model
    from assistant.retrieval import Index
    from assistant.store import DraftStore
    from assistant.ui.desk import Desk

log = logging.getLogger(__name__)


class IndexDoor:
    """Opens the retrieval index in the background; drafting waits for it, checking does not."""

    def __init__(self, opener: Callable[[], Index]) -> None:
        self._opener = opener
        self._thread = Thread(target=self._open, name="index", daemon=True)
        self._index: Index | None = None
        self.trouble = ""

    def start(self) -> None:
        """Begins to open (or build) the index."""
        self._thread.start()

    def get(self) -> Index | None:
        """The index, waiting for it if it is still being opened; None when there is none."""
        if self._thread.ident is not None:
            self._thread.join()
        return self._index

    def state(self) -> str:
        """`ready`, `opening` or the sentence that says what is wrong."""
        if self.trouble:
            return self.trouble
        return "ready" if self._index is not None else "opening"

    def _open(self) -> None:
        try:
            self._index = self._opener()
        except AssistantError as error:
            self.trouble = str(error)
        except Exception:
            log.exception("index could not be opened")
            self.trouble = "检索索引打不开，错误已记入日志；起草照常，但没有同类项目可参考。"
        if self.trouble:
            print(self.trouble, file=sys.stderr)


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


def make_services(settings: Settings) -> Services:
    """The real ones."""
    from assistant import pipeline
    from assistant.formats import guard
    from assistant.store import DraftStore, open_engine
    from assistant.ui.hearing import listener
    from assistant.ui.uploads import UploadReader

    guard.limit(settings.limits)
    profile = load_profile(settings.profile)
    uploads = UploadReader(settings.limits)
    index = IndexDoor(lambda: _open_index(settings))

    def draft(
        source: SourceText,
        stated: Mapping[str, str],
        /,
        *,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> Draft:
        return pipeline.draft(
            source, profile=profile, year=None, overrides=stated, index=index.get(),
            model=_model_of(settings), on_event=on_event, agree=agree, cancel=cancel,
        )  # fmt: skip

    def continue_draft(draft: Draft, overrides: Mapping[str, str]) -> Draft:
        return pipeline.continue_draft(draft, overrides, profile=profile)

    def rewrite(
        declaration: Declaration,
        goal: GoalField,
        instruction: str,
        /,
        *,
        on_event: OnEvent | None = None,
        agree: Agree | None = None,
        cancel: Cancel | None = None,
    ) -> Rewrite:
        return pipeline.rewrite(
            declaration, goal, instruction=instruction, candidates=2, profile=profile,
            model=_model_of(settings), on_event=on_event, agree=agree, cancel=cancel,
        )  # fmt: skip

    return Services(
        profile=profile,
        index=index,
        draft=draft,
        continue_draft=continue_draft,
        read=uploads.read,
        text_of=uploads.text_of,
        open_reader=lambda: UploadReader(settings.limits),
        has_model=settings.has_model,
        drafts=DraftStore(open_engine(settings.data_dir)),
        rewrite=rewrite,
        read_message=listener(lambda: _model_of(settings))
        if settings.has_model
        else _read_by_phrasing,
        unit=Unit(settings.chosen_data_dir or Path.cwd()),
    )


def _model_of(settings: Settings) -> Model | None:
    """The model, when one is configured."""
    if not settings.has_model:
        return None
    from assistant.llm import open_model

    return open_model(settings)


def _open_index(settings: Settings) -> Index:
    from assistant.retrieval import open_index

    print("正在打开检索索引（首次启动会从 corpus/ 建立，约需几秒）……", file=sys.stderr)
    index = open_index(settings.data_dir, CORPUS, settings.embedding)
    for notice in index.notices:
        print(notice, file=sys.stderr)
    return index
