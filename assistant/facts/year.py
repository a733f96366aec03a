"""The budget year a description declares for. Several candidates, or none: unknown, and asked."""

from __future__ import annotations

import re

from assistant.model import Period

_DECLARED = re.compile(
    r"(?:预算年度|申报年度|年度)[：:]\s*(20\d\d)|(20\d\d)年(?:度)?(?!起|开始|立项|至|到|底)[^，。；\n《》\d]{0,8}?(?:预算|经费|申请|安排|资金|投入|打算|计划|拟|要做|任务|工作|将|目标|实施|开展|需)"
    r"|(?<![\d—\-~至到从])(20\d\d)年(?:度)?(?:[^，。；\n《》\d]{0,10}?)(?:约|共)?[\d,.]+\s*(?:万|元|亿|块)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:度)?(?!\s*(?:起|开始|立项|—|-|~|至|到|底前?(?:累计|共)))")


def declared_year(text: str, period: Period | None) -> tuple[int | None, str | None]:
    """(year, the words it was read from); None when the text does not settle it."""
    plain = re.sub(r"《[^》]*》|〔\d{4}〕", lambda m: "　" * len(m.group()), text)
    hits = [(int(next(g for g in m.groups() if g)), m.group()) for m in _DECLARED.finditer(plain)]
    years = {year for year, _ in hits}
    if len(years) == 1:
        return hits[0]
    if len(years) > 1:
        return _most_said(hits)
    single = {int(m.group(1)) for m in _YEAR.finditer(plain) if not _is_edge(m, plain, period)}
    if len(single) == 1:
        year = single.pop()
        return year, f"{year}年"
    if period and period.years == 1 and period.first_year:
        return period.first_year, period.text
    return None, None


def _most_said(hits: list[tuple[int, str]]) -> tuple[int | None, str | None]:
    """The year said most often, when one clearly is (a plan by years names each once)."""
    counts = {year: sum(y == year for y, _ in hits) for year, _ in hits}
    ranked = sorted(counts, key=lambda y: -counts[y])
    if counts[ranked[0]] > counts[ranked[1]]:
        return next(hit for hit in hits if hit[0] == ranked[0])
    return None, None


def _is_edge(match: re.Match[str], text: str, period: Period | None) -> bool:
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(re.search(r"[—\-~至到从自]$", before)) or bool(
        period and period.start <= match.start() < period.end and (period.years or 2) > 1
    )
