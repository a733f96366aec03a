"""One own rule as written: reads its keys, and names file, rule and key when one is wrong."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.errors import SettingsError
from assistant.rules.own.patterns import Pattern, compiled
from assistant.rules.own.places import FORM_FIELDS, Rows, field_names


class Given:
    """The mapping of one rule; `where` is what an error says first (file and rule)."""

    def __init__(self, plain: dict[str, Any], where: str) -> None:
        self.plain = plain
        self.where = where

    def wrong(self, what: str) -> SettingsError:
        """The error to raise."""
        return SettingsError(f"{self.where}：{what}。")

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text; "" when it is not there."""
        value = self.plain.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, (str, int, float)) or isinstance(value, bool) or value == "":
            raise self.wrong(f"{key} 要填一段文字")
        return str(value)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as one."""
        value = self.plain.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if not items or not all(isinstance(item, str) and item for item in items):
            raise self.wrong(f"{key} 要填文字，或一列文字")
        return tuple(items)

    def terms(self, key: str) -> dict[str, str]:
        """Texts and what should stand in their place."""
        value = self.plain.get(key)
        if not isinstance(value, dict) or not value:
            raise self.wrong(f"{key} 要逐行填“现在的说法: 应有的说法”")
        for term, wanted in value.items():
            if not all(isinstance(part, str) and part for part in (term, wanted)):
                raise self.wrong(f"{key} 里“{term}: {wanted}”两边都要填文字（数字加引号）")
        return value

    def number(self, key: str) -> Decimal | None:
        """A number; None when it is not there."""
        value = self.plain.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, (bool, str)):
                raise InvalidOperation
            found = Decimal(str(value))
        except InvalidOperation as error:
            raise self.wrong(f"{key} 要填数字，不能是“{value}”") from error
        if not found.is_finite():
            raise self.wrong(f"{key} 要填数字，不能是“{value}”")
        return found

    def pattern(self, key: str) -> Pattern | None:
        """A compiled pattern; None when it is not there."""
        return compiled(self.text(key), self.where) if key in self.plain else None

    def fields(self, *, default: tuple[str, ...] = (), optional: bool = False) -> tuple[str, ...]:
        """The fields that `fields` names, by name or label."""
        named = self.words("fields")
        if not named and not default and not optional:
            raise self.wrong("要写 fields（检查哪些栏目，如 [政策依据]）")
        return tuple(self._field(name) for name in named) or default

    def one_field(self, key: str) -> str:
        """The field of the form that a key names."""
        field = self._field(self.text(key, needed=True))
        if field not in FORM_FIELDS:
            raise self.wrong(f"{key} 要填表头或正文的栏目，不能是指标行的“{self.plain[key]}”")
        return field

    def other_side(self, key: str) -> str | Decimal:
        """A field of the form, or a number."""
        if isinstance(self.plain.get(key), str):
            return self.one_field(key)
        found = self.number(key)
        if found is None:
            raise self.wrong(f"要写 {key}（栏目或数字）")
        return found

    def rows(self) -> Rows:
        """Which rows are meant."""
        value = self.plain.get("rows")
        if value is None:
            return Rows()
        if not isinstance(value, dict) or not set(value) <= {"category", "name"}:
            raise self.wrong("rows 只能写 category（二级指标）和 name（三级指标的写法）")
        inner = Given(value, self.where)
        return Rows(categories=inner.words("category"), name=inner.pattern("name"))

    def _field(self, name: str) -> str:
        field = field_names().get(name.strip().lstrip("*"))
        if field is None:
            raise self.wrong(f"没有“{name}”这个栏目，可写 annual_goal 或“年度目标”这样的名称")
        return field
