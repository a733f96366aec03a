"""Zip files with forms in them: every member read in memory, none extracted to a path it names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from assistant.errors import FileError, NoDeclaration
from assistant.formats import guard
from assistant.model import Imported, Note, SourceCell
from assistant.vocabulary.profile import Profile

_UTF8_NAME = 0x800


def load(data: bytes, name: str, profile: Profile | None) -> tuple[Imported, ...]:
    """The declarations of all members; members that cannot be read are explained in a note."""
    found: list[Imported] = []
    problems: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member, path in _documents(package):
            try:
                found.extend(_read_member(package, member, path.name, profile))
            except FileError as error:
                problems.append(str(error))
    if not found:
        raise NoDeclaration(
            f"压缩包“{name}”里没有读到申报表。{problems[0] if problems else '里面没有文件。'}"
        )
    notes = (*found[0].notes, *(Note(message=f"压缩包内：{problem}") for problem in problems))
    return (found[0].model_copy(update={"notes": notes}), *found[1:])


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The files in a package with their path in it, for reading each as a file of its own.

    Raises FileError when the package is past a limit or damaged; a member past the limit for one
    file comes cut off one byte behind it, and is refused when it is read.
    """
    guard.check_archive(data, name)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member, path in _documents(package):
            with package.open(member) as part:
                yield _inner(path), part.read(guard.limits().file_bytes + 1)


def _documents(package: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """What is neither a folder nor a hidden file that some system left there."""
    for member in package.infolist():
        path = PurePosixPath(_name(member))
        hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
        if not member.is_dir() and not hidden:
            yield member, path


def _inner(path: PurePosixPath) -> str:
    """The path without what leads out of the package."""
    return "/".join(part for part in path.parts if part not in ("/", ".."))


def _read_member(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, profile: Profile | None
) -> list[Imported]:
    from assistant.formats import read_bytes

    if name.lower().endswith(".zip"):
        raise NoDeclaration(f"“{name}”是包中的压缩包，没有打开；请先解压。")
    with package.open(member) as part:
        content = part.read(guard.limits().file_bytes + 1)
    return [_placed(one, name) for one in read_bytes(content, name, profile=profile)]


def _placed(one: Imported, name: str) -> Imported:
    """With the member's name before every place."""
    cells = {
        path: SourceCell(place=f"{name}：{cell.place}", text=cell.text)
        for path, cell in one.cells.items()
    }
    notes = tuple(note.model_copy(update={"place": f"{name}：{note.place}"}) for note in one.notes)
    return Imported(declaration=one.declaration, notes=notes, cells=cells)


def _name(member: zipfile.ZipInfo) -> str:
    """Names that Chinese Windows wrote without saying so are GBK."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
