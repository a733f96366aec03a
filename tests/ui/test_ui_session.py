"""One tab's desk: troubles instead of tracebacks, undo, uploads, separation."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.ui.actions import Act, perform
from assistant.ui.desk import Desk, Upload
from assistant.ui.services import Services
from assistant.ui.session import CRASHED, MAX_WAITING_BYTES, TABS, Session, find_session, session_of


def test_what_a_handler_raises_becomes_a_sentence() -> None:
    session = Session()

    def refuse(desk: Desk) -> Desk:
        raise UsageError("这样不行。")

    def crash(desk: Desk) -> Desk:
        raise ZeroDivisionError

    assert session.apply("chat", refuse).troubles[0].text == "这样不行。"
    assert session.apply("form", crash).troubles[0].text == CRASHED


def test_the_last_change_can_be_taken_back(drafted: Desk, services: Services) -> None:
    session = Session()
    session.desk = drafted
    perform(session, Act(kind="edit", at="/project_name", text="甲"), "", services)
    perform(session, Act(kind="edit", at="/project_name", text="乙"), "", services)
    assert len(session.desk.past) == 2
    names = []
    for _ in range(2):
        desk = perform(session, Act(kind="undo"), "", services)
        names.append(desk.declaration and desk.declaration.project_name)
    assert names == ["甲", "社区公园绿化管养"]
    assert "没有可以撤销" in perform(session, Act(kind="undo"), "", services).talk[-1].text


def test_an_unknown_deed_is_said(services: Services) -> None:
    assert "刷新页面" in perform(Session(), Act(kind="explode"), "", services).troubles[0].text


def test_too_long_a_text_is_said(services: Services) -> None:
    desk = perform(Session(), Act(kind="draft"), "长" * 300_000, services)
    assert "万字" in desk.troubles[0].text


def test_a_page_that_names_itself_gets_a_desk_of_its_own() -> None:
    name, other = "a" * 36, "b" * 36
    session, is_new = session_of(name, "甲", None)
    assert session is not None
    assert (session.token, is_new) == (name, True)
    assert session_of(name, "甲", None) == (session, False)
    assert find_session(name) is session
    assert session_of(name, "乙", None) == (None, False)
    assert session_of("short", "甲", None) == (None, False)
    assert session_of(other, "甲", None)[0] is not session


def test_the_tab_used_longest_ago_is_crowded_out() -> None:
    first, _ = session_of("first" + "x" * 32, "甲", None)
    for number in range(TABS):
        session_of(f"{number:040}", "甲", None)
    token = first.token if first else ""
    del first
    assert find_session(token) is None


def test_a_deed_is_begun_once() -> None:
    session = Session()
    assert session.begins("1")
    assert not session.begins("1")
    assert not session.is_done("1")
    session.ended("1")
    assert session.is_done("1")
    assert session.begins("")
    assert session.begins("")


def test_a_forgotten_session_is_not_found() -> None:
    token = Session().token
    assert find_session(token) is None


def test_uploads_wait_and_are_taken_once() -> None:
    session = Session()
    assert session.receive(Upload(name="a", content=b"x"))
    assert not session.receive(Upload(name="b", content=b"x" * MAX_WAITING_BYTES))
    assert [upload.name for upload in session.take_uploads()] == ["a"]
    assert session.take_uploads() == ()
