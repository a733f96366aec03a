"""ST004."""

from collections.abc import Iterator

from assistant.model import NOT_APPLICABLE, ROW_FIELDS
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row

BLANK = {"", "/", "／", "-", "—", "无"}


class HalfNotApplicable(FormRule):
    """
    一句话：“不适用”只答了一半：一行里有的格写、有的格没写，或同一个二级指标既有“不适用”
        的行又有具体指标的行。
    为什么：不设该类指标时整行写“不适用”，设了就不再写；一半一半读不出是不设还是漏填。
    依据：惯例：不设指标的行，三级指标、指标值、度量单位、指标解释四格都写“不适用”，该类只写这一行
    反例：三级指标“不适用”，指标值“≥90%”；社会效益指标第一行“不适用”，第二行“事故发生数 0起”。
    正例：四格都写“不适用”；或只保留“事故发生数 0起”一行。
    修复是否安全：其余格为空时补“不适用”，需确认；另有内容或另有一行时不修复，要先确定设还是不设。
    """

    code = "ST004"
    severity = "error"
    supersedes = ("ST005",)

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per half-filled row, and one per category that is answered both ways."""
        yield from _answered_too(form)
        for row in form.rows:
            cells = {field: getattr(row, field) for field in ROW_FIELDS}
            if NOT_APPLICABLE not in cells.values() or row.open_fields:
                continue
            blank = [field for field, text in cells.items() if text in BLANK]
            other = [f for f, text in cells.items() if text not in BLANK and text != NOT_APPLICABLE]
            if self._is_answered(row, other):
                yield self._stray(row, other, form)
            elif other:
                yield self._mixed(row, other, form)
            elif blank:
                yield self._blank(row, blank, form)

    def _is_answered(self, row: Row, other: list[str]) -> bool:
        return "name" in other and "value" in other

    def _labels(self, fields: list[str], form: Form) -> str:
        return "、".join(form.profile.label_of(field) for field in fields)

    def _stray(self, row: Row, other: list[str], form: Form) -> Remark:
        stray = [field for field in ROW_FIELDS if field not in other]
        missing = [field for field in stray if getattr(row, field) == NOT_APPLICABLE]
        return Remark(
            row.path(missing[0]),
            f"该行设了指标，{self._labels(missing, form)}却写“不适用”。",
            f"补写{self._labels(missing, form)}；确实不设该指标的，整行写“不适用”。",
            NOT_APPLICABLE,
            severity="warning",
        )

    def _mixed(self, row: Row, other: list[str], form: Form) -> Remark:
        return Remark(
            row.path(),
            f"该行答“不适用”，{self._labels(other, form)}却另有内容，前后矛盾。",
            "不设该类指标的，四格都写“不适用”；要设的，把“不适用”换成具体指标。",
            str(getattr(row, other[0])),
            covers=tuple(row.path(field) for field in ROW_FIELDS),
            silences=("ST003", "ST005"),
        )

    def _blank(self, row: Row, blank: list[str], form: Form) -> Remark:
        return Remark(
            row.path(),
            f"该行答“不适用”，{self._labels(blank, form)}没有一并写“不适用”。",
            "四格都写“不适用”。",
            NOT_APPLICABLE,
            severity="warning",
            edits=tuple((row.path(field), NOT_APPLICABLE) for field in blank),
            safety="confirm",
            covers=tuple(row.path(field) for field in blank),
        )


def _answered_too(form: Form) -> Iterator[Remark]:
    """A row 不适用 beside a row of the same category that is filled in."""
    seen = set()
    for row in form.rows:
        if not row.is_not_applicable or row.kind is None or row.kind in seen:
            continue
        answered = form.rows_of(row.kind)
        if answered and any(r.name and r.value for r in answered):
            seen.add(row.kind)
            yield Remark(
                row.path(),
                f"{row.level2}已有指标“{answered[0].name}”，又有一行“不适用”。",
                "删去“不适用”一行；若该类确实不设指标，删去具体指标。",
                "不适用",
                related=(answered[0].path(),),
                severity="warning",
                formerly="ST008",
            )
