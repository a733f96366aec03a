"""Guessing passwords gets slower with every failure, by name and by address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

FREE: Final = 5
"""Failures in a row that cost nothing: people mistype."""
FIRST_WAIT: Final = 30.0
LONGEST_WAIT: Final = 900.0
REMEMBERED: Final = 10_000


class Slowdown:
    """Counts failures per key. An attempt is counted before its password is looked at, so that
    many at once gain nothing."""

    def __init__(self, free: int = FREE, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = free
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def attempt(self, key: str) -> int:
        """0 when an attempt may be made now (and is counted), else the seconds to wait."""
        with self._lock:
            count, until = self._failures.get(key, (0, 0.0))
            now = self._clock()
            if now < until:
                return int(until - now) + 1
            count += 1
            over = count - self._free
            wait = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT) if over >= 0 else 0.0
            self._failures[key] = (count, now + wait)
            self._failures.move_to_end(key)
            while len(self._failures) > REMEMBERED:
                self._failures.popitem(last=False)
            return 0

    def forget(self, key: str) -> None:
        """After the right password."""
        with self._lock:
            self._failures.pop(key, None)
