"""Which text is a label: the profile's labels and their variants, found in any spelling.

Tolerates colons, stars, blanks and line breaks inside, full and half width, numbering before and
remarks in brackets after a label. Knows nothing of rows or positions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Category, Label, Profile

LONGEST_LABEL = 60
_IGNORED = re.compile(r"[\s*_:;\u200b\ufeff]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\(?\d{1,2}[.、)])|^其中")
_INLINE = re.compile(r"^([^::\n]{2,60}?)\s*[::]\s*(.+)$", re.DOTALL)


def plain(text: str) -> str:
    """A label without what may vary: width, blanks, stars, colons."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def bare(text: str) -> str:
    """A label reduced further: without numbering before it and remarks in brackets."""
    return _BRACKETS.sub("", _NUMBERING.sub("", plain(text)))


def split_inline(text: str) -> tuple[str, str] | None:
    """(label, value) of a cell that may hold both, cut at its first colon."""
    match = _INLINE.match(text.strip())
    return (match.group(1), match.group(2)) if match else None


class Labels:
    """The labels of one profile, looked up by their plain spelling."""

    def __init__(self, profile: Profile) -> None:
        """Collect the profile's own spellings first, then those every form may use."""
        common: dict[str, dict[str, list[str]]] = load("labels")
        self.profile = profile
        self._fields = _spellings((*profile.header, *profile.texts), common["fields"])
        self._columns = _spellings(profile.columns, common["columns"])
        self._level1 = {bare(c.level1): c.level1 for c in profile.categories}
        for level1, variants in common["level1"].items():
            self._level1.update((bare(v), level1) for v in variants if bare(v) not in self._level1)
        self._level2 = {bare(name) for c in profile.categories for name in (c.level2, *c.variants)}
        self._level2.update(bare(name) for name in common["level2"]["names"])

    def field(self, text: str) -> str | None:
        """The header or text field that this label names."""
        return _look_up(self._fields, text)

    def field_of_cell(self, text: str) -> str | None:
        """The field of a cell that is a label, or that holds a label and its value."""
        parts = None if self.field(text) else split_inline(text)
        return self.field(parts[0]) if parts else self.field(text)

    def column(self, text: str) -> str | None:
        """The indicator column that this heading names."""
        return _look_up(self._columns, text)

    def is_level1(self, text: str) -> bool:
        """True for 产出指标, 效益指标 … in any spelling."""
        return bare(text) in self._level1

    def is_level2(self, text: str) -> bool:
        """True for 数量指标, 社会效益指标 … in any spelling."""
        return bare(text) in self._level2

    def category(self, text: str) -> Category | None:
        """The profile's category of that name."""
        return self.profile.category_named(bare(text))


def _look_up(spellings: dict[str, str], text: str) -> str | None:
    if not text or len(text) > LONGEST_LABEL:
        return None
    return spellings.get(plain(text)) or spellings.get(bare(text))


def _spellings(own: tuple[Label, ...], common: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in own:
        for spelling in (label.label, *label.variants):
            found.setdefault(plain(spelling), label.field)
            found.setdefault(bare(spelling), label.field)
    for field, spellings in common.items():
        for spelling in spellings:
            found.setdefault(plain(spelling), field)
            found.setdefault(bare(spelling), field)
    found.pop("", None)
    return found


@cache
def title_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a form's title and of lines that every export adds and no field holds."""
    words: dict[str, str] = load("labels")["lines"]
    return re.compile(words["title"]), re.compile(words["ignored"])
