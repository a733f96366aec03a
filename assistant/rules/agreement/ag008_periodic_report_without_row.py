"""AG008."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.parse.masks import Cover
from assistant.parse.scanning import either
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.vocabulary.loading import load


class PeriodicReportWithoutRow(FormRule):
    """
    一句话：年度目标要按季、按月出报告，却没有写几份，也没有指标行考核它。
    为什么：“季度、年度运维报告”是有期限、能点数的成果，不列指标就无法核对交了没有。
    依据：惯例：绩效指标应覆盖绩效目标的内容
    反例：年度目标“提供季度、年度的运维报告”，数量指标里没有报告份数。
    正例：年度目标“出具4份季度运维报告”，数量指标“季度运维报告份数 4份”。
    修复是否安全：不自动修复；一年共几份由填表人确定。
    """

    code = "AG008"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per kind of report that no number and no row speaks of."""
        if not form.answered_rows:
            return
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
