"""Reads corpus/sources/ with the product's own reader and writes declarations/ and manifest.jsonl.

Run from the repository's root: `python -m corpus.build`. The result is a function of the sources.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from assistant.formats import read, to_bytes
from assistant.model import Declaration, Imported

CORPUS = Path(__file__).resolve().parent
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


def build(corpus: Path = CORPUS) -> int:
    """Write every declaration and the manifest anew; returns how many declarations there are."""
    contents = dict(_contents(corpus))
    folder = corpus / "declarations"
    folder.mkdir(exist_ok=True)
    for stale in folder.glob("*.json"):
        stale.unlink()
    for name, content in contents.items():
        (corpus / name).write_bytes(content)
    return len(contents) - 1


def _contents(corpus: Path) -> list[tuple[str, bytes]]:
    entries: list[str] = []
    files: list[tuple[str, bytes]] = []
    for source in sorted((corpus / "sources").iterdir()):
        for imported in read(source):
            name = f"declarations/{file_name(imported.declaration)}"
            content = to_bytes(imported.declaration, "json")
            files.append((name, content))
            entry = _entry(imported, name, source, content)
            entries.append(json.dumps(entry, ensure_ascii=False) + "\n")
    return [*files, ("manifest.jsonl", "".join(entries).encode())]


def file_name(declaration: Declaration) -> str:
    """`项目编码-项目名称.json`, without characters that a file name may not hold."""
    stem = f"{declaration.project_code}-{declaration.project_name}"
    return _UNSAFE.sub("_", stem) + ".json"


def _entry(imported: Imported, name: str, source: Path, content: bytes) -> dict[str, object]:
    declaration = imported.declaration
    return {
        "file": name,
        "source": f"sources/{source.name}",
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "year": declaration.year,
        "unit": declaration.applicant_unit,
        "project_code": declaration.project_code,
        "project_name": declaration.project_name,
        "content_sha256": hashlib.sha256(content).hexdigest(),
        "notes": [f"{note.place}：{note.message}" for note in imported.notes],
    }


if __name__ == "__main__":
    print(f"已写出 {build()} 份申报表")
