"""Bytes ↔ declarations. One file per format; `form/` alone understands what a form looks like.

    read, read_bytes     file or bytes → Imported (declaration, notes, cells with their places)
    text_of              bytes of a project description → its text
    write, to_bytes      declarations → file (written beside and moved into place) or bytes

Readers that yield cells have `read(data, name) -> Grids`; those that hold declarations as such have
`load(data, name, profile) -> Imported`. Every module here is imported only when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from assistant.errors import BrokenFile, FileError, NoDeclaration, UnsupportedFormat
from assistant.formats import guard
from assistant.formats.base import Grid, line_of
from assistant.model import Declaration, Imported, Note
from assistant.vocabulary.profile import DEFAULT_PROFILE, Profile, load_profile, profile_names

WRITERS = {
    "json": "json.write",
    "jsonl": "json.write_lines",
    "txt": "txt.write",
    "docx": "docx_write.write",
    "xlsx": "xlsx_write.write",
    "html": "html_write.write",
    "md": "md.write",
    "csv": "csv.write",
    "pdf": "office.write",
}

Declarations = Declaration | Sequence[Declaration]


def read(
    path: Path | str,
    *,
    profile: Profile | str | None = None,
    default: str = DEFAULT_PROFILE,
) -> tuple[Imported, ...]:
    """Every declaration in the file. Raises a FileError that says what is wrong and the way out.

    `profile` None: the form is recognised; `default` is taken where no other fits better.
    """
    source = Path(path)
    return read_bytes(guard.load(source), source.name, profile=profile, default=default)


def read_bytes(
    data: bytes,
    name: str,
    *,
    profile: Profile | str | None = None,
    default: str = DEFAULT_PROFILE,
) -> tuple[Imported, ...]:
    """Every declaration in the bytes of a file of that name."""
    kind = guard.kind_of(data, name)
    module = import_module(f"assistant.formats.{kind}")
    if hasattr(module, "load"):
        loaded: tuple[Imported, ...] = module.load(data, name, _named(profile))
        return loaded
    from assistant.formats.cut import with_ends
    from assistant.formats.form import read_forms
    from assistant.formats.recognise import recognised

    grids_of_it = grids(data, name, kind)
    told = tuple(_without_doubtful(grid, name) for grid in grids_of_it)
    found = read_forms(told, _named(profile) or recognised(told, default))
    if not found:
        raise NoDeclaration(
            f"“{name}”里没有找到绩效目标申报表（应有“项目名称”“一级指标”“指标值”等栏目）；"
            "请确认文件，或按申报表的样式导出后再试。"
        )
    found = _with_notes(found, tuple(_doubts(grids_of_it, kind, data)))
    return with_ends(found, kind, data, name)


def _without_doubtful(grid: Grid, name: str) -> Grid:
    """The grid without rows that are only text. Raises UnsupportedFormat for a form of such rows:
    where cells cannot be told apart in one place, what stands beside it may be wrong as well."""
    from assistant.formats.form.split import is_title

    rows = tuple(row for row in grid.rows if not row.is_doubtful)
    if len(rows) == len(grid.rows):
        return grid
    if not grid.has_tables:
        if any(map(is_title, grid.rows)):
            raise UnsupportedFormat(f"“{name}”{grid.said[0].place}：{grid.said[0].message}。")
        rows = ()
    return grid.model_copy(update={"rows": rows})


def _doubts(grids_of_it: Sequence[Grid], kind: str, data: bytes) -> Iterator[Note]:
    """What holds for the file as a whole: recognised characters, parts that were not opened."""
    for grid in grids_of_it:
        yield from grid.said
    if any(grid.from_picture for grid in grids_of_it):
        from assistant.formats.ocr import SAID

        yield Note(message=SAID)
    if kind in ("docx", "xlsx"):
        from assistant.formats.foreign import notes_on

        yield from notes_on(data)


def _with_notes(found: tuple[Imported, ...], notes: tuple[Note, ...]) -> tuple[Imported, ...]:
    if not notes:
        return found
    return tuple(one.model_copy(update={"notes": (*notes, *one.notes)}) for one in found)


def grids(data: bytes, name: str, kind: str) -> tuple[Grid, ...]:
    """The cells of a file of that kind, not yet understood."""
    found: tuple[Grid, ...] = import_module(f"assistant.formats.{kind}").read(data, name)
    return found


def text_of(data: bytes, name: str) -> str:
    """The words of a project description: a text file as it is, other formats line by line.

    Tables come out as `| cell | cell |`. Raises a FileError that says what is wrong.
    """
    kind = guard.kind_of(data, name)
    if kind in ("txt", "json", "csv"):
        if guard.breaks_off(data):
            raise BrokenFile(f"“{name}”末尾断在半个字上，没有传完；请取得完整的文件再试。")
        return guard.decode(data, name)
    if kind == "archive":
        raise UnsupportedFormat(f"“{name}”是压缩包，不能当作项目说明；请解压后选择其中的文件。")
    return "\n".join(line_of(row) for grid in grids(data, name, kind) for row in grid.rows)


def as_package(data: bytes, name: str) -> bytes | None:
    """A legacy office file as .docx or .xlsx; None where LibreOffice is missing or fails."""
    from assistant.formats import office

    return office.as_package(data, name)


def write(
    declarations: Declarations,
    path: Path | str,
    *,
    format: str | None = None,  # noqa: A002 - the word every caller expects
) -> None:
    """Write the declarations to the file, all or nothing, in the format of its name or `format`."""
    import tempfile

    target = Path(path)
    content = to_bytes(declarations, format or target.suffix.lstrip(".").lower() or "json")
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as beside:
            beside.write(content)
        Path(beside.name).chmod(0o644)
        Path(beside.name).replace(target)
    except OSError as error:
        raise FileError(
            f"无法写入“{target}”（{error.strerror}）；"
            "请换一个有写入权限的位置，或先关闭占用它的程序。"
        ) from error


def to_bytes(
    declarations: Declarations,
    format: str,  # noqa: A002 - the word every caller expects
) -> bytes:
    """The declarations in that format (see WRITERS). Raises UnsupportedFormat."""
    if format not in WRITERS:
        raise UnsupportedFormat(f"不能导出为“{format}”；可用：{'、'.join(WRITERS)}。")
    every = (declarations,) if isinstance(declarations, Declaration) else tuple(declarations)
    module, function = WRITERS[format].split(".")
    writer = getattr(import_module(f"assistant.formats.{module}"), function)
    content: bytes = writer(every, _profile_of(every))
    return content


def losses(declarations: Declarations, format: str) -> tuple[str, ...]:  # noqa: A002 - as above
    """What the format cannot hold of these declarations, one sentence each; mostly nothing."""
    from assistant.formats.layout import extra_columns, row_extras

    every = (declarations,) if isinstance(declarations, Declaration) else tuple(declarations)
    if format in ("json", "jsonl"):
        return ()
    if format == "csv":
        return ("CSV 只有指标行，表头、依据和目标没有写入；要整张表请用 docx、xlsx 或 json。",)
    left = {
        label: None
        for one in every
        for label in row_extras(one)
        if label not in extra_columns(one, _profile_of(every))
    }
    labels = "、".join(f"“{label}”" for label in left)
    return (f"指标行的其他栏目{labels}放不下，没有写入；导出为 json 可保留。",) if left else ()


def _named(profile: Profile | str | None) -> Profile | None:
    return load_profile(profile) if isinstance(profile, str) else profile


def _profile_of(declarations: Sequence[Declaration]) -> Profile:
    name = declarations[0].profile if declarations else None
    return load_profile(name if name in profile_names() else DEFAULT_PROFILE)
