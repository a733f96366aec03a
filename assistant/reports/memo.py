"""审核意见 in Markdown: one page per declaration as reviewers know it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reports.opinion import NOTHING, TITLE, Opinion, Section, opinions, unreadable
from assistant.reports.overview import memo_lines
from assistant.reports.run import Run


def render(run: Run) -> str:
    """The opinions on all declarations, one after another."""
    return "".join(parts(run))


def parts(run: Run) -> Iterator[str]:
    """The same bit by bit, each opinion written as its declaration is read."""
    for number, page in enumerate(_pages(run)):
        yield f"\n---\n\n{page}" if number else page


def _pages(run: Run) -> Iterator[str]:
    yield from (f"> {sentence}\n" for sentence in unreadable(run))
    yield from map(_page, opinions(run))
    if between := memo_lines(run):
        yield "\n".join(between)


def _page(opinion: Opinion) -> str:
    lines = [f"# {TITLE}", "", *(f"- {label}：{value}" for label, value in opinion.facts), ""]
    for section in opinion.sections:
        lines += [f"## {section.heading}", "", *_remarks(section), ""]
    return "\n".join([*lines, *opinion.closing, ""])


def _remarks(section: Section) -> list[str]:
    if not section.remarks:
        return [NOTHING]
    if not section.numbered:
        return [f"- {remark}" for remark in section.remarks]
    return [f"{number}. {remark}" for number, remark in enumerate(section.remarks, 1)]
