"""The items of 测算依据: which amounts are to be added up, and how exactly they are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal

from assistant.model import Money, Value
from assistant.rules.form import Form

UNITS = {"亿": Decimal(10**8), "千万": Decimal(10**7), "百万": Decimal(10**6), "万": Decimal(10**4),
         "千": Decimal(1000)}  # fmt: skip
TOTAL = (
    r"(?:合计|总计|共计|总共|共需|共|总额|总预算|预算总额|年度预算|本年预算|年预算|总费用|总价|预算)(?:金额"
    r"|经费|资金|费用|安排|申请|约|为|：|:|需|是)*$"
)
OTHER = (
    r"(?:合同总价|合同总额|合同金额|合同价|总投资|概算"
    r"|上年|去年|上年度|已支付|已付|累计支付|结转|限额)[^，,。；;0-9]{0,8}$"
)
YEAR_PART = r"其中(?:本年度?|当年|20[0-9]{2}年(?:度)?)(?:项目|预算|安排|支出|金额|为|：)*$"
UNIT_PRICE = r"^\s*(?:/|／|每)"
PER = r"(?:每[^，,。；;0-9]{1,6}|单价|均价|人均|标准|按照?)[为约：:是]?$"
ONE_OF = (
    r"(?:一|单|每)[台套个辆次人件间张份][^，,。；;0-9]{0,3}[0-9.]+\s*(?:万|亿|千)?元?(?!.{0,12}共)"
)
OPEN_BILL = r"尾款|余款|质保金|质量保证金|欠款|结算"
"""What an earlier year left to be paid is this year's money."""
YEAR = r"(20[0-9]{2})年(?:度)?[^，,。；;\n]*$"
AHEAD = 20
"""Characters after an amount that tell whether it announces others, or is a price per piece."""
SENTENCE = 400
"""Characters before an amount that its sentence, or the bracket around it, may begin at."""


class Item(Value, kw_only=False):
    """One amount that counts: `step` is the value of its last written digit."""

    start: int
    end: int
    text: str
    yuan: Decimal
    step: Decimal
    year: int | None = None
    is_product: bool = False


class Budget(Value, kw_only=False):
    """测算依据 read: items to add up, stated totals, and whether the list says it is partial."""

    items: tuple[Item, ...]
    totals: tuple[Item, ...]
    partial: bool


def read_budget(form: Form) -> Budget:
    """The items and totals of 测算依据, each amount counted once."""
    return form.once(_read_budget)


def _read_budget(form: Form) -> Budget:
    text = form.text("budget_basis")
    items: list[Item] = []
    totals: list[Item] = []
    ends: set[int] = set()
    for item in _amounts(form, text):
        before = text[max(0, item.start - 24) : item.start]
        if re.search(OTHER, before) or _in_details(text, item, ends):
            continue
        of_year = bool(totals and re.search(YEAR_PART, before))
        if not of_year and _is_part_of_sum(text, item, items, totals):
            continue
        is_total = (
            _is_total(text, item)
            or _announces(text, item.end)
            or _sums_up(text, item, items)
            or of_year
        )
        (totals if is_total else items).append(item)
        ends.add(item.end)
    partial = bool(re.search(ONE_OF, text)) or bool(
        re.search(r"[0-9元]\s*等|等(?:支出|费用|经费)?[。]?\s*$|其余|另有", text)
    )
    return Budget(tuple(_of_year(items, form.year)), tuple(_of_year(totals, form.year)), partial)


def total_of(items: tuple[Item, ...]) -> Decimal:
    """Their sum in yuan."""
    return sum((item.yuan for item in items), Decimal(0))


def tolerance(items: tuple[Item, ...]) -> Decimal:
    """Half of each last written digit, added up: what rounding alone can explain."""
    return sum((item.step for item in items), Decimal(0)) / 2


def last_digit(money: Money) -> Decimal:
    """The value in yuan of the last digit written: 0.01万元 → 100."""
    scale = next((v for word, v in UNITS.items() if word in (money.unit or money.text)), Decimal(1))
    _, point, rest = money.text.replace("．", ".").partition(".")
    decimals = next((i for i, char in enumerate(rest) if not char.isdigit()), len(rest))
    return scale / (Decimal(10) ** (decimals if point else 0))


def as_money(yuan: Decimal | int | float) -> str:
    """32.8万元; small amounts in yuan."""
    value = Decimal(str(yuan))
    if abs(value) < 10000:
        return f"{_plain(value)}元"
    return f"{_plain(value / 10000)}万元"


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amounts(form: Form, text: str) -> list[Item]:
    """Every amount once: a written-out product stands for itself, its factors do not count."""
    found: list[Item] = []
    spans: list[tuple[int, int]] = []
    for product in form.budget_products:
        end = max(product.end, product.stated.end if product.stated else 0)
        spans.append((product.start, end))
        yuan = product.stated.yuan if product.stated else product.result_yuan
        step = last_digit(product.stated) if product.stated else Decimal("0.01")
        found.append(
            Item(product.start, end, product.text, yuan, step, _year_of(text, product.start), True)
        )
    for money in form.budget_money:
        at = bisect_right(spans, money.start, key=lambda span: span[0]) - 1
        if at >= 0 and money.start < spans[at][1]:
            continue
        if re.match(UNIT_PRICE, text[money.end : money.end + AHEAD]) or re.search(
            PER, text[max(0, money.start - 8) : money.start]
        ):
            continue
        if re.match(r"\s*[×xX*＊]", text[money.end : money.end + AHEAD]):
            continue  # 9亿元×贴息比例2%: what is multiplied is no item
        year = _year_of(text, money.start)
        found.append(Item(money.start, money.end, money.text, money.yuan, last_digit(money), year))
    return sorted(found, key=lambda item: item.start)


def _is_total(text: str, item: Item) -> bool:
    """合计260万元 is a total; 8个，每个4.5万元，共36万元 is one item's own sum, and 甲、乙两级
    共2.6万人×25元 counts people."""
    before = text[max(0, item.start - 24) : item.start]
    if not re.search(TOTAL, before) or (item.is_product and before.endswith("共")):
        return False
    begin = _sentence_begin(text, item.start)
    return not re.search("每|单价|/|×", text[begin : item.start])


def _sums_up(text: str, item: Item, items: list[Item]) -> bool:
    """A列10万元，B列20万元，共计30万元。: the last amount of a sentence that lists two or more."""
    if not re.search(TOTAL, text[max(0, item.start - 24) : item.start]):
        return False
    begin = _sentence_begin(text, item.start)
    listed = [earlier for earlier in items[-2:] if earlier.start >= begin]
    return len(listed) > 1 and bool(re.match(r"[。；;\s]|$", text[item.end : item.end + AHEAD]))


def _sentence_begin(text: str, at: int) -> int:
    floor = max(0, at - SENTENCE)
    return max(floor - 1, *(text.rfind(mark, floor, at) for mark in "；;。\n")) + 1


def _in_details(text: str, item: Item, ends: set[int]) -> bool:
    """True for amounts inside （其中…） or （2套×…） right after an amount: they explain it."""
    floor = max(0, item.start - SENTENCE)
    opened = max(text.rfind(mark, floor, item.start) for mark in "（(")
    closed = max(text.rfind(mark, floor, item.start) for mark in "）)")
    if opened <= closed:
        return False
    return not ends.isdisjoint((opened, opened - 1, opened - 2))


def _is_part_of_sum(text: str, item: Item, items: list[Item], totals: list[Item]) -> bool:
    """…合计210万元，其中支付上年合同尾款12万元: what the items make up is only explained."""
    if not totals or len(items) < 2 or totals[-1].start < items[-1].start:
        return False
    between = text[totals[-1].end : item.start]
    if "其中" not in between or "。" in between:
        return False
    return abs(total_of(tuple(items)) - totals[-1].yuan) <= tolerance((*items, totals[-1]))


def _announces(text: str, end: int) -> bool:
    """`…107.7万元，其中：` announces the items that follow."""
    return bool(
        re.match(
            r"[^，,。；;0-9]{0,6}[，,。；;（(：:]?\s*(?:其中|具体包括|具体如下|包括|明细如下|分别为|：|:)",
            text[end : end + 2 * AHEAD],
        )
    )


def _year_of(text: str, start: int) -> int | None:
    match = re.search(YEAR, text[max(0, start - 40) : start])
    return int(match[1]) if match and not re.search(OPEN_BILL, match[0]) else None


def _of_year(items: list[Item], year: int | None) -> list[Item]:
    """With amounts of several years listed, those of the budget year (and of no year)."""
    years = {item.year for item in items if item.year}
    if len(years) < 2 or year not in years:
        return items
    return [item for item in items if item.year in (None, year)]
