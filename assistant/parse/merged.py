"""All numbers of a text once, from the three grammars that find them."""

from __future__ import annotations

from assistant.model import Mention
from assistant.parse.frequencies import find_frequencies
from assistant.parse.masks import Cover
from assistant.parse.mentions import find_mentions
from assistant.parse.readings import find_readings


def find_quantities(text: str) -> tuple[Mention, ...]:
    """Every number of the text once, left to right: as computed where it repeats or is read from
    words (每季度一份 → 4份, 全部合格 → 100%), as written otherwise."""
    kept: list[Mention] = [found for found in find_frequencies(text) if found.reading or found.per]
    for more in (find_readings(text), find_mentions(text)):
        taken = Cover((one.start, one.end) for one in kept)
        kept += [one for one in more if not taken.touches(one.start, one.end)]
    return tuple(sorted(kept, key=lambda mention: mention.start))
