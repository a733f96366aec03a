"""Text → vector by a configured endpoint (`/embeddings`, as OpenAI's interface has it).

Only the administrator's settings name the endpoint. The key goes into one request header and
nowhere else; sentences name the host and the model.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.retrieval.vectors import LONGEST_TEXT, EmbeddingUnavailable, to_unit

if TYPE_CHECKING:
    import httpx

    from assistant.retrieval.vectors import Matrix
    from assistant.settings import EmbeddingEndpoint

BATCH = 32
"""Texts per request: what small local servers take at once."""
_TIMEOUT_SECONDS, _CONNECT_SECONDS = 30, 5
_TRIES = 3
_PAUSE_SECONDS = 0.5
_BUSY = (429, 500, 502, 503, 504)


class Endpoint:
    """Embeds by HTTP. Vectors of another model or host count as another embedder."""

    share = 0.5

    def __init__(self, endpoint: EmbeddingEndpoint) -> None:
        self._endpoint = endpoint
        host = urlsplit(endpoint.base_url).netloc.rsplit("@", 1)[-1]
        self._where = f"向量模型 {endpoint.model}（{host}）"
        self.name = f"endpoint/{endpoint.model}@{host}/v1"

    def embed(self, texts: Sequence[str]) -> Matrix:
        """One unit vector per text. Raises EmbeddingUnavailable."""
        import httpx
        import numpy as np

        key = self._endpoint.key
        headers = {"Authorization": f"Bearer {key.reveal()}"} if key else {}
        timeout = httpx.Timeout(_TIMEOUT_SECONDS, connect=_CONNECT_SECONDS)
        rows: list[list[float]] = []
        with httpx.Client(headers=headers, timeout=timeout) as client:
            for start in range(0, len(texts), BATCH):
                batch = [text[:LONGEST_TEXT] or " " for text in texts[start : start + BATCH]]
                rows.extend(self._batch(client, batch))
        try:
            matrix = np.asarray(rows, dtype=np.float32)
        except (ValueError, TypeError) as error:
            raise self._trouble("返回的向量长度不一") from error
        if len(texts) and (matrix.ndim != 2 or not matrix.size or not np.isfinite(matrix).all()):
            raise self._trouble("返回的内容不是向量")
        return to_unit(matrix)

    def _batch(self, client: httpx.Client, texts: Sequence[str]) -> Iterator[list[float]]:
        """The vectors in order; a batch that the server finds too large is halved."""
        answer = self._post(client, texts)
        if answer.status_code in (400, 413, 422) and len(texts) > 1:
            half = len(texts) // 2
            yield from self._batch(client, texts[:half])
            yield from self._batch(client, texts[half:])
            return
        if answer.status_code in (401, 403):
            raise self._trouble("拒绝了密钥，请检查 OPENAI_API_KEY")
        if answer.status_code == 404:
            raise self._trouble(
                "没有这个模型或接口，请检查 OPENAI_EMBEDDING_MODEL 和 OPENAI_BASE_URL"
            )
        if answer.status_code != 200:
            raise self._trouble(f"答复了错误 {answer.status_code}")
        yield from self._vectors(answer, len(texts))

    def _post(self, client: httpx.Client, texts: Sequence[str]) -> httpx.Response:
        """The answer, asked again when the server is busy. Raises EmbeddingUnavailable."""
        import httpx

        content = {"model": self._endpoint.model, "input": list(texts)}
        for attempt in range(_TRIES):
            try:
                answer = client.post(f"{self._endpoint.base_url}/embeddings", json=content)
            except httpx.HTTPError as error:
                raise self._trouble(f"连不上（{type(error).__name__}）") from error
            if answer.status_code not in _BUSY or attempt == _TRIES - 1:
                return answer
            time.sleep(_PAUSE_SECONDS * 2**attempt)
        raise AssertionError("the last try returns")

    def _vectors(self, answer: httpx.Response, count: int) -> list[list[float]]:
        try:
            found: list[Any] = answer.json()["data"]
            in_order = sorted(found, key=lambda item: int(item["index"]))
            vectors = [[float(x) for x in item["embedding"]] for item in in_order]
        except (ValueError, KeyError, TypeError) as error:
            raise self._trouble("返回的内容看不懂") from error
        if len(vectors) != count:
            raise self._trouble(f"对 {count} 段文字返回了 {len(vectors)} 个向量")
        return vectors

    def _trouble(self, what: str) -> EmbeddingUnavailable:
        return EmbeddingUnavailable(f"{self._where}{what}")
