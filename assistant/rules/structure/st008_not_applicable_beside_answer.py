"""ST008."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class NotApplicableBesideAnswer(FormRule):
    """
    一句话：同一个二级指标既有“不适用”的行，又有具体指标的行。
    为什么：设了指标就不是“不适用”，两行并存前后矛盾。
    依据：惯例：不设指标的类别只写一行“不适用”
    反例：社会效益指标第一行“不适用”，第二行“事故发生数 0起”。
    正例：只保留“事故发生数 0起”。
    修复是否安全：不自动修复；删去哪一行要由填表人决定。
    """

    code = "ST008"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per category answered both ways."""
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
                )
