"""Patterns of people who do not test them: RE2, so that no text can make them slow."""

from __future__ import annotations

from typing import Any, Protocol

from assistant.errors import SettingsError


class Pattern(Protocol):
    """A compiled pattern; `search` gives a match with `group()`, or None."""

    def search(self, text: str) -> Any:
        """The first match in the text, or None."""
        ...


def compiled(pattern: str, where: str) -> Pattern:
    """The pattern. Raises SettingsError; `where` names the file and the rule."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        found: Pattern = re2.compile(pattern, options)
    except re2.error as error:
        raise SettingsError(
            f"{where}的正则式“{pattern}”不能用（{_said(error)}）；"
            "不支持前后查找和反向引用，括号、方括号要成对。"
        ) from error
    return found


def _said(error: Exception) -> str:
    said = error.args[0] if error.args else error
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
