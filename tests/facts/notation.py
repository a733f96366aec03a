"""Reads the case files of this folder and compares what was read with their short notation.

A requirement is written "kind words value scope": words the name holds (`""` for any name), the
cell's value (`-` for none; `*` behind it: the value is a reading and shown as one), and the scope
where it matters. `|` separates accepted alternatives of a kind or a value. `also` lists what may
be read besides. A case with `bug` is right by the contract and known to fail.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from assistant.model import ProjectFacts, Requirement
from assistant.parse.render import sign_value
from assistant.pipeline import source_text
from assistant.vocabulary.profile import load_profile

CASES = Path(__file__).parent / "cases"
KINDS = {category.kind for category in load_profile().categories}


class Expected(NamedTuple):
    """One requirement of a case."""

    kinds: tuple[str, ...]
    words: tuple[str, ...]
    values: tuple[str, ...]
    computed: bool
    scope: str


def cases(name: str, *, sound: bool = False) -> list:
    """The cases of `cases/<name>.yaml`, or of every file in that folder; `sound`: no known bugs."""
    files = sorted((CASES / name).glob("*.yaml")) or [CASES / f"{name}.yaml"]
    return [
        pytest.param(case, id=f"{path.stem}-{number}", marks=_marks(case))
        for path in files
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
        if not (sound and "bug" in case)
    ]


def _marks(case: dict) -> list:
    return [pytest.mark.xfail(reason=case["bug"], strict=True)] if "bug" in case else []


def source(case: dict):
    """The case's text as a description."""
    return source_text({"说明.md": case["text"]})


def expected(written: str) -> Expected:
    """The notation of the module's docstring, read."""
    parts = shlex.split(written)
    scope = parts.pop() if parts[-1] in ("year", "period") else ""
    kinds, *words, value = parts
    computed = value.endswith("*")
    assert set(kinds.split("|")) <= KINDS, written
    return Expected(
        tuple(kinds.split("|")), tuple(words), tuple(value.rstrip("*").split("|")), computed, scope
    )


def fits(requirement: Requirement, wanted: Expected) -> bool:
    """Whether a requirement is what the case wants."""
    mention = requirement.mention
    value = sign_value(mention.target, mention.text).replace(" ", "") if mention else "-"
    return (
        requirement.kind in wanted.kinds
        and all(word in requirement.name for word in wanted.words)
        and value in wanted.values
        and (not wanted.computed or bool(mention and mention.reading))
        and wanted.scope in ("", requirement.scope)
    )


def shown(facts: ProjectFacts) -> str:
    """The requirements in the notation, for a failure's message."""
    lines = []
    for requirement in facts.requirements:
        mention = requirement.mention
        value = sign_value(mention.target, mention.text) if mention else "-"
        mark = "*" if mention and mention.reading else ""
        lines.append(f"{requirement.kind} {requirement.name} {value}{mark} {requirement.scope}")
    return "\n".join(lines) or "(none)"
