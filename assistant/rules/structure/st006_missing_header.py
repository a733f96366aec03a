"""ST006."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

ERRORS = ("project_name", "annual_amount", "annual_goal")
WARNINGS = ("applicant_unit", "total_amount", "policy_basis", "budget_basis")
MEANS_NOTHING = ("", "无", "/", "／", "-", "—", "不适用", "详见附件", "见附件", "略")


class MissingHeader(FormRule):
    """
    一句话：表头或正文的必要栏目空着；跨年度的项目没有填长期目标。
    为什么：没有项目名称、金额、年度目标，就不知道为什么事、花多少钱、要做到什么；
        没有政策依据和测算依据，审核无从谈起；没有长期目标，看不出几年下来要做到什么。
    依据：惯例：申报表基本信息须填写完整；长期目标一栏注明“跨度多年的项目需填”
    反例：年度目标空着；政策依据写“无”；实施期限 3 年，长期目标空着。
    正例：各栏都有实质内容。
    修复是否安全：不自动修复。
    """

    code = "ST006"
    severity = "error"
    supersedes = ("MO002", "BA007")

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per empty field; of 长期目标 where there is more than one year."""
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
        yield from _long_term(form)


def _long_term(form: Form) -> Iterator[Remark]:
    """Asked only of projects over several years."""
    years = form.declaration.duration_years
    if years and years > 1 and form.long_term not in form.goals and form.annual.text:
        yield Remark(
            "/long_term_goal",
            f"实施期限{years}年，长期目标没有填写。",
            "写明整个项目期要完成的总量、保持的水平和最终效果。",
            form.long_term.text,
            severity="warning",
            formerly="GO006",
        )
