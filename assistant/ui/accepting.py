"""A finding accepted with a reason, or taken up again: written into the unit's suppressions."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.model import Finding
from assistant.organisation import Suppression
from assistant.organisation.suppressions import SHORTEST_REASON
from assistant.ui.desk import Desk
from assistant.ui.rechecking import needed, recheck
from assistant.ui.services import Services


def suppress(desk: Desk, finding_id: str, reason: str, services: Services) -> Desk:
    """Accepts one finding. Raises UsageError without a reason, SettingsError when it cannot be
    written."""
    finding = _found(desk, finding_id)
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise UsageError(
            f"请写一句不改的理由（“{finding.place}”{finding.code}）；没有理由不能豁免。"
        )
    entry = entry_for(finding, desk, reason, services)
    services.unit.accept(entry)
    return recheck(desk.model_copy(update={"troubles": ()}), services).told(
        f"已豁免 {finding.code}（{finding.place}），理由：{reason}。"
        f"写进了 {services.unit.where}，明年同一项目同一处也不再提；可以随时恢复。"
    )


def restore(desk: Desk, finding_id: str, services: Services) -> Desk:
    """Takes an accepted finding up again."""
    finding = _found(desk, finding_id)
    services.unit.retract(finding, needed(desk))
    return recheck(desk, services).told(f"已恢复 {finding.code}（{finding.place}）的意见。")


def entry_for(finding: Finding, desk: Desk, reason: str, services: Services) -> Suppression:
    """Keyed by rule, project, row and field, so that it survives to the next year; by the
    finding's id where the project has neither code nor name."""
    declaration = needed(desk)
    project = declaration.project_code or declaration.project_name or ""
    parts = finding.path.strip("/").split("/")
    row, field = "", parts[0]
    if parts[0] == "indicators":
        found = declaration.indicators[int(parts[1])] if len(parts) > 1 else None
        row = f"{found.level2 or ''}/{found.name or ''}" if found and found.name else ""
        field = parts[2] if len(parts) > 2 else ""
    if not project or (parts[0] == "indicators" and not row):
        return Suppression(id=finding.id, rule=finding.code, reason=reason)
    return Suppression(rule=finding.code, project=project, row=row, field=field, reason=reason)


def _found(desk: Desk, finding_id: str) -> Finding:
    finding = next((f for f in desk.findings if f.id == finding_id), None)
    if finding is None:
        raise UsageError("这条意见已经不在了，可能刚才的改动已解决它。")
    return finding
