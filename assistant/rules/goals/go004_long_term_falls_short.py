"""GO004."""

import re
from collections.abc import Iterator

from assistant.model import Commitment
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.measures import words
from assistant.rules.progress import FINISHED, Pair, pairs
from assistant.rules.text import clause_around


class LongTermFallsShort(FormRule):
    """
    一句话：长期目标与年度目标接不上：比年度目标还低，或累计数与“年度数×年数”对不上。
    为什么：累计总量不可能少于其中一年，全周期的合格率、满意度也不应低于当年；每年10场、期限6年，
        累计却写30场，审核人会问其余年度做什么。
    依据：惯例：年度目标服从于长期目标，二者衔接
    反例：年度目标满意度≥95%，长期目标满意度≥90%；年度 10 场、实施期限 6 年，长期目标“举办30场”。
    正例：年度及时率≥95%，长期≥98%；年度 10 场，六年累计 60 场以上，或写明各年度的场次。
    修复是否安全：不自动修复；各年任务可以不同，累计数只提醒说明。
    """

    code = "GO004"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per weaker promise, and per total that falls short of annual × years."""
        for pair in pairs(form):
            if _weaker(pair):
                yield Remark(
                    "/long_term_goal",
                    f"长期目标“{pair.later.text}”低于年度目标“{pair.now.text}”。",
                    "核对两处；全周期的要求不应低于当年。",
                    pair.later.text,
                    related=("/annual_goal",),
                    key=pair.now.subject,
                    severity="error" if pair.is_total or pair.is_cumulated else "warning",
                )
            else:
                yield from _not_reconciled(pair, form)


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


def _not_reconciled(pair: Pair, form: Form) -> Iterator[Remark]:
    """A total between the year's number and the year's times the years."""
    years = form.declaration.duration_years
    if not years or years < 2 or pair.is_rate:
        return
    expected = pair.now_amount * years
    same = pair.later_amount == pair.now_amount
    if not pair.now_amount <= pair.later_amount < expected:
        return
    if not pair.is_total and not (same and pair.unit in FINISHED):
        return
    if same and _is_kept(pair.later, form.long_term.text):
        return
    reckoned = f"按每年相同推算应为{expected.normalize():f}。"
    yield Remark(
        "/long_term_goal",
        f"长期目标“{pair.later.text}”，年度目标“{pair.now.text}”，实施期限{years}年，"
        f"{'长期与当年的数相同。' if same else reckoned}",
        "核对累计数；各年任务不同的，写明各年度的安排。",
        pair.later.text,
        related=("/annual_goal", "/duration_years"),
        key=pair.now.subject,
        severity="info" if same else "warning",
        formerly="GO005",
    )


def _is_kept(later: Commitment, text: str) -> bool:
    """保持5条河道消除黑臭: the same number all the time is what is promised."""
    start, end = clause_around(text, later.mention.start, later.mention.end)
    return bool(re.search("保持|维持|始终|持续", text[start:end]))
