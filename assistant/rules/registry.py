"""Finds the rules: one class per file `<family>/<code>_<slug>.py`. There is no list to keep."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from assistant.model import Value
from assistant.rules.base import AcrossRule, AnyRule, Rule
from assistant.vocabulary.loading import ROOT as VOCABULARY
from assistant.vocabulary.loading import load

ROOT = Path(__file__).parent
PATTERN = "*/[a-z][a-z][0-9][0-9][0-9]_*.py"
ACROSS = "across"
"""The family of the rules that set several declarations side by side."""


@cache
def rule_files() -> tuple[Path, ...]:
    """The files of all rules, by code."""
    return tuple(sorted(ROOT.glob(PATTERN), key=lambda path: path.stem))


@cache
def rule_codes() -> tuple[str, ...]:
    """The codes of all rules, without loading them."""
    return tuple(path.stem[:5].upper() for path in rule_files())


@cache
def known_codes() -> tuple[str, ...]:
    """The codes of all rules and of those that were taken over by another."""
    return (*rule_codes(), *retired_rules())


@cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule that looks at one declaration, by code."""
    found = (_rule_in(path) for path in rule_files() if path.parent.name != ACROSS)
    return tuple(rule for rule in found if isinstance(rule, Rule))


@cache
def across_rules() -> tuple[AcrossRule, ...]:
    """One instance of every rule between declarations, by code."""
    found = (_rule_in(path) for path in rule_files() if path.parent.name == ACROSS)
    return tuple(rule for rule in found if isinstance(rule, AcrossRule))


def every_rule() -> tuple[AnyRule, ...]:
    """All rules of both kinds, by code."""
    both: tuple[AnyRule, ...] = (*all_rules(), *across_rules())
    return tuple(sorted(both, key=lambda rule: rule.code))


def matches(
    code: str, select: Sequence[str] = (), ignore: Sequence[str] = (), formerly: str = ""
) -> bool:
    """True when the code begins with one of `select` (any, when empty) and none of `ignore`.

    What was reported `formerly` under another code is chosen by that one too, when it is named in
    full.
    """
    wanted, unwanted = _upper(select), _upper(ignore)
    is_wanted = not wanted or code.startswith(wanted) or formerly in wanted
    return is_wanted and not (unwanted and (code.startswith(unwanted) or formerly in unwanted))


def may_match(code: str, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> bool:
    """True when the rule, or anything it has taken over, is chosen."""
    if not select and not ignore:
        return True
    return any(matches(code, select, ignore, former) for former in ("", *taken_over(code)))


def is_chosen(code: str, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> bool:
    """True when what the code stands for is looked at, be it a rule's or a retired one."""
    old = retired_rules().get(code)
    if old is None:
        return may_match(code, select, ignore)
    return matches(old.into, select, ignore, code)


class Retired(Value, kw_only=False):
    """A code whose rule was taken over by another; `what` is what it told."""

    code: str
    into: str
    what: str

    @property
    def notice(self) -> str:
        """What one who still uses the code is told."""
        return (
            f"规则 {self.code} 已并入 {self.into}：“{self.what}”由 {self.into} 指出；"
            f"旧编号写在豁免、基线、select、ignore 里仍按原意生效，以后请写 {self.into}。"
        )


@cache
def retired_rules() -> dict[str, Retired]:
    """The retired codes, each with the rule that took over."""
    return {entry["code"]: Retired(**entry) for entry in load("retired_rules")}


@cache
def taken_over(code: str) -> tuple[str, ...]:
    """The retired codes that a rule has taken over."""
    return tuple(old.code for old in retired_rules().values() if old.into == code)


def retired_notices(codes: Iterable[str]) -> tuple[str, ...]:
    """One sentence for each of the codes that is retired."""
    retired = retired_rules()
    return tuple(retired[code].notice for code in dict.fromkeys(_upper(codes)) if code in retired)


def _upper(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in codes if code.strip())


def rule_name(rule: AnyRule) -> str:
    """The readable name, from the file's: `va003_unit_differs` → `unit-differs`."""
    if rule.given_name:
        return rule.given_name
    stem = type(rule).__module__.rpartition(".")[2]
    return stem.partition("_")[2].replace("_", "-")


def family(rule: AnyRule) -> str:
    """The family, the name of the folder the rule lives in; `own` for an organisation's rule."""
    return type(rule).__module__.split(".")[-2]


@cache
def ruleset_hash() -> str:
    """`sha256:…` over the rules and the vocabulary they read: same hash, same findings."""
    digest = hashlib.sha256()
    for path in (*sorted(ROOT.rglob("*.py")), *sorted(VOCABULARY.rglob("*.yaml"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _rule_in(path: Path) -> AnyRule:
    module = import_module(f"{__package__}.{path.parent.name}.{path.stem}")
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and value.__module__ == module.__name__
            and issubclass(value, AnyRule)
        ):
            return value()
    raise TypeError(f"{path} defines no rule")
