"""What check, fix and draft share: which profile applies, and whether findings remain."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model import SEVERITIES, Declaration, Finding
from assistant.settings import Settings
from assistant.vocabulary.profile import Profile, load_profile, profile_names

if TYPE_CHECKING:
    from assistant.organisation import Organisation


def profile_for(
    declaration: Declaration, options: argparse.Namespace, settings: Settings
) -> Profile:
    """`--profile`, else the declaration's own, else the setting. Raises UsageError."""
    if options.profile:
        return load_profile(options.profile)
    own = declaration.profile
    return load_profile(own if own in profile_names() else settings.profile)


def add_config(parser: argparse.ArgumentParser) -> None:
    """`--config`, for the verbs that heed a unit's own settings."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE",
        help="用这个 assistant.toml；不填则从来源文件所在的文件夹逐级向上找",
    )  # fmt: skip


def organisation_for(
    options: argparse.Namespace, files: Sequence[str] = (), settings: Settings | None = None
) -> Organisation:
    """What the unit decided, found beside the first file given; what the page was told to accept
    is in the data folder, where one is set. Raises SettingsError."""
    from assistant.organisation import load_organisation

    first = Path(files[0]) if files and files[0] != "-" else None
    start = first if first is None or first.is_dir() else first.parent
    also = settings.chosen_data_dir if settings else None
    organisation = load_organisation(start, options.config, also)
    for notice in organisation.notices:
        print(notice, file=sys.stderr)
    return organisation


def with_profile(settings: Settings, organisation: Organisation) -> Settings:
    """The settings with the profile that assistant.toml names, if it names one."""
    if organisation.profile is None:
        return settings
    return settings.model_copy(update={"profile": organisation.profile})


def remains(findings: Iterable[Finding], fail_on: str) -> bool:
    """True when a finding at or above that severity is neither suppressed nor fixed."""
    severe = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(f.severity in severe and not f.suppressed for f in findings)


def is_error_left(
    declaration: Declaration, profile: Profile, year: int | None, organisation: Organisation
) -> bool:
    """True when checking the declaration finds an error that the unit has not accepted."""
    from assistant.organisation.suppressing import accepts
    from assistant.rules.engine import check

    findings, _ = check(
        declaration, profile=profile, year=year, select=organisation.select,
        ignore=organisation.ignore, severity=organisation.severity,
        limits=organisation.limits, own=organisation.own,
    )  # fmt: skip
    accepted = accepts(organisation.suppressions, declaration)
    return remains((f for f in findings if not accepted(f)), "error")
