"""ST005."""

from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

SEVERITIES = {"name": "error", "value": "error", "unit": "warning", "explanation": "warning"}
COUNTED = ("数", "量", "人次", "场次", "批次", "面积", "长度")
BLANK = {"", "/", "／", "-", "—", "*", "**", "无"}


class EmptyCell(RowRule):
    """
    一句话：指标行有格子没有填。
    为什么：没有名称或指标值的行无法考核；没有单位或解释的行，审核人会问怎么算。
    依据：惯例：三级指标、指标值、度量单位、指标解释四格都要填
    反例：三级指标“验收合格率”，指标值空着。
    正例：验收合格率，≥95%，%，考察……。
    修复是否安全：不自动修复。
    """

    code = "ST005"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """One remark per empty cell."""
        for field, severity in SEVERITIES.items():
            if field in row.open_fields or getattr(row, field) not in BLANK:
                continue
            if field == "unit" and not self._needs_unit(row):
                continue
            label = form.profile.label_of(field)
            yield Remark(
                row.path(field),
                f"{row.level2}“{row.name or '（未命名）'}”的{label}没有填。",
                f"补写{label}；确实不设该指标的，整行写“不适用”。",
                severity="error" if severity == "error" else "warning",
            )

    def _needs_unit(self, row: Row) -> bool:
        """A level word, a date or a value that carries its unit can be read without the column."""
        target = row.bare_target
        if row.unit == "无" and target is not None and not row.name.endswith(COUNTED):
            return False  # PUE ≤1.35 has no unit, and the form says so
        return bool(row.value) and (
            target is None or not (target.unit or target.level or target.date)
        )
