"""Lexical search: BM25 over characters and pairs of characters, which needs no word list.

One lexicon covers one run of entries (the base of an index, or what was added since) and is kept
on disk as plain arrays; several are searched as one, with common document frequencies.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.retrieval.vectors import folded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

_K1, _B = 1.2, 0.75
_USUAL_LENGTH = 24.0
"""Grams of a usual row (name, value, unit). A constant, so that adding entries changes no weight
that was stored before."""
_MOST_GRAMS = 64
"""Of a long query the rarest count: the common ones tell nothing apart and cost the most."""
_FILES = ("terms", "starts", "rows", "weights")


def grams(text: str) -> list[str]:
    """Characters and pairs of neighbouring characters, numbers folded."""
    words = folded(text).split()
    return [word[i : i + n] for word in words for n in (1, 2) for i in range(len(word) - n + 1)]


class Lexicon:
    """Postings of one run of texts: for each gram the texts that hold it, with BM25 weights."""

    def __init__(self, size: int, terms: Any, starts: Any, rows: Any, weights: Any) -> None:
        self.size = size
        self._terms, self._starts, self._rows, self._weights = terms, starts, rows, weights
        self._places = {str(term): place for place, term in enumerate(terms.tolist())}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lexicon:
        """The lexicon of the texts, numbered from 0."""
        import numpy as np

        places: dict[str, int] = {}
        ids, rows, weights = array("i"), array("i"), array("f")
        for row, text in enumerate(texts):
            counts = Counter(grams(text))
            saturation = _K1 * (1 - _B + _B * counts.total() / _USUAL_LENGTH)
            for gram, count in counts.items():
                ids.append(places.setdefault(gram, len(places)))
                rows.append(row)
                weights.append(count * (_K1 + 1) / (count + saturation))
        by_term = np.asarray(ids, dtype=np.int32)
        order = np.argsort(by_term, kind="stable")
        starts = np.searchsorted(by_term[order], np.arange(len(places) + 1))
        terms = np.asarray(list(places), dtype="<U2")
        every_row, every_weight = np.asarray(rows, np.int32), np.asarray(weights, np.float32)
        return cls(len(texts), terms, starts, every_row[order], every_weight[order])

    def save(self, folder: Path) -> None:
        """Writes the arrays into the folder."""
        import numpy as np

        for name in _FILES:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"))

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexicon:
        """What `save` wrote, left on disk until read. Raises OSError or ValueError."""
        import numpy as np

        arrays = [np.asarray(np.load(folder / f"{n}.npy", mmap_mode="r")) for n in _FILES]
        if len(arrays[1]) != len(arrays[0]) + 1 or len(arrays[2]) != len(arrays[3]):
            raise ValueError("the arrays of the lexicon do not belong together")
        return cls(size, *arrays)

    def frequency(self, gram: str) -> int:
        """How many texts hold the gram."""
        place = self._places.get(gram)
        return 0 if place is None else int(self._starts[place + 1] - self._starts[place])

    def add_scores(self, weights: Iterable[tuple[str, float]], scores: Scores) -> None:
        """Adds to each text's score what the weighted grams of a query are worth in it."""
        for gram, weight in weights:
            place = self._places.get(gram)
            if place is not None:
                found = slice(int(self._starts[place]), int(self._starts[place + 1]))
                scores[self._rows[found]] += self._weights[found] * weight


def lexical_scores(query: str, lexicons: Sequence[Lexicon]) -> Scores:
    """BM25 of every text, 0 to 1: 1 is as good as a text that says just what was asked."""
    import numpy as np

    total = sum(lexicon.size for lexicon in lexicons)
    scores = np.zeros(total, dtype=np.float32)
    weights = _weights(query, lexicons, total)
    most = sum(weight for _, weight in weights)
    if not most:
        return scores
    start = 0
    for lexicon in lexicons:
        lexicon.add_scores(weights, scores[start : start + lexicon.size])
        start += lexicon.size
    return np.asarray(np.minimum(scores / np.float32(most), 1), dtype=np.float32)


def _weights(query: str, lexicons: Sequence[Lexicon], total: int) -> list[tuple[str, float]]:
    """The grams of the query with how rare each is, the rarest first."""
    found = []
    for gram in dict.fromkeys(grams(query)):
        frequency = sum(lexicon.frequency(gram) for lexicon in lexicons)
        found.append((gram, math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))))
    found.sort(key=lambda pair: -pair[1])
    return found[:_MOST_GRAMS]
