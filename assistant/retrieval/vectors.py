"""Text → vector, without a model: signed hashing of character 1–3-grams.

Digits are folded to 0 before hashing: rows are looked up by what they measure, and a precedent may
never lend its number anyway. Folding also finds more (eval: leave-one-declaration-out).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

DIMENSIONS = 512
EMBEDDER = f"char-hash/1-3/{DIMENSIONS}/v1"
LONGEST_TEXT = 4000
"""Characters of a text that count; a description of many pages is about its beginning."""


class EmbeddingUnavailable(Exception):
    """Texts cannot be turned into vectors now; the message is a sentence for the user."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    name: str
    """Recorded in the index: vectors of another embedder are not compared with these."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One unit vector per text, as rows of float32. Raises EmbeddingUnavailable."""
        ...


class BuiltIn:
    """The character vectors of this module."""

    name = EMBEDDER

    def embed(self, texts: Sequence[str]) -> Matrix:
        """As the module's embed."""
        return embed(texts)


_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")


def normalise(text: str) -> str:
    """One spelling for the same text: NFKC, lower case, no blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def embed(texts: Sequence[str]) -> Matrix:
    """One unit vector per text, as rows of a float32 matrix; zeros for text without characters."""
    import numpy as np

    matrix = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    seen: dict[str, tuple[int, int]] = {}
    for row, text in enumerate(texts):
        for gram in _grams(text):
            place = seen.get(gram)
            if place is None:
                place = seen[gram] = _place(gram)
            matrix[row, place[0]] += place[1]
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


def _grams(text: str) -> list[str]:
    """The 1-, 2- and 3-grams, within words of the text as separated by blanks."""
    plain = folded(text)
    return [plain[i : i + n] for n in (1, 2, 3) for i in range(len(plain) - n + 1)]


def _place(gram: str) -> tuple[int, int]:
    code = zlib.crc32(gram.encode("utf-8", "surrogatepass"))
    return code % DIMENSIONS, 1 if code >> 20 & 1 else -1
