"""IN007."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import is_rate, words
from assistant.vocabulary.profile import CategoryKind

BENEFITS: tuple[CategoryKind, ...] = ("economic", "social", "ecological", "lasting")
DEEDS = ("完成", "开展", "举办", "做好", "落实")
DEED = f"^(?:{'|'.join(DEEDS)})"
HAPPENINGS = {"场": "场次", "次": "次数", "期": "期数", "人": "人数", "人次": "人次", "份": "份数"}
AMOUNT = re.compile(
    r"(?:[≥≤><]|不少于|不低于|不超过|达到?)\s{0,4}[0-9][0-9.,]{0,20}\s{0,4}(?:%|％|[\u4e00-\u9fff]{0,3})"
    r"|[0-9][0-9.,]{0,20}\s{0,4}(?:%|％|[个次场份人套台篇期项件]+)(?:以上|以内)?$"
)


class NotAMeasure(RowRule):
    """
    一句话：指标名称是一句说法或一项任务，不是一个可以量的东西；或把指标值也写进了名称。
    为什么：“有效提升服务能力”“按时印发规划”是结论或任务，年终没法往上填数；名称写量什么，
        值写量多少；值写在名称里，改目标就要改名称，还容易与指标值不一致。
    依据：惯例：指标名称写成“……数量”“……率”“……时限”“……程度”等，不含指标值
    反例：社会效益指标“有效提升政务服务能力”；时效指标“按时印发规划”；三级指标“培训不少于100人次”。
    正例：“政务服务能力提升程度”；“规划印发时间”；“培训人次”。
    修复是否安全：需确认：说法末尾补“程度”，任务改为“……完成时间”；名称里的数值不自动修复。
    """

    code = "IN007"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark on the words of a name, and one on a value in it."""
        yield from _value_in(row)
        name = row.name
        endings = words("measure_endings" if _is_counted(row) else "plain_endings")
        if not name or name.endswith(endings) or is_rate(name):
            return
        renamed = _renamed(row)
        if renamed is None:
            return
        what = "说法" if row.kind in BENEFITS else "任务"
        yield Remark(
            row.path("name"),
            f"指标名称“{name}”是一句{what}，读不出量的是什么。",
            f"改成可以量的名称，如“{renamed}”。",
            name,
            edits=((row.path("name"), renamed),),
            safety="confirm",
            severity="info" if _is_counted(row) and row.kind not in BENEFITS else None,
        )


def _value_in(row: Row) -> Iterator[Remark]:
    has_digit = any(char.isdigit() for char in row.name)
    match = AMOUNT.search(row.name) if has_digit else None
    if match:
        yield Remark(
            row.path("name"),
            f"指标名称“{row.name}”里写了指标值“{match[0]}”。",
            "名称只写量的是什么，数值写在指标值一栏。",
            match[0],
            related=(row.path("value"),),
            formerly="IN009",
        )


def _is_counted(row: Row) -> bool:
    """A number with a unit tells what is measured even where the name is loose."""
    return row.target is not None and row.target.level is None


def _renamed(row: Row) -> str | None:
    """A measure made of the claim or task; None when the name is neither."""
    opening = next((w for w in words("claim_openings") if row.name.startswith(w)), None)
    if row.kind in BENEFITS and opening and len(row.name) - len(opening) >= 3:
        plain = re.sub(
            r"^(?:有效|切实|显著|明显|进一步|不断|持续|逐步|大力|积极|全面|充分)", "", row.name
        )
        return f"{plain}的程度"
    task = next((w for w in words("task_openings") if row.name.startswith(w)), None)
    if task and row.kind == "timeliness":
        plain = re.sub(r"^(?:按时|按期|及时)", "", row.name)
        return f"{plain}的时间"
    if row.kind == "quantity" and _is_counted(row) and row.name.startswith(DEEDS):
        plain = re.sub(DEED, "", row.name)
        return f"{plain}{HAPPENINGS.get(row.unit, '数量')}" if len(plain) >= 3 else None
    return None
