"""PDF by use: every composed layout printed with rules is read; without them nothing is guessed."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from assistant.errors import UnsupportedFormat
from assistant.formats import office, read_bytes, text_of
from assistant.model import Declaration
from tests.formats.counties import COUNTIES
from tests.formats.layouts import GOAL, LAYOUTS, NAME, ROWS
from tests.formats.places import PLACES
from tests.formats.rendering import Layout, as_docx
from tests.formats.test_layouts import WITHOUT_CATEGORIES
from tests.formats.test_places import assert_lands

pytestmark = [
    pytest.mark.skipif(not office.program(), reason="没有 LibreOffice"),
    pytest.mark.timeout(600),  # the first test waits until all documents are printed
]
OTHERS = {**PLACES, **COUNTIES}
Printed = Mapping[str, bytes]


def _layouts() -> dict[str, tuple[str, Layout]]:
    found = {name: (title, make()) for name, (title, make) in LAYOUTS.items()}
    return found | {name: (make().title, make().layout) for name, make in OTHERS.items()}


def _printed(documents: Mapping[str, bytes], folder: Path) -> Printed:
    """All documents as PDF, by one start of the office program."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = [
        str(office.program()), f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--convert-to", "pdf", "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx"))),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    documents = {name: as_docx(*layout) for name, layout in _layouts().items()}
    return _printed(documents, tmp_path_factory.mktemp("ruled"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    chosen = ["futian_like", "national_88", "many_projects", "numbered_names"]
    layouts = _layouts()
    documents = {name: _without_rules(as_docx(*layouts[name])) for name in chosen}
    documents["short"] = _without_rules(as_docx("项目支出绩效目标申报表（2026年度）", _short()))
    return _printed(documents, tmp_path_factory.mktemp("bare"))


def _without_rules(content: bytes) -> bytes:
    document = docx.Document(io.BytesIO(content))
    for table in document.tables:
        table.style = document.styles["Normal Table"]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _short() -> Layout:
    rows = [
        ["产出指标", "数量指标", "巡查次数", "≥48次"],
        ["产出指标", "质量指标", "完好率", "≥95%"],
    ]
    return [["一级指标", "二级指标", "三级指标", "指标值"], *rows]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_lands(ruled: Printed, layout: str) -> None:
    found = [one.declaration for one in read_bytes(ruled[layout], "x.pdf")]
    form: Declaration = next(one for one in found if one.project_name == NAME)
    rows = form.indicators[layout == "cost_as_first_level" :]
    assert [(row.name, row.value) for row in rows] == [(row.name, row.value) for row in ROWS]
    if layout not in WITHOUT_CATEGORIES:
        assert [(r.level1, r.level2) for r in rows] == [(r.level1, r.level2) for r in ROWS]
    assert form.annual_goal == (None if layout == "unordered_projects" else GOAL)


@pytest.mark.parametrize("layout", OTHERS)
def test_everything_lands(ruled: Printed, layout: str) -> None:
    assert_lands(read_bytes(ruled[layout], "x.pdf"), list(OTHERS[layout]().forms))


@pytest.mark.parametrize(
    "layout", ["futian_like", "national_88", "many_projects", "numbered_names"]
)
def test_without_rules_nothing_is_guessed(bare: Printed, layout: str) -> None:
    with pytest.raises(UnsupportedFormat, match="没有框线，分不清哪些字属于同一格"):
        read_bytes(bare[layout], "x.pdf")
    assert "指标" in text_of(bare[layout], "x.pdf")


def test_a_table_without_rules_is_read_where_every_line_is_complete(bare: Printed) -> None:
    (one,) = read_bytes(bare["short"], "x.pdf")
    rows = [(r.level1, r.level2, r.name, r.value) for r in one.declaration.indicators]
    assert rows == [tuple(row) for row in _short()[1:]]
    assert one.declaration.year == 2026
