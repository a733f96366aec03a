"""Finds and reads the files: which folder counts, sizes, encodings, TOML and YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError

LARGEST = 1_000_000


def nearest(name: str, starts: tuple[Path, ...]) -> Path | None:
    """The file of that name in the first start or a folder above it, else in the next start's."""
    for start in starts:
        for folder in _upward(start):
            if (folder / name).is_file():
                return folder / name
    return None


def text_of(path: Path) -> str:
    """The file's text. Raises SettingsError."""
    try:
        if path.stat().st_size > LARGEST:
            raise SettingsError(f"“{path}”超过 1 MB，不像是设置文件；请核对路径。")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"“{path}”不是 UTF-8 文本；请另存为 UTF-8 编码。") from error
    except OSError as error:
        raise SettingsError(f"读不了“{path}”（{error.strerror}）；请核对路径和权限。") from error


def toml_of(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises SettingsError."""
    import tomllib

    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f'“{path}”不是正确的 TOML（{error}）；文字要加引号，列表写成 ["A", "B"]。'
        ) from error


def yaml_of(path: Path) -> Any:
    """The content of a YAML file: texts, numbers, lists, mappings. Raises SettingsError."""
    import yaml

    try:
        return yaml.safe_load(text_of(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else ""
        raise SettingsError(
            f"“{path}”{place}不是正确的 YAML；请检查缩进、冒号后的空格和引号。"
        ) from error
    except (ValueError, RecursionError) as error:  # an impossible date, or nested without end
        raise SettingsError(f"“{path}”不是正确的 YAML；请给日期和编号加引号。") from error


def _upward(start: Path) -> Iterator[Path]:
    folder = start.absolute()
    yield from (folder, *folder.parents)
