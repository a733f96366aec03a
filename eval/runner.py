"""Runs cases through the product offline, the project's own past declaration left out.

The only module here that imports the product.
"""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from assistant import pipeline
from assistant.llm import Model
from assistant.model import Declaration, Precedent, SourceText
from assistant.retrieval import Index, UsedIndicator, open_index
from assistant.vocabulary.profile import load_profile
from eval.cases import FOLDER, Case
from eval.drafts import DraftView
from eval.results import Result
from eval.scorers import SCORERS
from eval.scorers.base import Score

CORPUS = FOLDER.parent / "corpus"


class LeavingOut:
    """The index as seen by one evaluation: nothing of the project under test can be found.

    The project is known here by the case's own labels, not by what the product makes of them.
    """

    def __init__(self, index: Index, case: Case) -> None:
        self._index = index
        self._code, self._names = case.project

    def search(self, text: str, *, k: int = 10, **options: Any) -> tuple[Precedent, ...]:
        """As Index.search, the project excluded."""
        options["exclude_project"] = self._own()
        found = self._index.search(text, k=2 * k, **options)
        return tuple(hit for hit in found if hit.project_name not in self._names)[:k]

    def indicators(self, work: str = "", **options: Any) -> tuple[UsedIndicator, ...]:
        """As Index.indicators, the project excluded."""
        return self._index.indicators(work, **{**options, "exclude_project": self._own()})

    def indicators_like(self, row: str, **options: Any) -> tuple[UsedIndicator, ...]:
        """As Index.indicators_like, the project excluded."""
        return self._index.indicators_like(row, **{**options, "exclude_project": self._own()})

    def _own(self) -> tuple[str | None, str | None]:
        return self._code, next(iter(self._names), None)

    def same_project(self, code: str | None, name: str | None) -> Precedent | None:
        """There is no earlier declaration to continue from."""
        return None

    def declaration(self, precedent_id: str) -> Declaration:
        """The whole declaration behind a precedent."""
        return self._index.declaration(precedent_id)


@contextmanager
def opened_index() -> Iterator[Index]:
    """An index over the corpus alone, in a folder of its own: no user's data takes part."""
    with tempfile.TemporaryDirectory(prefix="eval-index-") as folder:
        yield open_index(Path(folder), CORPUS)


def run(
    cases: tuple[Case, ...], model_for: Callable[[Case], Model | None] = lambda case: None
) -> tuple[Result, ...]:
    """Drafts and scores every case, offline or with the model that `model_for` gives for it."""
    with opened_index() as index:
        return tuple(_run_one(case, index, model_for(case)) for case in cases)


def _run_one(case: Case, index: Index, model: Model | None) -> Result:
    # One case that breaks the product must not hide the results of the others.
    try:
        draft = draft_case(case, index, model, "auto" if model else "offline")
    except Exception as error:  # noqa: BLE001
        traceback.print_exc()
        failed = Score(0.0, f"起草失败：{type(error).__name__}: {error}")
        return Result(case, None, failed.reason, {scorer.name: failed for scorer in SCORERS})
    view = DraftView.from_json(draft)
    return Result(case, draft, "", {scorer.name: scorer.score(case, view) for scorer in SCORERS})


def draft_case(
    case: Case, index: Index, model: Model | None, engine: pipeline.Engine
) -> dict[str, Any]:
    """One draft as the contract's JSON has it."""
    source = SourceText(text=case.description, parts=((case.file_name, 0),))
    draft = pipeline.draft(
        source,
        profile=load_profile(),
        year=None,
        overrides={},
        index=cast("Index", LeavingOut(index, case)),
        engine=engine,
        model=model,
    )
    plain: dict[str, Any] = draft.model_dump(mode="json")
    plain["declaration"] = draft.declaration.as_json()
    return plain
