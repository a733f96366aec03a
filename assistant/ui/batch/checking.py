"""Files → what was found in each form and between them. A broken file does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final

from assistant.errors import FileError
from assistant.formats import archive
from assistant.model import CheckedDeclaration, CheckedFile, Imported, Value
from assistant.reports.run import Run
from assistant.rules.batch import Entry
from assistant.rules.comparing import Silenced, compare
from assistant.rules.form import Form
from assistant.ui.desk import Upload
from assistant.ui.services import Reader
from assistant.ui.unit import Unit
from assistant.vocabulary.profile import Profile, load_profile, profile_names

log = logging.getLogger(__name__)

MOST_FILES: Final = 300
MOST_BYTES: Final = 60 * 1024 * 1024
OUR_MISTAKE: Final = "“{}”没有检查：程序内部出错，不是文件的问题；错误已记入服务窗口的日志。"
TOO_MANY: Final = (
    f"“{{}}”没有检查：一批最多 {MOST_FILES} 个文件、{MOST_BYTES // 2**20} MB，请分几批。"
)


class BatchFile(Value):
    """One file of the batch: as it came, what was read, what was found (or why it was not)."""

    name: str
    content: bytes
    imported: tuple[Imported, ...] = ()
    checked: CheckedFile


def one_by_one(uploads: Sequence[Upload]) -> Iterator[Upload | BatchFile]:
    """What was dropped, unpacked; what is beyond the caps of a batch comes with its sentence."""
    held = 0
    for number, each in enumerate(unpacked(uploads), 1):
        held += len(each.content)
        is_beyond = number > MOST_FILES or held > MOST_BYTES
        yield refused(each, TOO_MANY.format(each.name)) if is_beyond else each


def unpacked(uploads: Sequence[Upload]) -> Iterator[Upload | BatchFile]:
    """The uploads, zip packages as their members; what cannot be opened comes with its sentence."""
    for upload in uploads:
        if PurePath(upload.name).suffix.lower() != ".zip":
            yield upload
            continue
        try:
            for inner, content in archive.members(upload.content, upload.name):
                yield Upload(name=f"{upload.name}/{inner}", content=content)
        except FileError as error:
            yield refused(upload, str(error))


def examined(upload: Upload, reader: Reader, default: Profile, unit: Unit) -> BatchFile:
    """The file read and each of its forms checked as the unit decided; what cannot be read has its
    sentence."""
    try:
        imported = reader.read(upload.content, PurePath(upload.name).name)
    except FileError as error:
        return refused(upload, str(error))
    except Exception:
        log.exception("a dropped file could not be read")
        return refused(upload, OUR_MISTAKE.format(upload.name))
    found = tuple(_checked(one, default, unit) for one in imported)
    return BatchFile(
        name=upload.name, content=upload.content, imported=imported,
        checked=CheckedFile(path=upload.name, error=_cut(imported), declarations=found),
    )  # fmt: skip


def refused(upload: Upload | BatchFile, sentence: str) -> BatchFile:
    """A file that was not read, with the reason. Its bytes are of no more use."""
    checked = CheckedFile(path=upload.name, error=sentence)
    return BatchFile(name=upload.name, content=b"", checked=checked)


def compared(files: Sequence[BatchFile], default: Profile, unit: Unit) -> Run:
    """All files of the batch as one run, with the findings between their forms."""
    own = unit.organisation()
    across, silenced, unchecked = compare(
        _entries(files, default), select=own.select, ignore=own.ignore, severity=own.severity
    )
    checked = tuple(_without(file.checked, silenced) for file in files)
    checked, across = unit.marked(checked, across)
    names = dict.fromkeys(profile_of(one, default).name for file in files for one in file.imported)
    return Run(
        checked,
        profile="、".join(names) or default.name,
        across=across,
        unchecked_across=unchecked,
    )


def profile_of(imported: Imported, default: Profile) -> Profile:
    """The form's own profile where it is known."""
    own = imported.declaration.profile
    return load_profile(own) if own in profile_names() else default


def _checked(imported: Imported, default: Profile, unit: Unit) -> CheckedDeclaration:
    findings, unchecked = unit.check(
        imported.declaration, profile_of(imported, default), imported.cells
    )
    return CheckedDeclaration(
        declaration=imported.declaration, notes=imported.notes, findings=findings,
        unchecked=unchecked,
    )  # fmt: skip


def _cut(imported: Sequence[Imported]) -> str | None:
    return next((one.cut for one in imported if one.cut), None)


def _entries(files: Sequence[BatchFile], default: Profile) -> Iterator[Entry]:
    for file in files:
        for number, one in enumerate(file.imported):
            form = Form(one.declaration, profile_of(one, default), one.declaration.year)
            yield Entry(file.name, number, form, one.cells)


def _without(file: CheckedFile, silenced: Silenced) -> CheckedFile:
    """The file without the findings that a rule between forms says better."""
    if not silenced:
        return file
    kept = tuple(
        one.model_copy(
            update={
                "findings": tuple(
                    finding
                    for finding in one.findings
                    if (file.path, number, finding.code, finding.path) not in silenced
                )
            }
        )
        for number, one in enumerate(file.declarations)
    )
    return file.model_copy(update={"declarations": kept})
