"""Scans and pictures: one sentence without the optional package, read with a warning with it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assistant.errors import BrokenFile, UnsupportedFormat
from assistant.formats import ocr, office, read, read_bytes, to_bytes
from corpus.build import CORPUS

(SOURCE,) = (CORPUS / "sources").iterdir()
FORM = read(SOURCE)[5].declaration
needs_package = pytest.mark.skipif(not ocr.is_installed(), reason="requirements-ocr.txt")
needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice")


def blank_scan(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (400, 600), 255).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.skipif(ocr.is_installed(), reason="the package is installed")
@pytest.mark.parametrize(("kind", "words"), [("PNG", "是图片"), ("PDF", "是扫描件")])
def test_without_the_package_one_sentence_says_what_to_do(kind: str, words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=f"{words}.*requirements-ocr.txt"):
        read_bytes(blank_scan(kind), f"扫描.{kind.lower()}")


@needs_package
def test_a_broken_picture_is_one_sentence() -> None:
    with pytest.raises(BrokenFile, match="图片已损坏"):
        read_bytes(blank_scan("PNG")[:60], "扫描.png")


@needs_package
@needs_office
def test_a_scanned_form_is_read_and_doubted() -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(to_bytes(FORM, "pdf"))) as document:
        picture = document.pages[0].to_image(resolution=200).original.convert("L")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    (found,) = read_bytes(buffer.getvalue(), "扫描.png")
    assert "每个数值" in found.notes[0].message
    assert found.declaration.project_code == FORM.project_code
    assert found.declaration.annual_amount == FORM.annual_amount
    rows = [(r.level2, r.value) for r in found.declaration.indicators]
    assert rows[:4] == [(r.level2, r.value) for r in FORM.indicators][:4]
