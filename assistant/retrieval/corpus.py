"""The declarations that come with the program: `corpus/declarations/*.json`, read only here.

One file may hold several. An id is the hash of the content, as everywhere in the library.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from assistant.model import Declaration


class _Read(NamedTuple):
    """The files as they were at one signature."""

    signature: str
    declarations: dict[str, Declaration]
    problems: tuple[str, ...]


class Corpus:
    """The folder of JSON files; read again only when a file has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._cache: _Read | None = None

    def signature(self) -> str:
        """Changes whenever a file is added, removed or edited. Reads no declaration."""
        digest = hashlib.sha256()
        for path in json_files(self.folder):
            stat = path.stat()
            digest.update(f"{path.name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:32]

    def declarations(self) -> dict[str, Declaration]:
        """By id: the declarations of all files that can be read."""
        return self._read().declarations

    def problems(self) -> tuple[str, ...]:
        """One sentence for each file that could not be read."""
        return self._read().problems

    def _read(self) -> _Read:
        signature = self.signature()
        if self._cache is None or self._cache.signature != signature:
            found: dict[str, Declaration] = {}
            problems: list[str] = []
            for path in json_files(self.folder):
                try:
                    found.update((content_id(each), each) for each in read(path))
                except (OSError, ValueError) as error:
                    problems.append(f"检索库跳过了读不了的文件 {path}：{first_line(error)}")
            self._cache = _Read(signature, found, tuple(problems))
        return self._cache


def content_id(declaration: Declaration) -> str:
    """The id of a declaration: a hash of everything it says."""
    canonical = json.dumps(declaration.as_json(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def json_files(folder: Path) -> list[Path]:
    """The JSON files of a folder by name, none where there is no folder."""
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))


def read(path: Path) -> Iterator[Declaration]:
    """The declarations of one JSON file. Raises OSError or ValueError."""
    content: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    for item in content if isinstance(content, list) else [content]:
        yield Declaration.model_validate(item)


def first_line(error: Exception) -> str:
    """What an error says, without what follows in more lines."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__
