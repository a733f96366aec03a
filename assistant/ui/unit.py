"""What the unit decided, as the page heeds it: own rules, limits, accepted findings.

The files are read again when they change; a file that is wrong is said once and not heeded."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from assistant.errors import SettingsError
from assistant.model import (
    AcrossFinding,
    CheckedDeclaration,
    CheckedFile,
    Declaration,
    Finding,
    SourceCell,
)
from assistant.organisation import Organisation, Suppression, load_organisation, suppressed
from assistant.organisation.accepting import accept, retract
from assistant.organisation.suppressing import accepts
from assistant.organisation.suppressions import NAME
from assistant.rules.engine import check
from assistant.rules.fixing import fix
from assistant.vocabulary.profile import Profile

log = logging.getLogger(__name__)

Checked = tuple[tuple[Finding, ...], tuple[str, ...]]


class Unit:
    """The unit's decisions. `home`: where accepted findings are written when no file for them is
    found above the working folder; None: nothing is read from files, and nothing can be written."""

    def __init__(self, home: Path | None = None) -> None:
        self._home = home
        self._lock = Lock()
        self._seen: tuple[object, ...] = ()
        self._organisation = Organisation()
        self._trouble = ""

    def organisation(self) -> Organisation:
        """What counts now."""
        with self._lock:
            state = self._state()
            if self._home is not None and (not self._seen or state != self._seen):
                self._read()
                self._seen = self._state()
            return self._organisation

    @property
    def path(self) -> Path:
        """The file of accepted findings. Raises SettingsError when there can be none."""
        found = self.organisation().suppressions_path
        if found is None and self._home is None:
            raise SettingsError("没有存放豁免的文件夹：请设置 ASSISTANT_DATA_DIR。")
        return found or self._home / NAME  # type: ignore[operator]

    @property
    def where(self) -> str:
        """The file's name, for a sentence."""
        return self.path.name

    def check(
        self, declaration: Declaration, profile: Profile, cells: Mapping[str, SourceCell]
    ) -> Checked:
        """As `rules.engine.check`, heeding the unit; accepted findings are marked."""
        unit = self.organisation()
        findings, unchecked = check(
            declaration, profile=profile, cells=cells, select=unit.select, ignore=unit.ignore,
            severity=unit.severity, limits=unit.limits, own=unit.own,
        )  # fmt: skip
        if unit.suppressions:
            form = CheckedDeclaration(declaration=declaration, findings=findings)
            files = (CheckedFile(path="", declarations=(form,)),)
            marked, _, _ = suppressed(files, (), unit.suppressions)
            findings = marked[0].declarations[0].findings
        return findings, (*unchecked, *([self._trouble] if self._trouble else []))

    def marked(
        self, files: tuple[CheckedFile, ...], across: tuple[AcrossFinding, ...]
    ) -> tuple[tuple[CheckedFile, ...], tuple[AcrossFinding, ...]]:
        """The findings of a batch, between its forms too, the accepted ones marked."""
        found, between, _ = suppressed(files, across, self.organisation().suppressions)
        return found, between

    def fix(
        self, declaration: Declaration, profile: Profile
    ) -> tuple[Declaration, tuple[Finding, ...]]:
        """As `rules.fixing.fix`, safe fixes only, heeding the unit."""
        unit = self.organisation()
        return fix(
            declaration, profile=profile, select=unit.select, ignore=unit.ignore,
            limits=unit.limits, own=unit.own, accepted=accepts(unit.suppressions, declaration),
        )  # fmt: skip

    def accept(self, entry: Suppression) -> None:
        """Writes an accepted finding. Raises SettingsError."""
        accept(self.path, entry)

    def retract(self, finding: Finding, declaration: Declaration) -> None:
        """Takes out every entry that accepts the finding. Raises SettingsError."""
        entries = self.organisation().suppressions
        retract(self.path, lambda n: accepts(entries[n : n + 1], declaration)(finding))

    def _read(self) -> None:
        try:
            self._organisation = load_organisation(also=self._home)
            self._trouble = ""
        except SettingsError as error:
            log.warning("%s", error)
            self._organisation = Organisation()
            self._trouble = f"没有按本单位的设置检查：{error}"

    def _state(self) -> tuple[object, ...]:
        unit = self._organisation
        home = self._home / NAME if self._home else None
        return tuple(_stamp(p) for p in (unit.path, unit.suppressions_path, home) if p)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
        return str(path), found.st_mtime_ns, found.st_size
    except OSError:
        return str(path), 0, 0
