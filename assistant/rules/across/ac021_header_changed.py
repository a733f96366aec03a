"""AC021."""

from collections.abc import Iterator

from assistant.rules.across.readings import says_revised
from assistant.rules.amounts import as_money
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot, plain, unit_key


class HeaderChanged(AcrossRule):
    """
    一句话：同一项目的总金额、实施期限、起止年份，或名称、编码、申请单位与上年申报的不一样，
        表上没有说明。
    为什么：总金额和期限是整个项目的，批复后变动要走调整程序，悄悄变了审核人会追问；改了名称或编码，
        系统里就接不上以前年度的批复和自评。
    依据：惯例：延续项目的总金额、期限、名称、编码、单位各年一致，变动须说明
    反例：2025年总金额1500万元，2026年写1800万元，哪里都没提；2025年实施期限5年，2026年写7年；
        同一编码，2025年叫“网格信息管理”，2026年叫“社区治理服务”。
    正例：各年一致；确有变动的，写明“经批准追加300万元”“经批准延期”。
    修复是否安全：不自动修复。
    """

    code = "AC021"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per pair of years and thing that changed."""
        yield from _total(batch)
        yield from _period(batch)
        yield from _identity(batch)


def _total(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per pair of years whose totals differ."""
    for before, now in batch.years:
        was, total = before.declaration.total_amount, now.declaration.total_amount
        if not was or not total or abs(total - was) < 1 or says_revised(now):
            continue
        if is_remainder(was, before.declaration.annual_amount, total):
            continue
        yield AcrossRemark(
            (Spot(now, "/total_amount"), Spot(before, "/total_amount")),
            f"{now.title}项目总金额{before.year}年为{as_money(was)}，"
            f"{now.year}年为{as_money(total)}，相差{as_money(abs(total - was))}，"
            "没有说明原因。",
            "核对总金额；确有调整的，在测算依据中写明批准文件和原因。",
            as_money(total),
        )


def is_remainder(was: float, spent: float | None, total: float) -> bool:
    """True when the total is what last year left over (some places declare it so)."""
    return spent is not None and abs(was - spent - total) < 1


def _period(batch: Batch) -> Iterator[AcrossRemark]:
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
        formerly="AC023",
    )


def _identity(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per pair of years that differ."""
    for before, now in batch.years:
        for field in ("project_name", "project_code", "applicant_unit"):
            was, stated = before.form.text(field), now.form.text(field)
            if not was or not stated or _same(field, was, stated):
                continue
            yield AcrossRemark(
                (Spot(now, f"/{field}"), Spot(before, f"/{field}")),
                f"{now.title}的{now.profile.label_of(field)}{before.year}年为“{was}”，"
                f"{now.year}年为“{stated}”。",
                "核对是否同一项目；确有变更的，写明变更的依据。",
                stated,
                key=field,
                severity="info",
                formerly="AC027",
            )


def _same(field: str, was: str, stated: str) -> bool:
    if field == "applicant_unit":
        one, two = unit_key(was), unit_key(stated)
        return one.endswith(two) or two.endswith(one)
    return plain(was) == plain(stated)
