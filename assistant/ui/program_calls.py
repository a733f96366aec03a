"""What other programs send: the four calls as values, read from JSON."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from assistant.errors import UsageError
from assistant.model import Declaration, Draft, InvalidValue, Value, fresh

Call = TypeVar("Call", bound=Value)
Engine = Literal["auto", "offline", "llm"]
Goal = Literal["annual", "long-term"]


class DraftCall(Value):
    """`draft`: a description, or an earlier draft to continue with answers in `set`."""

    description: str = ""
    set: dict[str, str] = fresh(default_factory=dict)
    earlier: dict[str, Any] = fresh(default_factory=dict)
    year: int | None = None
    engine: Engine = "auto"
    send: bool = False
    """Agrees to send the description to a model outside the own network."""


class SentFile(Value):
    """A file: its name (which tells the kind) and its bytes in base64."""

    name: str
    content: str


class CheckCall(Value):
    """`check`: declarations as JSON, files, or both."""

    declarations: tuple[Declaration, ...] = ()
    files: tuple[SentFile, ...] = ()
    year: int | None = None


class RewriteCall(Value):
    """`rewrite`: one goal of one declaration."""

    declaration: Declaration
    goal: Goal = "annual"
    instruction: str = ""
    candidates: int = 1
    engine: Engine = "auto"
    send: bool = False


class SearchCall(Value):
    """`search`: the retrieval index."""

    query: str
    level2: str | None = None
    unit: str | None = None
    year: int | None = None
    k: int = 10


def read_call(kind: type[Call], plain: Any) -> Call:
    """The call that JSON describes. Raises UsageError."""
    try:
        return kind.model_validate(plain)
    except InvalidValue as error:
        raise UsageError(f"请求的 JSON 不对：{error}。") from error


def earlier_draft(plain: Mapping[str, Any]) -> Draft:
    """A draft as `draft` returned it. Raises UsageError."""
    try:
        known = {key: plain[key] for key in Draft.model_fields if key in plain}
        return Draft.model_validate(known)
    except (InvalidValue, TypeError) as error:
        raise UsageError("earlier 不是草稿：要给 draft 返回的整个 JSON 对象。") from error


def content_of(file: SentFile) -> bytes:
    """The file's bytes. Raises UsageError."""
    try:
        return base64.b64decode(file.content, validate=True)
    except binascii.Error as error:
        raise UsageError(f"“{file.name[:80]}”的 content 不是 base64。") from error
