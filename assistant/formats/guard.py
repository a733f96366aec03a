"""What may be opened at all, and what it really is: size, signature, archive caps, entities.

Every refusal is one sentence that says what, where and the way out. Nothing is parsed here.
"""

from __future__ import annotations

import io
import re
from codecs import getincrementaldecoder
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from assistant.errors import BrokenFile, RefusedFile
from assistant.model import MEGABYTE, Limits

if TYPE_CHECKING:
    import zipfile

_limits = Limits()


def limits() -> Limits:
    """The caps that hold in this process."""
    return _limits


def limit(to: Limits) -> None:
    """Set the caps of this process, once, from the settings."""
    global _limits
    _limits = to


_TEXT_KINDS = {
    ".json": "json", ".jsonl": "json", ".txt": "txt", ".tsv": "txt", ".md": "txt",
    ".csv": "csv", ".html": "html", ".htm": "html",
}  # fmt: skip
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_PACKAGES = {".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx"}
_HOMES = {
    "pdf": (".pdf",),
    "ole": (".doc", ".xls", ".wps", ".et", ".dot", ".xlt"),
    "rtf": (".rtf", ".doc"),
}
_BINARY = frozenset({*_PACKAGES, ".pdf", ".wps", ".et", ".zip"})
_DOCUMENT_TYPES = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D", b"\x00<\x00!\x00D")
_HEAD = 4096
_CONTROLS = tuple(sign for sign in map(chr, range(32)) if sign not in "\t\n\r\f\v")
_ROOT = re.compile(rb"<[A-Za-z_]|<\x00[A-Za-z_]|\x00<\x00[A-Za-z_]")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = (
    (b"%PDF", "pdf", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "ole", "旧版 Office 文件（.doc/.xls/.wps/.et）"),
    (b"{\\rtf", "rtf", "RTF 文件"),
    (b"\x89PNG", "image", "图片"),
    (b"\xff\xd8\xff", "image", "图片"),
    (b"GIF8", "image", "图片"),
    (b"BM", "image", "图片"),
    (b"II*\x00", "image", "图片"),
    (b"MM\x00*", "image", "图片"),
)


def load(path: Path, caps: Limits | None = None) -> bytes:
    """The file's bytes. Raises BrokenFile or RefusedFile with the way out."""
    caps = caps or limits()
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise BrokenFile(f"“{path}”是文件夹，不是文件；请指定其中的文件。")
        if size > _most_bytes(path.name, caps):
            raise RefusedFile(_too_big(path.name, size, caps))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BrokenFile(f"找不到文件“{path}”；请核对路径和文件名。") from error
    except OSError as error:
        raise BrokenFile(f"打不开文件“{path}”（{error.strerror}）；请确认有读取权限。") from error


def kind_of(data: bytes, name: str, caps: Limits | None = None) -> str:
    """Which reader the bytes need: json, txt, docx … Raises FileError when none may open them."""
    caps = caps or limits()
    if not data.strip():
        raise BrokenFile(f"“{name}”是空文件，没有内容可读；请重新导出后再试。")
    if len(data) > _most_bytes(name, caps):
        raise RefusedFile(_too_big(name, len(data), caps))
    suffix = PurePath(name).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(data, name, suffix, caps)
    kind, what = _marked(data)
    if kind:
        return _other_kind(kind, what, name, suffix, data)
    if suffix in _BINARY:
        raise BrokenFile(
            f"“{name}”打不开：内容不是有效的 {suffix[1:]} 文件，可能已损坏、被截断或改错了扩展名；"
            f"请用原软件打开后另存为 {suffix} 再试。"
        )
    return _text_kind(data, name, suffix)


def decode(data: bytes, name: str) -> str:
    """The text of a text file: UTF-8 (with or without mark), UTF-16 with mark, or GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        text = _decoded(data, encoding)
        if text is None:
            continue
        if _is_readable(text):
            return text
    raise BrokenFile(
        f"“{name}”不是文本文件，或编码无法识别；"
        "请用原软件打开后另存为 docx、xlsx 或 UTF-8 文本再试。"
    )


def breaks_off(data: bytes) -> bool:
    """True for text whose last character is only half there."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return bool(len(data) % 2)
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = getincrementaldecoder(encoding)()
        try:
            decoder.decode(data)
        except UnicodeDecodeError:
            continue
        return bool(decoder.getstate()[0])
    return False


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text, without a half character at its end; None when it is not in this encoding."""
    try:
        return getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return None


def _is_readable(text: str) -> bool:
    """False for binary content that happens to decode: more than a trace of control characters."""
    sample = text[:100_000]
    odd = sum(map(sample.count, _CONTROLS))
    return odd * 200 <= len(sample) and "\x00" not in sample


def _marked(data: bytes) -> tuple[str, str]:
    return next(((kind, what) for mark, kind, what in _MARKS if data.startswith(mark)), ("", ""))


def _other_kind(kind: str, what: str, name: str, suffix: str, data: bytes) -> str:
    if kind == "image":
        return "image"
    if kind == "ole" and _ENCRYPTED in data:
        raise BrokenFile(f"“{name}”设了密码，打不开；请用 Word、Excel 或 WPS 去掉密码后再试。")
    if suffix not in (*_HOMES[kind], "") and name != "-":
        right = " 或 ".join(_HOMES[kind][:2])
        raise BrokenFile(f"“{name}”的内容其实是{what}；请把扩展名改为 {right} 再试。")
    return "pdf" if kind == "pdf" else "office"


def _text_kind(data: bytes, name: str, suffix: str) -> str:
    kind = _TEXT_KINDS.get(suffix)
    if kind in ("json", "csv", "html"):
        return kind
    text = decode(data, name).lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "[") and not kind:
        return "json"
    return "html" if _HTML.match(text) else kind or "txt"


def _package_kind(data: bytes, name: str, suffix: str, caps: Limits) -> str:
    names = check_archive(data, name, caps)
    if "word/document.xml" in names:
        found, what = "docx", "Word 文档（.docx）"
    elif "xl/workbook.xml" in names:
        found, what = "xlsx", "Excel 工作簿（.xlsx）"
    else:
        return _archive_kind(name, suffix)
    if suffix not in (f".{found}", f".{found[:3]}m", "") and name != "-":
        raise BrokenFile(f"“{name}”的内容其实是{what}；请把扩展名改为 .{found} 再试。")
    return found


def _archive_kind(name: str, suffix: str) -> str:
    if suffix in (".zip", ""):
        return "archive"
    raise BrokenFile(
        f"“{name}”打不开：里面没有 {suffix} 应有的内容，可能已损坏；请用原软件打开后另存一份再试。"
    )


def check_archive(data: bytes, name: str, caps: Limits | None = None) -> frozenset[str]:
    """The members of a zip package, after its declared sizes and its XML proved harmless."""
    import zipfile
    import zlib

    caps = caps or limits()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            _check_sizes(members, name, caps)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _check_part(package, member, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, zlib.error) as error:
        raise BrokenFile(
            f"“{name}”打不开：文件已损坏、被截断或设了密码；请用原软件打开后另存一份再试。"
        ) from error
    return frozenset(member.filename for member in members)


def _check_sizes(members: list[zipfile.ZipInfo], name: str, caps: Limits) -> None:
    inflated = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    largest = max((member.file_size for member in members), default=0)
    sheets = [m.file_size for m in members if m.filename.startswith("xl/worksheets/")]
    if sum(sheets) > caps.worksheet_bytes:
        problem = f"的工作表共有 {sum(sheets) // MEGABYTE} MB 内容，超过上限，不像申报表"
    elif len(members) > caps.entries:
        problem = f"内含 {len(members)} 个部件，超过上限 {caps.entries} 个"
    elif inflated > caps.inflated_bytes or largest > caps.entry_bytes:
        problem = f"展开后有 {inflated // MEGABYTE} MB，超过上限"
    elif inflated > MEGABYTE and inflated > caps.ratio * packed:
        problem = f"压缩比 {inflated // packed} 倍，不像正常的文档"
    else:
        return
    raise RefusedFile(f"“{name}”{problem}，为安全没有打开；请用原软件打开核实后另存一份再试。")


def _check_part(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a document type, and content that inflates past what the directory declares."""
    with package.open(member) as part:
        head = part.read(_HEAD)
        if not _ROOT.search(head):  # a comment as long as this hides what stands after it
            head += part.read()
    if (
        b"<!DOCTYPE" in head
        or b"<!ENTITY" in head
        or b"<\x00!\x00D" in head
        or b"\x00<\x00!\x00D" in head
    ):
        raise RefusedFile(
            f"“{name}”的部件 {member.filename} 带有文档类型声明（DOCTYPE），为安全没有打开；"
            "请用 Word 或 WPS 打开后另存一份再试。"
        )


def check_pages(pages: int, name: str) -> None:
    """Refuse more pages than a file of forms can have."""
    if pages > limits().pages:
        raise RefusedFile(
            f"“{name}”有 {pages} 页，超过上限 {limits().pages} 页，没有读取；"
            "请只保留申报表所在的页再试。"
        )


def check_rows(xml: bytes, tag: bytes, name: str) -> None:
    """Refuse a sheet with more rows than a form can have, before a parser builds them."""
    rows = xml.count(b"<" + tag + b" ") + xml.count(b"<" + tag + b">")
    if rows > limits().rows:
        raise RefusedFile(
            f"“{name}”有 {rows} 行，超过上限 {limits().rows} 行，没有读取；"
            "请只保留申报表所在的部分再试。"
        )


def _most_bytes(name: str, caps: Limits) -> int:
    """A .jsonl holds one declaration per line, and may hold ten thousand."""
    return (4 if name.lower().endswith(".jsonl") else 1) * caps.file_bytes


def _too_big(name: str, size: int, caps: Limits) -> str:
    return (
        f"“{name}”有 {size / MEGABYTE:.1f} MB，超过上限 {_most_bytes(name, caps) // MEGABYTE} MB，"
        "没有打开；请拆分文件，或只保留申报表后再试。"
    )
