"""Lexical search: BM25 over characters and pairs of characters, which needs no word list.

One lexicon covers one run of entries (the base of an index, or what was added since) and is kept
on disk as plain arrays; several are searched as one, with common document frequencies.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.retrieval.vectors import folded, grams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Terms = NDArray[np.uint64]

_K1, _B = 1.2, 0.75
_USUAL_LENGTH = 24.0
"""Terms of a usual row (name, value, unit). A constant, so that adding entries changes no weight
that was stored before."""
_SHIFT = 21
"""Bits of a code point."""
_MOST_TERMS = 64
"""Of a long query the rarest count: the common ones tell nothing apart and cost the most."""
_FILES = ("terms", "starts", "rows", "weights")


def terms_of(texts: Sequence[str]) -> tuple[Terms, Terms]:
    """Every character and pair of every text (numbers folded, none across a blank) as one number,
    and the text each is in."""
    import numpy as np

    terms, rows = [], []
    for found in grams([folded(text) for text in texts], (1, 2)):
        within = (found.characters != ord(" ")).all(axis=1)
        characters = found.characters[within]
        high = characters[:, 1] + np.uint64(1) if characters.shape[1] == 2 else np.uint64(0)
        terms.append((high << np.uint64(_SHIFT)) | characters[:, 0])
        rows.append(found.rows[within])
    return np.concatenate(terms), np.concatenate(rows)


class Lexicon:
    """Postings of one run of texts: for each term the texts that hold it, with BM25 weights."""

    def __init__(self, size: int, terms: Any, starts: Any, rows: Any, weights: Any) -> None:
        self.size = size
        self._terms, self._starts, self._rows, self._weights = terms, starts, rows, weights
        self._places = {term: place for place, term in enumerate(terms.tolist())}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lexicon:
        """The lexicon of the texts, numbered from 0."""
        import numpy as np

        terms, rows = terms_of(texts)
        lengths = np.bincount(rows.astype(np.int64), minlength=len(texts))
        pairs, counts = np.unique(terms * np.uint64(len(texts)) + rows, return_counts=True)
        row_of = (pairs % np.uint64(max(len(texts), 1))).astype(np.int32)
        known, starts = np.unique(pairs // np.uint64(max(len(texts), 1)), return_index=True)
        saturation = _K1 * (1 - _B + _B * lengths[row_of] / _USUAL_LENGTH)
        weights = (counts * (_K1 + 1) / (counts + saturation)).astype(np.float32)
        return cls(len(texts), known, np.append(starts, len(pairs)), row_of, weights)

    def save(self, folder: Path) -> None:
        """Writes the arrays into the folder."""
        import numpy as np

        for name in _FILES:
            np.save(folder / f"{name}.npy", getattr(self, f"_{name}"))

    @classmethod
    def load(cls, folder: Path, size: int) -> Lexicon:
        """What `save` wrote. Raises OSError or ValueError."""
        import numpy as np

        arrays = [np.load(folder / f"{name}.npy") for name in _FILES]
        if len(arrays[1]) != len(arrays[0]) + 1 or len(arrays[2]) != len(arrays[3]):
            raise ValueError("the arrays of the lexicon do not belong together")
        return cls(size, *arrays)

    def frequency(self, term: int) -> int:
        """How many texts hold the term."""
        place = self._places.get(term)
        return 0 if place is None else int(self._starts[place + 1] - self._starts[place])

    def add_scores(self, weights: Iterable[tuple[int, float]], scores: Scores) -> None:
        """Adds to each text's score what the weighted terms of a query are worth in it."""
        for term, weight in weights:
            place = self._places.get(term)
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


def _weights(query: str, lexicons: Sequence[Lexicon], total: int) -> list[tuple[int, float]]:
    """The terms of the query with how rare each is, the rarest first."""
    found = []
    for term in dict.fromkeys(terms_of([query])[0].tolist()):
        frequency = sum(lexicon.frequency(term) for lexicon in lexicons)
        found.append((term, math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))))
    found.sort(key=lambda pair: -pair[1])
    return found[:_MOST_TERMS]
