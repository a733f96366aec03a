"""Answers kept by content: the same question to the same model is not asked twice.

One small file per answer under `<data>/model/answers`; the name is a digest of everything that was
sent, so that nothing of a description can be read from it. No key takes part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.llm.endpoint import Endpoint
from assistant.llm.prompts import Message


class Answers:
    """The kept answers; `folder=None` keeps none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, key: str) -> str | None:
        """The text of a kept answer."""
        if self._folder is None:
            return None
        try:
            kept = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
            return str(kept["text"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, text: str) -> None:
        """Keeps an answer that could be used; a folder that cannot be written is no error."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = self._folder / f"{key}.part"
            beside.write_text(json.dumps({"text": text}, ensure_ascii=False), encoding="utf-8")
            beside.replace(self._folder / f"{key}.json")
        except OSError:
            return


def key_of(endpoint: Endpoint, messages: Sequence[Message], shape: dict[str, Any]) -> str:
    """The digest of a question to a model."""
    said = [endpoint.host, endpoint.model, [list(m) for m in messages], shape]
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()
