"""A model's text → the JSON object in it, however the model dressed it up.

Tolerated: <think> blocks, code fences, words around the object, trailing commas, full-width
punctuation outside texts, raw line breaks inside texts. A cut object is never completed.
"""

from __future__ import annotations

import json
import re
from typing import Any

_THINK = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_UNOPENED = re.compile(r"^.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_BREAKS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WIDE = str.maketrans("｛｝［］：，", "{}[]:,")


def object_in(text: str) -> dict[str, Any]:
    """The last complete JSON object in the text. Raises ValueError when there is none."""
    plain = _UNOPENED.sub("", _THINK.sub("", text))
    found: dict[str, Any] | None = None
    at = 0
    while (begin := _opening(plain, at)) >= 0:
        piece, end = _balanced(plain, begin)
        if piece is None:
            break
        read = read_object(piece)
        found, at = (read, end) if read is not None else (found, begin + 1)
    if found is None:
        raise ValueError("没有完整的 JSON 对象")
    return found


def _opening(text: str, at: int) -> int:
    places = [place for sign in "{｛" if (place := text.find(sign, at)) >= 0]
    return min(places, default=-1)


def _balanced(text: str, begin: int) -> tuple[str | None, int]:
    """The object from its brace to the one that closes it, punctuation outside texts made plain."""
    written: list[str] = []
    depth, quote = 0, ""
    at = begin
    while at < len(text):
        sign = text[at]
        if quote:
            if sign == "\\":
                written.append(text[at : at + 2])
                at += 2
                continue
            quote = "" if sign == quote else quote
            written.append(in_text(sign))
        else:
            plain = plain_sign(sign)
            quote = sign if sign == '"' else ""
            depth += (plain in "{[") - (plain in "}]")
            written.append(plain)
            if depth == 0:
                return "".join(written), at + 1
        at += 1
    return None, at


def plain_sign(sign: str) -> str:
    """Full-width punctuation outside texts as JSON has it."""
    return sign.translate(_WIDE)


def in_text(sign: str) -> str:
    """A raw line break inside a text as JSON has it."""
    return _BREAKS.get(sign, sign)


def read_object(piece: str) -> dict[str, Any] | None:
    """The object that the piece is, trailing commas tolerated; None when it is none."""
    for candidate in (piece, _without_trailing_commas(piece)):
        try:
            read = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return read if isinstance(read, dict) else None
    return None


def _without_trailing_commas(piece: str) -> str:
    """Commas before a closing bracket, where they stand outside texts."""
    texts = re.split(r'(?<!\\)("(?:[^"\\]|\\.)*+")', piece)
    texts[::2] = [re.sub(r",(\s*[}\]])", r"\1", part) for part in texts[::2]]
    return "".join(texts)
