"""Texts as they lie in the database: compressed, named by a digest of their content."""

from __future__ import annotations

import hashlib
import zlib

# Lone surrogates (from a JSON file) are no UTF-8, but are kept as everything else.
_ERRORS = "surrogatepass"


def digest_of(text: str) -> str:
    """The name under which a text is stored once."""
    return hashlib.sha256(text.encode("utf-8", _ERRORS)).hexdigest()


def packed(text: str) -> bytes:
    """As stored."""
    return zlib.compress(text.encode("utf-8", _ERRORS), 3)


def unpacked(body: bytes) -> str:
    """As it was given."""
    return zlib.decompress(body).decode("utf-8", _ERRORS)


def shortened(text: str, length: int) -> str:
    """A label that fits its column; what is no character becomes a question mark."""
    return text[:length].encode("utf-8", "replace").decode("utf-8")
