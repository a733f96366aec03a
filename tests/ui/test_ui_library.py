"""往年库: what is read is seen first; search, distribution, removal; the index follows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import formats
from assistant.errors import IndexUnavailable
from assistant.model import Declaration, Imported, Indicator
from assistant.retrieval import open_index
from assistant.ui.actions import Act, perform
from assistant.ui.index_door import IndexDoor
from assistant.ui.jobs import Job
from assistant.ui.library.distribution import distribution
from assistant.ui.library.routes import add_library_routes
from assistant.ui.library.tray import Candidate, tray_of
from assistant.ui.panels import library
from assistant.ui.services import Services
from assistant.ui.session import Session

ROOT = Path(__file__).resolve().parents[2]
PAST = Declaration(
    project_name="古树名木保护", project_code="7", year=2024, applicant_unit="测试区城管局",
    annual_goal="养护古树120株。",
    indicators=(
        Indicator(level1="产出指标", level2="数量指标", name="养护古树株数", value="≥120株",
                  unit="株", explanation="考察养护的古树数量。"),
    ),
)  # fmt: skip


@pytest.fixture
def indexed(services: Services, tmp_path: Path) -> Services:
    """Services with a real index over the corpus, in a folder of its own."""
    door = IndexDoor(lambda: open_index(tmp_path, ROOT / "corpus"))
    door.start()
    assert door.get() is not None
    return replace(services, index=door)


@pytest.fixture
def session() -> Session:
    """A tab."""
    return Session()


@pytest.fixture
def client(indexed: Services) -> Iterator[TestClient]:
    """The addresses of the library."""
    api = FastAPI()
    add_library_routes(api, indexed)
    with TestClient(api) as client:
        yield client


def settled(client: TestClient, session: Session, shown: str) -> str:
    """The view once nothing goes on any more."""
    while "data-busy" in shown:
        time.sleep(0.05)
        shown = client.get(f"/library/{session.token}").text
    return shown


def drop(client: TestClient, session: Session, *files: tuple[str, bytes]) -> str:
    """The view once the files are read."""
    for name, content in files:
        headers = {"x-file-name": quote(name)}
        client.post(f"/library/{session.token}/files", content=content, headers=headers)
    return settled(client, session, client.post(f"/library/{session.token}/read").text)


def past_file() -> tuple[str, bytes]:
    """The past form as a Word file."""
    return "往年.docx", formats.to_bytes(PAST, "docx")


def search(client: TestClient, session: Session, **query: str) -> str:
    """What a search shows."""
    return client.get(f"/library/{session.token}/search", params=query).text


def test_what_was_read_is_seen_before_it_is_added(client: TestClient, session: Session) -> None:
    shown = drop(client, session, past_file(), ("坏的.xlsx", b"PK\x03\x04 no"))
    assert "读到 1 份" in shown, shown
    assert "古树名木保护" in shown
    assert "养护古树120株" in shown
    assert "“坏的.xlsx”打不开" in shown
    assert "自己加入 0" in shown
    assert "古树名木保护" not in search(client, session, q="古树")


def test_added_is_found_and_removed_is_gone(
    client: TestClient, session: Session, indexed: Services
) -> None:
    drop(client, session, past_file())
    assert "还没有勾选" in client.post(f"/library/{session.token}/add").text
    shown = client.post(f"/library/{session.token}/add", content="pick=0").text
    shown = settled(client, session, shown)
    assert "已加入 1 份" in shown
    assert "自己加入 1" in shown
    assert "读到 1 份" not in shown
    found = search(client, session, q="养护古树株数")
    assert "≥120株" in found
    assert "古树名木保护（2024）" in found
    index = indexed.index.get()
    assert index is not None
    key = next(one.id for one in index.list() if one.origin == "added")
    assert "古树名木保护" in client.get(f"/library/{session.token}/list?find=古树").text
    assert "考察养护的古树数量" in client.get(f"/library/{session.token}/form/{key}").text

    assert "库中已有" in drop(client, session, past_file())
    removed = client.post(f"/library/{session.token}/remove/{key}").text
    assert "已从往年库移除“古树名木保护”" in removed
    assert "自己加入 0" in removed
    assert "古树名木保护" not in search(client, session, q="养护古树株数")


def test_while_files_are_read_only_how_far_it_is_is_shown(session: Session) -> None:
    tray = tray_of(session)
    form = Imported(declaration=PAST, notes=())
    tray.candidates = (Candidate(file_name="往年.docx", imported=form),) * 300
    tray.job = Job(420, "read")
    tray.job.step("往年.docx", 300)
    shown = library.html(tray, None, (), "ready")
    assert '<progress max="420" value="300"' in shown
    assert "已读到 300 份" in shown
    assert "养护古树120株" not in shown
    assert len(shown) < 4000


def test_what_was_not_picked_stays_unpicked_when_adding_was_stopped(
    client: TestClient, session: Session
) -> None:
    others = [PAST.model_copy(update={"project_name": f"第{n}处古树"}) for n in range(3)]
    files = [(f"{n}.json", formats.to_bytes(one, "json")) for n, one in enumerate(others)]
    assert drop(client, session, *files).count(" checked") == 3
    added = client.post(f"/library/{session.token}/add", content="pick=1").text
    shown = settled(client, session, added)
    assert "读到 2 份" in shown
    assert " checked" not in shown


def test_beyond_the_caps_is_one_sentence_that_names_where_to_go_on(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.ui.library.tray.MOST_FILES", 2)
    shown = drop(client, session, *[(f"{n}.docx", past_file()[1]) for n in range(5)])
    assert "读到 2 份" in shown
    assert "从“2.docx”起的 3 个文件没有读取，请把它们再拖入一次" in shown
    assert shown.count('class="trouble"') == 2, "one for the dropping itself"


def test_what_came_with_the_program_is_not_removed(
    client: TestClient, session: Session, indexed: Services
) -> None:
    index = indexed.index.get()
    assert index is not None
    key = index.list()[0].id
    assert "属于随附的语料" in client.post(f"/library/{session.token}/remove/{key}").text
    assert len(index.list()) == 11


def test_filters_narrow_the_search(client: TestClient, session: Session) -> None:
    every = search(client, session, q="满意度")
    few = search(client, session, q="满意度", level2="数量指标")
    assert "服务对象满意度指标" in every
    assert "服务对象满意度指标" not in few
    assert "没有找到" in search(client, session, q="满意度", year="1999")
    assert "请先写要找什么" in search(client, session, q=" ")


def test_a_stored_form_opens_as_a_copy(session: Session, indexed: Services) -> None:
    index = indexed.index.get()
    assert index is not None
    stored = index.list()[0]
    desk = perform(session, Act(kind="open_stored", at=stored.id), "", indexed)
    assert desk.declaration == index.declaration(stored.id)
    desk = perform(session, Act(kind="open_stored", at="nothing"), "", indexed)
    assert "没有编号" in desk.troubles[0].text


def test_an_index_that_fails_is_said(services: Services, session: Session) -> None:
    def fail() -> None:
        raise IndexUnavailable("检索索引打不开：磁盘满了。")

    door = IndexDoor(fail)  # type: ignore[arg-type]
    door.start()
    door.get()
    api = FastAPI()
    add_library_routes(api, replace(services, index=door))
    with TestClient(api) as client:
        assert "磁盘满了" in client.get(f"/library/{session.token}").text
        assert "磁盘满了" in search(client, session, q="满意度")
        assert "磁盘满了" in drop(client, session, past_file())


def test_names_stay_text(client: TestClient, session: Session) -> None:
    evil = "<img src=http://x.example/a onerror=alert(1)>"
    row = PAST.indicators[0].model_copy(update={"name": evil, "value": evil, "unit": evil})
    form = PAST.model_copy(update={"project_name": evil, "annual_goal": evil, "indicators": (row,)})
    drop(client, session, (f"{evil}.json", formats.to_bytes(form, "json")))
    shown = settled(
        client, session, client.post(f"/library/{session.token}/add", content="pick=0").text
    )
    key = next(iter(tray_of(session).candidates), None)
    assert key is None
    listed = client.get(f"/library/{session.token}/list").text
    found = search(client, session, q=evil)
    for html in (shown, listed, found):
        assert "<img" not in html
    assert "&lt;img" in listed
    assert "&lt;img" in found


def test_nobody_else_sees_a_tray(client: TestClient) -> None:
    for path in ("", "/list", "/search?q=x", "/form/1"):
        assert client.get(f"/library/nobody{path}").status_code == 410


@pytest.mark.parametrize(
    ("values", "labels", "counts"),
    [
        (["≥90%", "≥95%", "≥90%", "90%以上", "较高"], ["≥90%", "≥95%"], [3, 1]),
        (["≥90%", "≥95%"], None, None),
        (["≥90%"] * 6, None, None),
        (["显著"] * 6, None, None),
        (["3次", "12次", "4个", "6次", "3次"], ["3次", "6次", "12次"], [2, 1, 1]),
    ],
)
def test_values_are_spread_over_bars(
    values: list[str], labels: list[str] | None, counts: list[int] | None
) -> None:
    chart = distribution((value, None) for value in values)
    if labels is None:
        assert chart is None
        return
    assert chart is not None
    assert [bar.label for bar in chart.bars] == labels
    assert [bar.count for bar in chart.bars] == counts


def test_many_different_values_are_put_into_ranges() -> None:
    chart = distribution((f"{n}份", "份") for n in range(121))
    assert chart is not None
    assert len(chart.bars) == 12
    assert sum(bar.count for bar in chart.bars) == 121
    assert chart.bars[0].label == "0–10份"
