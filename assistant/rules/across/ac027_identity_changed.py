"""AC027."""

from collections.abc import Iterator

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, plain, unit_key


class IdentityChanged(AcrossRule):
    """
    一句话：同一项目两年的名称、编码或申请单位不一样。
    为什么：改了名称或编码，系统里就接不上以前年度的批复和自评。
    依据：惯例：延续项目的名称、编码、单位各年一致
    反例：同一编码，2025年叫“网格信息管理”，2026年叫“社区治理服务”。
    正例：名称不变；确已更名的，在政策依据或测算依据中写明。
    修复是否安全：不自动修复。
    """

    code = "AC027"
    severity = "info"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per pair of years that differ."""
        for before, now in batch.years:
            for field in ("project_name", "project_code", "applicant_unit"):
                was, stated = before.form.text(field), now.form.text(field)
                if not was or not stated or _same(field, was, stated):
                    continue
                yield AcrossRemark(
                    (Spot(now, f"/{field}"), Spot(before, f"/{field}")),
                    f"{now.title}的{now.profile.label_of(field)}{before.year}年为“{was}”，"
                    f"{now.year}年为“{stated}”。",
                    "核对是否同一项目；确有变更的，写明变更的依据。",
                    stated,
                    key=field,
                )


def _same(field: str, was: str, stated: str) -> bool:
    if field == "applicant_unit":
        one, two = unit_key(was), unit_key(stated)
        return one.endswith(two) or two.endswith(one)
    return plain(was) == plain(stated)
