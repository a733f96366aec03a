"""The real services of a running page: settings in, drafter, readers, index and store out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.model import Declaration, Draft, Rewrite, SourceText
from assistant.settings import CORPUS, Settings
from assistant.ui.index_door import IndexDoor
from assistant.ui.services import Services
from assistant.ui.unit import Unit
from assistant.vocabulary.profile import Profile, load_profile

if TYPE_CHECKING:
    from assistant.drafting.rewriting import GoalField
    from assistant.llm import Model
    from assistant.retrieval import Index


def make_services(settings: Settings) -> Services:
    """Everything the page needs; the index is not opened yet."""
    from assistant.formats import guard
    from assistant.store import DraftStore, open_engine
    from assistant.ui.hearing import listener
    from assistant.ui.uploads import UploadReader

    guard.limit(settings.limits)
    profile = load_profile(settings.profile)
    uploads = UploadReader(settings.limits)
    index = IndexDoor(lambda: _open_index(settings))
    pen = _Pen(settings, profile, index)
    reads: dict[str, Any] = {}
    if settings.has_model:
        reads["read_message"] = listener(lambda: _model_of(settings))
    return Services(
        profile=profile,
        index=index,
        draft=pen.draft,
        continue_draft=pen.continue_draft,
        rewrite=pen.rewrite,
        read=uploads.read,
        text_of=uploads.text_of,
        open_reader=lambda: UploadReader(settings.limits),
        has_model=settings.has_model,
        drafts=DraftStore(open_engine(settings.data_dir)),
        unit=Unit(settings.chosen_data_dir or Path.cwd()),
        **reads,
    )


class _Pen:
    """Drafts and rewrites through the pipeline, with the model when one is configured."""

    def __init__(self, settings: Settings, profile: Profile, index: IndexDoor) -> None:
        from assistant import pipeline  # now: the first draft does not wait for it

        self._settings, self._profile, self._index = settings, profile, index
        self._pipeline = pipeline

    def draft(self, source: SourceText, stated: Mapping[str, str], /, **watch: Any) -> Draft:
        """As `Drafter`."""
        return self._pipeline.draft(
            source, profile=self._profile, year=None, overrides=stated, index=self._index.get(),
            model=_model_of(self._settings), **watch,
        )  # fmt: skip

    def continue_draft(self, draft: Draft, overrides: Mapping[str, str]) -> Draft:
        """The draft with these answers."""
        return self._pipeline.continue_draft(draft, overrides, profile=self._profile)

    def rewrite(
        self, declaration: Declaration, goal: GoalField, instruction: str, /, **watch: Any
    ) -> Rewrite:
        """As `Rewriter`."""
        return self._pipeline.rewrite(
            declaration, goal, instruction=instruction, candidates=2, profile=self._profile,
            model=_model_of(self._settings), **watch,
        )  # fmt: skip


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
