"""往年库: what is about to be added, what is there, what is found in it. Pieces of one view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.model import Declaration, Note
from assistant.retrieval import Hit, IndexStats, StoredDeclaration, UsedIndicator
from assistant.ui.cells import shown
from assistant.ui.library.distribution import Distribution
from assistant.ui.library.tray import Tray
from assistant.ui.render import render
from assistant.vocabulary.profile import Profile

PAGE: Final = 40


def html(
    tray: Tray,
    stats: IndexStats | None,
    categories: Sequence[str],
    state: str,
    trouble: str = "",
) -> str:
    """The view. `state` is the index's: ready, opening, or what is wrong with it."""
    job = tray.job
    # Told once, and before what the job has brought: a job that ends meanwhile is shown as going on
    # and asked after again; it never looks idle without its result.
    is_idle = not (job and job.is_going_on)
    return render(
        "library",
        job=job,
        verb="正在加入" if job and job.what == "add" else "正在读取",
        candidates=tray.candidates,
        is_idle=is_idle,
        refused=tray.refused,
        said=tray.said,
        notes_of=_notes,
        stats=stats,
        categories=categories,
        state=state,
        trouble=trouble or (job.trouble if job else ""),
    )


def listed(stored: Sequence[StoredDeclaration], words: str, start: int) -> str:
    """The declarations whose name, code, unit or year holds the words, a page of them."""
    found = [one for one in stored if all(word in _line(one) for word in words.split())]
    return render(
        "library_list",
        found=found[start : start + PAGE],
        total=len(found),
        start=start,
        size=PAGE,
        words=words,
    )


def found(
    query: str, hits: Sequence[Hit], used: Sequence[UsedIndicator], chart: Distribution | None
) -> str:
    """What a search found: usual indicators, how values are spread, the nearest rows."""
    rows = [
        {
            "id": hit.entry.declaration_id,
            "level2": hit.entry.text_of("level2") or "",
            "name": hit.entry.text_of("name") or "",
            "value": hit.entry.text_of("value") or "",
            "unit": hit.entry.text_of("unit") or "",
            "project": hit.entry.text_of("project_name") or "（未写项目名称）",
            "year": hit.entry.number_of("year") or "年度未知",
        }
        for hit in hits
    ]
    return render("library_found", query=query, rows=rows, used=used, chart=chart)


def form(stored: StoredDeclaration, declaration: Declaration, profile: Profile) -> str:
    """One declaration of the library, to look at."""
    fields = [
        (label.label, shown(getattr(declaration, label.field), grouped=label.amount == "grouped"))
        for label in (*profile.header, *profile.texts)
    ]
    return render(
        "library_form",
        stored=stored,
        fields=[(label, text) for label, text in fields if text],
        rows=declaration.indicators,
        columns=[label.label for label in profile.columns],
    )


def _notes(notes: Sequence[Note]) -> list[str]:
    return [f"{note.place}：{note.message}" if note.place else note.message for note in notes]


def _line(one: StoredDeclaration) -> str:
    return f"{one.project_name} {one.project_code or ''} {one.unit or ''} {one.year or ''}"
