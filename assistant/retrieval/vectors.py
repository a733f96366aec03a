"""Text → vector, without a model: signed hashing of character 1–3-grams.

Digits are folded to 0 before hashing: rows are looked up by what they measure, and a precedent may
never lend its number anyway. Folding also finds more (eval: leave-one-declaration-out).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
    Codes = NDArray[np.uint64]

DIMENSIONS = 512
EMBEDDER = f"char-hash/1-3/{DIMENSIONS}/v2"
LONGEST_TEXT = 4000
"""Characters of a text that count; a description of many pages is about its beginning."""


class EmbeddingUnavailable(Exception):
    """Texts cannot be turned into vectors now; the message is a sentence for the user."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    name: str
    """Recorded in the index: vectors of another embedder are not compared with these."""
    share: float
    """What its vectors count in the likeness of two texts; BM25 counts the rest."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One unit vector per text, as rows of float32. Raises EmbeddingUnavailable."""
        ...

    def __hash__(self) -> int:
        """Embedders are told apart, so that their answers can be remembered."""
        ...


class BuiltIn:
    """The character vectors of this module. Their share is what `make eval` found best: they look
    at the same characters as BM25, which tells rare from common ones."""

    name = EMBEDDER
    share = 0.2

    def embed(self, texts: Sequence[str]) -> Matrix:
        """As the module's embed."""
        return embed(texts)


_SIZES = (1, 2, 3)
_BATCH = 1000
_ODD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
"""Large odd numbers for mixing (those of splitmix64 and rrmxmx)."""
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")


def normalise(text: str) -> str:
    """One spelling for the same text: NFKC, lower case, no blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def embed(texts: Sequence[str]) -> Matrix:
    """One unit vector per text, as rows of a float32 matrix; zeros for text without characters."""
    import numpy as np

    matrix = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        batch = [folded(text) for text in texts[start : start + _BATCH]]
        matrix[start : start + len(batch)] = _hashed(batch)
    return to_unit(matrix)


def to_unit(matrix: Matrix) -> Matrix:
    """Each row made one unit long; rows of zeros stay."""
    import numpy as np

    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    norms[norms == 0] = 1
    return np.asarray(matrix / norms, dtype=np.float32)


def folded(text: str) -> str:
    """The text as it is compared: one spelling, numbers as 0, words kept apart by one blank."""
    words = (normalise(part) for part in text[:LONGEST_TEXT].split())
    return _DIGITS.sub("0", " ".join(words))


class Grams(NamedTuple):
    """All runs of n neighbouring characters of some texts: the text each is in, its characters as
    code points (one column per character)."""

    rows: Codes
    characters: Codes


def grams(texts: Sequence[str], sizes: Sequence[int]) -> Iterator[Grams]:
    """For each size its runs, none across the end of a text, in order of the texts."""
    import numpy as np

    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, dtype=np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) for text in texts])
    for size in sizes:
        count = max(len(codes) - size + 1, 0)
        inside = rows[:count] == rows[size - 1 :][:count]
        shifted = [codes[place : place + count][inside] for place in range(size)]
        yield Grams(rows[:count][inside], np.stack(shifted, axis=1))


def _hashed(texts: Sequence[str]) -> Matrix:
    """Each run adds or takes one at a place that depends on its characters alone."""
    import numpy as np

    summed = np.zeros(len(texts) * DIMENSIONS, dtype=np.float64)
    for size, found in zip(_SIZES, grams(texts, _SIZES), strict=True):
        hashed = np.full(len(found.rows), (size * _ODD[3]) % 2**64, dtype=np.uint64)
        for place in range(size):
            hashed = (hashed ^ found.characters[:, place]) * np.uint64(_ODD[place])
            hashed ^= hashed >> np.uint64(29)
        hashed *= np.uint64(_ODD[3])
        hashed ^= hashed >> np.uint64(32)
        places = found.rows * np.uint64(DIMENSIONS) + hashed % np.uint64(DIMENSIONS)
        signs = ((hashed >> np.uint64(40)) & np.uint64(1)).astype(np.float64) * 2 - 1
        summed += np.bincount(places.astype(np.int64), signs, minlength=len(summed))
    return summed.reshape(len(texts), DIMENSIONS).astype(np.float32)
