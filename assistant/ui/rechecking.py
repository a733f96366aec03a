"""What follows every change of the form: own numbers noted, questions and findings renewed."""

from __future__ import annotations

from typing import Final

from assistant.errors import UsageError
from assistant.model import OPEN, Declaration, Finding, Provenance
from assistant.ui.cells import text_at
from assistant.ui.desk import Desk
from assistant.ui.services import Services

TYPED_HERE: Final = "页面填写"


def needed(desk: Desk) -> Declaration:
    """The declaration on the desk. Raises UsageError when there is none yet."""
    if desk.declaration is None:
        raise UsageError("还没有申报表：请先在左边写下项目说明再点“起草”，或拖入一份已有的申报表。")
    return desk.declaration


def recheck(desk: Desk, services: Services) -> Desk:
    """The desk with fresh findings. What is asked as a question is not also found as an error."""
    declaration = needed(desk)
    findings, unchecked = services.unit.check(declaration, services.profile, desk.cells)
    asked = frozenset(desk.open_paths)
    kept = tuple(f for f in findings if not _is_asked(f, declaration, asked))
    return desk.model_copy(update={"findings": kept, "unchecked": unchecked})


def changed(desk: Desk, declaration: Declaration, paths: tuple[str, ...]) -> Desk:
    """The desk with that declaration: questions about these cells are closed, and the numbers in
    them come from this page."""
    kept = tuple(entry for entry in desk.provenance if entry.path not in paths)
    own = tuple(_typed_here(path, text_at(declaration, path)) for path in dict.fromkeys(paths))
    return desk.model_copy(
        update={
            "declaration": declaration,
            "provenance": kept + tuple(entry for entry in own if entry),
            "questions": tuple(q for q in desk.questions if q.path not in paths),
            "troubles": (),
        }
    )


def within(path: str, cell: str) -> bool:
    """True when `path` is that cell or row, or part of it."""
    return path == cell or path.startswith(f"{cell}/")


def _typed_here(path: str, text: str) -> Provenance | None:
    if not any(map(str.isdigit, text)):
        return None
    return Provenance(path=path, kind="brief", text=text, source="answer", note=TYPED_HERE)


def _is_asked(finding: Finding, declaration: Declaration, asked: frozenset[str]) -> bool:
    """True for a remark on an open cell that a question asks about: of the same field or row, or
    in a goal, which waits for the answer."""
    if not asked:
        return False
    if finding.path in asked and not text_at(declaration, finding.path):
        return True
    is_goal = finding.path in ("/annual_goal", "/long_term_goal")
    same_row = _row_of(finding.path) in {_row_of(path) for path in asked}
    return OPEN in finding.excerpt and (is_goal or same_row)


def _row_of(path: str) -> str:
    """`/indicators/3` for any cell of that row, the field itself elsewhere."""
    return "/".join(path.split("/")[:3])
