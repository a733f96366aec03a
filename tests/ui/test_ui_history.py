"""Kept desks: everything survives the store; two tabs, another owner, a lost store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.model import OPEN
from assistant.store import DraftStore, open_engine
from assistant.ui import history
from assistant.ui.actions import Act, perform
from assistant.ui.desk import Desk
from assistant.ui.keeping import FORM, NOT_KEPT
from assistant.ui.panels import history as panel
from assistant.ui.panels import standing
from assistant.ui.panels.intake import examples
from assistant.ui.services import Services
from assistant.ui.session import Session


@pytest.fixture
def kept(services: Services, tmp_path: Path) -> Services:
    """Services with a store."""
    return replace(services, drafts=DraftStore(open_engine(tmp_path)))


def tab(kept: Services, draft: str = "", owner: str = "甲") -> Session:
    """A browser tab, with that draft opened."""
    session = Session(kept.drafts)
    assert session.belongs_to(owner)
    if draft:
        perform(session, Act(kind="resume", at=draft), "", kept)
    return session


def drafted(kept: Services, owner: str = "甲") -> Session:
    session = tab(kept, owner=owner)
    perform(session, Act(kind="example", text=examples()[0].text), "", kept)
    return session


def rename(session: Session, name: str, kept: Services) -> Desk:
    act = Act(kind="edit", at="/project_name", text=name)
    return perform(session, act, session.desk.description, kept)


def test_every_field_of_a_desk_is_kept(kept: Services) -> None:
    session = drafted(kept)
    perform(session, Act(kind="add_row", at="/indicators/0"), session.desk.description, kept)
    perform(session, Act(kind="say", text="检查"), session.desk.description, kept)
    again = tab(kept, session.standing.draft)
    for field in Desk.model_fields:
        if field not in NOT_KEPT:
            assert getattr(again.desk, field) == getattr(session.desk, field), field
    assert [d.declaration for d in again.desk.past] == [d.declaration for d in session.desk.past]
    assert set(FORM) < set(Desk.model_fields)


def test_undo_goes_back_through_a_restart_and_copies_nothing(kept: Services) -> None:
    session = drafted(kept)
    rename(session, "甲", kept)
    rename(session, "乙", kept)
    later = tab(kept, session.standing.draft)
    names = []
    for _ in range(2):
        desk = perform(later, Act(kind="undo"), "", kept)
        names.append(desk.declaration and desk.declaration.project_name)
    assert names == ["甲", "社区公园绿化管养"]
    assert kept.drafts
    assert [v.number for v in kept.drafts.versions("甲", later.standing.draft)] == [3, 2, 1]
    assert later.desk.version == 1


def test_redo_survives_a_reload(kept: Services) -> None:
    session = drafted(kept)
    rename(session, "甲", kept)
    rename(session, "乙", kept)
    for _ in range(2):
        perform(session, Act(kind="undo"), "", kept)
    later = tab(kept, session.standing.draft)
    names = []
    for _ in range(2):
        desk = perform(later, Act(kind="redo"), "", kept)
        names.append(desk.declaration and desk.declaration.project_name)
    assert names == ["甲", "乙"]
    assert not later.desk.future
    assert not tab(kept, session.standing.draft).desk.future


def test_talk_alone_is_kept_and_makes_no_version(kept: Services) -> None:
    session = drafted(kept)
    before = session.standing.revision
    perform(session, Act(kind="say", text="还缺什么"), session.desk.description, kept)
    assert session.desk.version == 1
    assert session.standing.revision == before + 1
    assert tab(kept, session.standing.draft).desk.talk == session.desk.talk


def test_the_second_tab_is_told_and_both_forms_are_there(kept: Services) -> None:
    first = drafted(kept)
    second = tab(kept, first.standing.draft)
    rename(first, "这里", kept)
    rename(second, "那里", kept)
    assert second.standing.is_side
    assert "另一个页面改过" in standing.html(second)
    rename(second, "那里又改", kept)
    perform(second, Act(kind="take_mine"), "", kept)
    assert not second.standing.is_side
    assert tab(kept, first.standing.draft).desk.declaration == second.desk.declaration
    assert kept.drafts
    whats = [v.number for v in kept.drafts.versions("甲", first.standing.draft)]
    assert whats == [4, 3, 2, 1]
    perform(first, Act(kind="look"), "", kept)
    assert first.desk.declaration == second.desk.declaration


def test_a_tab_that_did_nothing_meanwhile_just_follows(kept: Services) -> None:
    first = drafted(kept)
    second = tab(kept, first.standing.draft)
    rename(first, "新名字", kept)
    perform(second, Act(kind="look"), "", kept)
    assert second.desk.declaration == first.desk.declaration
    rename(second, "更新的名字", kept)
    assert not second.standing.is_side


def test_another_owner_finds_nothing(kept: Services) -> None:
    mine = drafted(kept).standing.draft
    stranger = tab(kept, mine, owner="乙")
    assert stranger.desk.declaration is None
    assert "不在草稿库" in stranger.trouble
    for kind in ("open_draft", "archive", "unarchive", "delete_draft"):
        perform(stranger, Act(kind=kind, at=mine), "", kept)
        assert stranger.desk.declaration is None
        assert stranger.trouble
    assert "社区公园" not in panel.html(stranger, kept.profile)
    assert not history.reattach(stranger, "edit", mine, "1")
    assert not tab(kept).belongs_to("乙")


def test_a_store_that_fails_is_said_and_the_desk_goes_on(kept: Services, tmp_path: Path) -> None:
    session = drafted(kept)
    for path in tmp_path.glob("drafts.sqlite3*"):
        path.write_bytes(b"ruined" * 1000)
    desk = rename(session, "新名字", kept)
    assert desk.declaration
    assert desk.declaration.project_name == "新名字"
    assert "没有存下来" in standing.html(session)
    assert "草稿库" in panel.html(session, kept.profile)


def test_opening_another_form_leaves_the_first_draft(kept: Services) -> None:
    from assistant import formats
    from assistant.ui.desk import Upload

    session = drafted(kept)
    first = session.standing.draft
    declaration = session.desk.declaration
    assert declaration
    other = declaration.model_copy(update={"project_name": "另一个项目"})
    session.receive(Upload(name="另.docx", content=formats.to_bytes((other,), "docx")))
    perform(session, Act(kind="files"), session.desk.description, kept)
    assert session.standing.draft != first
    assert tab(kept, first).desk.declaration == declaration
    assert {d.title for d in kept.drafts.drafts("甲")} == {"另一个项目", "社区公园绿化管养"}  # type: ignore[union-attr]


def test_a_comparison_shows_cells_not_shifted_rows(kept: Services) -> None:
    session = drafted(kept)
    rename(session, "公园<b>管养", kept)
    perform(session, Act(kind="add_row", at="/indicators/0"), session.desk.description, kept)
    perform(session, Act(kind="compare_versions", at="1"), "", kept)
    shown = panel.html(session, kept.profile)
    assert shown.count("加了一行") == 1
    assert OPEN in shown
    assert "<ins>&lt;b&gt;" in shown
    assert shown.count('class="when">改<') == 1


@pytest.mark.parametrize(
    ("kind", "at"), [("restore_version", "99"), ("restore_version", "x"), ("compare_versions", "²")]
)
def test_a_version_that_is_not_there_is_said(kept: Services, kind: str, at: str) -> None:
    session = drafted(kept)
    perform(session, Act(kind=kind, at=at), "", kept)
    assert "版" in session.trouble
    assert session.desk.version == 1
