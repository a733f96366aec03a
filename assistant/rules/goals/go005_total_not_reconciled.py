"""GO005."""

import re
from collections.abc import Iterator

from assistant.model import Commitment
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.progress import FINISHED, pairs
from assistant.rules.text import clause_around


class TotalNotReconciled(FormRule):
    """
    一句话：长期目标的累计数与“年度数×年数”对不上。
    为什么：每年 10 场、期限 6 年，累计却写 30 场，或与当年的数一样，审核人会问其余年度做什么。
    依据：惯例：年度目标服从于长期目标，二者衔接
    反例：年度 10 场，实施期限 6 年，长期目标“举办30场”。
    正例：长期目标写“累计举办60场以上”，或写明各年度的场次。
    修复是否安全：不自动修复；各年任务可以不同，只提醒说明。
    """

    code = "GO005"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per total that falls short of annual × years."""
        years = form.declaration.duration_years
        if not years or years < 2:
            return
        for pair in pairs(form):
            expected = pair.now_amount * years
            same = pair.later_amount == pair.now_amount
            if pair.is_rate or not pair.now_amount <= pair.later_amount < expected:
                continue
            if not pair.is_total and not (same and pair.unit in FINISHED):
                continue
            if same and _is_kept(pair.later, form.long_term.text):
                continue
            yield Remark(
                "/long_term_goal",
                f"长期目标“{pair.later.text}”，年度目标“{pair.now.text}”，实施期限{years}年，"
                + (
                    "长期与当年的数相同。"
                    if same
                    else f"按每年相同推算应为{expected.normalize():f}。"
                ),
                "核对累计数；各年任务不同的，写明各年度的安排。",
                pair.later.text,
                related=("/annual_goal", "/duration_years"),
                key=pair.now.subject,
                severity="info" if same else "warning",
            )


def _is_kept(later: Commitment, text: str) -> bool:
    """保持5条河道消除黑臭: the same number all the time is what is promised."""
    start, end = clause_around(text, later.mention.start, later.mention.end)
    return bool(re.search("保持|维持|始终|持续", text[start:end]))
