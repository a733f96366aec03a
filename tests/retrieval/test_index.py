"""The index as a cache: built once, rebuilt when stale or damaged, never half, additions kept."""

import json
import threading

import pytest

from assistant.errors import IndexUnavailable, UsageError
from assistant.retrieval import generations, neighbours, open_index, rows, upkeep
from assistant.retrieval.upkeep import DAMAGED
from tests.retrieval.forms import PARK, declaration

ROAD = declaration(
    "道路大修", "440309", 2026, "某区住建局", ("数量指标", "大修道路长度", "≥985米", "米")
)


def stored_names(index):
    return [entry.project_name for entry in index.list()]


def generation(data_dir):
    return json.loads((data_dir / "index" / "current.json").read_text())["folder"]


def test_an_unchanged_index_is_not_built_again(index, data_dir, corpus):
    before = generation(data_dir)
    assert stored_names(open_index(data_dir, corpus)) == stored_names(index)
    assert generation(data_dir) == before
    assert index.notices == ()


def test_a_changed_corpus_is_noticed(index, data_dir, corpus):
    (corpus / "declarations" / "440303.json").unlink()
    assert stored_names(open_index(data_dir, corpus)) == ["疫苗接种", "社区公园管养"]


def test_another_way_of_indexing_rebuilds(index, data_dir, corpus, monkeypatch):
    before = generation(data_dir)
    monkeypatch.setattr(generations, "ENTRIES_VERSION", "another")
    open_index(data_dir, corpus)
    assert generation(data_dir) != before


def test_an_edited_file_of_the_corpus_is_taken_in_without_building_anew(index, data_dir, corpus):
    before = generation(data_dir)
    changed = PARK.model_copy(update={"project_name": "湿地公园管养"})
    text = json.dumps(changed.as_json(), ensure_ascii=False)
    (corpus / "declarations" / "440301.json").write_text(text, "utf-8")
    again = open_index(data_dir, corpus)
    assert stored_names(again) == ["湿地公园管养", "疫苗接种", "雨污分流改造"]
    assert {p.project_name for p in again.search("苗木成活率", k=1)} == {"湿地公园管养"}
    assert generation(data_dir) == before


@pytest.mark.parametrize("content", [b"", b"not a file of ours", None])
@pytest.mark.parametrize("name", ["rows.sqlite3", "vectors.npy", "terms.npy", "starts.npy"])
def test_a_damaged_index_is_rebuilt_and_said(index, data_dir, corpus, name, content):
    folder = data_dir / "index" / generation(data_dir)
    for beside in folder.glob(f"{name}-*"):
        beside.unlink()
    file = folder / name
    file.unlink() if content is None else file.write_bytes(content)
    again = open_index(data_dir, corpus)
    assert again.notices == (DAMAGED,)
    assert stored_names(again) == stored_names(index)
    assert again.search("苗木成活率", k=1)[0].project_name == "社区公园管养"


def test_an_index_that_is_swapped_away_while_it_is_opened_is_no_damage(
    index, data_dir, corpus, monkeypatch
):
    load = upkeep.Snapshot.load

    def late(pointer, folder):
        monkeypatch.setattr(upkeep.Snapshot, "load", load)
        index.rebuild()
        index.rebuild()  # clears the folder that is about to be read
        assert not folder.exists()
        return load(pointer, folder)

    monkeypatch.setattr(upkeep.Snapshot, "load", late)
    again = open_index(data_dir, corpus)
    assert again.notices == ()
    assert again.snapshot.pointer == index.snapshot.pointer


@pytest.mark.parametrize("count", [1, 19, 20, 1000])
def test_every_row_goes_into_chroma_once(count):
    alike = list(range(count))[::-1]
    order = neighbours._scattered_first(alike).tolist()
    assert sorted(order) == list(range(count))
    others = order[count // neighbours._SCATTERED :]
    assert others == sorted(others, reverse=True), "after those at random, as they are alike"


def test_what_chroma_writes_knows_nothing_of_us(index, data_dir, corpus, monkeypatch):
    """Its files are filled up with what lies in memory: so the memory is another process's."""
    secrets = [f"sk-canary-{number:05}-{'x' * 40}" for number in range(20_000)]
    monkeypatch.setenv("OPENAI_API_KEY", secrets[0])
    del secrets[1::2]
    index.rebuild()
    files = [path for path in (data_dir / "index").rglob("chroma/**/*") if path.is_file()]
    assert any(path.name == "data_level0.bin" for path in files)
    assert not any(b"sk-canary" in path.read_bytes() for path in files)


def test_why_chroma_could_not_write_is_told(tmp_path):
    with pytest.raises(rows.DamagedStoreError, match=r"vectors\.npy"):
        neighbours.create(tmp_path / "chroma", tmp_path / "vectors.npy", [0])


def test_a_damaged_pointer_is_no_obstacle(index, data_dir, corpus):
    (data_dir / "index" / "current.json").write_text("{")
    assert len(open_index(data_dir, corpus).list()) == 3


def test_entries_lost_from_the_index_come_back(index, data_dir, corpus):
    """The table says which declarations it holds, and is believed over its signature's age."""
    table = data_dir / "index" / generation(data_dir) / "rows.sqlite3"
    rows.change(table, [index.list()[0].id], (), None, {"signature": "interrupted"})
    assert len(open_index(data_dir, corpus).list()) == 3


def test_added_declarations_are_found_and_survive(index, data_dir, corpus):
    before = generation(data_dir)
    (added,) = index.add([ROAD])
    assert added.is_new
    assert index.search("道路长度", k=1)[0].project_name == "道路大修"
    assert generation(data_dir) == before, "one declaration is added in place"
    again = open_index(data_dir, corpus)
    assert [e.origin for e in again.list() if e.id == added.id] == ["added"]
    assert (again.stats().corpus, again.stats().added) == (3, 1)
    assert generation(data_dir) == before


def test_adding_the_same_content_again_changes_nothing(index):
    first, second = index.add([ROAD, ROAD])
    assert (first.is_new, second.is_new) == (True, False)
    assert [added.is_new for added in index.add([ROAD, PARK])] == [False, False]
    assert len(index.list()) == 4


def test_only_what_was_added_can_be_removed(index):
    (added,) = index.add([ROAD])
    assert index.remove(added.id).project_name == "道路大修"
    assert "道路大修" not in stored_names(index)
    with pytest.raises(UsageError, match="语料"):
        index.remove(index.list()[0].id)
    with pytest.raises(UsageError, match="没有编号"):
        index.remove("no-such-id")


def test_an_open_index_sees_what_another_one_added(index, data_dir, corpus):
    open_index(data_dir, corpus).add([ROAD])
    assert "道路大修" in stored_names(index)


def test_an_interrupted_addition_is_completed(index, data_dir, corpus, monkeypatch):
    """The declaration is on disk, the process died before the vectors were."""

    class Killed(BaseException):
        pass

    def killed(*arguments):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(upkeep.table, "change", killed)
        with pytest.raises(Killed):
            index.add([ROAD])
    again = open_index(data_dir, corpus)
    assert again.search("道路长度", k=1)[0].project_name == "道路大修"
    assert again.notices == ()


def test_an_interrupted_rebuild_leaves_the_old_index(index, data_dir, corpus, monkeypatch):
    before = generation(data_dir)

    def full(*arguments):
        raise rows.DamagedStoreError("disk full")

    monkeypatch.setattr(neighbours, "create", full)
    with pytest.raises(IndexUnavailable, match="ASSISTANT_DATA_DIR"):
        index.rebuild()
    assert generation(data_dir) == before
    assert len(open_index(data_dir, corpus).list()) == 3


def test_a_broken_file_of_the_corpus_is_skipped_and_named(data_dir, corpus):
    (corpus / "declarations" / "broken.json").write_text('{"project_name": ')
    index = open_index(data_dir, corpus)
    assert len(index.list()) == 3
    assert "broken.json" in index.notices[0]


def test_an_empty_corpus_gives_an_empty_index(data_dir, tmp_path):
    index = open_index(data_dir, tmp_path / "nothing")
    assert index.search("满意度") == ()
    assert index.stats().declarations == 0


def test_a_data_folder_that_cannot_be_written_is_one_sentence(tmp_path, corpus):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(IndexUnavailable, match="ASSISTANT_DATA_DIR"):
        open_index(file / "data", corpus)


def test_several_writers_at_once_lose_nothing(index, data_dir, corpus):
    roads = [ROAD.model_copy(update={"project_name": f"道路大修{n}"}) for n in "甲乙丙丁"]
    threads = [
        threading.Thread(target=lambda road=road: open_index(data_dir, corpus).add([road]))
        for road in roads
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(open_index(data_dir, corpus).list()) == 7
