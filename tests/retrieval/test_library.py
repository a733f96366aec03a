"""The store of added declarations: all or nothing; damage is told and not mended."""

import json

import pytest

from assistant.errors import IndexUnavailable
from assistant.model import Declaration
from assistant.retrieval import open_index
from assistant.retrieval.corpus import content_id
from assistant.retrieval.library import Library
from tests.retrieval.forms import PARK, SEWER, VACCINE


@pytest.fixture
def library(data_dir, tmp_path):
    return Library(data_dir, tmp_path / "corpus")


def test_what_was_added_is_read_back_as_it_was(library):
    strange = Declaration(project_name="零宽\u200b与半个\ud83d字", year=2026)
    assert library.add([PARK, strange, PARK]) == (True, True, False)
    assert dict(library.read(library.ids())) == {content_id(d): d for d in (PARK, strange)}


def test_an_addition_that_fails_midway_leaves_nothing(library, monkeypatch):
    library.add([PARK])
    before = library.signature()

    def ids(declaration):
        if declaration is SEWER:
            raise KeyboardInterrupt
        return content_id(declaration)

    monkeypatch.setattr("assistant.retrieval.library.content_id", ids)
    with pytest.raises(KeyboardInterrupt):
        library.add([VACCINE, SEWER])
    assert library.ids() == {content_id(PARK)}
    assert library.signature() == before


def test_the_signature_changes_with_every_change_only(library):
    signatures = [library.signature()]
    library.add([PARK])
    signatures.append(library.signature())
    library.add([PARK])
    assert library.signature() == signatures[-1]
    library.delete(content_id(PARK))
    signatures.append(library.signature())
    library.add([PARK])
    signatures.append(library.signature())
    assert len(set(signatures)) == 4


def test_a_damaged_store_is_one_sentence_and_is_not_touched(data_dir, corpus):
    data_dir.mkdir()
    store = data_dir / "library.sqlite3"
    store.write_bytes(b"this is no database " * 200)
    with pytest.raises(IndexUnavailable, match=r"library\.sqlite3.*备份"):
        open_index(data_dir, corpus)
    assert store.read_bytes().startswith(b"this is no database")


def test_declarations_kept_as_files_by_an_earlier_version_are_taken_over_once(data_dir, corpus):
    folder = data_dir / "declarations"
    folder.mkdir(parents=True)
    mine = PARK.model_copy(update={"project_name": "湿地公园管养"})
    (folder / "a.json").write_text(json.dumps(mine.as_json(), ensure_ascii=False), "utf-8")
    for _ in range(2):
        names = [one.project_name for one in open_index(data_dir, corpus).list()]
        assert names.count("湿地公园管养") == 1
    assert [path.name for path in folder.iterdir()] == ["a.json.moved"]
