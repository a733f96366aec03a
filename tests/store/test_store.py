"""What is saved is found again: by its owner only, with every version, after any kind of end."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.errors import StoreUnavailable, UsageError
from assistant.store import DraftStore, Work, open_engine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    """An empty store."""
    return DraftStore(open_engine(tmp_path))


def work(form: str, talk: str = "", chain: tuple[int, ...] = ()) -> Work:
    """A state of a draft whose form says `form`."""
    return Work(
        title=form, what=f"写 {form}", form={"declaration": form, "source": "同一份说明"},
        desk={"talk": talk}, chain=chain,
    )  # fmt: skip


def test_a_draft_is_found_as_it_was_left(store: DraftStore) -> None:
    first = store.save("甲", work("一", "你好"))
    second = store.save(
        "甲", work("二", "再见", (first.version,)), draft=first.draft,
        seen=first.revision, version=first.version,
    )  # fmt: skip
    kept = store.load("甲", first.draft)
    assert (kept.form["declaration"], kept.desk["talk"]) == ("二", "再见")
    assert (kept.version, kept.chain, kept.revision) == (second.version, (1,), second.revision)
    assert [(v.number, v.what, v.is_head) for v in store.versions("甲", first.draft)] == [
        (2, "写 二", True),
        (1, "写 一", False),
    ]
    assert store.forms("甲", first.draft, [1])[1]["declaration"] == "一"


def test_the_same_form_is_no_new_version(store: DraftStore) -> None:
    first = store.save("甲", work("一"))
    again = store.save("甲", work("一", "聊聊"), draft=first.draft, seen=1, version=first.version)
    assert again.version == first.version
    assert again.revision == 2
    assert len(store.versions("甲", first.draft)) == 1


def test_a_draft_without_a_form_has_no_version(store: DraftStore) -> None:
    saved = store.save("甲", Work(title="", what="", form={}, desk={"description": "还没写完"}))
    kept = store.load("甲", saved.draft)
    assert (kept.version, kept.form, kept.desk) == (0, {}, {"description": "还没写完"})


def test_the_second_of_two_pages_overwrites_nothing(store: DraftStore) -> None:
    base = store.save("甲", work("一"))
    here = {"draft": base.draft, "seen": base.revision, "version": base.version}
    store.save("甲", work("这里"), **here)
    there = store.save("甲", work("那里"), **here)
    assert there.is_side
    assert store.load("甲", base.draft).form["declaration"] == "这里"
    later = store.save(
        "甲", work("那里又改"), draft=base.draft, seen=there.revision, version=there.version
    )
    assert later.is_side
    sides = [v.number for v in store.versions("甲", base.draft) if v.is_side]
    assert sides == [later.version, there.version]
    assert store.forms("甲", base.draft, sides)[there.version]["declaration"] == "那里"

    now = store.revision("甲", base.draft)
    adopted = store.save("甲", work("那里又改"), draft=base.draft, seen=now, version=later.version)
    assert not adopted.is_side
    assert store.load("甲", base.draft).form["declaration"] == "那里又改"
    assert [v.number for v in store.versions("甲", base.draft) if v.is_head] == [later.version]


def test_nobody_sees_or_changes_the_draft_of_another(store: DraftStore) -> None:
    mine = store.save("甲", work("一")).draft
    for attempt in (
        lambda: store.load("乙", mine),
        lambda: store.versions("乙", mine),
        lambda: store.forms("乙", mine, [1]),
        lambda: store.revision("乙", mine),
        lambda: store.save("乙", work("改"), draft=mine, seen=1, version=1),
        lambda: store.archive("乙", mine),
        lambda: store.delete("乙", mine),
    ):
        with pytest.raises(UsageError, match="不在草稿库"):
            attempt()
    assert store.drafts("乙") == ()
    assert store.load("甲", mine).form["declaration"] == "一"


def test_drafts_are_listed_put_away_and_deleted_only_when_asked(store: DraftStore) -> None:
    one, other = (store.save("甲", work(name)).draft for name in ("一", "二"))
    assert [entry.title for entry in store.drafts("甲")] == ["二", "一"]
    store.archive("甲", one)
    assert [entry.id for entry in store.drafts("甲")] == [other]
    assert [entry.id for entry in store.drafts("甲", archived=True)] == [one]
    assert store.load("甲", one).form["declaration"] == "一"
    store.archive("甲", one, archived=False)
    store.delete("甲", other)
    assert [entry.id for entry in store.drafts("甲")] == [one]
    with pytest.raises(UsageError):
        store.load("甲", other)


def test_a_long_text_is_stored_once(store: DraftStore, tmp_path: Path) -> None:
    import random

    source = "".join(random.Random(8).choices([chr(c) for c in range(0x4E00, 0x9FA5)], k=100_000))
    saved = store.save(
        "甲", Work(title="", what="", form={"declaration": "0", "s": source}, desk={})
    )
    for number in range(1, 20):
        form = {"declaration": str(number), "s": source}
        saved = store.save(
            "甲", Work(title="", what="", form=form, desk={}), draft=saved.draft,
            seen=saved.revision, version=saved.version,
        )  # fmt: skip
    size = sum(path.stat().st_size for path in tmp_path.glob("drafts.sqlite3*"))
    assert size < 5 * len(source.encode())


def test_lone_surrogates_are_kept(store: DraftStore) -> None:
    saved = store.save("甲", work("坏\ud800字"))
    assert store.load("甲", saved.draft).form["declaration"] == "坏\ud800字"


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    open_engine(tmp_path).dispose()
    stores = [DraftStore(open_engine(tmp_path)) for _ in range(2)]
    troubles: list[Exception] = []

    def write(number: int) -> None:
        store, saved = stores[number % 2], None
        try:
            for turn in range(10):
                saved = store.save(
                    f"用户{number}", work(f"{number}-{turn}"),
                    draft=saved.draft if saved else "", seen=saved.revision if saved else 0,
                    version=saved.version if saved else 0,
                )  # fmt: skip
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            troubles.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    for number in range(8):
        (entry,) = stores[0].drafts(f"用户{number}")
        assert entry.versions == 10
        kept = stores[1].load(f"用户{number}", entry.id)
        assert kept.form["declaration"] == f"{number}-9"


KILLED = """
import os, signal, sys
from pathlib import Path
from assistant.store import DraftStore, Work, open_engine
store = DraftStore(open_engine(Path(sys.argv[1])))
saved = None
for n in range(7):
    w = Work(title=str(n), what="", form={"declaration": str(n)}, desk={"talk": str(n)})
    saved = store.save("甲", w, draft=saved.draft if saved else "",
                       seen=saved.revision if saved else 0, version=saved.version if saved else 0)
print(saved.draft, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode < 0, ended.stderr
    store = DraftStore(open_engine(tmp_path))
    kept = store.load("甲", ended.stdout.strip())
    assert (kept.form["declaration"], kept.desk["talk"], kept.version) == ("6", "6", 7)


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="ASSISTANT_DATA_DIR"):
        open_engine(tmp_path / "file" / "data")
    (tmp_path / "drafts.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnavailable, match="草稿库"):
        open_engine(tmp_path)
