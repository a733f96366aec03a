"""AG002."""

from collections.abc import Iterator

from assistant.rules.adding import row_for
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.links import annual_links, not_traced


class UncoveredPromise(FormRule):
    """
    一句话：年度目标承诺了可以考核的内容，却没有指标行与它对应。
    为什么：写进目标的数量、比率、时限，要有指标去考核，否则等于没有承诺。
    依据：惯例：绩效指标应覆盖绩效目标的内容
    反例：年度目标“1小时内响应”，时效指标里没有响应时间。
    正例：时效指标“故障响应时间 ≤1小时”。
    修复是否安全：需确认：按目标中的写法补一行（名称、指标值、度量单位取自这句承诺，口径要人核定）；读不出名称的不补。
    """

    code = "AG002"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per promise without a row."""
        if not form.answered_rows:
            return
        for link in annual_links(form):
            if link.verdict == "uncovered":
                c = link.commitment
                yield Remark(
                    "/annual_goal",
                    f"年度目标承诺“{c.text}”，没有指标行与它对应。",
                    "补一行相应的指标；不作考核要求的，从年度目标中删去。",
                    c.text,
                    key=f"{c.subject}|{c.mention.target.unit}",
                    edits=row_for(c, form),
                    safety="confirm",
                )

    def not_checked(self, form: Form) -> str | None:
        """Says so when the goal is too long to be set beside the rows as a whole."""
        return not_traced(form)
