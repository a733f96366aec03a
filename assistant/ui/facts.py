"""What was understood of the description: each fact, the sentence it was read from, its cell."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import Declaration, ProjectFacts, Provenance, Requirement, Value
from assistant.ui.cells import label_of, shown, text_at
from assistant.ui.desk import Desk
from assistant.ui.services import Services


class FactShown(Value):
    """One fact: `read` is what was understood, `now` what stands in its cell. Without `at` the
    form does not have it. `is_open`: it can be set right here."""

    group: str
    label: str
    read: str
    start: int
    end: int
    at: str = ""
    now: str = ""
    is_open: bool = False


def facts_of(desk: Desk, services: Services) -> tuple[FactShown, ...]:
    """The facts of the description the form was drafted from; none for a form from a file."""
    declaration = desk.declaration
    if declaration is None or desk.meta is None or not desk.source.text:
        return ()
    facts = services.understand(desk.source)
    return tuple(_all(facts, desk, declaration, services))


def _all(
    facts: ProjectFacts, desk: Desk, declaration: Declaration, services: Services
) -> Iterator[FactShown]:
    for header in facts.header:
        at = f"/{header.field}"
        yield FactShown(
            group="项目", label=label_of(header.field, services.profile),
            read=shown(header.value), now=text_at(declaration, at), at=at,
            start=header.start, end=header.end, is_open=True,
        )  # fmt: skip
    for need in facts.requirements:
        yield _requirement(need, desk, declaration)
    for item in facts.budget_items:
        yield FactShown(
            group="资金", label=item.name, read=item.text, at="/budget_basis",
            start=item.start, end=item.end,
        )  # fmt: skip
    for policy in facts.policies:
        yield FactShown(
            group="依据", label="政策依据", read=policy.text, at="/policy_basis",
            start=policy.start, end=policy.end,
        )  # fmt: skip
    for benefit in facts.benefits:
        yield FactShown(
            group="效果", label=benefit.name, read=benefit.phrase,
            at=_row_of(benefit.name, declaration), start=benefit.start, end=benefit.end,
        )  # fmt: skip


def _requirement(need: Requirement, desk: Desk, declaration: Declaration) -> FactShown:
    read = (need.mention.reading or need.mention.text) if need.mention else "没有写数"
    is_lasting = need.scope == "period"
    at = "/long_term_goal" if is_lasting else _row_of(need.name, declaration)
    at = at or _row_from(need, desk.provenance, desk)
    return FactShown(
        group="长期要做到" if is_lasting else "要做到",
        label=need.doubtful or need.name, read=read, at=at,
        now="" if is_lasting or not at else text_at(declaration, at),
        start=need.start, end=need.end, is_open=not is_lasting,
    )  # fmt: skip


def _row_of(name: str, declaration: Declaration) -> str:
    for index, row in enumerate(declaration.indicators):
        if row.name == name:
            return f"/indicators/{index}/value"
    return ""


def _row_from(need: Requirement, entries: tuple[Provenance, ...], desk: Desk) -> str:
    """The cell whose number was read from the same place of the description."""
    if need.mention is None:
        return ""
    for entry in entries:
        span = entry.source.rpartition(":")[2].partition("-")
        if not entry.path.endswith("/value") or not (span[0].isdigit() and span[2].isdigit()):
            continue
        name = entry.source.removeprefix("brief:").rpartition(":")[0]
        base = dict(desk.source.parts).get(name, 0)
        start, end = base + int(span[0]), base + int(span[2])
        if need.start <= start and end <= need.end:
            return entry.path
    return ""
