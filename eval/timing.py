"""What the benches share: a line of the table, and repeated runs without the first."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RUNS = 22


class Line(NamedTuple):
    """One measurement: what, how much, and how much it may be."""

    what: str
    measured: str
    limit: str
    holds: bool


def declarations() -> list[Path]:
    """The forms of the corpus."""
    return sorted((ROOT / "corpus" / "declarations").glob("*.json"))


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def worked(work: Callable[[], object]) -> float:
    """CPU seconds of one run, of its child processes too: what a busy machine does meanwhile does
    not count."""
    begun = _worked_so_far()
    work()
    return _worked_so_far() - begun


def _worked_so_far() -> float:
    """`os.times` says the same, but only in steps of ten milliseconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def warm(work: Callable[[], object]) -> Iterator[float]:
    """Seconds of each run but the first."""
    work()
    for _ in range(RUNS):
        yield timed(work)
