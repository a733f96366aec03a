"""AG005."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row

PLACE = (
    r"^(?:该指标)?(?:主要)?(?:考察|考核|反映)([^对向后前的在与和及\x00-\x7f]{1,6}?)"
    r"(中心|公园|医院|学校|车站|街道|小区|大厦|场馆|工地|水库|市场)"
)


class ForeignSubject(RowRule):
    """
    一句话：指标解释说的是表中别处没有提过的单位或场所。
    为什么：多半是从别的项目的表粘贴来的，没有改。
    依据：惯例：各栏说的是同一个项目
    反例：项目是创新服务中心运营，解释却写“考核指挥中心运营时间”。
    正例：考核创新服务中心运营时间。
    修复是否安全：不自动修复。
    """

    code = "AG005"
    severity = "warning"
    supersedes = ("IN012",)

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        match = re.match(PLACE, row.explanation)
        if match is None:
            return
        modifier, kind = match[1][-2:], match[2]
        if len(modifier) == 2 and form.count(modifier) == row.explanation.count(modifier):
            yield Remark(
                row.path("explanation"),
                f"指标解释说的是“{match[1]}{kind}”，表中别处没有提到它。",
                "改为本项目的对象；确实有关的，在目标中写明。",
                match[0],
                related=(row.path("name"),),
            )
