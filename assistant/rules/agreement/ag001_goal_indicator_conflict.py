"""AG001."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.dating import impossible_dates
from assistant.rules.form import Form, Row
from assistant.rules.links import SURE, Link, annual_links, not_traced
from assistant.rules.measures import goes_wrong_way, is_beyond_full

_RHYTHM = re.compile(r"每(?:个?(?:学期|季度|半年)|[天日周月年])")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


class GoalIndicatorConflict(FormRule):
    """
    一句话：年度目标里的数与指标值不一致。
    为什么：同一件事两处写不同的数，不知道按哪个考核，是审核必查的矛盾。
    依据：惯例：年度目标与绩效指标的数值应一致
    反例：年度目标“宣传不少于4篇”，数量指标“宣传报道数量 ≥6篇”。
    正例：两处都写 6 篇。200个以上与≥200个、每季度一份与4份、全覆盖与100%视为一致。
    修复是否安全：不自动修复；哪个数对只有单位知道。
    """

    code = "AG001"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per contradiction."""
        for link in annual_links(form):
            if link.verdict != "conflict" or link.row is None or _same_rhythm(link):
                continue
            if _is_wrong_as_such(link, link.row):
                continue
            mention = link.commitment.mention
            sure = link.likeness >= SURE
            reading = f"（即{mention.reading}）" if mention.reading else ""
            yield Remark(
                "/annual_goal",
                f"年度目标写“{link.commitment.text}”{reading}，"
                f"{link.row.level2}“{link.row.name}”却是“{link.row.value}”，"
                f"{'数值不一致' if sure else '若是同一件事，数值不一致'}。",
                "核对后把两处改成同一个数。"
                if sure
                else "是同一件事的改成同一个数，不是的补一行指标。",
                link.commitment.text,
                related=(link.row.path("value"),),
                key=f"{link.row.level2}{link.row.name}",
                severity=None if sure else "warning",
            )

    def not_checked(self, form: Form) -> str | None:
        """Says so when the goal is too long to be set beside the rows as a whole."""
        return not_traced(form)


def _is_wrong_as_such(link: Link, row: Row) -> bool:
    """满意度 ≥120%, 6月31日前: the value itself cannot be, whatever the goal says."""
    if is_beyond_full(row) or any(impossible_dates(row.value, months=True)):
        return True
    return _is_only_turned(link, row)


def _is_only_turned(link: Link, row: Row) -> bool:
    """满意度达到90%以上 and the row ≤90%: the number is the same, its sign is the wrong one."""
    said = link.commitment.mention.target
    if row.target is None or not goes_wrong_way(row):
        return False
    return (said.low or said.high) == (row.target.low or row.target.high)


def _same_rhythm(link: Link) -> bool:
    """每月巡查不少于2次 and the row 每月巡查次数 ≥2次: both say how often, not the year's sum."""
    said = _RHYTHM.search((link.row and link.row.name) or "")
    if link.row is None or said is None or said.group() not in link.commitment.text:
        return False
    value = set(_DIGITS.findall(link.row.value or ""))
    return bool(value) and value <= set(_DIGITS.findall(link.commitment.text))
