"""ST006."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

ERRORS = ("project_name", "annual_amount", "annual_goal")
WARNINGS = ("applicant_unit", "total_amount", "policy_basis", "budget_basis")
MEANS_NOTHING = ("", "无", "/", "／", "-", "—", "不适用", "详见附件", "见附件", "略")


class MissingHeader(FormRule):
    """
    一句话：表头或正文的必要栏目空着。
    为什么：没有项目名称、金额、年度目标，就不知道为什么事、花多少钱、要做到什么；没有政策依据和测算依据，审核无从谈起。
    依据：惯例：申报表基本信息须填写完整
    反例：年度目标空着；政策依据写“无”。
    正例：各栏都有实质内容。
    修复是否安全：不自动修复。
    """

    code = "ST006"
    severity = "error"
    supersedes = ("MO002", "BA007")

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per empty field."""
        asked = {label.field for label in (*form.profile.header, *form.profile.texts)}
        for field in (*ERRORS, *WARNINGS):
            if field not in asked:
                continue
            value = getattr(form.declaration, field)
            if value is None or (isinstance(value, str) and value.strip() in MEANS_NOTHING):
                label = form.profile.label_of(field)
                yield Remark(
                    f"/{field}",
                    f"{label}没有填写。",
                    f"补写{label}。",
                    str(value or ""),
                    severity="error" if field in ERRORS else "warning",
                )
