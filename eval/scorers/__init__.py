"""The scorers: one file each, one function `score(case, draft) -> Score`; a new one joins here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eval.cases import Case
from eval.drafts import DraftView
from eval.scorers import (
    basis,
    cells,
    explanations,
    findings,
    fluency,
    forbidden,
    form,
    goal_coverage,
    grounded_numbers,
    header,
    leaked_names,
    names,
    proved_numbers,
    questions,
    row_category,
    row_coverage,
    row_economy,
    row_value,
    silent_losses,
)
from eval.scorers.base import Score


@dataclass(frozen=True)
class Scorer:
    """A scorer with its heading in the table and one sentence on what it judges."""

    name: str
    heading: str
    meaning: str
    score: Callable[[Case, DraftView], Score]


# In the order of the table.
SCORERS: tuple[Scorer, ...] = (
    Scorer("header", "表头", "描述里有的填对，没有的留空", header.score),
    Scorer("row_coverage", "行覆盖", "描述的每项承诺都有一行指标", row_coverage.score),
    Scorer("row_category", "类别", "指标放在该放的二级指标下", row_category.score),
    Scorer("row_value", "指标值", "符号、数值、单位与描述一致", row_value.score),
    Scorer("row_economy", "精简", "不重复、不添描述之外的行", row_economy.score),
    Scorer("goal_coverage", "目标覆盖", "年度与长期目标写全各自的承诺", goal_coverage.score),
    Scorer("cells", "空格", "该填的填，不知道的待填，不涉及的不适用", cells.score),
    Scorer("form", "表式", "十类齐全有序、行无空格、成本行合惯例", form.score),
    Scorer("proved_numbers", "有出处", "目标与各行的每个数都有站得住的出处", proved_numbers.score),
    Scorer("grounded_numbers", "不编数", "没有描述之外的数", grounded_numbers.score),
    Scorer("leaked_names", "无串项", "没有往年其他项目的名称与说法", leaked_names.score),
    Scorer("basis", "依据", "政策依据与测算依据齐全且不外加", basis.score),
    Scorer("questions", "提问", "少而准，指向存在的位置，问到该问的", questions.score),
    Scorer("silent_losses", "不漏", "描述里的数和承诺都进了表，没进的都问到", silent_losses.score),
    Scorer("findings", "审核", "没有错误级审核意见", findings.score),
    Scorer("forbidden", "禁写", "夹带的命令、猜测与别的年份的数没有写入", forbidden.score),
    Scorer("explanations", "解释", "说明考察什么，率有算式，单位相符", explanations.score),
    Scorer("names", "名称", "三级指标是完整的度量名称，不带值、不是主张", names.score),
    Scorer("fluency", "行文", "年度与长期目标成句、无残片、不空泛", fluency.score),
)
