"""IN003."""

from collections.abc import Iterator

from assistant.model import Target
from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import is_percent, is_rate, is_satisfaction, words
from assistant.vocabulary.profile import CategoryKind

INSTANTS = ("秒", "毫秒", "微秒")
"""报警信号上传时延 ≤10秒 says how good a machine is."""
NOT_AMOUNTS = ("points", "other", "ratio")
AMOUNTS = ("面积", "长度", "里程", "总量", "方量", "数量")
"""Names of what is measured as work done, where a length or an area may also be a quality."""
COVERAGE = ("覆盖", "比例", "占比", "完成率", "比重", "增长率", "参与率", "开展率")
TIMELY = ("及时率", "准时率", "按时完成率", "按时完工率", "按期完成率")


class WrongOutputCategory(RowRule):
    """
    一句话：按名称、指标值和单位看，这一行放错了产出类别。
    为什么：数量看做了多少，质量看做得好不好，时效看是否按时；放错类别会使该类实际上没有指标。
    依据：惯例：数量指标写任务量，质量指标写合格率、达标率等，时效指标写时限、及时率
    反例：质量指标“培训场次 ≥3场”；数量指标“验收合格率 ≥95%”；数量指标“响应及时率 ≥95%”。
    正例：数量指标“培训场次 ≥3场”；质量指标“验收合格率 ≥95%”；时效指标“响应及时率 ≥95%”。
    修复是否安全：需确认：把该行移到相应类别；原类别会因此空缺时不自动移动。
    """

    code = "IN003"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        fits = _fitting(row)
        category = form.profile.category(fits) if fits else None
        if category is None or category.kind == row.kind:
            return
        yield Remark(
            row.path("level2"),
            f"“{row.name} {row.value}”放在{row.level2}，按内容应属{category.level2}。",
            f"移到{category.level2}；{row.level2}另写相应的指标。",
            row.name,
            related=(row.path("name"), row.path("value")),
            edits=form.move(row, category),
            safety="confirm",
        )


def _fitting(row: Row) -> CategoryKind | None:
    """The category the row belongs to, None when nothing speaks clearly against where it stands."""
    target = row.target
    if (
        row.kind not in ("quantity", "quality", "timeliness")
        or target is None
        or is_satisfaction(row)
    ):
        return None
    if row.name.endswith(TIMELY) and row.kind != "timeliness":
        return "timeliness"
    if row.kind == "quantity":
        return _for_quantity(row)
    if row.kind == "quality":
        return _for_quality(row, target)
    return _for_timeliness(row, target)


def _is_nothing(target: Target) -> bool:
    return (target.high if target.high is not None else target.low) == 0


def _for_quantity(row: Row) -> CategoryKind | None:
    rate = is_rate(row.name) and is_percent(row) and not any(word in row.name for word in COVERAGE)
    return "quality" if rate else None


def _for_quality(row: Row, target: Target) -> CategoryKind | None:
    if target.level or is_percent(row) or _is_nothing(target):
        return None  # 停办0次 says how well it went, not how much was done
    if target.unit in INSTANTS:
        return None
    if target.dimension == "duration" or target.date is not None:
        return "timeliness" if target.comparator in ("at_most", "less_than", "by_date") else None
    if target.comparator in ("at_most", "less_than") or is_rate(row.name):
        return None
    if any(word in row.name for word in words("quality_counts")):
        return None
    counted = target.dimension == "count" or row.name.endswith(AMOUNTS)
    return "quantity" if counted and target.unit else None


def _for_timeliness(row: Row, target: Target) -> CategoryKind | None:
    if target.date is not None or target.level or target.dimension in ("duration", *NOT_AMOUNTS):
        quality = row.name.endswith(("合格率", "准确率", "达标率", "优良率", "正确率", "成活率"))
        return "quality" if quality and is_percent(row) else None
    often = "/" in target.unit or "频" in row.name or "每" in row.value
    if any(word in row.name for word in words("by_when")):
        return None  # 6月底前完成页数: how much is done by then
    counted = target.dimension in ("count", "length", "area", "volume", "weight")
    return (
        "quantity"
        if counted and not often and "及时" not in row.name and not _is_nothing(target)
        else None
    )
