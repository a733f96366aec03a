"""Marks accepted findings with their reason, and says which entries were of no use."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.model import (
    AcrossFinding,
    CheckedDeclaration,
    CheckedFile,
    Declaration,
    Finding,
)
from assistant.organisation.suppressions import Suppression

Used = set[int]
"""Numbers of the entries that suppressed something."""


def suppressed(
    files: Iterable[CheckedFile], across: Iterable[AcrossFinding], entries: Sequence[Suppression]
) -> tuple[tuple[CheckedFile, ...], tuple[AcrossFinding, ...], Used]:
    """The same findings, accepted ones marked; and which entries were used."""
    used: Used = set()
    marked = tuple(
        file.changed(lambda _, checked: _declaration(checked, entries, used)) for file in files
    )
    for file in marked:
        if not isinstance(file.declarations, tuple):  # changed when read: what was used shows then
            deque(file.declarations, maxlen=0)
    by_place = {file.path: file.declarations for file in marked}
    return marked, tuple(_across(a, by_place, entries, used) for a in across), used


def accepts(entries: Sequence[Suppression], form: Declaration) -> Callable[[Finding], bool]:
    """Tells which findings of the form are accepted."""
    return lambda finding: any(_fits(e, finding, finding.path, form) for e in entries)


def unused(
    entries: Sequence[Suppression],
    used: Used,
    forms: Callable[[], Iterable[Declaration]],
    is_chosen: Callable[[str], bool],
) -> tuple[str, ...]:
    """One sentence per entry that found nothing to suppress in a project that was checked."""
    found = []
    for number, entry in enumerate(entries):
        if number in used or (entry.rule and not is_chosen(entry.rule)):
            continue
        about = [form for form in forms() if not entry.project or _is_of(entry, form)]
        if not about:
            continue
        if any(_has_expired(entry, form) for form in about):
            found.append(f"{entry.title}：只到{entry.until}年度有效，已过期；请重新确认或删去。")
        else:
            found.append(f"{entry.title}：没有查到这样的问题，可以删去。")
    return tuple(found)


def _declaration(
    checked: CheckedDeclaration, entries: Sequence[Suppression], used: Used
) -> CheckedDeclaration:
    if not entries:
        return checked
    form = checked.declaration

    def marked(finding: Finding) -> Finding:
        return _mark(finding, entries, used, lambda e: _fits(e, finding, finding.path, form))

    findings = tuple(map(marked, checked.findings))
    return checked.model_copy(update={"findings": findings})


def _across(
    across: AcrossFinding,
    by_place: Mapping[str, Sequence[CheckedDeclaration]],
    entries: Sequence[Suppression],
    used: Used,
) -> AcrossFinding:
    def fits(entry: Suppression) -> bool:
        return any(
            _fits(entry, across.finding, w.path, by_place[w.file][w.declaration].declaration)
            for w in across.where
        )

    finding = _mark(across.finding, entries, used, fits)
    return across.model_copy(update={"finding": finding})


def _mark(
    finding: Finding,
    entries: Sequence[Suppression],
    used: Used,
    fits: Callable[[Suppression], bool],
) -> Finding:
    for number, entry in enumerate(entries):
        if fits(entry):
            used.add(number)
            return finding.model_copy(update={"suppressed": entry.stated})
    return finding


def _fits(entry: Suppression, finding: Finding, path: str, form: Declaration) -> bool:
    if entry.id and entry.id != finding.id:
        return False
    if entry.rule and entry.rule not in (finding.code, finding.formerly):
        return False
    if entry.project and not _is_of(entry, form):
        return False
    if _has_expired(entry, form):
        return False
    parts = path.strip("/").split("/")
    if entry.row and entry.row not in _row_names(parts, form):
        return False
    return not entry.field or entry.field in (parts[0], parts[-1])


def _is_of(entry: Suppression, form: Declaration) -> bool:
    wanted = _plain(entry.project)
    return wanted in (_plain(form.project_code or ""), _plain(form.project_name or ""))


def _has_expired(entry: Suppression, form: Declaration) -> bool:
    return entry.until is not None and form.year is not None and form.year > entry.until


def _row_names(parts: list[str], form: Declaration) -> tuple[str, ...]:
    """What a row may be called: 二级指标/三级指标, or its 三级指标 alone."""
    if parts[0] != "indicators" or len(parts) < 2:
        return ()
    row = form.indicators[int(parts[1])]
    name = row.name or ""
    return name, f"{(row.level2 or '').lstrip('*＊')}/{name}"


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
