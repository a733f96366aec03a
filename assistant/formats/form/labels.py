"""Which text is a label: the profile's labels and their variants, found in any spelling.

Tolerates colons, stars, blanks and line breaks inside, full and half width, numbering before and
remarks in brackets after a label. Knows nothing of rows or positions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Label, Profile, load_profile, profile_names

LONGEST_LABEL = 60
_LONGEST_PATTERN = 20
_MOST_REMEMBERED = 2000
_LAST_RANK = 99
_IGNORED = re.compile(r"[\s*_:;\u200b\ufeff]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\(?\d{1,2}[.、)])|^其中")
_INLINE = re.compile(r"^([^:：\n]{2,60}?)\s*[:：]\s*(.+)$", re.DOTALL)


@lru_cache(_MOST_REMEMBERED)
def plain(text: str) -> str:
    """A label without what may vary: width, blanks, stars, colons."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(_MOST_REMEMBERED)
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
        common = load("labels")
        self.profile = profile
        self._fields = _spellings((*profile.header, *profile.texts), common["fields"])
        self._found: dict[str, str | None] = {}
        self._others = {spelling for text in common["known_labels"] for spelling in _both(text)}
        self._other_pattern = re.compile(common["known_label_patterns"])
        self._columns = _ranked(profile.columns, common["columns"])
        self._in_lists = _ranked((), common["project_columns"])
        self._project_fields = frozenset(common["project_columns"])
        self._headings: dict[str, tuple[tuple[str, int], ...]] = {}
        self._patterns = _column_patterns()
        self._level1 = {bare(c.level1) for c in profile.categories}
        self._level1.update(bare(v) for variants in common["level1"].values() for v in variants)
        self._level2 = {bare(name) for c in profile.categories for name in (c.level2, *c.variants)}
        self._level2.update(bare(name) for name in common["level2"]["names"])

    def field(self, text: str) -> str | None:
        """The header or text field that this label names."""
        if not text or len(text) > LONGEST_LABEL:
            return None
        if text not in self._found:
            if len(self._found) > _MOST_REMEMBERED:
                self._found.clear()
            self._found[text] = _look_up(self._fields, text) or _by_pattern(text)
        return self._found[text]

    def field_of_cell(self, text: str) -> str | None:
        """The field of a cell that is a label, or that holds a label and its value."""
        parts = None if self.field(text) else split_inline(text)
        return self.field(parts[0]) if parts else self.field(text)

    def label_of(self, field: str) -> str:
        """The Chinese label of a field, also of one that the profile's form does not have."""
        return self.profile.label_of(field)

    def is_label(self, text: str) -> bool:
        """True for the label of a field, and for known labels that no field holds."""
        if len(text) > LONGEST_LABEL:
            return False
        known = bare(text)
        return (
            self.field(text) is not None
            or known in self._others
            or self._other_pattern.match(known) is not None
        )

    def columns(self, text: str) -> tuple[tuple[str, int], ...]:
        """The columns that this heading may name, each with its rank (0 is the best)."""
        if not text or len(text) > LONGEST_LABEL:
            return ()
        if text not in self._headings:
            if len(self._headings) > _MOST_REMEMBERED:
                self._headings.clear()
            self._headings[text] = self._columns_named(text)
        return self._headings[text]

    def _columns_named(self, text: str) -> tuple[tuple[str, int], ...]:
        key = plain(text)
        if key in self._columns:
            return self._columns[key]
        short = self._patterns if len(key) <= _LONGEST_PATTERN else {}
        wanted = (name for name, pattern in short.items() if pattern.search(key))
        name = next(wanted, None)
        return ((name, 0),) if name else self._without_prefix(bare(text))

    def project_columns(self, text: str) -> tuple[tuple[str, int], ...]:
        """The fields of a project that this heading of a list may name, with their ranks."""
        if not text or len(text) > LONGEST_LABEL:
            return ()
        listed = self._in_lists.get(plain(text)) or self._in_lists.get(bare(text))
        if listed or self.columns(text):
            return listed or ()
        field = self.field(text)
        return ((field, _LAST_RANK),) if field and field in self._project_fields else ()

    def is_heading(self, text: str) -> bool:
        """True for what may stand above a column of an indicator table or of a list."""
        return bool(self.columns(text) or self.project_columns(text))

    def _without_prefix(self, key: str) -> tuple[tuple[str, int], ...]:
        """绩效指标值 is 指标值, 本级指标权重 is 指标权重."""
        if key in self._columns or len(key) > _LONGEST_PATTERN:
            return self._columns.get(key, ())
        prefixes: list[str] = load("labels")["column_prefixes"]
        rests = (key.removeprefix(prefix) for prefix in prefixes if key.startswith(prefix))
        return next((self._columns[rest] for rest in rests if rest in self._columns), ())

    def is_level1(self, text: str) -> bool:
        """True for 产出指标, 效益指标 … in any spelling."""
        return bare(text) in self._level1

    def is_level2(self, text: str) -> bool:
        """True for 数量指标, 社会效益指标 … in any spelling."""
        return bare(text) in self._level2

    def is_cut_category(self, text: str) -> bool:
        """True for what a small cell leaves of a category: 意度指标, 社会效益指."""
        rest = bare(text)
        known = self._level1 | self._level2
        return (
            bool(rest)
            and rest not in known
            and any(one.endswith(rest) or one[:-1] == rest for one in known)
        )

    def level1_spellings(self, level1: str) -> frozenset[str]:
        """How that 一级指标 may be written, as `bare` gives it."""
        variants: list[str] = load("labels")["level1"].get(level1, [])
        return frozenset(bare(text) for text in (level1, *variants))

    def level1_of(self, level2: str) -> str | None:
        """The level1 that the profile puts this category under."""
        category = self.profile.category_named(bare(level2))
        return category.level1 if category else None


def labels_of(profile: Profile) -> Labels:
    """The labels of that profile; made once for those that have a file."""
    known = profile.name in profile_names() and load_profile(profile.name) is profile
    return _known_labels(profile.name) if known else Labels(profile)


@cache
def _known_labels(name: str) -> Labels:
    return Labels(load_profile(name))


def _look_up(spellings: dict[str, str], text: str) -> str | None:
    if not text or len(text) > LONGEST_LABEL:
        return None
    return spellings.get(plain(text)) or spellings.get(bare(text))


def _by_pattern(text: str) -> str | None:
    """The field that a spelling nobody listed names (市级财政拨款, 2026年度项目预算金额)."""
    key = bare(text)
    if not 3 <= len(key) <= _LONGEST_PATTERN:
        return None
    match = _field_pattern().match(key)
    return match.lastgroup if match else None


def _both(text: str) -> tuple[str, str]:
    return plain(text), bare(text)


def _spellings(own: tuple[Label, ...], common: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in own:
        for spelling in (label.label, *label.variants):
            found.update((key, label.field) for key in _both(spelling) if key not in found)
    for field, spellings in common.items():
        for spelling in spellings:
            found.update((key, field) for key in _both(spelling) if key not in found)
    found.pop("", None)
    return found


def _ranked(
    own: tuple[Label, ...], common: dict[str, list[str]]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Heading → the columns it may name; the profile's own spellings rank first."""
    found: dict[str, dict[str, int]] = {}
    for label in own:
        for rank, spelling in enumerate((label.label, *label.variants)):
            found.setdefault(plain(spelling), {}).setdefault(label.field, rank)
    for field, spellings in common.items():
        for rank, spelling in enumerate(spellings, 10):
            found.setdefault(plain(spelling), {}).setdefault(field, rank)
    return {key: tuple(ranks.items()) for key, ranks in found.items()}


@cache
def _column_patterns() -> dict[str, re.Pattern[str]]:
    patterns: dict[str, str] = load("labels")["column_patterns"]
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@cache
def _field_pattern() -> re.Pattern[str]:
    """All field patterns as one, each a group of its field's name."""
    patterns: dict[str, str] = load("labels")["field_patterns"]
    return re.compile("|".join(f"(?P<{field}>{pattern})" for field, pattern in patterns.items()))


@cache
def line_pattern(kind: str) -> re.Pattern[str]:
    """What a line that is no field looks like: `title`, `total`, `remark`, `ignored`."""
    words: dict[str, str] = load("labels")["lines"]
    return re.compile(words[kind])
