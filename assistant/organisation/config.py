"""assistant.toml: rules chosen, levels, limits, profile, own rules, accepted findings.

It is looked for in the folder of the first file that was given and the folders above it, then in
the folder where the program runs and those above. The nearest counts, alone: nothing is merged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import SettingsError, UsageError
from assistant.model import SEVERITIES, Severity, Value, fresh
from assistant.organisation.files import nearest, text_of, toml_of, yaml_of
from assistant.organisation.suppressions import NAME as SUPPRESSIONS
from assistant.organisation.suppressions import Suppression, read_suppressions

if TYPE_CHECKING:
    from assistant.rules.own.rule import OwnRule

NAME = "assistant.toml"
KEYS = ("profile", "select", "ignore", "severity", "thresholds", "rules", "suppressions")


class Organisation(Value):
    """What a unit decided. Without a file: nothing, and all rules as they come."""

    path: Path | None = None
    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = fresh(default_factory=dict)
    limits: Mapping[str, float] = fresh(default_factory=dict)
    own: tuple[OwnRule, ...] = ()
    digest: str = ""
    """Of the own rules and limits: what else the findings depend on beside the ruleset."""
    suppressions: tuple[Suppression, ...] = ()
    suppressions_path: Path | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """One sentence per retired rule's code that the files still name."""
        named = (*self.select, *self.ignore, *self.severity, *(e.rule for e in self.suppressions))
        if not named:
            return ()
        from assistant.rules.registry import retired_notices

        return retired_notices(named)


def load_organisation(
    start: Path | None = None, named: Path | None = None, also: Path | None = None
) -> Organisation:
    """What counts for files in the folder `start` (None: the working folder). `also` is a folder
    whose suppressions.toml counts when no other is found: where the page writes its own.

    `named` is a file that was named instead of being found. Raises SettingsError.
    """
    starts = (start, Path.cwd()) if start is not None else (Path.cwd(),)
    path = named or nearest(NAME, starts)
    if path is None:
        return _also(Organisation(), nearest(SUPPRESSIONS, starts), also)
    found = _read(path)
    return found if found.suppressions_path else _also(found, None, also)


def _also(found: Organisation, accepted: Path | None, also: Path | None) -> Organisation:
    if accepted is None and also is not None and (also / SUPPRESSIONS).is_file():
        accepted = also / SUPPRESSIONS
    return found if accepted is None else _accepting(found, accepted)


def _read(path: Path) -> Organisation:
    content = toml_of(path)
    unknown = [key for key in content if key not in KEYS]
    if unknown:
        raise SettingsError(f"“{path}”没有 {unknown[0]} 这一项；可写：{'、'.join(KEYS)}。")
    own, digest = _own_rules(path, content)
    codes = frozenset(rule.code for rule in own)
    found = Organisation(
        path=path,
        profile=_profile(path, content),
        select=_codes(path, content, "select", codes),
        ignore=_codes(path, content, "ignore", codes),
        severity=_severity(path, content, codes),
        limits=_limits(path, content),
        own=own,
        digest=digest,
    )
    return _with_suppressions(found, path, content)


def _with_suppressions(found: Organisation, path: Path, content: dict[str, Any]) -> Organisation:
    named = content.get("suppressions")
    if named is not None and not isinstance(named, str):
        raise SettingsError(f'“{path}”的 suppressions 要填文件名，如 "{SUPPRESSIONS}"。')
    accepted = path.parent / (named or SUPPRESSIONS)
    if named is None and not accepted.is_file():
        return found
    return _accepting(found, accepted)


def _accepting(found: Organisation, accepted: Path) -> Organisation:
    from assistant.rules.own.places import field_names
    from assistant.rules.registry import known_codes

    codes = {*known_codes(), *(rule.code for rule in found.own)}
    entries = read_suppressions(accepted, lambda c: c.upper() in codes, field_names().get)
    return found.model_copy(update={"suppressions": entries, "suppressions_path": accepted})


def _profile(path: Path, content: dict[str, Any]) -> str | None:
    named = content.get("profile")
    if named is None:
        return None
    from assistant.vocabulary.profile import load_profile, profile_names

    try:
        load_profile(named if isinstance(named, str) else "")
    except UsageError as error:
        raise SettingsError(
            f"“{path}”的 profile“{named}”不是表式；可用：{'、'.join(profile_names())}。"
        ) from error
    return str(named)


def _codes(path: Path, content: dict[str, Any], key: str, own: frozenset[str]) -> tuple[str, ...]:
    value = content.get(key, [])
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise SettingsError(f'“{path}”的 {key} 要填一列规则编号，如 ["VA", "GO001"]。')
    for code in value:
        _known(path, key, code, own, whole=False)
    return tuple(value)


def _severity(path: Path, content: dict[str, Any], own: frozenset[str]) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for code, level in _table(path, content, "severity").items():
        _known(path, "severity", code, own, whole=True)
        known = next((severity for severity in SEVERITIES if severity == level), None)
        if known is None:
            raise SettingsError(
                f"“{path}”的 severity.{code} 要填 {'、'.join(SEVERITIES)}，不能是“{level}”；"
                "不要这条规则时写进 ignore。"
            )
        found[code.upper()] = known
    return found


def _limits(path: Path, content: dict[str, Any]) -> dict[str, float]:
    from assistant.vocabulary.thresholds import thresholds

    found: dict[str, float] = {}
    for name, value in _table(path, content, "thresholds").items():
        known = thresholds().get(name)
        if known is None:
            raise SettingsError(
                f"“{path}”的 thresholds 没有 {name} 这一项；可写：{'、'.join(thresholds())}。"
            )
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not known.least <= value <= known.most:
            raise SettingsError(
                f"“{path}”的 thresholds.{name} 要填 {known.least:g} 到 {known.most:g} 的数字，"
                f"不能是“{value}”。"
            )
        found[name] = value
    return found


def _own_rules(path: Path, content: dict[str, Any]) -> tuple[tuple[OwnRule, ...], str]:
    named = content.get("rules", [])
    files = [named] if isinstance(named, str) else named
    if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
        raise SettingsError(f'“{path}”的 rules 要填规则文件名，如 ["本单位规则.yaml"]。')
    digest = hashlib.sha256(repr(sorted(_table(path, content, "thresholds").items())).encode())
    if not files:
        return (), digest.hexdigest() if content.get("thresholds") else ""
    from assistant.rules.own import rules_from
    from assistant.rules.registry import rule_codes

    reserved = frozenset(code[:2] for code in rule_codes())
    own: list[OwnRule] = []
    for name in files:
        file = path.parent / name
        own += rules_from(yaml_of(file), str(file), {rule.code for rule in own}, reserved)
        digest.update(text_of(file).encode())
    return tuple(own), digest.hexdigest()


def _known(path: Path, key: str, code: str, own: frozenset[str], *, whole: bool) -> None:
    from assistant.rules.registry import known_codes

    codes = {*known_codes(), *own}
    wanted = code.strip().upper()
    if wanted in codes or (
        wanted and not whole and any(known.startswith(wanted) for known in codes)
    ):
        return
    raise SettingsError(
        f"“{path}”的 {key} 里没有“{code}”这条规则；python -m assistant rules 可看全部规则。"
    )


def _table(path: Path, content: dict[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key, {})
    if not isinstance(value, dict):
        raise SettingsError(f"“{path}”的 {key} 要写成 [{key}] 段，下面逐行“名称 = 值”。")
    return value
