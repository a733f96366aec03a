"""Checking drafts: five files of which one is broken, zip packages, copies, opinions, stopping."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import docx
import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import formats
from assistant.errors import RefusedFile
from assistant.model import Imported
from assistant.reports import parted
from assistant.ui.actions import Act, perform
from assistant.ui.batch.checking import MOST_FILES, BatchFile, one_by_one
from assistant.ui.batch.routes import add_batch_routes
from assistant.ui.batch.table import Table, table_of
from assistant.ui.desk import Upload
from assistant.ui.services import Services
from assistant.ui.session import Session
from assistant.ui.unit import Unit

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / "corpus" / "declarations").glob("*.json"))
BROKEN = Upload(name="坏的.docx", content=b"PK\x03\x04 not a document")


def form_file(number: int, kind: str) -> Upload:
    """A form of the corpus in that format."""
    form = formats.read(FORMS[number])[0].declaration
    content = formats.to_bytes(form, kind)
    return Upload(name=f"{form.project_name}.{kind}", content=content)


def five() -> list[Upload]:
    """Four forms in four formats and a broken file."""
    return [*(form_file(n, kind) for n, kind in enumerate(("docx", "xlsx", "txt", "json"))), BROKEN]


@pytest.fixture
def session() -> Session:
    """A tab."""
    return Session()


@pytest.fixture
def client(services: Services) -> TestClient:
    """The addresses of the batch."""
    api = FastAPI()
    add_batch_routes(api, services)
    return TestClient(api)


def drop(client: TestClient, session: Session, uploads: list[Upload]) -> str:
    """The panel once the dropped files are checked."""
    for upload in uploads:
        answer = client.post(
            f"/batch/{session.token}/files",
            content=upload.content,
            headers={"x-file-name": quote(upload.name)},
        )
        assert answer.status_code == 200, answer.text
    shown = client.post(f"/batch/{session.token}/read").text
    while "data-busy" in shown:
        time.sleep(0.05)
        shown = client.get(f"/batch/{session.token}").text
    return shown


def test_five_files_are_checked_and_the_broken_one_has_its_sentence(
    client: TestClient, session: Session
) -> None:
    shown = drop(client, session, five())
    for upload in five():
        assert upload.name in shown
    assert "<b>5</b>个文件" in shown
    assert "<b>4</b>申报表" in shown
    assert "“坏的.docx”打不开" in shown
    assert "各表之间" in shown
    assert shown.count("打开修改") == 4


def test_a_copy_holds_the_findings_as_comments(client: TestClient, session: Session) -> None:
    drop(client, session, five())
    answer = client.get(f"/batch/{session.token}/copy/0")
    assert "（批注）.docx" in unquote(answer.headers["content-disposition"])
    document = docx.Document(io.BytesIO(answer.content))
    run = table_of(session).contents()[1]
    assert run is not None
    found = len(run.files[0].declarations[0].findings)
    assert len(list(document.comments)) == found + 1 > 1
    notes = openpyxl.load_workbook(
        io.BytesIO(client.get(f"/batch/{session.token}/copy/1").content)
    ).active
    assert any(cell.comment for row in notes.iter_rows() for cell in row)
    assert client.get(f"/batch/{session.token}/copy/4").status_code == 422


def test_everything_comes_in_one_zip(client: TestClient, session: Session) -> None:
    one, other = (
        form_file(number, "docx").model_copy(update={"name": f"{folder}/x.docx"})
        for number, folder in enumerate(("甲", "乙"))
    )
    drop(client, session, [*five(), one, other])
    answer = client.get(f"/batch/{session.token}/all.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        names = package.namelist()
        opinion = docx.Document(io.BytesIO(package.read("审核意见.docx")))
    assert len(names) == len(set(names)) == 1 + 2 * 6
    assert "带批注的副本/x（批注）.docx" in names
    assert "带批注的副本/x（批注）(2).docx" in names
    assert "坏的.docx" in "\n".join(p.text for p in opinion.paragraphs)


def test_many_forms_come_in_several_files(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parted, "MOST_FORMS", 4)
    forms = [formats.read(path)[0].declaration for path in FORMS]
    long = Upload(name="全部.jsonl", content=formats.to_bytes(forms, "jsonl"))
    shown = drop(client, session, [long])
    assert "审核意见（全部，3个Word文件，zip）" in shown
    said: dict[str, list[str]] = {}
    for address in ("opinions", "opinion/0", "copy/0", "all.zip"):
        answer = client.get(f"/batch/{session.token}/{address}")
        assert answer.headers["content-type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
            said[address] = package.namelist()
            titles = [
                p.text
                for name in package.namelist()
                for p in docx.Document(io.BytesIO(package.read(name))).paragraphs
            ]
        whole = 2 if address == "all.zip" else 0 if address == "copy/0" else 1
        assert titles.count("绩效目标审核意见") == len(forms) * whole
    assert said["opinions"] == ["审核意见.docx", "审核意见(2).docx", "审核意见(3).docx"]
    assert said["copy/0"] == [f"全部（批注）{n}.docx" for n in ("", "(2)", "(3)")]
    assert len(set(said["all.zip"])) == 9


def test_a_zip_is_its_members() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("一科/表.txt", "甲")
        package.writestr("../../etc/表.txt", "乙")
        package.writestr("__MACOSX/._表.txt", "")
    found = list(one_by_one([Upload(name="全部.zip", content=buffer.getvalue())]))
    assert [each.name for each in found] == ["全部.zip/一科/表.txt", "全部.zip/etc/表.txt"]
    broken = list(one_by_one([Upload(name="坏.zip", content=b"PK\x03\x04 no")]))
    assert isinstance(broken[0], BatchFile)
    assert "坏.zip" in (broken[0].checked.error or "")


def test_a_batch_has_an_end() -> None:
    many = [Upload(name=f"{n}.txt", content=b"x") for n in range(MOST_FILES + 2)]
    found = list(one_by_one(many))
    beyond = [each for each in found if isinstance(each, BatchFile)]
    assert [each.name for each in beyond] == [f"{MOST_FILES}.txt", f"{MOST_FILES + 1}.txt"]


def test_a_form_of_the_batch_is_opened_in_the_editor(
    client: TestClient, session: Session, services: Services
) -> None:
    drop(client, session, five())
    desk = perform(session, Act(kind="open_checked", at="1/0"), "", services)
    assert desk.file_name == form_file(1, "xlsx").name
    assert desk.declaration == table_of(session).contents()[0][1].imported[0].declaration
    for gone in ("4/0", "9/0", "x", "0/7"):
        desk = perform(session, Act(kind="open_checked", at=gone), "", services)
        assert "已经不在了" in desk.troubles[0].text


def test_a_corrected_file_takes_the_place_of_the_old(client: TestClient, session: Session) -> None:
    drop(client, session, five())
    again = form_file(0, "docx").model_copy(update={"name": BROKEN.name})
    shown = drop(client, session, [again])
    assert "打不开" not in shown
    assert "<b>5</b>个文件" in shown
    assert "还没有文件" in client.post(f"/batch/{session.token}/clear").text


class Slow:
    """A reader that takes its time until it is stopped."""

    def __init__(self) -> None:
        self.stopped = False

    def read(self, data: bytes, name: str) -> tuple[Imported, ...]:
        """The form, later."""
        while name != FIRST.name and not self.stopped:
            time.sleep(0.01)
        if self.stopped:
            raise RefusedFile("…")
        return formats.read_bytes(data, name)

    def stop(self) -> None:
        """Gives up."""
        self.stopped = True

    def close(self) -> None:
        """Nothing to free."""


FIRST = form_file(0, "json")


def test_a_check_can_be_stopped_in_the_middle_of_a_file(
    client: TestClient, session: Session, services: Services
) -> None:
    table: Table = table_of(session)
    for upload in (FIRST, form_file(1, "json"), form_file(2, "json")):
        table.receive(upload)
    table.check(replace(services, open_reader=Slow))
    while not table.contents()[0]:
        time.sleep(0.01)
    assert "data-busy" in client.get(f"/batch/{session.token}").text
    assert "还在检查" in client.post(f"/batch/{session.token}/read").text
    client.post(f"/batch/{session.token}/cancel")
    while table.job is not None and table.job.is_going_on:
        time.sleep(0.01)
    shown = client.get(f"/batch/{session.token}").text
    assert "已停止：3 个文件处理了 1 个" in shown
    assert "全部下载" in shown


def test_a_page_of_another_has_no_batch(client: TestClient) -> None:
    for path in ("", "/all.zip", "/copy/0", "/opinions"):
        assert client.get(f"/batch/nobody{path}").status_code == 410
    assert client.post("/batch/nobody/files", content=b"x").status_code == 410


def test_a_reloaded_page_takes_up_its_batch(client: TestClient, session: Session) -> None:
    drop(client, session, five())
    again = Session()
    shown = client.get(f"/batch/{again.token}?earlier={session.token}").text
    assert "<b>5</b>个文件" in shown


def test_the_units_decisions_count_in_a_batch(
    client: TestClient, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    services: Services,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    uploads = [form_file(0, "docx"), form_file(1, "docx")]
    drop(client, session, uploads)
    before = table_of(session).contents()[1]
    assert before is not None
    code = before.files[0].declarations[0].findings[0].code
    (tmp_path / "assistant.toml").write_text(f'ignore = ["{code}"]\n', "utf-8")
    api = FastAPI()
    add_batch_routes(api, replace(services, unit=Unit(tmp_path)))
    drop(TestClient(api), session, uploads)
    after = table_of(session).contents()[1]
    assert after is not None
    codes = {f.code for one in after.files[0].declarations for f in one.findings}
    assert codes
    assert code not in codes
