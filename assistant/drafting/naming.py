"""Which field a name means: in English, in Chinese, or as a JSON Pointer."""

from __future__ import annotations

import re
import unicodedata

from assistant.errors import UsageError
from assistant.model import HEADER_FIELDS, TEXT_FIELDS
from assistant.vocabulary.profile import Profile

SETTABLE = (
    *HEADER_FIELDS, *TEXT_FIELDS,
    "year", "start_year", "end_year", "fiscal_amount", "other_amount",
)  # fmt: skip
_YEAR_LABELS = ("年度", "预算年度", "申报年度")
_REMARK = re.compile(r"\([^()\n]{0,80}\)|[\s:：*]")
_POINTER = re.compile(
    r"/indicators/\d+/(level1|level2|name|value|unit|explanation|baseline|actual|weight|midterm_value)"
)


def field_named(name: str, profile: Profile) -> str:
    """The field or pointer that a name means. Raises UsageError for one that no form has."""
    plain = name.removeprefix("/")
    if plain in SETTABLE:
        return plain
    if _POINTER.fullmatch(name):
        return name
    field = _by_label(profile).get(_folded(name))
    if field is None:
        labels = "、".join(entry.label for entry in (*profile.header, *profile.texts))
        raise UsageError(
            f"不认识字段“{name}”；可用：{labels}、年度，"
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
