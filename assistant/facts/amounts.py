"""Money in a description: the year's amount, the total, and what the budget is made of.

An amount is told by the words before it in its clause, its label or its table column. A unit price
(每次2000元) and an effect (节约50万元) are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from assistant.facts.phrases import squeeze, trim
from assistant.facts.segments import Clause, Sentence
from assistant.model import BudgetItem, HeaderFact, Money, Product
from assistant.parse.money import find_money, find_products
from assistant.parse.numbers import parse_number
from assistant.vocabulary.description import header_field

Role = Literal["annual", "total", "item", "unit_price", "effect", "other_year"]

_TOTAL = re.compile(
    r"总(?:投资|金额|额|预算|盘子|经费|资金|概算|计|费用|规模|造价)?(?:为|是|约|共)?$|(?:[二两三四五六七八九十]|\d{1,2})年(?:合计|共计|共|总共|总计|总)?(?:约|需|投入|安排|预算|资金|经费)?$"
    r"|概算(?:总投资)?(?:为|约)?$|(?:项目)?(?:实施期|全周期|期限内)(?:合计|共)?$|中期(?:规划)?(?:金额|总额)?$|总[^，。；]{0,6}$"
)
_UNIT_PRICE = re.compile(r"(?:(?<=[一-龥])一(?:台|套|个|辆|件|人|名|间|座|亩|公里|平方米|次|场)|每[^，。；]{1,6}|人均[^，。；]{0,6}|户均|单价|均价|日均|标准|/)(?:为|约|预算|补助|补贴|资助|奖励|发放|费用|按)*$|按$")
_EFFECT = re.compile(r"(?:节约|节省|增收|带动|撬动|拉动|产值|营业收入|税收|成交额|销售额|旅游收入|融资|损失)[^，。；]{0,10}$")
_AFTER_UNIT_PRICE = re.compile(r"^\s*(?:/|每|一(?:个|次|人|户|台|套|亩)|的?标准)")
_ANNUAL = re.compile(r"(?:本年度?|今年|当年|年度|一年|全年|每年|本次|此次)[^，。；]{0,12}$")


class Amount(NamedTuple):
    """One amount with its role and the words it was read from."""

    money: Money
    role: Role
    name: str
    sentence: Sentence
    year: int | None = None


class Amounts(NamedTuple):
    """All that the description says about money."""

    header: tuple[HeaderFact, ...]
    items: tuple[BudgetItem, ...]
    annual_statements: tuple[Money, ...]
    total_statements: tuple[Money, ...]


def amounts_of(
    text: str, sentences: tuple[Sentence, ...], year: int | None, one_year: bool = False
) -> Amounts:
    """The money facts. The annual amount is computed from the items when only they are given."""
    products = find_products(text)
    found = [a for s in sentences for a in _of_sentence(s, year)]
    found = [a for a in found if not _is_factor(a.money, products)]
    found = _promote_single(found)
    annual = tuple(a.money for a in found if a.role == "annual")
    total = tuple(a.money for a in found if a.role == "total")
    items = tuple(_items(found, products, text))
    header = [*_header("annual_amount", annual), *_header("total_amount", total)]
    if not annual and not total and items and not any(a.role == "unit_price" for a in found):
        header.append(_summed(items))
    if one_year:
        header += _one_year(header)
    if any(a.role == "unit_price" for a in found):
        annual = ()
    return Amounts(tuple(header), items, annual, total)


def _of_sentence(sentence: Sentence, year: int | None) -> Iterator[Amount]:
    if sentence.role == "policy":
        return
    cell = _bare_cell(sentence)
    for money in (cell,) if cell else find_money(sentence.text):
        start = sentence.start + money.start
        clause = _clause_at(sentence, start)
        before = sentence.text[(clause.start if clause else sentence.start) - sentence.start : money.start]
        before = re.split(r"[×*=＝≈]", before)[-1]
        role, said_year = _role(before, sentence, money, year, bool(clause and clause.nested))
        placed = money.model_copy(update={"start": start, "end": sentence.start + money.end})
        yield Amount(placed, role, _name(before, sentence, start, role, clause), sentence, said_year)


def _bare_cell(sentence: Sentence) -> Money | None:
    """A table cell that is only a number, in the unit its column names."""
    unit = _column_unit(sentence.label)
    value = parse_number(sentence.text) if unit else None
    if unit is None or value is None:
        return None
    yuan = value * {"元": 1, "万元": 10_000, "亿元": 100_000_000}[unit]
    return Money(start=0, end=len(sentence.text), text=f"{sentence.text}{unit}", yuan=yuan, unit=unit)


def _clause_at(sentence: Sentence, at: int) -> Clause | None:
    """The innermost clause around a place: a bracket's own clause before the one it stands in."""
    around = [c for c in sentence.clauses if c.start <= at < c.end]
    return min(around, key=lambda c: c.end - c.start, default=None)


def _column_unit(label: str) -> str | None:
    match = re.search(r"[（(]\s*(?:单位[：:])?\s*(亿元|万元|元)\s*[）)]", label)
    return match.group(1) if match else None


def _role(before: str, sentence: Sentence, money: Money, year: int | None, nested: bool) -> tuple[Role, int | None]:
    plain = squeeze(before)
    after = sentence.text[money.end : money.end + 6]
    said = re.search(r"(20\d\d)年", plain)
    said_year = int(said.group(1)) if said else None
    if re.search(r"\d{4}(?:年)?(?:[—\-~至到]+)\d{4}年?(?:合计|共计?|总计)?$", plain):
        return "total", None
    if _UNIT_PRICE.search(plain) or _AFTER_UNIT_PRICE.match(after):
        return "unit_price", None
    if _EFFECT.search(plain):
        return "effect", None
    if sentence.topic and not re.fullmatch(r"合计|总计|小计", sentence.topic):
        return "item", None
    if _TOTAL.search(plain) and not said:
        return "total", None
    if said_year and year and said_year != year and not re.search(r"起|自", plain):
        return "other_year", said_year
    if said_year or _ANNUAL.search(plain):
        return "annual", said_year
    if nested:
        return "item", None
    labelled = header_field(re.sub(r"[（(].*", "", sentence.label)) if sentence.label else None
    if labelled in ("annual_amount", "total_amount") and not _item_noun(plain):
        return ("annual" if labelled == "annual_amount" else "total"), None
    if re.fullmatch(r"(?:合计|总计|共计|共|小计|年度预算|预算|本年|年预算|需|需要|共需|经费|资金|申请资金|申请经费|申请)?", trim(plain)):
        return "annual", None
    return "item", None


_ITEM_LEAD = re.compile(r"^(?:其中|包括|一是|二是|三是|四是|五是|主要用于|用于|[:：、]|本年度?|今年|当年|全年|年度)+")
_ITEM_TAIL = re.compile(r"(?:预算|合同|资金|金额|共|约|需|安排|合计|支出|投入|投资|给予|计|为|是|：|:)+$")


def _item_noun(plain: str) -> str:
    noun = trim(_ITEM_LEAD.sub("", trim(re.sub(r"20\d\d年(?:度)?", "", plain))))
    noun = _ITEM_TAIL.sub("", noun)
    noun = re.sub(r"(?:给予|予以|补助|补贴|发放)?每[一-龥]{1,2}$", "", noun)
    return "" if re.fullmatch(r"[\d一二三四五六七八九十、.]*|(?:安排|投入|预算|经费|资金|计划|投资|申请|拟|申报|列支|部门|继续|列入|需|项目|费用|总)+|经费|费用|预算|总|人均.*|每.{1,4}", noun) else noun


def _name(before: str, sentence: Sentence, at: int, role: Role, clause: Clause | None) -> str:
    noun = _item_noun(squeeze(before))
    if noun and not (clause and clause.nested):
        return _activity(noun)
    if sentence.topic:
        return re.split(r"[，,]", sentence.topic)[0]
    if role == "annual":
        return ""
    for earlier in reversed([c for c in sentence.clauses if not c.nested and c.start <= at]):
        if clause is not None and not clause.nested and earlier.start == clause.start:
            continue
        named = _activity(trim(re.sub(r"(?:不少于|至少|一年)*[\d一二三四五六七八九十]+[次场个].*$", "", squeeze(earlier.text))))
        if 2 <= len(named) <= 30 and not re.search(r"\d", named):
            return named
    return ""


def _activity(phrase: str) -> str:
    """做技术监测服务 → 技术监测服务."""
    return re.sub(r"^(?:用途：|做好?|开展|实施|进行|请第三方|采购|组织|举办)(?=.{3,})", "", phrase)


def _is_factor(money: Money, products: tuple[Product, ...]) -> bool:
    """True for a unit price inside a written-out calculation; its stated result is kept."""
    for product in products:
        if product.start <= money.start and money.end <= product.end:
            stated = product.stated
            return not (stated and stated.start == money.start)
    return False


def _promote_single(found: list[Amount]) -> list[Amount]:
    """A single amount without any other word for it is the year's amount."""
    roles = {a.role for a in found}
    items = [a for a in found if a.role == "item"]
    if "annual" not in roles and len(items) == 1 and not items[0].sentence.topic:
        return [a._replace(role="annual") if a is items[0] else a for a in found]
    return found


def _items(found: list[Amount], products: tuple[Product, ...], text: str) -> Iterator[BudgetItem]:
    """What the budget is made of. A calculation goes to the item whose amount it arrives at."""
    kept: dict[tuple[str, Decimal], BudgetItem] = {}
    for amount in found:
        product = next((p for p in products if p.stated and p.stated.yuan == amount.money.yuan), None)
        detail = _bracket_after(text, amount.money.end)
        wanted = amount.role == "item" or (amount.role == "annual" and (amount.name or product or detail))
        if not wanted or (product and any(i.product == product for i in kept.values())):
            continue
        item = BudgetItem(
            start=amount.money.start, end=amount.money.end, name=amount.name, money=amount.money, product=product, detail=detail,
        )  # fmt: skip
        if item.name or product or detail:
            kept.setdefault((amount.name, amount.money.yuan), item)
    whole = [i for i in kept.values() if not i.name]
    named = [i for i in kept.values() if i.name]
    yield from named or whole[:1]


def _bracket_after(text: str, at: int) -> str:
    """（14人，人均年费用约18.06万元）right behind an amount says how it is made up."""
    match = re.match(r"\s*[（(]([^（）()]*\d[^（）()]*)[）)]", text[at : at + 80])
    return match.group(1) if match and not re.fullmatch(r"20\d\d[—\-~至到\d年]*", match.group(1)) else ""


def _header(field: str, statements: tuple[Money, ...]) -> Iterator[HeaderFact]:
    if statements and len({m.yuan for m in statements}) == 1:
        money = statements[0]
        yield HeaderFact(field=field, value=plain_number(money.yuan), start=money.start, end=money.end, reading=_converted(money))


def _one_year(header: list[HeaderFact]) -> list[HeaderFact]:
    """A project of one year: the year's amount is the total, whichever of them is stated."""
    known = {fact.field: fact for fact in header}
    for field, other in (("total_amount", "annual_amount"), ("annual_amount", "total_amount")):
        if field not in known and other in known:
            fact = known[other]
            reading = "实施期限为1年，项目总金额与本年度金额相同"
            return [fact.model_copy(update={"field": field, "reading": reading})]
    return []


def _converted(money: Money) -> str | None:
    return None if money.unit == "元" else f"{money.text} = {plain_number(money.yuan)}元"


def plain_number(value: Decimal) -> int | float:
    """An amount in yuan as JSON carries it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _summed(items: tuple[BudgetItem, ...]) -> HeaderFact:
    total = sum((i.money.yuan for i in items), Decimal(0))
    shown = " + ".join(i.money.text for i in items)
    return HeaderFact(
        field="annual_amount", value=plain_number(total), start=items[0].start, end=items[-1].end,
        reading=f"{shown} = {plain_number(total)}元",
    )  # fmt: skip
