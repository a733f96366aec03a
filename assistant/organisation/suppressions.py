"""suppressions.toml: findings a unit has accepted, each with its reason.

An entry is keyed by rule, project, row (二级指标/三级指标) and field, never by position, so that it
survives to the next year; or by a finding's id.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.errors import SettingsError
from assistant.model import FIRST_YEAR, LAST_YEAR, Value
from assistant.organisation.files import toml_of

NAME = "suppressions.toml"
KEYS = ("rule", "project", "row", "field", "id", "reason", "by", "until")
SHORTEST_REASON = 2


class Suppression(Value):
    """One accepted finding. Empty keys match all; `until` is the last budget year it counts for."""

    rule: str = ""
    project: str = ""
    row: str = ""
    field: str = ""
    id: str = ""
    reason: str
    by: str = ""
    until: int | None = None

    @property
    def title(self) -> str:
        """The entry in words, for a report."""
        parts = (self.id or self.rule, self.project, self.row, self.field)
        return " ".join(part for part in parts if part)

    @property
    def stated(self) -> str:
        """The reason, and who gave it."""
        return f"{self.reason}（{self.by}）" if self.by else self.reason


def read_suppressions(
    path: Path, is_rule: Callable[[str], bool], field_of: Callable[[str], str | None]
) -> tuple[Suppression, ...]:
    """The entries of the file. Raises SettingsError naming the entry that is wrong."""
    content = toml_of(path)
    entries = content.get("suppress", [])
    if set(content) - {"suppress"} or not isinstance(entries, list):
        raise SettingsError(f"“{path}”里只能写 [[suppress]] 段，每段豁免一处。")
    return tuple(
        _entry(entry, f"“{path}”第{number}段", is_rule, field_of)
        for number, entry in enumerate(entries, 1)
    )


def _entry(
    plain: Any, where: str, is_rule: Callable[[str], bool], field_of: Callable[[str], str | None]
) -> Suppression:
    if not isinstance(plain, dict):
        raise SettingsError(f"{where}要写成 [[suppress]] 下面几行“名称 = 值”。")
    for key, value in plain.items():
        if key not in KEYS:
            raise SettingsError(f"{where}没有 {key} 这一项；可写：{'、'.join(KEYS)}。")
        if key != "until" and not isinstance(value, str):
            raise SettingsError(f"{where}的 {key} 要填加引号的文字。")
    texts = {key: str(plain.get(key, "")).strip() for key in KEYS if key != "until"}
    if len(texts["reason"]) < SHORTEST_REASON:
        raise SettingsError(f"{where}没有写 reason（豁免的理由）；没有理由的豁免不起作用，请补写。")
    if not texts["id"] and not (texts["rule"] and texts["project"]):
        raise SettingsError(f"{where}要写 id，或写 rule 和 project（项目编码或名称）。")
    if texts["rule"] and not is_rule(texts["rule"]):
        raise SettingsError(f"{where}的 rule“{texts['rule']}”不是规则编号；rules 命令可看全部。")
    field = field_of(texts["field"]) if texts["field"] else ""
    if field is None:
        raise SettingsError(f"{where}的 field“{texts['field']}”不是栏目名称。")
    return Suppression(
        **{**texts, "rule": texts["rule"].upper(), "field": field}, until=_year(plain, where)
    )


def _year(plain: dict[str, Any], where: str) -> int | None:
    until = plain.get("until")
    if until is None:
        return None
    if (
        not isinstance(until, int)
        or isinstance(until, bool)
        or not FIRST_YEAR <= until <= LAST_YEAR
    ):
        raise SettingsError(f"{where}的 until 要填最后一个有效的预算年度，如 2027。")
    return until
