"""What is complete already in an answer that is still being written.

The parts of an answer are its texts and the items of its lists. A part is given out when its last
sign has come, a part that is cut never is; an item with several texts is given out as far as it is
whole whenever one of them ends. What the whole answer is, `tolerant` decides when
it has ended: this reader only runs ahead of it, and gives nothing where it cannot be sure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.llm.tolerant import in_text, plain_sign, read_object

_THINKS = re.compile(r"(?<!\s)\s*<(?:think|thinking|reasoning)>", re.IGNORECASE)
_THOUGHT = re.compile(r"</(?:think|thinking|reasoning)>", re.IGNORECASE)
_FIELDS, _ITEMS, _ITEM = ["{"], ["{", "["], ["{", "[", "{"]
"""What is open where a field's text, an item of its list, a text of that item may begin."""


class Growing:
    """Fed with the pieces of an answer, gives its parts as (field, plain value)."""

    def __init__(self) -> None:
        self._head: str | None = ""
        """What came before the object; None once it has begun."""
        self._open: list[str] = []
        self._part: list[str] = []
        self._in_text = self._escaped = self._after_colon = False
        self._field = ""

    def feed(self, piece: str) -> Iterator[tuple[str, Any]]:
        """The parts that this piece completes."""
        if self._head is not None:
            piece = self._begun(self._head + piece)
        for sign in piece:
            if self._in_text:
                yield from self._text(sign)
            elif self._open or sign in "{｛":
                yield from self._sign(plain_sign(sign))

    def _begun(self, head: str) -> str:
        """The object from its beginning, thinking aloud left out."""
        self._head = head
        thought = _THOUGHT.search(head)
        if _THINKS.match(head) and not thought:
            return ""
        rest = head[thought.end() :] if thought else head
        begin = re.search(r"[{｛]", rest)
        if begin is None:
            return ""
        self._head = None
        return rest[begin.start() :]

    def _text(self, sign: str) -> Iterator[tuple[str, Any]]:
        self._part.append(sign if self._escaped else in_text(sign))
        if self._escaped or sign == "\\":
            self._escaped = not self._escaped
        elif sign == '"':
            self._in_text = False
            if self._open in (_FIELDS, _ITEMS):
                yield from self._text_ended()
            elif self._open == _ITEM and self._after_colon:
                yield from self._item("}")

    def _text_ended(self) -> Iterator[tuple[str, Any]]:
        """A key, a field's text, or a text of a field's list."""
        try:
            text = json.loads("".join(self._part))
        except ValueError:
            return
        if self._open == _FIELDS and not self._after_colon:
            self._field = text
        else:
            yield self._field, text

    def _sign(self, sign: str) -> Iterator[tuple[str, Any]]:
        begins_text = sign == '"' and self._open in (_FIELDS, _ITEMS)
        if begins_text or (sign == "{" and self._open == _ITEMS):
            self._part.clear()
        self._part.append(sign)
        if sign == '"':
            self._in_text = True
        elif sign in "{[":
            self._open.append(sign)
        elif sign in "}]":
            self._open.pop()
            if self._open == _ITEMS:
                yield from self._item()
        elif sign in ":," and self._open in (_FIELDS, _ITEM):
            self._after_colon = sign == ":"

    def _item(self, closing: str = "") -> Iterator[tuple[str, Any]]:
        item = read_object("".join(self._part) + closing)
        if item is not None:
            yield self._field, item
