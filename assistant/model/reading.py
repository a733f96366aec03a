"""Plain values (from JSON or YAML) → values: each field as its annotation says, or a clear refusal.

Numbers are kept as written: 328000 stays whole, 15377200.0 keeps its point. A number given as text
("328000") is taken as the number; true and false are never numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from math import isfinite
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Place = tuple[str | int, ...]
Expected = Literal[
    "object", "list", "text", "whole", "number", "bool", "null", "choice", "field", "value"
]
Reader = Callable[[Any, Place], Any]

_WANTED: dict[Expected, str] = {
    "object": "要填对象（{{…}}）",
    "list": "要填数组（[…]）",
    "text": "要填文字",
    "whole": "要填整数",
    "number": "要填数字（不加逗号和单位）",
    "bool": "要填 true 或 false",
    "null": "要填 null",
    "choice": "只能填：{}",
    "field": "不是认识的字段",
    "value": "缺少内容",
}
_SCALARS: dict[Any, Expected] = {
    str: "text", int: "whole", float: "number", Decimal: "number", bool: "bool", type(None): "null",
}  # fmt: skip
_NUMBERS: dict[type, Callable[[Any], Any]] = {
    int: int, float: float, Decimal: lambda plain: Decimal(str(plain).strip()),
}  # fmt: skip
_TRUTH = {"true": True, "false": False, "1": True, "0": False}


class InvalidValue(ValueError):
    """A plain value does not fit: where it stands (keys, positions), what is expected, what is
    there. Its text is Chinese: users see it."""

    def __init__(
        self, where: Place, expected: Expected, found: Any, choices: Sequence[Any] = ()
    ) -> None:
        self.where = where
        self.expected = expected
        self.found = found
        self.wanted = _WANTED[expected].format("、".join(map(str, choices)))
        super().__init__(f"{self.pointer} {self.wanted}，现在是 {self.shown}")

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer."""
        return "/" + "/".join(map(str, self.where))

    @property
    def shown(self) -> str:
        """What is there, as JSON, shortened."""
        text = json.dumps(self.found, ensure_ascii=False, default=str)
        return text if len(text) <= 40 else text[:40] + "…"


def read_object(cls: Any, plain: Any, where: Place) -> Any:
    """The value of class `cls` that the mapping describes. Raises InvalidValue."""
    if isinstance(plain, cls):
        return plain
    if not isinstance(plain, Mapping):
        raise InvalidValue(where, "object", plain)
    readers = _readers(cls)
    given = {}
    for key, item in plain.items():
        if key in readers:
            item = readers[key](item, (*where, key))
        elif not cls.keeps_unknown:
            raise InvalidValue((*where, key), "field", item)
        given[key] = item
    for name in cls.required_fields:
        if name not in given:
            raise InvalidValue((*where, name), "value", None)
    return cls(**given)


@cache
def _readers(cls: Any) -> dict[str, Reader]:
    hints = get_type_hints(cls)
    return {name: _reader(hints[name]) for name in cls.model_fields}


def _reader(hint: Any) -> Reader:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(args)
    if origin is Literal:
        return _choice(args)
    if origin is tuple:
        return _tuple(args)
    if origin in (dict, Mapping):
        return _mapping(args[1])
    if hint in _SCALARS:
        return _scalar(hint)
    if hint is Any:
        return lambda plain, where: plain
    if hasattr(hint, "keeps_unknown"):
        return lambda plain, where: read_object(hint, plain, where)
    raise TypeError(f"values of {hint} are not read from plain values")


def _one_of(hints: tuple[Any, ...]) -> Reader:
    """The kind that fits exactly, else the first that can take it."""
    exact = frozenset(hint for hint in hints if hint in _SCALARS)
    readers = [_reader(hint) for hint in hints if hint is not type(None)]

    def read(plain: Any, where: Place) -> Any:
        if type(plain) in exact:
            return plain
        refusals = []
        for reader in readers:
            try:
                return reader(plain, where)
            except InvalidValue as refusal:
                refusals.append(refusal)
        # The one that came furthest knows best; of number and whole number, number says it all.
        raise max(refusals, key=lambda r: (len(r.where), r.expected == "number"))

    return read


def _scalar(kind: type) -> Reader:
    def read(plain: Any, where: Place) -> Any:
        if type(plain) is kind:
            return plain
        taken = _taken(kind, plain)
        if taken is None:
            raise InvalidValue(where, _SCALARS[kind], plain)
        return taken

    return read


def _taken(kind: type, plain: Any) -> Any:
    """The plain value as that kind, where it says nothing else; None where it does."""
    if kind is bool:
        return _TRUTH.get(str(plain).strip().lower()) if isinstance(plain, (str, int)) else None
    if isinstance(plain, bool) or not isinstance(plain, (str, int, float, Decimal)):
        return None
    if kind is int and not isinstance(plain, str) and plain % 1:
        return None
    try:
        taken = _NUMBERS[kind](plain)
    except (ValueError, ArithmeticError, KeyError):
        return None
    return taken if isinstance(plain, float) or isfinite(taken) else None


def _choice(words: tuple[Any, ...]) -> Reader:
    def read(plain: Any, where: Place) -> Any:
        if plain not in words:
            raise InvalidValue(where, "choice", plain, words)
        return plain

    return read


def _tuple(hints: tuple[Any, ...]) -> Reader:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return _items(_reader(hints[0]))
    readers = [_reader(hint) for hint in hints]

    def read(plain: Any, where: Place) -> Any:
        if not isinstance(plain, (list, tuple)) or len(plain) != len(readers):
            raise InvalidValue(where, "list", plain)
        pairs = enumerate(zip(readers, plain, strict=True))
        return tuple(reader(item, (*where, index)) for index, (reader, item) in pairs)

    return read


def _items(reader: Reader) -> Reader:
    def read(plain: Any, where: Place) -> Any:
        if not isinstance(plain, (list, tuple)):
            raise InvalidValue(where, "list", plain)
        return tuple(reader(item, (*where, index)) for index, item in enumerate(plain))

    return read


def _mapping(hint: Any) -> Reader:
    reader = _reader(hint)

    def read(plain: Any, where: Place) -> Any:
        if not isinstance(plain, Mapping):
            raise InvalidValue(where, "object", plain)
        return {key: reader(item, (*where, key)) for key, item in plain.items()}

    return read
