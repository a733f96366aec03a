"""Answer types → JSON schema, and a model's text → a value of that type."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from assistant.errors import UnusableAnswer
from assistant.llm.tolerant import object_in
from assistant.model import Value
from assistant.model.reading import InvalidValue

Answer = TypeVar("Answer", bound=Value)


def schema_of(kind: type[Value]) -> dict[str, Any]:
    """The strict JSON schema of an answer: every field required, no others."""
    hints = get_type_hints(kind)
    fields = {name: _schema(hints[name]) for name in kind.model_fields}
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    if isinstance(hint, type) and issubclass(hint, Value):
        return schema_of(hint)
    if get_origin(hint) is Literal:
        return {"type": "string", "enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    return {str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"}}[hint]


def read_answer(kind: type[Answer], text: str) -> Answer:
    """The answer as a value. Raises UnusableAnswer saying what does not fit."""
    try:
        return kind.model_validate(_known(kind, object_in(text)))
    except InvalidValue as error:
        raise UnusableAnswer(f"回答的格式不对：{error}") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise UnusableAnswer(f"回答的格式不对：{error}") from error


def part_of(kind: type[Value], field: str, plain: Any) -> Any:
    """One field's text, or one item of its list, as a value; None when it fits nowhere."""
    hint = get_type_hints(kind).get(field) if isinstance(field, str) else None
    if hint is str or (get_origin(hint) is tuple and get_args(hint)[0] is str):
        return plain if isinstance(plain, str) else None
    inner = _item(hint)
    if inner is None or not isinstance(plain, dict):
        return None
    try:
        return inner.model_validate(_known(inner, plain))
    except (ValueError, TypeError, RecursionError):
        return None


def _known(kind: type[Value], plain: dict[str, Any]) -> dict[str, Any]:
    """Fields a model adds of its own are left out; they are no reason to ask again."""
    hints = get_type_hints(kind)
    kept: dict[str, Any] = {}
    for name in kind.model_fields:
        if name not in plain:
            continue
        inner, value = _item(hints[name]), plain[name]
        if inner and isinstance(value, list):
            value = [_known(inner, item) if isinstance(item, dict) else item for item in value]
        kept[name] = value
    return kept


def _item(hint: Any) -> type[Value] | None:
    """The value class a field holds many of."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return inner if isinstance(inner, type) and issubclass(inner, Value) else None
