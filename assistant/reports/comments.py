"""Findings as native comments in a form: the user's own file where it is Word or Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant import formats
from assistant.errors import NoDeclaration
from assistant.formats import guard
from assistant.formats.patch import Patched, opened
from assistant.model import SEVERITIES, CheckedDeclaration, Finding, Imported
from assistant.rules.catalogue import SEVERITY_WORDS

_OF_A_ROW = ("name", "value", "level2", "level1", "unit", "explanation")


class Anchor(NamedTuple):
    """A cell of the file, and what to say when it is not the very cell the finding concerns."""

    at: str
    remark: str = ""


def commented(
    data: bytes,
    name: str,
    kind: str,
    read: Sequence[Imported],
    checked: Sequence[CheckedDeclaration],
    heading: str = "",
) -> bytes:
    """The file of that name with its findings as comments, in `kind` (docx or xlsx).

    A file of another kind is written as the official form, and that is commented. With `heading`
    (what was checked with: `Run.heading`) a last comment on each form says it, and what was not
    checked.
    """
    base, places = _base(data, name, kind, read)
    return _with_comments(base, kind, places, checked, heading)


def commented_form(
    kind: str, read: Sequence[Imported], checked: Sequence[CheckedDeclaration], heading: str = ""
) -> bytes:
    """The declarations as the official form, with their findings as comments."""
    base, places = _written(kind, read)
    return _with_comments(base, kind, places, checked, heading)


def _with_comments(
    base: bytes,
    kind: str,
    places: Sequence[Imported],
    checked: Sequence[CheckedDeclaration],
    heading: str,
) -> bytes:
    file = opened(base, kind)
    for one, result in zip(places, checked, strict=True):
        for finding in sorted(result.findings, key=lambda f: SEVERITIES.index(f.severity)):
            if not finding.suppressed:
                anchor = _anchor(finding, one, file)
                file.comment(anchor.at, comment_text(finding, anchor.remark))
        if heading:
            file.comment(one.start, _closing(result, heading))
    return file.content()


def _closing(result: CheckedDeclaration, heading: str) -> str:
    """What the form was checked with, what was not checked, and that nothing was found."""
    found = any(not finding.suppressed for finding in result.findings)
    lines = [] if found else ["未发现问题。"]
    lines += [f"未检查：{sentence}" for sentence in result.unchecked]
    return "\n".join([*lines, f"检查所用：{heading}"])


def comment_text(finding: Finding, remark: str = "") -> str:
    """What the reviewer reads: severity, code and id, the message, what to do, the basis."""
    word = SEVERITY_WORDS[finding.severity]
    lines = [f"【{word}】{finding.code}（{finding.id}）", finding.message]
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    if finding.source:
        lines.append(f"依据：{finding.source}")
    return "\n".join([*lines, remark] if remark else lines)


def _base(
    data: bytes, name: str, kind: str, read: Sequence[Imported]
) -> tuple[bytes, Sequence[Imported]]:
    """The bytes to comment and where the cells of the declarations stand in them."""
    own = guard.kind_of(data, name)
    if own == kind:
        return data, read
    if own == "office":
        converted = formats.as_package(data, name)
        again = formats.read_bytes(converted, "-") if converted else ()
        if guard.kind_of(converted or b"-", "-") == kind and len(again) == len(read):
            return converted or b"", again
    return _written(kind, read)


def _written(kind: str, read: Sequence[Imported]) -> tuple[bytes, Sequence[Imported]]:
    """The official form of the declarations, and where their cells stand in it."""
    form = formats.to_bytes([one.declaration for one in read], kind)
    try:
        again = formats.read_bytes(form, f"-.{kind}")
    except NoDeclaration:  # a form without any content is not read back
        again = ()
    if len(again) != len(read):
        again = tuple(Imported(declaration=one.declaration) for one in read)
    return form, again


def _anchor(finding: Finding, one: Imported, file: Patched) -> Anchor:
    for path in _candidates(finding.path):
        cell = one.cells.get(path)
        if cell and file.has(cell.at):
            near = "" if path == finding.path or _is_row(finding.path) else finding.place
            return Anchor(
                cell.at, f"（针对：{near}；表中没有这一格，批注放在同一行）" if near else ""
            )
    if finding.path in ("", "/", "/indicators"):
        return Anchor(one.start, "（这一条针对整张表，批注放在表头）")
    return Anchor(one.start, f"（针对：{finding.place}；表中没有找到这一格，批注放在表头）")


def _candidates(path: str) -> Iterator[str]:
    """The cell itself, then the cells of its row in which a row is known best."""
    yield path
    parts = path.strip("/").split("/")
    if parts[0] == "indicators" and len(parts) > 1:
        yield from (f"/indicators/{parts[1]}/{field}" for field in _OF_A_ROW)


def _is_row(path: str) -> bool:
    return path.count("/") == 2 and path.startswith("/indicators/")
