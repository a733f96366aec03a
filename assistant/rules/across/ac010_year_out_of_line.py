"""AC010."""

from collections.abc import Iterator

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped


class YearOutOfLine(AcrossRule):
    """
    一句话：同一单位的一批申报表里，只有一张写的是别的年度。
    为什么：多半是去年的表混了进来，或年度没有改。
    依据：惯例：同一批申报表为同一预算年度
    反例：十张写2026年，一张写2025年，而那个项目没有2026年的表。
    正例：整批都是2026年；做两年比对时，每个项目两年都有。
    修复是否安全：不自动修复。
    """

    code = "AC010"
    severity = "info"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per unit with a single form of another year."""
        paired = {entry.project for history in batch.histories for entry in history}
        dated = (entry for entry in batch.projects if entry.year and entry.unit)
        for group in grouped(dated, lambda entry: entry.unit).values():
            years = grouped(group, lambda entry: entry.year)
            usual = max(years, key=lambda year: len(years[year]))
            odd = [entry for entry in group if entry.year != usual]
            if (
                len(odd) != 1
                or len(years[usual]) < odd[0].form.limit("batch_forms")
                or odd[0].project in paired
            ):
                continue
            yield AcrossRemark(
                (Spot(odd[0], "/year"), Spot(years[usual][0], "/year")),
                f"同一单位的表有{len(years[usual])}张是{usual}年度，只有{odd[0].title}是{odd[0].year}年度。",
                f"核对是否混入了别的年度的表；是本年度的，把年度改为{usual}。",
                str(odd[0].year),
            )
