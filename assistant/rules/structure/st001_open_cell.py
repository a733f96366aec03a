"""ST001."""

from collections.abc import Iterator

from assistant.model import HEADER_FIELDS, OPEN, ROW_FIELDS, TEXT_FIELDS
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class OpenCell(FormRule):
    """
    一句话：单元格里还留着【待填】。
    为什么：【待填】是起草时留下的空，表示尚无依据可写；带着它上报等于没有填。
    依据：惯例：申报表各栏须填写完整
    反例：指标值写“【待填】”。
    正例：指标值写“≥90%”，或写清确认后的数量。
    修复是否安全：不自动修复。填什么只有单位知道。
    """

    code = "ST001"
    severity = "error"
    supersedes = ("ST005", "ST006")

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per open cell."""
        for field in (*HEADER_FIELDS, *TEXT_FIELDS):
            value = getattr(form.declaration, field)
            if isinstance(value, str) and OPEN in value:
                yield self._remark(f"/{field}", form.profile.label_of(field), value)
        for row in form.rows:
            for field in ROW_FIELDS:
                value = getattr(row.indicator, field) or ""
                if OPEN in value:
                    label = f"{row.level2}的{form.profile.label_of(field)}"
                    yield self._remark(row.path(field), label, value)

    def _remark(self, path: str, label: str, text: str) -> Remark:
        count = text.count(OPEN)
        return Remark(
            path,
            f"{label}还有{count}处【待填】。" if count > 1 else f"{label}尚未填写（【待填】）。",
            "确认后填写具体内容；确实没有的，按表式要求写“不适用”。",
            OPEN,
        )
