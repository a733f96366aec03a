"""A header fact from a match in a sentence."""

from __future__ import annotations

import re

from assistant.model import HeaderFact


def matched(
    field: str, value: str, base: int, match: re.Match[str], group: int | str = 0
) -> HeaderFact:
    """The fact, at the place of the match's group; `base` is where the sentence begins."""
    return HeaderFact(
        field=field, value=value, start=base + match.start(group), end=base + match.end(group)
    )
