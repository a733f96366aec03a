"""Which cell of the form a person means by a few words: 合同审查 → the row 合同审查数量."""

from __future__ import annotations

from typing import Final

from assistant.model import OPEN, Declaration, Indicator, Value
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Label, Profile

ENOUGH: Final = 0.5
NEAR: Final = 0.05


class Match(Value):
    """A cell that may be meant, and how well the words fit (0–1)."""

    path: str
    score: float


def cells_meant(
    words: str, field: str, declaration: Declaration, profile: Profile
) -> tuple[Match, ...]:
    """The best-fitting cells; more than one when the words do not decide, none when none fits."""
    matches = (*_header(words, profile), *_rows(words, field or "value", declaration, profile))
    best = max((match.score for match in matches), default=0.0)
    if best < ENOUGH:
        return ()
    return tuple(match for match in matches if match.score >= best - NEAR)


def is_named(words: str, row: Indicator) -> bool:
    """True when the words fit the row's own name, not only its category."""
    name = row.name or ""
    return bool(name) and (words in name or name in words or _overlap(words, name) >= ENOUGH)


def _header(words: str, profile: Profile) -> tuple[Match, ...]:
    said: dict[str, list[str]] = load("phrases")["said_fields"]
    labels = (
        *profile.header,
        *profile.texts,
        Label(field="year", label="预算年度", variants=("年度",)),
    )
    return tuple(
        Match(path=f"/{label.field}", score=1.0)
        for label in labels
        if words in (label.label, *label.variants, *said.get(label.field, ()))
    )


def _rows(words: str, field: str, declaration: Declaration, profile: Profile) -> tuple[Match, ...]:
    return tuple(
        Match(path=f"/indicators/{index}/{field}", score=_fit(words, row, profile))
        for index, row in enumerate(declaration.indicators)
        if not row.is_not_applicable or words in (row.level2 or "")
    )


def _fit(words: str, row: Indicator, profile: Profile) -> float:
    name = "" if row.name is None or OPEN in row.name else row.name
    category = profile.category_named(row.level2)
    kinds = (category.level2, *category.variants) if category else (row.level2 or "",)
    if words == name:
        return 1.0
    if words in kinds or f"{words}指标" in kinds:
        return 0.9
    if name and (words in name or name in words):
        return 0.8 + 0.1 * min(len(words), len(name)) / max(len(words), len(name))
    return 0.8 * _overlap(words, name) if name else 0.0


def _overlap(words: str, name: str) -> float:
    """Share of the shorter text's pairs of neighbouring characters that the other has too."""
    said, written = _pairs(words), _pairs(name)
    return len(said & written) / max(1, min(len(said), len(written)))


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
