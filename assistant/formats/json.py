"""The product's own JSON: one declaration, an array of them, or one per line (jsonl).

Unknown keys survive. A value of the wrong kind is an error that names the field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from assistant.errors import BrokenFile, NoDeclaration
from assistant.formats.guard import decode
from assistant.model import (
    HEADER_FIELDS,
    TEXT_FIELDS,
    Declaration,
    Imported,
    InvalidValue,
    Note,
)
from assistant.vocabulary.profile import Profile, load_profile

_KNOWN = frozenset({*HEADER_FIELDS, *TEXT_FIELDS, "indicators"})
_CONTENT = frozenset({*TEXT_FIELDS, "indicators"})
_AMOUNT = "要填数字（元，不加逗号和单位）"


def load(data: bytes, name: str, profile: Profile | None) -> tuple[Imported, ...]:
    """The declarations in the file."""
    text = decode(data, name)
    objects = _lines(text, name) if name.lower().endswith(".jsonl") else _objects(text, name)
    labelled = profile or load_profile()
    found = tuple(_imported(plain, name, labelled) for plain in objects)
    if not found:
        raise NoDeclaration(f"“{name}”里没有申报表（数组是空的）。")
    return found


def load_lines(
    data: bytes, name: str, profile: Profile | None, first: int = 1
) -> Iterator[Imported]:
    """The declarations in some lines of a jsonl, of which `first` is the number of the first."""
    labelled = profile or load_profile()
    for plain in _lines(decode(data, name), name, first):
        yield _imported(plain, name, labelled)


def write(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """One object for one declaration, an array for several."""
    plain = [one.as_json() for one in declarations]
    content = plain[0] if len(plain) == 1 else plain
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def write_lines(declarations: Sequence[Declaration], profile: Profile) -> bytes:
    """One object per line."""
    return "".join(
        json.dumps(d.as_json(), ensure_ascii=False) + "\n" for d in declarations
    ).encode()


def _objects(text: str, name: str) -> list[dict[str, Any]]:
    content = _parsed(text, name)
    entries = content if isinstance(content, list) else [content]
    return [_declaration_object(entry, name) for entry in entries]


def _lines(text: str, name: str, first: int = 1) -> Iterator[dict[str, Any]]:
    """One object at a time: ten thousand need not be held beside what is made of them."""
    for number, line in enumerate(text.split("\n"), first):
        if line.strip():
            yield _declaration_object(_parsed(line, name, number), name)


def _parsed(text: str, name: str, line: int = 0) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise BrokenFile(
            f"“{name}”第 {line or error.lineno} 行第 {error.colno} 个字符处不是有效的 JSON"
            f"（{_reason(error)}）；请补全或重新导出后再试。"
        ) from error
    except RecursionError as error:
        raise BrokenFile(f"“{name}”的 JSON 嵌套过深，不是申报表；请检查文件来源。") from error
    except ValueError as error:
        raise BrokenFile(f"“{name}”里有无法使用的数字（{error}）；请改成普通数字。") from error


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _reason(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return "内容到此中断，文件可能不完整"
    if "Expecting ',' delimiter" in error.msg:
        return "缺少逗号或括号"
    if "property name" in error.msg:
        return "这里应是用双引号括起来的字段名"
    if "Unterminated string" in error.msg:
        return "引号没有闭合"
    if "control character" in error.msg:
        return "引号内不能直接换行，请写成 \\n"
    return "这里不是有效的值"


def _declaration_object(entry: Any, name: str) -> dict[str, Any]:
    if isinstance(entry, dict) and isinstance(entry.get("declaration"), dict):
        entry = entry["declaration"]
    if not isinstance(entry, dict) or not _is_form(entry):
        raise NoDeclaration(
            f"“{name}”是 JSON，但不是申报表：没有 project_name、indicators 等字段；"
            "字段名见 corpus/declarations 中的例子。"
        )
    return entry


def _is_form(entry: dict[str, Any]) -> bool:
    """A row of a list of files also has a project's name and code, but no content."""
    return bool(_CONTENT & entry.keys()) or 2 * len(_KNOWN & entry.keys()) >= len(entry) > 0


def _imported(entry: dict[str, Any], name: str, profile: Profile) -> Imported:
    notes: list[Note] = []
    try:
        declaration = Declaration.model_validate(_tidied(entry, notes))
    except InvalidValue as error:
        raise BrokenFile(f"“{name}”{_problem(error, profile)}") from error
    return Imported(declaration=declaration, notes=tuple(notes))


def _tidied(entry: dict[str, Any], notes: list[Note]) -> dict[str, Any]:
    """Without the stars that the model does not carry, and with null for empty text."""
    tidy = {key: None if value == "" and key in _KNOWN else value for key, value in entry.items()}
    rows = tidy.get("indicators")
    if rows is None:
        return {key: value for key, value in tidy.items() if key != "indicators"}
    if isinstance(rows, list):
        tidy["indicators"] = [_tidied_row(row, number, notes) for number, row in enumerate(rows)]
    return tidy


def _tidied_row(row: Any, number: int, notes: list[Note]) -> Any:
    if not isinstance(row, dict):
        return row
    tidy = {key: None if value == "" else value for key, value in row.items()}
    level2 = tidy.get("level2")
    if isinstance(level2, str) and level2 != level2.strip("*＊ "):
        tidy["level2"] = level2.strip("*＊ ")
        path = f"/indicators/{number}/level2"
        notes.append(Note(path=path, place=f"指标第{number + 1}行", message="二级指标去掉了星号"))
    return tidy


def _problem(error: InvalidValue, profile: Profile) -> str:
    wanted = _AMOUNT if error.expected == "number" else error.wanted
    where = _named(error.where, profile)
    return f"的{where}（{error.pointer}）{wanted}，现在是 {error.shown}；请改正后再试。"


def _named(parts: Sequence[int | str], profile: Profile) -> str:
    if len(parts) >= 2 and parts[0] == "indicators":
        field = profile.label_of(str(parts[2])) if len(parts) > 2 else ""
        return f"第 {int(parts[1]) + 1} 条指标{field and f'的“{field}”'}"
    return f"“{profile.label_of(str(parts[0]))}”" if parts else "内容"
