"""Questions that several rules between declarations ask: is a wording specific, was a change said.

The words are data, in `vocabulary/across.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.model import TEXT_FIELDS
from assistant.rules.batch import Entry, plain
from assistant.rules.form import Row
from assistant.rules.text import alike, contained
from assistant.vocabulary.loading import load

ABOUT = re.compile("因|由于|目标|指标|任务|计划|经费|预算")
"""What makes a sentence one about the target, and not about the work itself."""


def is_specific(wording: str, entry: Entry) -> bool:
    """True when the wording says which thing is meant, not only what kind of thing.

    Enough must be left of it when the words that anybody may write are taken out.
    """
    left = _generic().sub("", plain(wording))
    return len(left) >= entry.form.limit("specific_characters")


def says_revised(entry: Entry) -> bool:
    """True when goals or bases of the form say that total or period were changed."""
    known = load("across")
    surely, loosely, what, by = (
        known[key] for key in ("revised_because", "revised_loosely", "revised_what", "revised_by")
    )
    for field in TEXT_FIELDS:
        for part in re.split("[。；;，,]", entry.form.text(field)):
            approved = _any(by, part)
            if field == "policy_basis" and not approved:
                continue  # a plan that is carried on longer says nothing of this project
            if _any(surely, part) or (_any(loosely, part) and (approved or _any(what, part))):
                return True
    return False


def _any(words: list[str], part: str) -> bool:
    return any(word in part for word in words)


def says_lowered(entry: Entry, row: Row) -> bool:
    """True when the row, or a sentence about it, says why it asks for less."""
    words = load("across")["lowered_because"]
    if any(word in row.explanation for word in words):
        return True
    text = "。".join(entry.form.text(field) for field in TEXT_FIELDS)
    sentences = (part for part in re.split("[。；;]", text) if any(word in part for word in words))
    return any(contained(row.name, part) >= 0.5 and ABOUT.search(part) for part in sentences)


def same_name(one: str, other: str) -> bool:
    """True when two names are one: equal, one cut short, or nearly the same."""
    a, b = plain(one), plain(other)
    if not a or not b:
        return True
    return a.startswith(b) or b.startswith(a) or alike(a, b) >= 0.8


def same_row(row: Row, other: Row) -> bool:
    """True when two rows measure the same: same category and name."""
    return row.kind == other.kind and plain(row.name) == plain(other.name)


@cache
def _generic() -> re.Pattern[str]:
    words = sorted(load("across")["generic"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
