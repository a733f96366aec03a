"""`--set 字段=值`: what is to be filled in where."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from assistant.drafting.naming import field_named
from assistant.errors import UsageError
from assistant.vocabulary.profile import Profile


def add_set(parser: argparse.ArgumentParser) -> None:
    """The `--set` option, which may be repeated."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="字段=值",
        help="填写一个字段（英文名、中文栏目名，或待确认问题的位置如 /indicators/2/value）；可多次",
    )


def overrides_of(assignments: Sequence[str], profile: Profile) -> dict[str, str]:
    """Field name (or pointer of an indicator cell) → value. Raises UsageError."""
    return dict(_assignment(text, profile) for text in assignments)


def _assignment(text: str, profile: Profile) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"--set 要写成 字段=值（如 本年度项目金额=80万元），不能是“{text}”。")
    try:
        return field_named(name.strip(), profile), value.strip()
    except UsageError as error:
        raise UsageError(f"--set {error}") from error
