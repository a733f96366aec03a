"""What check, fix and draft share: which profile applies, and whether findings remain."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from assistant.model import SEVERITIES, Declaration, Finding
from assistant.settings import Settings
from assistant.vocabulary.profile import Profile, load_profile, profile_names


def profile_for(
    declaration: Declaration, options: argparse.Namespace, settings: Settings
) -> Profile:
    """`--profile`, else the declaration's own, else the setting. Raises UsageError."""
    if options.profile:
        return load_profile(options.profile)
    own = declaration.profile
    return load_profile(own if own in profile_names() else settings.profile)


def remains(findings: Iterable[Finding], fail_on: str) -> bool:
    """True when a finding at or above that severity is neither suppressed nor fixed."""
    severe = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(f.severity in severe and not f.suppressed for f in findings)


def is_error_left(declaration: Declaration, profile: Profile, year: int | None) -> bool:
    """True when checking the declaration finds an error."""
    from assistant.rules.engine import check

    findings, _ = check(declaration, profile=profile, year=year)
    return remains(findings, "error")
