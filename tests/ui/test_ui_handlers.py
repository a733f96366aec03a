"""Drafting, editing, answering, mending, rows: desks in, desks out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import formats
from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, Declaration, Provenance, Question
from assistant.ui import handlers, rows
from assistant.ui.cells import text_at
from assistant.ui.desk import Desk, Upload
from assistant.ui.files import open_form, take_files
from assistant.ui.rows import moved
from assistant.ui.services import Services


def path_of(desk: Desk, name: str) -> str:
    """The row with that 三级指标."""
    assert desk.declaration is not None
    names = [row.name for row in desk.declaration.indicators]
    return f"/indicators/{names.index(name)}"


def at(desk: Desk, path: str) -> str:
    """What stands in a cell."""
    assert desk.declaration is not None
    return text_at(desk.declaration, path)


def test_an_empty_description_is_refused(services: Services) -> None:
    with pytest.raises(UsageError, match="项目说明还是空的"):
        handlers.start_draft(Desk(), "  \n", services)


def test_a_draft_says_who_wrote_it(drafted: Desk) -> None:
    assert "离线拼装" in drafted.talk[-1].text
    assert drafted.provenance


def test_findings_follow_an_edit(drafted: Desk, services: Services) -> None:
    path = path_of(drafted, "苗木成活率") + "/value"
    edited = handlers.edit_cell(drafted, path, "较高", services)
    assert [f.code for f in edited.findings if f.path == path] == ["VA001"]
    mended = handlers.edit_cell(edited, path, "≥95%", services)
    assert not [f for f in mended.findings if f.path == path]
    assert at(mended, path) == "≥95%"


def test_a_value_that_does_not_fit_stays_out(drafted: Desk, services: Services) -> None:
    edited = handlers.edit_cell(drafted, "/annual_amount", "很多", services)
    assert edited.declaration == drafted.declaration
    assert [(t.where, t.at) for t in edited.troubles] == [("form", "/annual_amount")]


def test_amounts_are_read_as_people_write_them(drafted: Desk, services: Services) -> None:
    assert (
        at(handlers.edit_cell(drafted, "/annual_amount", "32.8万元", services), "/annual_amount")
        == "328000"
    )
    assert at(handlers.edit_cell(drafted, "/is_new", "否", services), "/is_new") == "否"


def test_an_emptied_cell_is_unknown_not_blank(drafted: Desk, services: Services) -> None:
    edited = handlers.edit_cell(drafted, path_of(drafted, "苗木成活率") + "/unit", "", services)
    assert edited.declaration is not None
    assert "%" not in [r.unit for r in edited.declaration.indicators if r.name == "苗木成活率"]
    assert None in [r.unit for r in edited.declaration.indicators]


def test_answering_closes_the_question(drafted: Desk, services: Services) -> None:
    assert "/project_code" in drafted.open_paths
    answered = handlers.answer(drafted, "/project_code", "440304261063100209001", services)
    assert "/project_code" not in answered.open_paths
    assert at(answered, "/project_code") == "440304261063100209001"


def test_not_applicable_answers_the_whole_row(drafted: Desk, services: Services) -> None:
    row = path_of(drafted, "苗木成活率")
    answered = handlers.answer(drafted, f"{row}/value", NOT_APPLICABLE, services)
    assert {at(answered, f"{row}/{cell}") for cell in ("name", "value", "unit", "explanation")} == {
        NOT_APPLICABLE
    }
    assert not [p for p in answered.provenance if p.path.startswith(f"{row}/")]


def test_safe_fixes_are_applied_and_told(drafted: Desk, services: Services) -> None:
    path = path_of(drafted, "苗木成活率") + "/value"
    mended = handlers.fix_safe(handlers.edit_cell(drafted, path, "不低于95%", services), services)
    assert at(mended, path) == "≥95%"
    assert "已修复" in mended.talk[-1].text
    assert "没有可以自动修复" in handlers.fix_safe(mended, services).talk[-1].text


def test_rows_are_added_and_pointers_follow(drafted: Desk, services: Services) -> None:
    row = path_of(drafted, "苗木成活率")
    after = int(row.rpartition("/")[2]) + 1
    desk = drafted.model_copy(
        update={
            "provenance": (Provenance(path=f"/indicators/{after}/value", kind="brief", text="90"),),
            "questions": (Question(path=f"/indicators/{after}/value", question="?"),),
        }
    )
    added = rows.add_row(desk, row, services)
    assert at(added, f"/indicators/{after}/name") == OPEN
    assert added.provenance[0].path == added.questions[0].path == f"/indicators/{after + 1}/value"
    removed = rows.remove_row(added, f"/indicators/{after}", services)
    assert removed.declaration == desk.declaration
    assert removed.provenance == desk.provenance


def test_the_only_row_of_a_category_is_never_taken_out(drafted: Desk, services: Services) -> None:
    assert drafted.declaration is not None
    only = path_of(drafted, "成本控制率")
    removed = rows.remove_row(drafted, only, services)
    assert removed.declaration is not None
    assert len(removed.declaration.indicators) == len(drafted.declaration.indicators)
    assert at(removed, f"{only}/name") == NOT_APPLICABLE


@pytest.mark.parametrize(
    ("path", "shift", "result"),
    [
        ("/indicators/1/name", 1, "/indicators/1/name"),
        ("/indicators/2/name", 1, "/indicators/3/name"),
        ("/indicators/2/name", -1, None),
        ("/indicators/3", -1, "/indicators/2"),
        ("/annual_goal", -1, "/annual_goal"),
    ],
)
def test_a_pointer_moves_with_its_row(path: str, shift: int, result: str | None) -> None:
    assert moved(path, 2, shift) == result  # type: ignore[arg-type]


def test_a_row_that_is_gone_is_said(drafted: Desk, services: Services) -> None:
    with pytest.raises(UsageError, match="没有这一行"):
        rows.add_row(drafted, "/indicators/999", services)


def test_a_form_file_is_opened_and_checked(drafted: Desk, services: Services) -> None:
    assert drafted.declaration is not None
    content = formats.to_bytes((drafted.declaration,), "docx")
    desk = take_files(Desk(), (Upload(name="去年.docx", content=content),), services)
    assert desk.file_name == "去年.docx"
    assert at(desk, "/project_name") == "社区公园绿化管养"
    assert desk.meta is None
    edited = handlers.edit_cell(desk, "/project_name", "公园管养", services)
    assert at(edited, "/project_name") == "公园管养"
    assert edited.meta is None


def test_several_forms_are_offered_one_by_one(drafted: Desk, services: Services) -> None:
    assert drafted.declaration is not None
    second = Declaration.model_validate({**drafted.declaration.as_json(), "project_name": "乙项目"})
    content = formats.to_bytes((drafted.declaration, second), "json")
    desk = take_files(Desk(), (Upload(name="两份.json", content=content),), services)
    assert [choice.label for choice in desk.talk[-1].choices] == ["社区公园绿化管养", "乙项目"]
    assert at(open_form(desk, 1, services), "/project_name") == "乙项目"


def test_a_text_file_joins_the_description(services: Services) -> None:
    upload = Upload(name="说明.txt", content="管养12个公园，每季度检查一次。".encode())
    desk = take_files(Desk(description="先写的一句。"), (upload,), services)
    assert desk.description == "先写的一句。\n\n管养12个公园，每季度检查一次。"
    source = handlers.source_of(desk.description, desk.texts)
    assert source.parts == (("说明.txt", 8),)


def test_an_unreadable_file_does_not_stop_the_others(services: Services) -> None:
    uploads = (
        Upload(name="坏.docx", content=b"PK\x03\x04"),
        Upload(name="说明.txt", content="管养12个公园。".encode()),
    )
    desk = take_files(Desk(), uploads, services)
    assert "坏.docx" in desk.troubles[0].text
    assert desk.description == "管养12个公园。"


def test_talk_changes_cells(drafted: Desk, say: Callable[[Desk, str], Desk]) -> None:
    path = path_of(drafted, "苗木成活率") + "/value"
    changed = say(drafted, "把苗木成活率改成96%")
    assert at(changed, path) == "≥96%"
    assert "由“≥95%”改为“≥96%”" in changed.talk[-1].text
    assert changed.talk[-2].text == "把苗木成活率改成96%"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("为什么 VA003", "依据"),
        ("为什么 ZZ999", "没有编号为 ZZ999"),
        ("检查", "检查完成"),
        ("导出", "下载"),
        ("还缺什么", "直接回复答案"),
        ("苗木成活率哪来的", "来自项目说明"),
        ("今天天气怎么样", "可以这样说"),
        ("帮助", "可以这样说"),
        ("撤销", "没有可以撤销"),
        ("起草", "重新起草"),
        ("满意" * 40, "像是项目说明"),
    ],
)
def test_talk_has_no_dead_end(
    drafted: Desk, say: Callable[[Desk, str], Desk], text: str, answer: str
) -> None:
    assert answer in say(drafted, text).talk[-1].text


def test_talk_begins_with_a_description(say: Callable[[Desk, str], Desk]) -> None:
    assert "还没有申报表" in say(Desk(), "在吗").talk[-1].text
    desk = say(Desk(), "办公楼物业管理，2026年一年98万元，保洁面积2万平方米")
    assert desk.declaration is not None
