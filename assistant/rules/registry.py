"""Finds the rules: one class per file `<family>/<code>_<slug>.py`. There is no list to keep."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path

from assistant.rules.base import Rule
from assistant.vocabulary.loading import ROOT as VOCABULARY

ROOT = Path(__file__).parent
PATTERN = "*/[a-z][a-z][0-9][0-9][0-9]_*.py"


@cache
def rule_files() -> tuple[Path, ...]:
    """The files of all rules, by code."""
    return tuple(sorted(ROOT.glob(PATTERN), key=lambda path: path.stem))


@cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule, by code."""
    return tuple(_rule_in(path) for path in rule_files())


def rule_name(rule: Rule) -> str:
    """The readable name, from the file's: `va003_unit_differs` → `unit-differs`."""
    stem = type(rule).__module__.rpartition(".")[2]
    return stem.partition("_")[2].replace("_", "-")


def family(rule: Rule) -> str:
    """The family, the name of the folder the rule lives in."""
    return type(rule).__module__.split(".")[-2]


@cache
def ruleset_hash() -> str:
    """`sha256:…` over the rules and the vocabulary they read: same hash, same findings."""
    digest = hashlib.sha256()
    for path in (*sorted(ROOT.rglob("*.py")), *sorted(VOCABULARY.rglob("*.yaml"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"sha256:{digest.hexdigest()}"


def _rule_in(path: Path) -> Rule:
    module = import_module(f"{__package__}.{path.parent.name}.{path.stem}")
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and value.__module__ == module.__name__
            and issubclass(value, Rule)
        ):
            return value()
    raise TypeError(f"{path} defines no rule")
