"""What stands where in the text: numbers, and stretches that belong to no requirement. Found by
bisection, so that a long description costs no more per clause than a short one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from assistant.model import Mention

Span = tuple[int, int]


class Marks:
    """The numbers of a text in order, and the spans of amounts, citations and periods."""

    def __init__(self, mentions: Iterable[Mention], taken: Iterable[Span]) -> None:
        """Both in any order; overlapping spans are joined."""
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self._spans = _joined(taken)
        self._ends = [end for _, end in self._spans]

    def within(self, start: int, end: int) -> list[Mention]:
        """The numbers that stand wholly in [start, end)."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self._mentions[first:last] if m.end <= end]

    def taken(self, start: int, end: int) -> list[Span]:
        """The taken spans that touch [start, end)."""
        found = []
        for span in self._spans[bisect_left(self._ends, start + 1) :]:
            if span[0] >= end:
                break
            found.append(span)
        return found

    def begins(self, at: int) -> bool:
        """True when a taken span begins exactly there."""
        return any(start == at for start, _ in self.taken(at, at + 1))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
