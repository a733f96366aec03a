"""Drafting offline, warm: a description of one page, and one of thirty.

Seconds are of the processor, so that a busy machine changes little. Beside each stands what
python-docx takes, in the same run, to write the description as a Word file and read it back.
"""

from __future__ import annotations

import io
import statistics
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eval.timing import ROOT, Line, worked

if TYPE_CHECKING:
    from assistant.retrieval import Index

PAGE = 800
"""Characters on a page of an implementation plan (A4, 仿宋 small three, tables among them)."""
RUNS = 5


def measurements() -> tuple[Callable[[], Line], ...]:
    """One page, thirty pages."""
    return (one_page, thirty_pages)


def one_page() -> Line:
    """The longest description of the evaluation: a page and a half."""
    text = max(_descriptions(), key=len)
    return _line("one page", text, seconds=0.3, ratio=6)


def thirty_pages() -> Line:
    """The ten longest descriptions of the evaluation, over and over up to thirty pages: a plan of
    that length says its tasks in the summary, one by one, in the budget and in the annex."""
    text = "".join(sorted(_descriptions(), key=len)[-10:])
    text = (text * (30 * PAGE // len(text) + 1))[: 30 * PAGE]
    return _line("thirty pages", text, seconds=2, ratio=25)


@cache
def _descriptions() -> tuple[str, ...]:
    paths = sorted((ROOT / "eval" / "descriptions").glob("*.md"))
    return tuple(path.read_text("utf-8") for path in paths)


def _line(what: str, text: str, seconds: float, ratio: float) -> Line:
    from assistant.pipeline import draft, source_text

    source = source_text({"说明.md": text})
    with tempfile.TemporaryDirectory() as data_dir:
        index = _index(data_dir)
        ours, theirs = _in_turns(
            lambda: draft(source, index=index, engine="offline"), lambda: _word(text)
        )
    return Line(
        f"offline draft, warm, of {what} ({len(text):,} characters) / its Word file by python-docx",
        f"{ours / theirs:.1f}x ({ours:.3f} s)", f"<= {seconds} s, {ratio}x",
        ours <= seconds and ours <= ratio * theirs,
    )  # fmt: skip


def _index(data_dir: str) -> Index:
    from assistant.retrieval import open_index

    return open_index(Path(data_dir), ROOT / "corpus")


def _in_turns(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Median processor seconds of each; the first run of both is left out."""
    seconds = [(worked(ours), worked(theirs)) for _ in range(RUNS + 1)]
    mine, others = zip(*seconds[1:], strict=True)
    return statistics.median(mine), statistics.median(others)


def _word(text: str) -> int:
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    written.seek(0)
    return sum(len(paragraph.text) for paragraph in docx.Document(written).paragraphs)
