"""How an endpoint can be made to answer in JSON, tried once and remembered.

The rungs, best first: a JSON schema that the server enforces; a forced tool call; JSON without a
schema; plain text, read tolerantly. Servers that speak the protocol badly refuse a rung, crash on
it, or ignore it; an answer to a harmless question shows which.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.errors import ModelUnavailable, RequestRefused, UnusableAnswer
from assistant.llm.chat import Asked, Terms
from assistant.llm.endpoint import Endpoint
from assistant.llm.prompts import Message
from assistant.llm.tolerant import object_in
from assistant.model import Value
from assistant.progress import Watch

Rung = Literal["json_schema", "tool", "json_object", "plain"]
RUNGS: tuple[Rung, ...] = get_args(Rung)
WORDS: dict[Rung, str] = {
    "json_schema": "能按给定结构作答（json_schema）",
    "tool": "能以工具调用作答（tool）",
    "json_object": "能以 JSON 作答（json_object）",
    "plain": "只能以普通文字作答",
}
_PROBE_SECONDS = 60
_GREETING = (Message("user", "请输出一个 JSON 对象，键为 word，值为“好”。只输出 JSON。"),)
_SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string", "enum": ["好"]}},
    "required": ["word"],
    "additionalProperties": False,
}


class Abilities(Value):
    """What one endpoint was found to do."""

    rung: Rung = "plain"
    tells_usage: bool = True
    takes_temperature: bool = True

    def shape(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What goes into a request whose answer follows the schema."""
        return {**_options(self.tells_usage, self.takes_temperature), **_format(self.rung, schema)}


def abilities_of(
    endpoint: Endpoint,
    chat: Asked,
    folder: Path | None,
    *,
    anew: bool = False,
    watch: Watch | None = None,
) -> Abilities:
    """What the endpoint can do, from the notes of an earlier time or by trying. Raises
    ModelUnavailable, and Cancelled when `watch` stops it."""
    path = folder / "abilities.json" if folder else None
    known = _noted(path)
    name = f"{endpoint.host} {endpoint.model}"
    try:
        if not anew:
            return Abilities.model_validate(known[name])
    except (KeyError, ValueError):
        pass
    found = try_out(chat, min(endpoint.seconds, _PROBE_SECONDS), watch or Watch())
    _note(path, {**known, name: found.model_dump(mode="json")})
    return found


def try_out(chat: Asked, seconds: float, watch: Watch) -> Abilities:
    """Climbs down the ladder until a rung bears. Raises ModelUnavailable when none does."""
    terms = Terms(time.monotonic() + seconds, watch, is_trial=True)
    trouble: ModelUnavailable | None = None
    for abilities in _candidates():
        try:
            reply = chat.ask(_GREETING, abilities.shape(_SCHEMA), terms)
        except RequestRefused as error:
            trouble = error
            continue
        except UnusableAnswer as error:
            trouble = error
            if abilities.rung == "plain":
                raise
            continue
        except ModelUnavailable:
            # Some servers crash (500) where they should refuse; only the last rung decides.
            if abilities.rung == "plain" or time.monotonic() >= terms.deadline:
                raise
            continue
        if abilities.rung == "plain" or _is_obeyed(reply.text):
            return abilities
    raise trouble or ModelUnavailable("模型接口不可用")


def _candidates() -> Iterator[Abilities]:
    """Every rung with the usual options; then plain text without options servers may not know."""
    yield from (Abilities(rung=rung) for rung in RUNGS)
    yield Abilities(rung="json_schema", takes_temperature=False)
    yield Abilities(tells_usage=False)
    yield Abilities(takes_temperature=False)
    yield Abilities(tells_usage=False, takes_temperature=False)


def _is_obeyed(text: str) -> bool:
    try:
        return object_in(text) == {"word": "好"} and text.strip().startswith("{")
    except ValueError:
        return False


def _options(usage: bool, temperature: bool) -> dict[str, Any]:
    return {"stream_usage": usage, **({"temperature": 0.0} if temperature else {})}


def _format(rung: Rung, schema: dict[str, Any]) -> dict[str, Any]:
    """As `extra_body`: a plain response_format makes the library parse the answer, and lose it."""
    if rung == "json_schema":
        form = {"name": "answer", "schema": schema, "strict": True}
        wanted = {"type": "json_schema", "json_schema": form}
        return {"extra_body": {"response_format": wanted}}
    if rung == "tool":
        function = {"name": "answer", "description": "交出答案", "parameters": schema}
        chosen = {"type": "function", "function": {"name": "answer"}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    if rung == "json_object":
        return {"extra_body": {"response_format": {"type": "json_object"}}}
    return {}


def _noted(path: Path | None) -> dict[str, Any]:
    try:
        noted = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _note(path: Path | None, noted: dict[str, Any]) -> None:
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(json.dumps(noted, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return
