"""Runs the rules over one declaration and turns their remarks into findings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from assistant.logs import logger
from assistant.model import Declaration, Edit, Finding, Fix, Severity, SourceCell
from assistant.rules.base import YEAR_UNKNOWN, Remark, Rule
from assistant.rules.catalogue import basis_of
from assistant.rules.form import Form
from assistant.rules.places import order_of, place_of
from assistant.rules.registry import all_rules, matches, may_match, rule_name
from assistant.vocabulary.profile import DEFAULT_PROFILE, Profile, load_profile, profile_names

Checked = tuple[tuple[Finding, ...], tuple[str, ...]]


def check(
    declaration: Declaration,
    *,
    profile: Profile | None = None,
    year: int | None = None,
    cells: Mapping[str, SourceCell] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
    limits: Mapping[str, float] | None = None,
    own: Sequence[Rule] = (),
) -> Checked:
    """Findings in the order of the form, and what was not checked (one Chinese sentence each).

    `select` and `ignore` hold rule codes or their beginnings (VA, VA003); `severity` gives a code
    another level than its own; `limits` moves thresholds; `own` are the organisation's own rules
    (see rules.own). `year` defaults to the declaration's; unknown stays unknown.
    """
    profile = profile or profile_of(declaration)
    form = Form(declaration, profile, year if year is not None else declaration.year, limits)
    raised: list[tuple[Rule, Remark]] = []
    unchecked: list[str] = []
    for rule in chosen_rules(select, ignore, own):
        reason = _run(rule, form, raised)
        if reason and reason not in unchecked:
            unchecked.append(reason)
    if select or ignore:
        raised = [r for r in raised if matches(r[0].code, select, ignore, r[1].formerly)]
    maker = _FindingMaker(form, cells or {}, severity or {})
    findings = [maker.make(rule, remark) for rule, remark in _most_precise(raised)]
    findings.sort(key=lambda finding: (order_of(finding.path), finding.code))
    return tuple(findings), tuple(unchecked)


def profile_of(declaration: Declaration) -> Profile:
    """The declaration's own profile when it names a known one, else the default."""
    named = declaration.profile
    return load_profile(named if named in profile_names() else DEFAULT_PROFILE)


def chosen_rules(
    select: Sequence[str] = (), ignore: Sequence[str] = (), own: Sequence[Rule] = ()
) -> tuple[Rule, ...]:
    """The rules whose code begins with one of `select` (all when empty) and none of `ignore`, and
    those that have taken over a code which is chosen so."""
    every = (*all_rules(), *own)
    if not select and not ignore:
        return every
    return tuple(rule for rule in every if may_match(rule.code, select, ignore))


def _run(rule: Rule, form: Form, raised: list[tuple[Rule, Remark]]) -> str | None:
    """Collects the rule's remarks; returns why it could not (fully) look, if so."""
    if rule.needs_year and form.year is None:
        return YEAR_UNKNOWN
    try:
        raised.extend([(rule, remark) for remark in rule.remarks(form)])
        return rule.not_checked(form)
    except Exception:  # noqa: BLE001 - one rule must not stop the rest; the traceback is logged
        logger(__name__).exception("rule %s crashed", rule.code)
        return f"规则 {rule.code} 运行出错（本工具的故障，不是申报表的问题），该项未检查。"


def _most_precise(raised: list[tuple[Rule, Remark]]) -> list[tuple[Rule, Remark]]:
    """Leaves out what a superseding rule reports more precisely at the same place."""
    silenced = {
        (code, path)
        for rule, remark in raised
        for code in (rule.supersedes if remark.silences is None else remark.silences)
        for path in (remark.path, *remark.covers)
    }
    if not silenced:
        return raised
    return [
        (rule, remark)
        for rule, remark in raised
        if (remark.formerly or rule.code, remark.path) not in silenced
    ]


def _severity(rule: Rule, remark: Remark, chosen: Mapping[str, Severity]) -> Severity:
    """As the unit has chosen for the code, or for the one it was formerly; else the rule's."""
    own = remark.severity or rule.severity
    return chosen.get(remark.formerly, chosen.get(rule.code, own)) if chosen else own


class _FindingMaker:
    """Gives remarks their id, place, name and basis."""

    def __init__(
        self, form: Form, cells: Mapping[str, SourceCell], severity: Mapping[str, Severity]
    ) -> None:
        self.form = form
        self.cells = cells
        self.severity = severity
        self.taken: dict[str, int] = {}

    def make(self, rule: Rule, remark: Remark) -> Finding:
        edits = tuple(Edit(path=path, value=value) for path, value in remark.edits)
        return Finding(
            id=self._id(remark.formerly or rule.code, remark),
            code=rule.code,
            name=rule_name(rule),
            severity=_severity(rule, remark, self.severity),
            path=remark.path,
            related=remark.related,
            place=place_of(remark.path, self.form, self.cells),
            excerpt=remark.excerpt,
            message=remark.message,
            suggestion=remark.suggestion,
            source=basis_of(rule),
            fix=Fix(safety=remark.safety, edits=edits) if edits else None,
            formerly=remark.formerly or None,
        )

    def _id(self, code: str, remark: Remark) -> str:
        """Made of code, project, row identity and the remark's key: survives moves."""
        project = self.form.declaration.project_code or self.form.declaration.project_name or ""
        identity = "\x1f".join((code, project, self._identity(remark.path), remark.key))
        short = hashlib.sha256(identity.encode()).hexdigest()[:10]
        self.taken[short] = self.taken.get(short, 0) + 1
        return short if self.taken[short] == 1 else f"{short}-{self.taken[short]}"

    def _identity(self, path: str) -> str:
        """The field for a cell of the form; 二级指标 + 三级指标 + field for a cell of a row."""
        parts = path.strip("/").split("/")
        if parts[0] != "indicators" or len(parts) < 2:
            return path
        row = self.form.rows[int(parts[1])]
        return "/".join((row.level2, row.indicator.name or "", *parts[2:]))
