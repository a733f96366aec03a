"""One check run: what was checked, with what, and the counts every report prints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from assistant import __version__
from assistant.model import (
    SEVERITIES,
    AcrossFinding,
    CheckedDeclaration,
    CheckedFile,
    Declaration,
    Finding,
    Value,
)
from assistant.rules.base import AnyRule
from assistant.rules.catalogue import RulePage, catalogue, page_for
from assistant.rules.registry import ruleset_hash
from assistant.vocabulary.profile import DEFAULT_PROFILE

TOOL = "绩效目标填报助手"


class Run(Value, kw_only=False):
    """The files of one call with their findings, and the findings between declarations."""

    files: tuple[CheckedFile, ...]
    profile: str = DEFAULT_PROFILE
    across: tuple[AcrossFinding, ...] = ()
    unused_suppressions: tuple[str, ...] = ()
    own: tuple[AnyRule, ...] = ()
    """The organisation's own rules that took part."""
    digest: str = ""
    """Of the organisation's rules and limits; "" when it has none."""
    unchecked_across: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The product's version."""
        return __version__

    @property
    def ruleset(self) -> str:
        """`sha256:…` of rules and vocabulary, and of the organisation's own."""
        if not self.digest:
            return ruleset_hash()
        both = hashlib.sha256(f"{ruleset_hash()}{self.digest}".encode())
        return f"sha256:{both.hexdigest()}"

    @property
    def pages(self) -> tuple[RulePage, ...]:
        """The catalogue, the organisation's rules included."""
        return (*catalogue(), *map(page_for, self.own))

    @property
    def declarations(self) -> Iterator[CheckedDeclaration]:
        """All declarations of all readable files."""
        return (declaration for file in self.files for declaration in file.declarations)

    def forms(self) -> Iterator[Declaration]:
        """The declarations without what was found in them."""
        return (checked.declaration for checked in self.declarations)

    @property
    def is_long(self) -> bool:
        """True when declarations are read from disk: a report is then given out bit by bit."""
        return any(not isinstance(file.declarations, tuple) for file in self.files)

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, suppressed ones included; across ones last."""
        for declaration in self.declarations:
            yield from declaration.findings
        yield from (entry.finding for entry in self.across)

    @property
    def counts(self) -> dict[str, int]:
        """The contract's summary: declarations, error, warning, info, suppressed."""
        counts = {"declarations": sum(len(file.declarations) for file in self.files)}
        counts |= dict.fromkeys((*SEVERITIES, "suppressed"), 0)
        for finding in self.findings:
            counts["suppressed" if finding.suppressed else finding.severity] += 1
        return counts

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What was not checked, each sentence once."""
        each = dict.fromkeys(s for declaration in self.declarations for s in declaration.unchecked)
        return tuple(dict.fromkeys((*each, *self.unchecked_across)))

    @property
    def heading(self) -> str:
        """Version, profile and ruleset, as every report prints them."""
        return f"{TOOL} {self.version}，表式 {self.profile}，规则集 {self.ruleset[:19]}"


def name_of(checked: CheckedDeclaration, number: int) -> str:
    """The project's name; its code or its number in the file when it has none."""
    declaration = checked.declaration
    return declaration.project_name or declaration.project_code or f"第{number}张表"
