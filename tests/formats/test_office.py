"""What needs LibreOffice: PDF of the corpus read back, legacy files. Skipped without it."""

from __future__ import annotations

import pytest

from assistant.errors import UnsupportedFormat
from assistant.formats import office, read, read_bytes, to_bytes
from assistant.model import Declaration
from corpus.build import CORPUS

needs_office = pytest.mark.skipif(not office.program(), reason="没有 LibreOffice")


@pytest.fixture(scope="module")
def corpus() -> list[Declaration]:
    (source,) = (CORPUS / "sources").iterdir()
    return [imported.declaration for imported in read(source)]


@needs_office
def test_pdf_of_the_corpus_is_read_back_unchanged(corpus: list[Declaration]) -> None:
    back = read_bytes(to_bytes(corpus, "pdf"), "全部.pdf")
    assert [one.declaration for one in back] == corpus
    assert [note for one in back for note in one.notes] == []
    assert back[1].cells["/indicators/0/value"].place == "第3页 表1 第11行 指标值"


@needs_office
def test_a_row_cut_by_a_page_break_is_joined_and_noted(corpus: list[Declaration]) -> None:
    goal = (corpus[4].long_term_goal or "") * 12
    long = corpus[4].model_copy(update={"long_term_goal": goal})
    (back,) = read_bytes(to_bytes(long, "pdf"), "长.pdf")
    assert back.declaration == long
    assert [note.message for note in back.notes] == ["这一行接上一页最后一行，已拼接"]


@needs_office
@pytest.mark.parametrize(("kind", "suffix"), [("docx", "doc"), ("xlsx", "xls")])
def test_legacy_files(corpus: list[Declaration], kind: str, suffix: str) -> None:
    legacy = office.convert(to_bytes(corpus[:2], kind), f".{kind}", suffix)
    assert legacy
    back = read_bytes(legacy, f"旧.{suffix}")
    assert [one.declaration for one in back] == corpus[:2]


def test_without_libreoffice_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnsupportedFormat, match=r"另存为 \.docx"):
        office.read(b"", "旧.doc")
    with pytest.raises(UnsupportedFormat, match="另存为 PDF"):
        to_bytes(Declaration(project_name="甲"), "pdf")
