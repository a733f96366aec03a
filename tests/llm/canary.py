"""A key that must come out nowhere, and endpoints that try to bring it out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from scripted import Fails, Says, Turn, is_probe

KEY = "sk-canary-4242"
GOAL = (
    "本项目2026年度将审查合同不少于100份，确保审查意见合格率≥90%，服务单位满意度≥90%，"
    "从而防范法律风险。"
)
BRIEF = (
    "2026年法律顾问服务，本年度预算30万元。审查合同不少于100份，审查意见合格率不低于90%，"
    "服务单位满意度90%以上。目的是防范法律风险。"
)


def leaking(request: dict[str, Any], number: int) -> Turn:
    """An endpoint that works, and writes the key into whatever it says."""
    if is_probe(request):
        return Says('{"word": "好"}')
    said: dict[str, Any]
    asked = request["messages"][-1]["content"]
    if "<已读事项>" in asked:
        missed = {"kind": "quantity", "name": KEY, "value": "100份", "quote": "审查合同不少于100份"}
        said = {"missed": [missed], "effects": []}
    elif "<用户的话>" in asked:
        wish = {"kind": "rewrite", "field": "annual_goal", "instruction": KEY, "subject": KEY}
        said = {"wishes": [wish]}
    elif "<不能动>" in asked:
        said = {"candidates": [f"{GOAL[:-1]}，密钥{KEY}。", GOAL]}
    else:
        said = {"annual_goal": GOAL, "long_term_goal": f"持续审查合同，{KEY}，防范法律风险。" * 2}
    return Says(json.dumps(said, ensure_ascii=False))


def refusing(request: dict[str, Any], number: int) -> Turn:
    """An endpoint that echoes the key in its error."""
    return Fails(400, message=f"bad key {KEY}")


def texts(raw: bytes) -> Iterator[bytes]:
    """The bytes, and those of every part where they are an archive."""
    yield raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield from texts(archive.read(name))


def has_key(raw: bytes) -> bool:
    """Whether the key is in there, in an archive's part too."""
    return any(KEY.encode() in text for text in texts(raw))
