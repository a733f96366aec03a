"""AC023."""

from collections.abc import Iterator

from assistant.rules.across.readings import says_revised
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot


class PeriodMoved(AcrossRule):
    """
    一句话：同一项目的实施期限或起止年份与上年申报的不一样，表上没有说明。
    为什么：期限变了，总金额和长期目标都要跟着变；没有说明，看不出哪年的表是对的。
    依据：惯例：实施期限各年一致，变动须说明
    反例：2025年实施期限5年，2026年写7年。
    正例：两年都写5年；延期的，写明批准情况。
    修复是否安全：不自动修复。
    """

    code = "AC023"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """At most one remark per pair of years."""
        for before, now in batch.years:
            if says_revised(now):
                continue
            for field in ("start_year", "end_year", "duration_years"):
                was, stated = getattr(before.declaration, field), getattr(now.declaration, field)
                if was is None or stated is None or was == stated:
                    continue
                yield _remark(before, now, field)
                break


def _remark(before: Entry, now: Entry, field: str) -> AcrossRemark:
    was, stated = getattr(before.declaration, field), getattr(now.declaration, field)
    label = now.profile.label_of(field)
    gone = (now.year or 0) - (before.year or 0)
    counts_down = field == "duration_years" and was - stated == gone
    return AcrossRemark(
        (Spot(now, f"/{field}"), Spot(before, f"/{field}")),
        f"{now.title}的{label}{before.year}年填{was}，{now.year}年填{stated}"
        + ("，像是只写了剩余年数。" if counts_down else "，没有说明原因。"),
        f"{label}按整个项目期填写，各年一致；确有变动的，写明批准情况。",
        str(stated),
        severity="info" if counts_down else None,
    )
