"""VA002."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.vocabulary.profile import LevelScale as Levels

BAND = r"([0-9]{1,3})\s*[%％]?\s*[-~～—至]+\s*([0-9]{1,3})\s*[%％]"


class LevelScale(RowRule):
    """
    一句话：指标值是“显著”一类的分档词，指标解释没有写各档的量化标准，或写得缺档、有空隙、互相重叠。
    为什么：定性指标按档计分，各档的界线要事先写明；落在空隙里的分数没有档，落在重叠处的有两个档，
        都没法计分。
    依据：惯例：本表式定性指标在指标解释中写明首尾相接的三档量化标准；
        三档计分见《项目支出绩效评价管理办法》（财预〔2020〕10号）通行做法
    反例：指标值“显著”，指标解释“考察规范化情况”；或“显著 80%-100%，明显 60%-75%，一般 0%-60%”
        （75%—80% 没有档）。
    正例：……“显著”的量化标准为“80%-100%”，“明显”则为“60%-80%”，“一般”则为“0%-60%”。
    修复是否安全：没有写的，需确认：在指标解释末尾补上表式惯用的量化标准句；写了而不完整的不修复，
        各档界线由单位确定。
    """

    code = "VA002"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        levels = form.profile.conventions.levels
        word = row.value.strip("“”\"' ")
        if word not in levels.words:
            return
        bands = sorted((int(low), int(high)) for low, high in re.findall(BAND, row.explanation))
        problem = _problem(bands)
        if problem:
            yield _broken(row, levels, bands, problem)
        elif row.explanation and not any(char.isdigit() for char in row.explanation):
            yield _missing(row, levels, word)


def _missing(row: Row, levels: Levels, word: str) -> Remark:
    ending = "" if row.explanation.endswith(("。", "；", "，")) else "。"
    return Remark(
        row.path("value"),
        f"指标值为“{word}”，指标解释没有写明各档的量化标准。",
        f"在指标解释中补写：{levels.sentence}",
        row.value,
        related=(row.path("explanation"),),
        edits=((row.path("explanation"), f"{row.explanation}{ending}{levels.sentence}"),),
        safety="confirm",
    )


def _broken(row: Row, levels: Levels, bands: list[tuple[int, int]], problem: str) -> Remark:
    return Remark(
        row.path("explanation"),
        f"分档标准{problem}。",
        f"按首尾相接的三档写全，如：{levels.sentence}",
        "、".join(f"{low}%-{high}%" for low, high in bands),
        formerly="VA017",
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
