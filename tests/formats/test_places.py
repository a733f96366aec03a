"""Layouts of more places, in every format: rows, header facts and goals land where they belong."""

from __future__ import annotations

import pytest

from assistant.formats import office, read_bytes
from assistant.model import Imported
from tests.formats.places import PLACES, Expected
from tests.formats.rendering import RENDERERS, as_docx

needs_office = pytest.mark.skipif(not office.program(), reason="没有 LibreOffice")


def assert_lands(found: tuple[Imported, ...], forms: list[Expected]) -> None:
    assert len(found) == len(forms)
    for one, expected in zip(found, forms, strict=True):
        rows = [(r.level1, r.level2, r.name, r.value, r.unit) for r in one.declaration.indicators]
        assert rows == [tuple(row) for row in expected.rows]
        fields = {name: getattr(one.declaration, name) for name in expected.fields}
        assert fields == expected.fields


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("place", PLACES)
def test_everything_lands(place: str, kind: str) -> None:
    title, layout, forms = PLACES[place]()
    assert_lands(read_bytes(RENDERERS[kind](title, layout), f"x.{kind}"), list(forms))


@needs_office
@pytest.mark.parametrize("place", ["evaluated", "stacked", "approved"])
def test_everything_lands_from_pdf(place: str) -> None:
    title, layout, forms = PLACES[place]()
    printed = office.convert(as_docx(title, layout), ".docx", "pdf")
    assert printed
    assert_lands(read_bytes(printed, "x.pdf"), list(forms))


@pytest.mark.parametrize("kind", RENDERERS)
def test_what_no_field_holds_is_kept(kind: str) -> None:
    title, layout, _ = PLACES["evaluated"]()
    (one,) = read_bytes(RENDERERS[kind](title, layout), f"x.{kind}")
    kept = {extra.label: extra.value for extra in one.declaration.extra}
    assert kept["年度资金总额（全年执行数）"] == "176.4"
    assert kept["其中：当年财政拨款（执行率）"] == "97.60%"
    assert kept["上年结转资金（年初预算数）"] == "0"
    assert kept["实际完成情况"] == "已完成造林1,236亩。"
    assert any("“总分”一行是合计" in note.message for note in one.notes)
    assert {row.actual for row in one.declaration.indicators} >= {"1,200亩", "95%"}
