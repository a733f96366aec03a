"""The two bases of all values, and the words that stand for an empty cell.

Values can be read from plain JSON values and written back. A validation library does this too, but
importing one and letting it build its classes takes longer than checking a form; the checker has to
answer at once. So these bases are small: building a class costs next to nothing, constructors trust
the type checker, and only what comes from outside is validated (`reading`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, NoReturn, Self, TypeVar, cast, dataclass_transform

from assistant.model.reading import read_object

NOT_APPLICABLE = "不适用"
OPEN = "【待填】"

T = TypeVar("T")
Mode = Literal["python", "json"]

_UNKNOWN = "_unknown"
_MISSING = object()
_NO_FIELDS = ("ClassVar", "typing.ClassVar")


class _Fresh:
    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def fresh(*, default_factory: Callable[[], T]) -> T:
    """The default of a field that is made anew for each value: `fresh(default_factory=dict)`."""
    return cast(T, _Fresh(default_factory))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(fresh,))
class Value:
    """Base of all values: immutable, closed set of fields."""

    model_fields: ClassVar[tuple[str, ...]] = ()
    """The names of the fields, in order."""
    required_fields: ClassVar[tuple[str, ...]] = ()
    """Those that have no default."""
    keeps_unknown: ClassVar[bool] = False
    """Whether keys that are no fields are kept."""
    _blank: ClassVar[dict[str, Any]] = {}
    _made: ClassVar[dict[str, Callable[[], Any]]] = {}
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, *, kw_only: bool = True) -> None:
        """`kw_only=False` tells the type checker that fields may be given by position."""
        kinds: dict[str, Any] = vars(cls).get("__annotations__", {})
        own = [name for name, kind in kinds.items() if not str(kind).startswith(_NO_FIELDS)]
        blank = {**cls._blank, **{name: cls.__dict__.get(name, _MISSING) for name in own}}
        cls._blank = blank
        cls._made = {name: d.make for name, d in blank.items() if isinstance(d, _Fresh)}
        cls.model_fields = tuple(blank)
        cls.required_fields = tuple(name for name, d in blank.items() if d is _MISSING)
        cls._required = frozenset(cls.required_fields)

    def __init__(self, /, *in_order: Any, **given: Any) -> None:
        if in_order:
            given = self._named(in_order) | given
        values = self.__dict__
        values.update(self._blank)
        values.update(given)
        if len(values) != len(self._blank):
            self._set_apart({})
        for name, make in self._made.items():
            if name not in given:
                values[name] = make()
        if not self._required <= given.keys():
            missing = next(name for name in self.required_fields if name not in given)
            raise TypeError(f"{type(self).__name__} needs {missing}")

    @classmethod
    def model_validate(cls, plain: Any) -> Self:
        """The value that plain (JSON) values describe. Raises InvalidValue."""
        made: Self = read_object(cls, plain, ())
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same value with some fields replaced."""
        copy = object.__new__(type(self))
        values = copy.__dict__
        values.update(self.__dict__)
        unknown = values.pop(_UNKNOWN, {})
        values.update(update)
        if unknown or len(values) != len(self._blank):
            copy._set_apart(unknown)
        return copy

    def model_dump(
        self, *, mode: Mode = "python", include: Collection[str] | None = None
    ) -> dict[str, Any]:
        """The fields with their content; in mode json as JSON has it (lists, decimals as text)."""
        plain = {
            name: _plain(self.__dict__[name], mode)
            for name in self.model_fields
            if include is None or name in include
        }
        if include is None:
            plain.update(self.__dict__.get(_UNKNOWN, {}))
        return plain

    def model_dump_json(self) -> str:
        """The value as JSON text."""
        import json

        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))

    def _set_apart(self, unknown: Mapping[str, Any]) -> None:
        """Keeps what is no field in a place of its own, where no key can hide a method."""
        values = self.__dict__
        more = {name: values.pop(name) for name in tuple(values) if name not in self._blank}
        if more and not self.keeps_unknown:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(more)}")
        values[_UNKNOWN] = {**unknown, **more}

    def _named(self, in_order: tuple[Any, ...]) -> dict[str, Any]:
        names = self.model_fields[: len(in_order)]
        if len(names) < len(in_order):
            raise TypeError(f"{type(self).__name__} has only {len(names)} fields")
        return dict(zip(names, in_order, strict=True))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *map(self.__dict__.__getitem__, self.model_fields)))

    def __repr__(self) -> str:
        content = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({content})"


class OpenValue(Value):
    """Base of what is read from and written to JSON: unknown keys are kept."""

    keeps_unknown = True


def _plain(value: Any, mode: Mode) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Value):
        return value.model_dump(mode=mode)
    if isinstance(value, tuple):
        items = [_plain(item, mode) for item in value]
        return items if mode == "json" else tuple(items)
    if isinstance(value, Mapping):
        return {key: _plain(item, mode) for key, item in value.items()}
    return str(value) if mode == "json" and isinstance(value, Decimal) else value
