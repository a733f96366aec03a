"""Writes suppressions.toml: an entry added or taken out, everything else of the file as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.errors import SettingsError
from assistant.organisation.files import text_of
from assistant.organisation.suppressions import KEYS, Suppression

_HEAD = "# 已豁免的意见：每段一处，写明理由；说明见 assistant/organisation/README.md。\n"
_writing = Lock()


def accept(path: Path, entry: Suppression) -> None:
    """Adds the entry at the end of the file, making it if need be. Raises SettingsError."""
    import tomlkit

    with _writing:
        document = _document(path)
        entries = document.get("suppress")
        if entries is None:
            entries = tomlkit.aot()
            document.append("suppress", entries)
        table = tomlkit.table()
        for key in KEYS:
            value = getattr(entry, key)
            if value not in ("", None):
                table.append(key, value)
        entries.append(table)
        _write(path, tomlkit.dumps(document))


def retract(path: Path, is_meant: Callable[[int], bool]) -> int:
    """Takes out the entries whose number (from 0) is meant; how many. Raises SettingsError."""
    import tomlkit

    with _writing:
        document = _document(path)
        entries = document.get("suppress")
        meant = [n for n in range(len(entries or ())) if is_meant(n)]
        for number in reversed(meant):
            del entries[number]
        if entries is not None and not len(entries):
            document.remove("suppress")
        if meant:
            _write(path, tomlkit.dumps(document))
        return len(meant)


def _document(path: Path) -> Any:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(text_of(path) if path.exists() else _HEAD)
    except TOMLKitError as error:
        raise SettingsError(
            f"“{path}”不是正确的 TOML（{error}），没有写入；请先改好它。"
        ) from error


def _write(path: Path, text: str) -> None:
    """Beside and swapped: a reader never sees half of it."""
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise SettingsError(
            f"写不了“{path}”（{error.strerror}），豁免没有保存；请核对文件夹的权限。"
        ) from error
