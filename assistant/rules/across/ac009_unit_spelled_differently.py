"""AC009."""

import re
from collections.abc import Iterator

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, unit_key

PLACE = r"^[\u4e00-\u9fff]{2,4}?(?:省|市|自治区)"

Ways = dict[str, Spot]


class UnitSpelledDifferently(AcrossRule):
    """
    一句话：同一单位的名称在各表里写法不一。
    为什么：汇总时会被当成两个单位。
    依据：惯例：单位名称使用预算单位全称，各表一致
    反例：一张写“（本级）”，另一张写“(本级)”；一张写“福田区水务局”，另一张写“深圳市福田区水务局”。
    正例：各表都写“深圳市福田区水务局（本级）”。
    修复是否安全：不自动修复；以预算系统中的单位名称为准。
    """

    code = "AC009"
    severity = "info"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per unit that is written in several ways."""
        written: dict[str, dict[str, Spot]] = {}
        for entry in batch.projects:
            for field in ("applicant_unit", "budget_unit"):
                name = entry.form.text(field)
                if name:
                    key = unit_key(name)
                    written.setdefault(key, {}).setdefault(name, Spot(entry, f"/{field}"))
        for key, ways in _joined(written).items():
            if len(ways) > 1:
                spots = tuple(ways.values())
                shown = "、".join(f"“{way}”" for way in list(ways)[:4])
                yield AcrossRemark(
                    spots, f"同一单位有{len(ways)}种写法：{shown}。", "各表统一用预算单位全称。",
                    next(iter(ways)), key=key, by_key=True,
                )  # fmt: skip


def _joined(written: dict[str, Ways]) -> dict[str, Ways]:
    """A name without its city joins the one name with it; with two such names, neither."""
    shorter: dict[str, list[str]] = {}
    for key in written:
        bare = re.sub(PLACE, "", key)
        if bare != key:
            shorter.setdefault(bare, []).append(key)
    joined = {key: dict(ways) for key, ways in written.items()}
    for bare, longer in shorter.items():
        if bare in joined and len(longer) == 1:
            joined[longer[0]] |= joined.pop(bare)
    return joined
