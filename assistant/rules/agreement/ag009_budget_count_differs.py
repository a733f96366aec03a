"""AG009."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.model import Target, Value
from assistant.parse.mentions import find_mentions
from assistant.parse.units import comparable, to_base
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form, Row
from assistant.rules.links import annual_links
from assistant.rules.text import contained

ALIKE = 0.5
"""How much of what an item is called must be in the row's name, or the other way round."""
BEFORE = 40
"""Characters before a calculation that say what it is for."""
MARKS = re.compile(r"[。；;，,\n、．.]")
GENERAL = re.compile("数量|次数|人数|个数|份数|户数|台数|场次|期数|项目|补贴|补助|经费|费用?")
DONE_BEFORE = re.compile("尾款|余款|质保金|质量保证金|上年|去年|结算")


class Counted(Value, kw_only=False):
    """What a calculation of 测算依据 multiplies: 海葬活动 4场 of 海葬活动：4场×12万元."""

    about: str
    text: str
    target: Target


class BudgetCountDiffers(FormRule):
    """
    一句话：测算依据按某个数量算钱，指标值写的却是另一个数量。
    为什么：目标做1200人，钱只按1000人测算，要么任务完不成，要么数量写错；投入与产出须对得上。
    依据：惯例：资金测算的数量与绩效指标的数量相匹配
    反例：数量指标“技能培训人数 ≥1200人”，测算依据“技能培训：1000人×2800元=280万元”。
    正例：两处都写1200人；只对其中一部分给钱的，在测算依据里写明。
    修复是否安全：不自动修复；数量和测算哪一处对只有单位知道。
    """

    code = "AG009"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per quantity row that the one calculation about it counts differently."""
        counted = list(_counted(form))
        rows = [row for row in form.rows_of("quantity") if _is_count(row.target)]
        if not counted or not rows:
            return
        disputed = {
            link.row.index for link in annual_links(form) if link.row and link.verdict == "conflict"
        }
        for row in rows:
            about = [item for item in counted if _speaks_of(item, row)]
            if len(about) != 1 or row.index in disputed:
                continue
            item = about[0]
            if any(_agree(item.target, other.target) for other in rows):
                continue
            yield Remark(
                row.path("value"),
                f"数量指标“{row.name}”是“{row.value}”，测算依据却按“{item.text}”算。",
                "核对后用同一个数量；只对其中一部分安排资金的，在测算依据里写明。",
                row.value,
                related=("/budget_basis",),
            )


def _counted(form: Form) -> Iterator[Counted]:
    """The first count of every calculation, with what the calculation is for."""
    text = form.text("budget_basis")
    for product in form.budget_products:
        before = MARKS.split(text[max(0, product.start - BEFORE) : product.start])[-1]
        if DONE_BEFORE.search(before):
            continue
        for mention in find_mentions(product.text):
            if _is_count(mention.target):
                yield Counted(before.strip("：: "), mention.text, mention.target)
                break


def _is_count(target: Target | None) -> bool:
    return bool(target and target.dimension == "count" and target.unit and target.low)


def _speaks_of(item: Counted, row: Row) -> bool:
    if row.target is None or not comparable(item.target.unit, row.target.unit):
        return False
    said, meant = (GENERAL.sub("", text) for text in (item.about, row.name))
    return max(contained(said, meant), contained(meant, said)) >= ALIKE


def _agree(one: Target, other: Target | None) -> bool:
    return other is not None and _amount(one) == _amount(other)


def _amount(target: Target) -> tuple[Decimal, str]:
    return to_base(target.low or Decimal(0), target.unit)
