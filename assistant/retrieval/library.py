"""The truth behind the index: the corpus and the declarations a user added, as JSON files.

One declaration, one file. An id is the hash of the content, so that adding the same form twice
changes nothing. Files appear whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from assistant.errors import IndexUnavailable, UsageError
from assistant.model import Declaration

Origin = Literal["corpus", "added"]


class StoredDeclaration(NamedTuple):
    """One declaration of the library, as `index list` shows it."""

    id: str
    origin: Origin
    project_name: str
    project_code: str | None
    year: int | None
    unit: str | None


class Library:
    """The declarations under `corpus/declarations` (read only) and `<data_dir>/declarations`."""

    def __init__(self, data_dir: Path, corpus_dir: Path) -> None:
        self.corpus = corpus_dir / "declarations"
        self.added = data_dir / "declarations"

    def fingerprint(self) -> str:
        """Changes whenever a declaration is added, removed or edited."""
        digest = hashlib.sha256()
        for path in _json_files(self.corpus):
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
        for path in _json_files(self.added):
            digest.update(b"\0" + path.name.encode())
        return digest.hexdigest()

    def read(self) -> tuple[dict[str, Declaration], tuple[str, ...]]:
        """All declarations by id, and one sentence for each file that could not be read."""
        found: dict[str, Declaration] = {}
        problems: list[str] = []
        for path in (*_json_files(self.corpus), *_json_files(self.added)):
            try:
                for declaration in _read(path):
                    found[content_id(declaration)] = declaration
            except (OSError, ValueError) as error:
                problems.append(f"检索库跳过了读不了的文件 {path}：{_first_line(error)}")
        return found, tuple(problems)

    def find(self, declaration_id: str) -> Declaration | None:
        """The declaration of that id, None when there is none."""
        own = self._file(declaration_id)
        for path in (own,) if own.is_file() else _json_files(self.corpus):
            for declaration in _read(path):
                if content_id(declaration) == declaration_id:
                    return declaration
        return None

    def origin_of(self, declaration_id: str) -> Origin:
        """Whether a user added the declaration or the corpus holds it."""
        return "added" if self._file(declaration_id).is_file() else "corpus"

    def write(self, declaration: Declaration) -> str:
        """Adds a declaration and returns its id. It is on the disk when this returns."""
        declaration_id = content_id(declaration)
        text = json.dumps(declaration.as_json(), ensure_ascii=False, indent=2)
        try:
            write_whole(self._file(declaration_id), text + "\n")
        except OSError as error:
            raise unwritable(self.added, error) from error
        return declaration_id

    def delete(self, declaration_id: str) -> None:
        """Removes an added declaration; those of the corpus are removed by deleting their file."""
        path = self._file(declaration_id)
        if not path.is_file():
            raise UsageError(
                f"{declaration_id} 属于随附的语料，不能从检索库移除；"
                f"请改动 {self.corpus} 里的文件。"
            )
        try:
            path.unlink()
        except OSError as error:
            raise unwritable(path, error) from error

    def _file(self, declaration_id: str) -> Path:
        return self.added / f"{declaration_id}.json"


def content_id(declaration: Declaration) -> str:
    """The id of a declaration: a hash of everything it says."""
    canonical = json.dumps(declaration.as_json(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that it is either the old one or the new one, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def unwritable(path: Path, error: OSError) -> IndexUnavailable:
    """The sentence for a data folder that cannot be written."""
    return IndexUnavailable(
        f"不能写入数据文件夹 {path}（{error.strerror or error}）；"
        "请检查权限和磁盘空间，或用 ASSISTANT_DATA_DIR 换一个文件夹。"
    )


def _json_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("."))


def _read(path: Path) -> Iterator[Declaration]:
    content: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    for item in content if isinstance(content, list) else [content]:
        yield Declaration.model_validate(item)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
