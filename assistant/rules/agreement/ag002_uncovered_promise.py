"""AG002."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.parse.masks import Cover
from assistant.parse.scanning import either
from assistant.rules.adding import row_for
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.links import annual_links, not_traced
from assistant.vocabulary.loading import load


class UncoveredPromise(FormRule):
    """
    一句话：年度目标承诺了可以考核的内容（数量、比率、时限、按期的报告），却没有指标行与它对应。
    为什么：写进目标的数量、比率、时限，要有指标去考核，否则等于没有承诺。
    依据：惯例：绩效指标应覆盖绩效目标的内容
    反例：年度目标“1小时内响应”，时效指标里没有响应时间；年度目标“提供季度、年度的运维报告”，
        没有写几份，也没有报告的指标。
    正例：时效指标“故障响应时间 ≤1小时”；年度目标“出具4份季度运维报告”，
        数量指标“季度运维报告份数 4份”。
    修复是否安全：需确认：按目标中的写法补一行（名称、指标值、度量单位取自这句承诺，口径要人核定）；
        读不出名称的不补。
    """

    code = "AG002"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per promise without a row, and per kind of report that no number and no row
        speaks of."""
        if not form.answered_rows:
            return
        yield from _reports(form)
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


def _reports(form: Form) -> Iterator[Remark]:
    goal = form.annual
    counted = Cover((c.start, c.end) for c in goal.commitments)
    rows = "".join(f"{row.name}{row.explanation}\n" for row in form.answered_rows)
    told: set[str] = set()
    for match in _report().finditer(goal.text):
        kind = match["kind"]
        if kind in told or kind in rows or counted.touches(*match.span()):
            continue
        told.add(kind)
        yield Remark(
            "/annual_goal",
            f"年度目标要出具“{match['what']}”，没有写几份，也没有指标行与它对应。",
            "写明全年份数，并在数量指标补一行；不作考核要求的，从年度目标中删去。",
            match["what"],
            key=kind,
            formerly="AG008",
        )


@cache
def _report() -> re.Pattern[str]:
    """提供硬件设备和软件系统的 + 季度、年度的运维 + 报告."""
    known = load("promises")
    rhythm, report = either(known["report_rhythms"]), either(known["reports"])
    deliver = either(load("frequencies")["deliver"])
    return re.compile(
        rf"(?:{deliver})[^，,。；;：:\n]{{0,20}}?"
        rf"(?P<what>(?:{rhythm})(?:[、和及与][^，,。；;：:\n、]{{2,3}})?的?[^，,。；;：:、\n]{{0,10}}?(?P<kind>{report}))"
    )
