"""MO001."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import Item, as_money, read_budget, tolerance, total_of
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

TENS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4))


class ItemsDifferFromAnnual(FormRule):
    """
    一句话：测算依据各项之和与本年度项目金额不符。
    为什么：钱对不上是最常见的退回原因：不是漏列了项目，就是写错了数。元、万元、亿元折成同一单位再核对，
        混着写本身不算错。
    依据：惯例：测算依据各项合计应等于本年度项目金额
    反例：本年度 137.53 万元，测算依据列 19.89 万元和 7.64 万元，合计 27.53 万元。
    正例：各项之和等于本年度项目金额，单位统一。
    修复是否安全：不自动修复；改金额还是补项目由单位决定。容差为所写数字的末位。
    """

    code = "MO001"
    severity = "error"
    supersedes = ("MO005",)

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        annual = form.declaration.annual_amount
        budget = read_budget(form)
        items = budget.items or budget.totals
        if annual is None or not items:
            return
        wanted, found = Decimal(str(annual)), total_of(items)
        allowed = tolerance(items) + Decimal(str(form.limit("sum_tolerance")))
        agrees = abs(found - wanted) <= allowed
        whole = [t for t in (*budget.totals, *budget.items) if _same(t, wanted)]
        if agrees:
            yield from _total_misstated(form, found, allowed)
        if agrees or (whole and (len(items) == 1 or not budget.totals or _of_whole(form, items))):
            return
        if budget.partial and found < wanted:
            severity, end = "info", "测算依据只列了部分项目，或只写了单价没有写数量"
        else:
            severity, end = "error", ""
        difference = found - wanted
        word = "多" if difference > 0 else "少"
        listed = "＋".join(item.text for item in items) if 1 < len(items) <= 6 else ""
        yield Remark(
            "/budget_basis",
            f"测算依据{'合计' if len(items) > 1 else '列'}{as_money(found)}"
            f"{f'（{listed}）' if listed else ''}，本年度项目金额为{as_money(wanted)}，"
            f"{word}{as_money(abs(difference))}。{end}",
            _suggestion(items, difference, wanted),
            "、".join(item.text for item in items[:6]),
            related=("/annual_amount",),
            severity="info" if severity == "info" else "error",
        )


def _total_misstated(form: Form, found: Decimal, allowed: Decimal) -> Iterator[Remark]:
    """合计193.2亿元 below items that make up 193.2万元."""
    budget = read_budget(form)
    total = budget.totals[-1] if budget.totals and len(budget.items) > 1 else None
    whole = form.declaration.total_amount
    if total is None or total.start < budget.items[-1].start or abs(total.yuan - found) <= allowed:
        return
    if whole is not None and _same(total, Decimal(str(whole))):
        return
    before = form.text("budget_basis")[max(0, total.start - 24) : total.start]
    if re.search(r"[0-9一二三四五六七八九十]年|期|历年|累计|中央|上级|自筹|其他", before):
        return
    yield Remark(
        "/budget_basis",
        f"测算依据写合计{total.text}，各项之和却是{as_money(found)}。",
        "核对合计数和单位，改正写错的一处。",
        total.text,
        related=("/annual_amount",),
    )


def _of_whole(form: Form, items: tuple[Item, ...]) -> bool:
    """True for the items of a project over several years: they make up its 项目总金额."""
    total = form.declaration.total_amount
    return total is not None and abs(total_of(items) - Decimal(str(total))) <= tolerance(items)


def _same(item: Item, wanted: Decimal) -> bool:
    return abs(item.yuan - wanted) <= item.step / 2


def _suggestion(items: tuple[Item, ...], difference: Decimal, wanted: Decimal) -> str:
    """Names the item that one dropped, added or changed digit would explain; a sum that is just so
    many times the amount has another unit."""
    times = (difference + wanted) / wanted if wanted else Decimal(0)
    if times in TENS or (times and 1 / times in TENS):
        times = max(times, 1 / times)
        return f"两处正好相差{times.normalize():f}倍，请核对单位（元、万元）和小数点。"
    for item in items:
        needed = item.yuan - difference
        if needed > 0 and _one_digit_apart(item.yuan, needed):
            return f"逐项核对；若“{item.text}”应为{as_money(needed)}，则与本年度项目金额相符。"
    return "逐项核对测算依据，补列漏掉的项目或改正金额，使合计等于本年度项目金额。"


def _one_digit_apart(one: Decimal, other: Decimal) -> bool:
    a, b = sorted((_digits(one), _digits(other)), key=len)
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return len(b) == len(a) + 1 and any(b[:i] + b[i + 1 :] == a for i in range(len(b)))


def _digits(value: Decimal) -> str:
    return str(int(value * 100))
