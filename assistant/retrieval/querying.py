"""Text → query: with the vector of the embedder that made the index, when it is to be had."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.retrieval.ranking import Query
from assistant.retrieval.vectors import Embedder, EmbeddingUnavailable

if TYPE_CHECKING:
    from assistant.retrieval.ranking import Numbers

_REMEMBERED = 512
SILENT_SECONDS = 60
"""How long an endpoint that failed is not asked again: a draft searches many times."""


class Querying:
    """Makes queries and remembers their vectors. `tell` takes sentences for the user."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._silent_until = 0.0
        self._embedded = lru_cache(_REMEMBERED)(_embedded)

    def query(self, text: str, embedder: Embedder) -> Query:
        """The query; without a vector when the embedder does not answer."""
        return Query(text, self._vector(text, embedder), embedder.share)

    def _vector(self, text: str, embedder: Embedder) -> Numbers | None:
        if time.monotonic() < self._silent_until:
            return None
        try:
            return self._embedded(embedder, text)
        except EmbeddingUnavailable as error:
            self._silent_until = time.monotonic() + SILENT_SECONDS
            self._tell(f"{error}，本次只按文字检索。")
            return None


def _embedded(embedder: Embedder, text: str) -> Numbers:
    vector: Numbers = embedder.embed([text])[0]
    return vector
