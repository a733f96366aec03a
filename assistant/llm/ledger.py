"""What the model was asked for and what it took, added up over all drafts."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import NamedTuple

from assistant.llm.endpoint import Endpoint


class Total(NamedTuple):
    """Everything asked so far."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0


class Ledger:
    """One line per call in `<data>/model/usage.jsonl`; `path=None` writes nothing down."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def add(self, endpoint: Endpoint, tokens_in: int, tokens_out: int) -> None:
        """Writes one call down; a folder that cannot be written is no error."""
        if self._path is None:
            return
        entry = {
            "day": time.strftime("%Y-%m-%d"),
            "host": endpoint.host,
            "model": endpoint.model,
            "input_tokens": tokens_in,
            "output_tokens": tokens_out,
            "cost": endpoint.cost(tokens_in, tokens_out),
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        except OSError:
            return

    def total(self) -> Total:
        """The sum of all lines; a damaged line is passed over."""
        total = Total()
        for line in self._lines():
            try:
                entry = json.loads(line)
                total = Total(
                    total.calls + 1,
                    total.tokens_in + int(entry["input_tokens"]),
                    total.tokens_out + int(entry["output_tokens"]),
                    total.cost + float(entry["cost"] or 0),
                )
            except (ValueError, KeyError, TypeError):
                continue
        return total

    def _lines(self) -> list[str]:
        try:
            return self._path.read_text(encoding="utf-8").splitlines() if self._path else []
        except (OSError, UnicodeDecodeError):
            return []
