"""Reads the amounts of each sentence: their role, what they pay for, where their words begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.money.listed import listed_amount
from assistant.facts.money.roles import (
    Amount,
    Placed,
    Role,
    clause_at,
    counts_pieces,
    item_noun,
    role_of_amount,
)
from assistant.facts.phrases import squeeze, trim
from assistant.facts.segments import Clause, Sentence
from assistant.model import Money, Product
from assistant.parse.money import find_money
from assistant.parse.numbers import parse_number
from assistant.vocabulary.loading import load

_COUNT_TAIL = re.compile(
    r"(?:不少于|至少|一年|约){0,4}(?:\d|[一二三四五六七八九十两]{1,8}[次场个名台]).*$"
)
_NEXT_PRICE = re.compile(r"[、和及][一-龥]{1,8}")
_SCALE = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_NOT_OWN = re.compile(r"共|合计|每|人均|按")


def amounts_in(
    sentence: Sentence, year: int | None, products: tuple[Product, ...] = (), unit: str = ""
) -> Iterator[Amount]:
    """The amounts of one sentence, unit prices and factors of a written calculation among them;
    `unit` is that of bare numbers, as the heading above has it."""
    if sentence.role in ("policy", "quantity"):
        return
    cell, listed = _bare_cell(sentence), listed_amount(sentence, unit)
    begin = after = sentence.start
    priced = False
    last: Role | None = None
    for money in (cell,) if cell else (*filter(None, [listed]), *find_money(sentence.text)):
        if counts_pieces(sentence.text, money):
            continue
        start = sentence.start + money.start
        absolute = money.model_copy(update={"start": start, "end": sentence.start + money.end})
        if _is_factor(absolute, products):
            yield Amount(absolute, "factor", "", sentence, begin)
            continue
        made = next((p for p in products if p.stated and p.stated.start == start), None)
        placed = _placed(money, sentence, after, made)
        role, said_year = role_of_amount(placed, year)
        if priced and _NEXT_PRICE.fullmatch(_between(sentence, after, money)):
            role = "unit_price"
        role = "item" if made else role
        if last in ("other_year", "effect") and _AND.fullmatch(_between(sentence, after, money)):
            role = last
        spent = _spent_on(placed)
        role = "item" if spent and role == "annual" and said_year is None else role
        name = spent or _name(placed, role)
        price = _EACH.search(squeeze(placed.before))
        per = price.group(1) if price else ""
        yield Amount(absolute, role, name, sentence, begin, per, said_year)
        priced = role == "unit_price"
        last = role
        after = absolute.end
        begin = begin if role == "unit_price" else after


# 已分别完成135万元和145万元：第二个数与第一个数说的是一回事。
_AND = re.compile(r"\s*[、和及与]\s*")


def _between(sentence: Sentence, after: int, money: Money) -> str:
    return sentence.text[after - sentence.start : money.start]


_EACH = re.compile(r"(?:每|一)([一-龥]{1,3}?)(?:一次性)?(?:补助|补贴|奖励|资助|约|需|为)*$")


def _placed(money: Money, sentence: Sentence, after: int, made: Product | None) -> Placed:
    """The amount with the words before it: of its clause, behind the amount before, and without
    the calculation that it is the result of."""
    clause = clause_at(sentence, sentence.start + money.start)
    opened = max(clause.start if clause else sentence.start, after)
    before = sentence.text[opened - sentence.start : money.start].lstrip("、，；和及 ")
    if made and opened < made.start:
        before = sentence.text[opened - sentence.start : made.start - sentence.start]
    before = re.split(r"[×*=＝≈]|(?<!年)[：:]", before.rstrip("：: "))[-1]
    return Placed(money, before, sentence.text[money.end : money.end + 6], sentence, clause)


def _bare_cell(sentence: Sentence) -> Money | None:
    """A table cell that is only a number, in the unit its column names."""
    unit = re.search(
        r"[（(]\s*(?:单位[：:])?\s*(亿元|万元|元)(/[一-龥·]{1,6})?\s*[）)]", sentence.label
    )
    value = parse_number(sentence.text) if unit else None
    if unit is None or value is None:
        return None
    yuan = value * _SCALE[unit.group(1)]
    return Money(
        start=0,
        end=len(sentence.text),
        text=f"{sentence.text}{unit.group(1)}",
        yuan=yuan,
        unit=unit.group(1) + (unit.group(2) or ""),
    )


def _spent_on(placed: Placed) -> str:
    """宣传手册和评估 of 还剩3.6万做宣传手册和评估: what is left over goes to."""
    before = squeeze(placed.before)
    left = re.search(r"(?:剩[余下]?|其余|结余|余下)(?:的|资金|经费){0,2}$", before)
    if not (left or re.fullmatch(r"(?:还有|另有|另外|还|另)(?:有|安排|列支|拿出)?", before)):
        return ""
    behind = placed.sentence.text[placed.money.end :]
    goes = re.match(
        r"\s*(?:全部)?(?:用于|用来|用在|拿来做?|做|搞|就?是)([^，,。；;\d]{2,16})", behind
    )
    return goes.group(1) if goes else ""


def _name(placed: Placed, role: Role) -> str:
    noun = item_noun(squeeze(placed.before))
    clause, sentence = placed.clause, placed.sentence
    rated = noun.startswith("按") and bool(re.search(r"\d\.{0,9}[%‰]", squeeze(placed.before)))
    if noun and not rated and not (clause and clause.nested and _NOT_OWN.match(noun)):
        return _activity(noun)
    if sentence.topic:
        return _topic(sentence)
    if role == "annual":
        return ""
    return named_before(sentence, sentence.start + placed.money.start, clause)


def named_before(sentence: Sentence, at: int, clause: Clause | None) -> str:
    """中心网络维护 of 中心网络维护，6万元: what the nearest clause before names; "" for none."""
    for earlier in reversed([c for c in sentence.clauses if not c.nested and c.start <= at]):
        if clause is not None and not clause.nested and earlier.start == clause.start:
            continue
        plain = re.sub(r"20\d\d年(?:度)?", "", squeeze(earlier.text))
        plain = re.split(r"[：:]", plain)[-1]
        named = re.sub(r"按?每个?[一-龥]{1,3}$", "", _activity(trim(_COUNT_TAIL.sub("", plain))))
        named = re.sub(r"^(?:计划|拟|预计)?(?:完成|开展|实施)(?=.{3,})", "", named)
        if _BASE_OF_A_RATE.search(named):
            continue
        if 2 <= len(named) <= 30 and not re.search(r"\d|^每|^按", named):
            return named
    return ""


# 送审总造价约16亿元，按1.8‰付费：造价是计费的基数，不是花钱的事。
_BASE_OF_A_RATE = re.compile(r"(?:造价|送审额|投资额|总额|总值|保额|合同价|中标价)$")


def is_talk(topic: str) -> bool:
    """True for 钱是这么算出来的: talk before a colon that names nothing."""
    return any(said in topic for said in load("money")["talk_before_items"])


def _topic(sentence: Sentence) -> str:
    """The bullet's subject; a table's cell as a whole, listed with 、."""
    counted = re.search(r"[，,].{0,40}\d", sentence.topic)
    if counted and sentence.label and len(sentence.topic) <= 40:
        return re.sub(r"\s{0,9}[，,]\s{0,9}", "、", sentence.topic)
    return re.split(r"[，,]", sentence.topic)[0]


def _activity(phrase: str) -> str:
    """做技术监测服务 → 技术监测服务."""
    phrase = re.sub(r"^[一二三四五六七八九]是|^另[需外]|^\d{1,2}[.、．）](?=[一-龥])", "", phrase)
    phrase = re.sub(
        r"^(?:(?:开支|支出|花钱|经费|费用)?(?:的)?(?:大头|小头)(?:就?是)|其余(?:的)?(?:就?是|为)|其次(?:就?是)?)(?=.{2,})",
        "",
        phrase,
    )
    phrase = re.sub(r"^加上?(?![固装密工强压快油大氯热注盖])(?=[一-龥]{4,})", "", phrase)
    return re.sub(
        r"^(?:用途：|做好?|安排|开展|实施|进行|请第三方|采购|组织|举办)(?=.{3,})", "", phrase
    )


def _is_factor(money: Money, products: tuple[Product, ...]) -> bool:
    """True for a unit price inside a written-out calculation; its stated result is kept."""
    for product in products:
        if product.start <= money.start and money.end <= product.end:
            if product.stated is None:  # 人均3000元，共45万元（2026年128人）：结果不是因数
                return money.yuan in product.factors
            return product.stated.start != money.start
    return False
