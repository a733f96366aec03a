"""Broken, foreign and hostile files: one Chinese sentence that says what, where and the way out."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from assistant.errors import BrokenFile, FileError, NoDeclaration, RefusedFile, UnsupportedFormat
from assistant.formats import guard, read, read_bytes, text_of, to_bytes
from assistant.model import Declaration, Limits
from assistant.settings import CORPUS

ROWS = '{"project_name": "甲", "indicators": [{"name": "a"}]}'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCX = to_bytes(Declaration(project_name="甲", annual_goal="乙"), "docx")


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


CASES: list[tuple[str, bytes, type[FileError], str]] = [
    ("空.txt", b"", BrokenFile, "空文件"),
    ("空白.txt", b" \n\t\n", BrokenFile, "空文件"),
    ("空.docx", b"", BrokenFile, "空文件"),
    ("二进制.txt", bytes(range(256)) * 40, BrokenFile, "不是文本文件"),
    ("长行.txt", "好".encode() * 700_000, NoDeclaration, "没有找到"),
    ("长行.json", b"[" + b"1," * 1_000_000, BrokenFile, "第 1 行"),
    ("深.json", b"[" * 200_000, BrokenFile, "嵌套过深"),
    ("散文.txt", "今天天气很好。\n明天也是。".encode(), NoDeclaration, "没有找到"),
    ("断.json", ROWS[:30].encode(), BrokenFile, "第 1 行第"),
    ("逗号.json", b'{"project_name": "a"\n "year": 1}', BrokenFile, "第 2 行第 2 个字符"),
    ("数组.json", b"[]", NoDeclaration, "没有申报表"),
    ("别的.json", b'{"name": "x"}', NoDeclaration, "不是申报表"),
    (
        "清单.jsonl",
        '{"file": "甲.json", "source": "甲.txt", "sha": "0", "project_name": "甲"}'.encode(),
        NoDeclaration,
        "不是申报表",
    ),
    ("数.json", b"3", NoDeclaration, "不是申报表"),
    ("非数.json", b'{"project_name": "a", "total_amount": NaN}', BrokenFile, "NaN"),
    ("金额.json", b'{"project_name": "a", "annual_amount": "abc"}', BrokenFile, "本年度项目金额"),
    ("行.json", b'{"indicators": [{"name": "a"}, {"value": 3}]}', BrokenFile, "第 2 条指标"),
    ("行.jsonl", (ROWS + "\n{oops\n").encode(), BrokenFile, "第 2 行"),
    ("其实是文字.docx", "项目名称\t甲".encode(), BrokenFile, "改错了扩展名"),
    ("改名.xlsx", DOCX, BrokenFile, "其实是Word"),
    ("改名.txt", DOCX, BrokenFile, "其实是Word"),
    ("截断.docx", DOCX[: len(DOCX) // 2], BrokenFile, "截断"),
    ("图.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99, UnsupportedFormat, "图片"),
    ("实体.docx", package(word__document="<!DOCTYPE a><a/>"), RefusedFile, "DOCTYPE"),
    (
        "迟到的实体.docx",
        package(word__document=f"<!--{'x' * 9000}--><!DOCTYPE a><a/>"),
        RefusedFile,
        "DOCTYPE",
    ),
    ("炸弹.docx", package(word__document=" " * 20_000_000), RefusedFile, "压缩比"),
    ("坏.docx", package(word__document="<a>"), BrokenFile, "已损坏"),
    ("压缩.zip", package(readme="x"), NoDeclaration, "压缩包"),
    ("加密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), BrokenFile, "密码"),
    ("旧.docx", OLE, BrokenFile, "旧版 Office"),
    ("空包.docx", package(readme="x"), BrokenFile, "没有 .docx 应有的内容"),
    ("截断.pdf", b"%PDF-1.7\n1 0 obj", BrokenFile, "PDF"),
    ("假.pdf", "项目名称".encode(), BrokenFile, "改错了扩展名"),
]


@pytest.mark.parametrize(("name", "data", "error", "words"), CASES, ids=[c[0] for c in CASES])
def test_one_sentence(name: str, data: bytes, error: type[FileError], words: str) -> None:
    with pytest.raises(error) as caught:
        read_bytes(data, name)
    message = str(caught.value)
    assert words in message
    assert name in message
    assert "；" in message or "。" in message
    assert "\n" not in message


def test_too_big() -> None:
    with pytest.raises(RefusedFile, match="超过上限"):
        guard.kind_of(b"x" * 2000, "大.txt", Limits(file_bytes=1000))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="找不到文件"):
        read(tmp_path / "无.json")
    with pytest.raises(BrokenFile, match="是文件夹"):
        read(tmp_path)


def test_form_cut_in_half() -> None:
    text = "二级项目支出绩效目标申报表\n项目编码:\t440304\t项目名称:\t甲项目\n实施期限:\t6\n"
    (half,) = read_bytes(text.encode(), "半.txt")
    assert half.declaration.project_name == "甲项目"
    assert half.declaration.indicators == ()
    assert any("没有找到指标表" in note.message for note in half.notes)
    assert half.cut.startswith("“半.txt”不完整：只有表头，没有指标表。")


def test_table_cut_in_half() -> None:
    form = read(next(iter(sorted((CORPUS / "declarations").glob("*.json")))))[0].declaration
    whole = to_bytes(form, "txt").decode()
    (full,) = read_bytes(whole.encode(), "整.txt")
    cut = whole[: whole.index("效益指标")].rstrip()
    (half,) = read_bytes(cut.encode(), "半.txt")
    assert not [note for note in full.notes if "截断" in note.message]
    (said,) = [note.message for note in half.notes if "截断" in note.message]
    assert "社会效益指标、服务对象满意度指标" in said
    assert not full.cut
    assert "到“成本指标”为止，缺社会效益指标、服务对象满意度指标" in half.cut


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_half_a_character(encoding: str) -> None:
    form = read(next(iter(sorted((CORPUS / "declarations").glob("*.json")))))[0].declaration
    whole = to_bytes(form, "txt").decode().encode(encoding)
    at = next(n for n in range(len(whole) // 2, len(whole)) if guard.breaks_off(whole[:n]))
    (half,) = read_bytes(whole[:at], "半.txt")
    assert "断在半个字上" in half.cut
    assert half.declaration.project_name == form.project_name
    with pytest.raises(BrokenFile, match="断在半个字上"):
        text_of(whole[:at], "半.txt")


def test_list_of_rows_is_no_cut_form() -> None:
    rows = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训场次\t4场\n"
    (one,) = read_bytes(rows.encode(), "行.txt")
    assert not one.cut


def test_unknown_keys_survive() -> None:
    written = (
        '{"project_name": "甲", "自定": {"a": [1]}, "indicators": [{"name": "b", "旁注": "x"}]}'
    )
    (one,) = read_bytes(written.encode(), "a.json")
    again = json.loads(to_bytes(one.declaration, "json"))
    assert again["自定"] == {"a": [1]}
    assert again["indicators"][0]["旁注"] == "x"


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("word/vbaProject.bin", "x", "宏"),
        ("word/embeddings/oleObject1.bin", "x", "嵌入的对象"),
        (
            "word/_rels/styles.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="t/attachedTemplate" '
            'Target="http://example.com/t.dotm" TargetMode="External"/></Relationships>',
            "指向外部的链接",
        ),
    ],
)
def test_what_is_not_opened_is_said(part: str, content: str, words: str) -> None:
    buffer = io.BytesIO(DOCX)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(part, content)
    (plain,) = read_bytes(DOCX, "一.docx")
    (one,) = read_bytes(buffer.getvalue(), "一.docx")
    assert one.declaration == plain.declaration
    assert [n.message for n in one.notes if words in n.message and "没有运行" in n.message]
    assert not [n for n in plain.notes if "没有运行" in n.message]
