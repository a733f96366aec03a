"""AG007."""

import re
from collections.abc import Iterator
from itertools import takewhile

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.links import KIND, annual_links, kinds_of
from assistant.rules.text import contained

SAME_END = 8
"""Characters at the end of two names from which they speak of one rate."""
OWN_NAME = 4
"""Characters before them that name a thing of its own."""


class RateNamedDifferently(FormRule):
    """
    一句话：同一个比率，目标和指标叫法不同：“通过率”与“合格率”，或对象换了名称。
    为什么：名称不同就要解释是不是一回事；统一起来更清楚。
    依据：惯例：同一指标前后用一个名称
    反例：年度目标“法律审核验收通过率≥90%”，指标“法律审核验收合格率 ≥90%”。
    正例：两处都写“合格率”。
    修复是否安全：不自动修复；用哪个名称由单位决定。
    """

    code = "AG007"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per row whose rate the goal calls by another name."""
        for link in annual_links(form):
            row, target = link.row, link.commitment.mention.target
            if link.verdict != "covered" or row is None or target.dimension != "ratio":
                continue
            said = kinds_of(link.commitment)
            meant = re.findall(KIND, row.name)
            other = f"…{said[-1]}率" if said and meant and said[-1] != meant[-1] else ""
            other = other or _other_name(link.commitment.subject, row.name)
            if other:
                yield Remark(
                    row.path("name"),
                    f"指标名称是“{row.name}”，年度目标却叫“{other}”。",
                    "两处用同一个名称。",
                    row.name,
                    related=("/annual_goal",),
                )


def _other_name(said: str, meant: str) -> str:
    """What the goal calls the thing whose rate it is, where the row calls it something else."""
    pairs = zip(reversed(said), reversed(meant), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    mine, theirs = said[: len(said) - same], meant[: len(meant) - same]
    named = same >= SAME_END and min(len(mine), len(theirs)) >= OWN_NAME
    alike = contained(mine, theirs) >= 0.5 or contained(theirs, mine) >= 0.5
    return said if named and not alike else ""
