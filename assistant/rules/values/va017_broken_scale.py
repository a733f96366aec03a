"""VA017."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

BAND = r"([0-9]{1,3})\s*[%％]?\s*[-~～—至]+\s*([0-9]{1,3})\s*[%％]"


class BrokenScale(RowRule):
    """
    一句话：定性指标的分档标准不完整：缺档、有空隙或互相重叠。
    为什么：落在空隙里的分数没有档，落在重叠处的有两个档，都没法计分。
    依据：惯例：各档首尾相接，合起来覆盖 0%—100%
    反例：显著 80%-100%，明显 60%-75%，一般 0%-60%（75%—80% 没有档）。
    正例：显著 80%-100%，明显 60%-80%，一般 0%-60%。
    修复是否安全：不自动修复；各档界线由单位确定。
    """

    code = "VA017"
    severity = "warning"
    supersedes = ("VA002",)

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        levels = form.profile.conventions.levels
        if row.value.strip("“”\"' ") not in levels.words:
            return
        bands = sorted((int(low), int(high)) for low, high in re.findall(BAND, row.explanation))
        problem = _problem(bands)
        if problem:
            yield Remark(
                row.path("explanation"),
                f"分档标准{problem}。",
                f"按首尾相接的三档写全，如：{levels.sentence}",
                "、".join(f"{low}%-{high}%" for low, high in bands),
                covers=(row.path("value"),),
            )


def _problem(bands: list[tuple[int, int]]) -> str | None:
    if not bands:
        return None
    if len(bands) == 1:
        return "只写了一档"
    if any(low > high for low, high in bands):
        return "有一档两端写反"
    for (_, high), (low, _) in pairwise(bands):
        if low > high + 1:
            return f"在{high}%与{low}%之间有空隙"
        if low < high:
            return f"在{low}%与{high}%之间重叠"
    if bands[0][0] > 0 or bands[-1][1] < 100:
        return f"只覆盖{bands[0][0]}%—{bands[-1][1]}%，没有覆盖0%—100%"
    return None
