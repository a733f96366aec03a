"""VA011."""

from collections.abc import Iterator

from assistant.model import Target
from assistant.parse.mentions import find_mentions
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import is_rate, words

PER_TIME = ("年", "季", "月", "周", "天", "日", "小时", "分钟", "秒")
RATE_NAMES = ("频率", "效率", "功率", "速率", "汇率", "税率")


class RateNotPercent(RowRule):
    """
    一句话：名称是“…率”“…及时性”，指标值却是天数、次数等，名称与值量的不是一件事。
    为什么：及时率是百分比，时限是天数；混在一起不知道考核哪个。
    依据：惯例：指标名称与指标值的量纲一致
    反例：出具意见及时性“≤2个工作日”；验收合格率“3次”。
    正例：出具意见时限“≤2个工作日”；验收合格率“≥95%”。
    修复是否安全：“及时性”改“时限”需确认；其余不修复。
    """

    code = "VA011"
    severity = "error"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        target = row.target or _first_of_several(row)
        if target is None or target.level is not None or target.dimension == "ratio":
            return
        if target.dimension == "points" and "满意" in row.name:
            return
        ending = next((word for word in words("timely_names") if row.name.endswith(word)), "")
        if ending and (target.dimension == "duration" or target.date is not None):
            renamed = row.name.removesuffix(ending).removesuffix("的")
            renamed += "时间" if target.date else "时限"
            yield Remark(
                row.path("name"),
                f"名称是“{ending}”，指标值“{row.value}”却是时间，二者量的不是一件事。",
                f"名称改为“{renamed}”；或保留名称，指标值改为百分比。",
                row.name,
                related=(row.path("value"),),
                severity="error" if ending.endswith("率") else "warning",
                edits=((row.path("name"), renamed),),
                safety="confirm",
            )
        elif is_rate(row.name) and not row.name.endswith(RATE_NAMES):
            if (target.dimension == "other" and not target.unit) or _is_per_head(target.unit):
                return
            yield Remark(
                row.path("value"),
                f"“{row.name}”是比率，指标值“{row.value}”却不是百分比。",
                "指标值改为百分比，或把名称改成所量的数量。",
                row.value,
                related=(row.path("name"),),
            )


def _first_of_several(row: Row) -> Target | None:
    """工作日≤1小时、节假日≤2小时: a value of several times, each of them a time."""
    told = [mention.target for mention in find_mentions(row.value)]
    several = len(told) > 1 and all(target.dimension == "duration" for target in told)
    return told[0] if several else None


def _is_per_head(unit: str) -> bool:
    """千人抽检率 ≥5批次/千人, 万车事故率 0.8起/万车: a rate all the same."""
    _, divided, by = unit.partition("/")
    return bool(divided) and not by.endswith(PER_TIME)
