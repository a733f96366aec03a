"""`--set 字段=值`: which field a name means, in English, in Chinese, or as a JSON Pointer."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Sequence

from assistant.errors import UsageError
from assistant.model import HEADER_FIELDS, TEXT_FIELDS
from assistant.vocabulary.profile import Profile

SETTABLE = (
    *HEADER_FIELDS, *TEXT_FIELDS,
    "year", "start_year", "end_year", "fiscal_amount", "other_amount",
)  # fmt: skip
_YEAR_LABELS = ("年度", "预算年度", "申报年度")
_REMARK = re.compile(r"\([^)]{0,80}\)|[\s:：*]")
_POINTER = re.compile(
    r"/indicators/\d+/(level1|level2|name|value|unit|explanation|baseline|actual|weight|midterm_value)"
)


def add_set(parser: argparse.ArgumentParser) -> None:
    """The `--set` option, which may be repeated."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="字段=值",
        help="填写一个字段（英文名、中文栏目名，或待确认问题的位置如 /indicators/2/value）；可多次",
    )


def overrides_of(assignments: Sequence[str], profile: Profile) -> dict[str, str]:
    """Field name (or pointer of an indicator cell) → value. Raises UsageError."""
    return dict(_assignment(text, profile) for text in assignments)


def _assignment(text: str, profile: Profile) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"--set 要写成 字段=值（如 本年度项目金额=80万元），不能是“{text}”。")
    return _field(name.strip(), profile), value.strip()


def _field(name: str, profile: Profile) -> str:
    plain = name.removeprefix("/")
    if plain in SETTABLE:
        return plain
    if _POINTER.fullmatch(name):
        return name
    field = _by_label(profile).get(_folded(name))
    if field is None:
        labels = "、".join(entry.label for entry in (*profile.header, *profile.texts))
        raise UsageError(
            f"--set 不认识字段“{name}”；可用：{labels}、年度，"
            "或指标单元格的位置（如 /indicators/2/value）。"
        )
    return field


def _by_label(profile: Profile) -> dict[str, str]:
    """Every spelling of every settable field; the profile's own spellings win."""
    from assistant.vocabulary.loading import load

    spellings = {_folded(label): "year" for label in _YEAR_LABELS}
    for field, labels in load("labels")["fields"].items():
        if field in SETTABLE:
            spellings |= {_folded(label): field for label in labels}
    for entry in (*profile.header, *profile.texts):
        spellings |= {_folded(label): entry.field for label in (entry.label, *entry.variants)}
    return spellings


def _folded(label: str) -> str:
    return _REMARK.sub("", unicodedata.normalize("NFKC", label))
