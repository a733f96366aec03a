"""Questions that several rules between declarations ask: is a wording specific, was a change said.

The words are data, in `vocabulary/across.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.rules.batch import Entry, plain
from assistant.rules.form import Row
from assistant.rules.text import alike
from assistant.vocabulary.loading import load


def is_specific(wording: str, entry: Entry) -> bool:
    """True when the wording says which thing is meant, not only what kind of thing.

    Enough must be left of it when the words that anybody may write are taken out.
    """
    left = _generic().sub("", plain(wording))
    return len(left) >= entry.form.limit("specific_characters")


def says_why(entry: Entry, key: str) -> bool:
    """True when goals or calculation of the form name a reason (one list of across.yaml)."""
    fields = ("budget_basis", "annual_goal", "long_term_goal", "policy_basis")
    text = "".join(entry.form.text(field) for field in fields)
    rows = "".join(row.explanation for row in entry.form.answered_rows)
    return any(word in text or word in rows for word in load("across")[key])


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
