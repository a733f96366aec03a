"""GO004."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.measures import words
from assistant.rules.progress import FINISHED, Pair, pairs


class LongTermWeaker(FormRule):
    """
    一句话：长期目标比年度目标还低。
    为什么：累计总量不可能少于其中一年，全周期的合格率、满意度也不应低于当年。
    依据：惯例：年度目标服从于长期目标，二者衔接
    反例：年度目标满意度≥95%，长期目标满意度≥90%；年度 10 场，长期累计 8 场。
    正例：年度及时率≥95%，长期≥98%；年度 10 场，三年累计 30 场。
    修复是否安全：不自动修复。
    """

    code = "GO004"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per weaker promise."""
        for pair in pairs(form):
            if not _weaker(pair):
                continue
            yield Remark(
                "/long_term_goal",
                f"长期目标“{pair.later.text}”低于年度目标“{pair.now.text}”。",
                "核对两处；全周期的要求不应低于当年。",
                pair.later.text,
                related=("/annual_goal",),
                key=pair.now.subject,
                severity="error" if pair.is_total or pair.is_cumulated else "warning",
            )


def _weaker(pair: Pair) -> bool:
    if pair.is_total or pair.is_cumulated:
        return pair.later_amount < pair.now_amount
    if pair.unit in FINISHED and pair.later_amount < pair.now_amount:
        return True
    lower = any(word in pair.now.subject for word in words("lower_is_better"))
    if pair.now.mention.target.comparator in ("at_most", "less_than"):
        lower = True
    if lower:
        return pair.later_amount > pair.now_amount
    return pair.is_rate and pair.later_amount < pair.now_amount
