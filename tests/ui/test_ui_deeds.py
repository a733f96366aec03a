"""The page's deeds over HTTP: done once, in the row that was meant, on the user's own desk."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.model import OPEN, Declaration
from assistant.store import DraftStore, open_engine
from assistant.ui import session as session_module
from assistant.ui.deeds import add_deed_routes, beginning
from assistant.ui.desk import Desk
from assistant.ui.services import Services
from assistant.ui.session import find_session
from assistant.ui.working import perform_watched

BRIEF = (
    "社区公园绿化管养，2026年预算80万元。全年修剪灌木6次，补植苗木300株，"
    "苗木成活率95%以上，群众满意度90%以上。"
)


class Tab:
    """A page of its own."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.token = secrets.token_urlsafe(27)

    def act(self, kind: str, **parts: str) -> dict[str, Any]:
        """One deed and its answer."""
        sent = {"kind": kind, "description": BRIEF, **parts}
        reply = self.client.post(f"/act/{self.token}", json=sent)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        return answer

    @property
    def desk(self) -> Desk:
        """What lies on its desk."""
        session = find_session(self.token)
        assert session is not None
        return session.desk

    @property
    def form(self) -> Declaration:
        """The form on it."""
        assert self.desk.declaration is not None
        return self.desk.declaration

    @property
    def rows(self) -> list[tuple[str, str]]:
        """(name of the row, its 三级指标) as they are now."""
        names = [row.name or "" for row in self.form.indicators]
        return list(zip(self.desk.row_keys, names, strict=True))


@pytest.fixture
def tab(services: Services) -> Iterator[Tab]:
    api = FastAPI()
    add_deed_routes(api, services)
    with TestClient(api) as opened:
        yield Tab(opened)


def test_a_draft_is_answered_with_every_panel(tab: Tab, services: Services) -> None:
    answer = tab.act("draft", number="1")
    assert set(answer["panels"]) == set(beginning(services))
    assert f'data-token="{tab.token}"' in answer["panels"]["bar"]
    assert "put" not in answer


def test_a_deed_sent_twice_is_done_once(tab: Tab) -> None:
    tab.act("draft", number="1")
    before = len(tab.rows)
    first = tab.act("add_row", at="/indicators/0", row=tab.rows[0][0], number="2")
    again = tab.act("add_row", at="/indicators/0", row=tab.rows[0][0], number="2")
    assert len(tab.rows) == before + 1
    assert again["panels"]["form"] == first["panels"]["form"]


def test_what_was_meant_for_a_row_reaches_it_wherever_it_stands(tab: Tab) -> None:
    tab.act("draft", number="1")
    place = next(n for n, (_, name) in enumerate(tab.rows) if "苗木成活率" in name)
    key = tab.rows[place][0]
    tab.act("add_row", at="/indicators/0", row=tab.rows[0][0], number="2")
    tab.act("edit", at=f"/indicators/{place}/value", row=key, text="≥97%", number="3")
    values = {row.name: row.value for row in tab.form.indicators}
    assert values[next(name for _, name in tab.rows if "苗木成活率" in name)] == "≥97%"
    assert values.get(OPEN) == OPEN


def test_what_was_meant_for_a_row_that_is_gone_is_refused_with_its_words(
    tab: Tab,
) -> None:
    tab.act("draft", number="1")
    before = tab.rows
    answer = tab.act(
        "edit", at="/indicators/0/value", row="gone", text="≥97%", number="2"
    )  # fmt: skip
    assert "“≥97%”没有写入" in answer["panels"]["bar"]
    assert tab.rows == before


def test_undo_gives_the_rows_their_names_back(tab: Tab) -> None:
    tab.act("draft", number="1")
    before = tab.rows
    tab.act("add_row", at="/indicators/0", row=before[0][0], number="2")
    tab.act("row_up", at="/indicators/1", row=tab.rows[1][0], number="3")
    tab.act("undo", number="4")
    tab.act("undo", number="5")
    assert tab.rows == before
    moved = [name for name in before if "修剪" in name[1]]
    tab.act("remove_row", at=f"/indicators/{before.index(moved[0])}", row=moved[0][0])
    assert [row for row in tab.rows if row not in before] == []


def test_a_button_said_earlier_points_where_its_row_is_now(tab: Tab) -> None:
    tab.act("draft", number="1")
    tab.act("say", text="复制苗木成活率", number="2")
    before = tab.desk.talk[-1].choices[0].at
    tab.act("add_row", at="/indicators/0", row=tab.rows[0][0], number="3")
    after = tab.desk.talk[-1].choices[0].at
    assert int(after.split("/")[2]) == int(before.split("/")[2]) + 1
    tab.act("remove_row", at=after, row=tab.rows[int(after.split("/")[2])][0], number="4")
    assert all(c.at != after or "成活率" not in c.label for c in tab.desk.talk[-1].choices)


def test_what_a_page_left_unsent_is_done(tab: Tab) -> None:
    tab.act("draft", number="1")
    deeds = [
        {"kind": "edit", "at": "/applicant_unit", "text": "区绿化所", "number": "2"},
        {"kind": "edit", "at": "/budget_unit", "text": "区财政局", "number": "3"},
    ]
    body = {"description": f"{BRIEF}补充一句。", "deeds": deeds}
    assert tab.client.post(f"/act/{tab.token}/left", json=body).json() == {"taken": 2}
    assert tab.form.applicant_unit == "区绿化所"
    assert tab.form.budget_unit == "区财政局"
    assert tab.desk.description.endswith("补充一句。")
    assert tab.client.post(f"/act/{'z' * 36}/left", json=body).status_code == 410


def test_what_was_left_is_brought_twice_and_done_once(tab: Tab, services: Services) -> None:
    """Once by the page as it closes, once by the page that comes after it."""
    tab.act("draft", number="1")
    before = len(tab.rows)
    row = tab.rows[0][0]
    deeds = [
        {"kind": "add_row", "at": "/indicators/0", "row": row, "number": "2"},
        {"kind": "edit", "at": "/applicant_unit", "text": "区绿化所", "number": "3"},
    ]
    body = {"description": BRIEF, "deeds": deeds}
    for _ in range(2):
        assert tab.client.post(f"/act/{tab.token}/left", json=body).json() == {"taken": 2}
    assert len(tab.rows) == before + 1
    assert tab.form.applicant_unit == "区绿化所"


def test_who_brings_what_was_left_is_answered_when_it_is_done(
    tab: Tab, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that comes after then asks for a draft that has everything in it."""
    tab.act("draft", number="1")
    session = find_session(tab.token)
    assert session is not None
    body = {"deeds": [{"kind": "edit", "at": "/applicant_unit", "text": "区绿化所", "number": "2"}]}
    go, held = Event(), Event()

    def slowly(*arguments: Any, **named: Any) -> Desk:
        held.set()
        assert go.wait(60)
        return perform_watched(*arguments, **named)

    monkeypatch.setattr("assistant.ui.deeds.perform_watched", slowly)
    answers: list[Any] = []

    def bring() -> None:
        answers.append(tab.client.post(f"/act/{tab.token}/left", json=body))

    first, second = Thread(target=bring), Thread(target=bring)
    first.start()
    assert held.wait(60)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    go.set()
    for thread in (first, second):
        thread.join(60)
    assert [answer.json() for answer in answers] == [{"taken": 1}, {"taken": 1}]
    assert tab.form.applicant_unit == "区绿化所"


def test_a_deed_done_by_a_process_that_died_is_not_done_again(
    services: Services, tmp_path: Path
) -> None:
    """Killed after it had saved and before it could answer: the page sends the deed again."""
    api = FastAPI()
    add_deed_routes(api, replace(services, drafts=DraftStore(open_engine(tmp_path))))
    with TestClient(api) as client:
        tab = Tab(client)
        tab.act("draft", number="1")
        before = len(tab.rows)
        session = find_session(tab.token)
        assert session is not None
        shown = {"draft": session.standing.draft, "revision": str(session.standing.revision)}
        row = {"at": "/indicators/0", "row": tab.rows[0][0], "number": "2", **shown}
        tab.act("add_row", **row)
        del session
        forget(tab.token)
        answer = tab.act("add_row", **row)
        assert len(tab.rows) == before + 1
        assert "没有写入" not in answer["panels"]["bar"]
        assert tab.act("add_row", **row)["panels"]["form"] == answer["panels"]["form"]
        forget(tab.token)
        answer = tab.act("edit", at="/applicant_unit", text="区绿化所", number="3", **shown)
        assert "没有写入" in answer["panels"]["bar"]  # of a draft changed since, by somebody else


@pytest.mark.parametrize("kind", ["describe", "redraft"])
def test_who_goes_on_with_the_description_after_a_restart_keeps_the_form(
    services: Services, tmp_path: Path, kind: str
) -> None:
    api = FastAPI()
    add_deed_routes(api, replace(services, drafts=DraftStore(open_engine(tmp_path))))
    with TestClient(api) as client:
        tab = Tab(client)
        tab.act("draft", number="1")
        tab.act("edit", at="/applicant_unit", text="区绿化所", number="2")
        session = find_session(tab.token)
        assert session is not None
        shown = {"draft": session.standing.draft, "revision": str(session.standing.revision)}
        del session
        forget(tab.token)
        tab.act(kind, number="3", text=BRIEF, **shown)
        assert tab.form.applicant_unit == "区绿化所"
        forget(tab.token)
        tab.act(kind, number="4", text=BRIEF, draft="deleted meanwhile")
        assert tab.desk.description == BRIEF


def test_looking_at_a_draft_does_not_overtake_its_other_page(
    services: Services, tmp_path: Path
) -> None:
    api = FastAPI()
    add_deed_routes(api, replace(services, drafts=DraftStore(open_engine(tmp_path))))
    with TestClient(api) as client:
        first, second = Tab(client), Tab(client)
        first.act("draft", number="1")
        session = find_session(first.token)
        assert session is not None
        second.act("resume", at=session.standing.draft, number="1")
        second.act("describe", number="2")
        first.act("edit", at="/applicant_unit", text="区绿化所", number="2")
        assert not session.standing.is_side
        assert "区绿化所" in second.act("look", number="3")["panels"]["form"]


def forget(token: str) -> None:
    """As another process: no tab is known."""
    session_module._recent.pop(token)
    gc.collect()
    assert find_session(token) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"kind": 3}', b'{"deeds": 1}'])
def test_what_is_no_deed_is_refused(tab: Tab, body: bytes) -> None:
    for path in (f"/act/{tab.token}", f"/act/{tab.token}/left"):
        tab.act("look")
        assert tab.client.post(path, content=body).status_code == 422


def test_a_page_that_shows_a_draft_nobody_has_is_told_so(tab: Tab) -> None:
    answer = tab.act("edit", at="/applicant_unit", text="x", draft="nowhere")
    assert "刷新页面" in answer["panels"]["bar"]
    assert set(answer["panels"]) == {"bar"}
