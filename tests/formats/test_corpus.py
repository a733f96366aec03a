"""The corpus: each JSON equals a fresh reading, and the source holds exactly the same cells."""

from __future__ import annotations

import json
from hashlib import sha256

from assistant.formats import read, read_bytes, to_bytes
from assistant.formats.form.labels import plain
from corpus.build import CORPUS, file_name

SOURCES = sorted((CORPUS / "sources").iterdir())
READ = [(source, imported) for source in SOURCES for imported in read(source)]
MANIFEST = [
    json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines()
]
SHIFTED_ROWS = 3


def cells(text: str) -> list[str]:
    """All cells that hold something, row by row, labels without what may vary in them."""
    rows = (line.split("\t") for line in text.splitlines())
    return [_comparable(cell) for row in rows for cell in row if cell.strip()]


def _comparable(cell: str) -> str:
    """A label in one spelling (项目编号: is 项目编码：); any other cell exactly as it is."""
    label = plain(cell).replace("项目编号", "项目编码")
    return label if cell.rstrip().endswith((":", "：")) else cell


def test_every_cell_of_the_source() -> None:
    for source in SOURCES:
        declarations = [imported.declaration for path, imported in READ if path == source]
        written = to_bytes(declarations, "txt").decode()
        year_line = "（2026年度）"
        assert [c for c in cells(written) if c != year_line] == cells(source.read_text("utf-8"))


def test_json_equals_a_fresh_reading() -> None:
    assert len(READ) == len(MANIFEST) == len(list((CORPUS / "declarations").glob("*.json")))
    for (source, imported), entry in zip(READ, MANIFEST, strict=True):
        path = CORPUS / entry["file"]
        assert path.name == file_name(imported.declaration)
        assert path.read_bytes() == to_bytes(imported.declaration, "json")
        assert [one.declaration for one in read(path)] == [imported.declaration]
        assert entry["content_sha256"] == sha256(path.read_bytes()).hexdigest()
        assert entry["source_sha256"] == sha256(source.read_bytes()).hexdigest()
        assert entry["year"] == imported.declaration.year == 2026


def test_every_repair_is_noted() -> None:
    notes = [note for _, imported in READ for note in imported.notes]
    shifted = [note for note in notes if "左移" in note.message]
    assert len(shifted) == SHIFTED_ROWS
    assert all(
        note.place.startswith("第") and note.path.startswith("/indicators/") for note in shifted
    )
    assert [n for n in notes if n not in shifted and n.path != "/year"] == []


def test_original_text_of_every_cell_is_kept() -> None:
    for _, imported in READ:
        plainly = imported.declaration.model_dump()
        for path, cell in imported.cells.items():
            value: object = plainly
            for part in path.strip("/").split("/"):
                value = value[int(part)] if isinstance(value, list | tuple) else value[part]  # type: ignore[index]
            if isinstance(value, str):
                assert value == cell.text.strip().lstrip("*")


def test_corpus_survives_every_format() -> None:
    declarations = [imported.declaration for _, imported in READ]
    for kind in ("txt", "json", "jsonl", "docx"):
        back = read_bytes(to_bytes(declarations, kind), f"全部.{kind}")
        assert [one.declaration for one in back] == declarations, kind
        assert [note for one in back for note in one.notes] == [], kind
