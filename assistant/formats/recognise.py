"""Which profile's form a grid shows, by its title, its labels and its categories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.formats.base import Grid
from assistant.formats.form.labels import plain
from assistant.vocabulary.profile import DEFAULT_PROFILE, Profile, load_profile, profile_names

_TITLE = 4
_DECISIVE = 2
_YEAR = re.compile(r"\(?20\d\d年度?\)?")
_LONGEST_CELL = 40


def recognised(grids: Sequence[Grid], default: str = DEFAULT_PROFILE) -> Profile:
    """The profile that fits best; the default where others fit no better."""
    texts = {
        plain(cell.text)
        for grid in grids
        for row in grid.rows
        for cell in row.cells
        if len(cell.text) <= _LONGEST_CELL
    }
    names = sorted(profile_names(), key=lambda name: name != default)
    profiles = [load_profile(name) for name in names]
    return max(profiles, key=lambda one: _points(one, profiles, texts))


def _points(profile: Profile, profiles: Sequence[Profile], texts: set[str]) -> int:
    """Title, labels and categories that stand in the file as the profile prints them.

    Categories that no other profile has (经济成本指标) decide: present for it, absent against it.
    """
    labels = {plain(x.label) for x in (*profile.header, *profile.texts, *profile.columns)}
    own = _categories(profile)
    others = set().union(*(_categories(one) for one in profiles if one is not profile))
    points = len(labels & texts) + len(own & texts)
    if any(_YEAR.sub("", text) == plain(profile.title) for text in texts):
        points += _TITLE
    if own - others:
        points += _DECISIVE if (own - others) & texts else -_DECISIVE
    return points


def _categories(profile: Profile) -> set[str]:
    return {plain(name) for c in profile.categories for name in (c.level2, *c.variants)}
