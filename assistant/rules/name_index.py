"""Finds the names that are like a text without comparing it with every one of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from assistant.rules.text import bigrams, contained


class NameIndex:
    """Names by their pairs of characters. What shares much with a text shares a rare pair too."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._holding: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            for pair in bigrams(name):
                self._holding.setdefault(pair, []).append(number)

    def containing(self, text: str, least: float) -> Iterator[str]:
        """The names that say again at least this much (0 to 1) of the text, in their order.

        A name that shares `needed` of the text's n pairs has at least one of any n - needed + 1;
        the rarest of them are asked, so that few names are looked at.
        """
        pairs = sorted(bigrams(text), key=lambda pair: (len(self._holding.get(pair, ())), pair))
        needed = math.ceil(least * len(pairs))
        asked = pairs[: len(pairs) - needed + 1]
        found = {number for pair in asked for number in self._holding.get(pair, ())}
        for number in sorted(found):
            if contained(text, self.names[number]) >= least:
                yield self.names[number]
