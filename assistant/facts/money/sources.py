"""Where the money comes from (上级补助160万元，区级财政88万元): never what it is spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from assistant.facts.money.reckoning import gives
from assistant.facts.money.roles import Amount
from assistant.facts.phrases import squeeze

_WHO = (
    r"(?:中央|国家|上级|各级(?:政府)?|地方(?:政府)?|政府|本级|省本级|市本级|区本级|县本级|镇本级|(?:省|市|区|县|旗|州|镇|乡|村|街道|社区)(?:级|里的?|上的?|集体)?"
    r"|乡镇|镇村|自治[区州县]|福彩公益金|体彩公益金|彩票公益金|社会|企业|单位|学校|医院|群众|项目单位|受益户|农户)"
)
_WHAT = (
    r"(?:财政性?|级|补助|专项债券?|专项|资金|经费|配套|拨款|转移支付|奖补|一般公共预算|政府性基金|预算内|自筹|自有|捐赠|捐款|筹资|"
    r"事业收入|债券|贷款|出资|补贴|投入|投资|预算|补(?=资金))"
)
_DOES = (
    r"(?:安排|承担|负担|列支|解决|下达|到位|出|拿|给|拨|补助|配套|配|自筹|筹集|支持|各?补"
    r"|约|共|为|是){0,5}(?:\d{1,3}(?:\.\d{1,4})?%)?(?:即|计|约|共){0,3}"
)
_LEAD = (
    r"(?:其中|其余|剩余?|剩下|里面|含|包括|由|从|争取|申请|申报|已|拟|来源为|来自|资金来源[为是]?"
    r"|资金){0,5}[：:]?"
)
# 中央免费开放补助、省级养护补助：补的是哪一项。
_OF_WHAT = r"(?:[一-龥]{2,8}?(?=补助|专项|转移支付|配套|奖补|补助资金|预算内|资金))?"
_SOURCE = re.compile(
    rf"(?:[一-龥]{{0,14}}由)?{_LEAD}{_WHO}(?:[和与、及]?{_WHO}){{0,5}}{_OF_WHAT}{_WHAT}{{0,5}}(?:[（(][^（）()]{{0,40}}[）)])?{_DOES}"
    rf"|{_LEAD}从?[一-龥]{{2,12}}(?:列支|兜底)"
    rf"|{_LEAD}(?:自筹|自有资金|财政拨款|财政资金|财政|债券资金|专项债券?|银行贷款|贷款|社会捐赠|一般公共预算|政府性基金|其他资金|单位资金|非税收入|(?:上年)?结转|(?:学校|医院|单位)?事业收入){_WHAT}{{0,5}}{_DOES}"
)
_LEVEL = re.compile(
    r"(?:中央|省级?|市级?|区级|县级|上级|本级)(?:财政|专项)?(?:补助|拨款|转移支付|奖补|配套)(?:资金|经费)?$"
    r"|(?:资金|经费|补助|保障金|公益金|拨款)[（(](?:中央|国家|上级|省|市|区|县|镇|乡|本)级?(?:财政)?[）)]$"
)
_FUND = re.compile(
    r"(?:其中)?(?:从|由)?[一-龥]{2,10}(?:补助资金|专项资金|基金|公益金|保障金|债券)(?:列支|安排|支付|解决)?"
)
_ANNOUNCED = re.compile(
    r"(?:资金|经费|投资)来源|从[^，。；\d]{2,24}(?:列支|支出|安排|解决)|资金筹[措集]|筹资|其中[：:]?(?:由|争取)?(?:中央|省|上级|市|区|县|财政)"
)
_COUNTED = ("item", "annual", "total")


def without_sources(found: Sequence[Amount]) -> list[Amount]:
    """The amounts, those of payers with the role `source`: told apart by their words together
    with what proves them, a heading, an amount that they make up, or a second payer beside."""
    sources: set[int] = set()
    sums: list[Decimal] = []
    for group in _groups(found):
        if _proved(group, found):
            sources.update(a.money.start for a in group)
            sums.append(sum((a.money.yuan for a in group), Decimal(0)))
    told = [a._replace(role="source") if a.money.start in sources else _unnamed(a) for a in found]
    return _paid_for(told, sums)


def _paid_for(found: list[Amount], sums: Sequence[Decimal]) -> list[Amount]:
    """培训补贴344万元，就业补助资金300万元、失保基金44万元: what all payers bear is the whole."""
    counted = [a for a in found if a.role in _COUNTED]
    if len(counted) != 1 or counted[0].role != "item":
        return found
    whole = counted[0]
    if not any(gives(total, whole.money) for total in sums):
        return found
    return [a._replace(role="annual") if a is whole else a for a in found]


def _unnamed(amount: Amount) -> Amount:
    """镇级配套30万元，合计150万元: the sum is not named after a payer."""
    return amount._replace(name="") if _SOURCE.fullmatch(amount.name) else amount


def _groups(found: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Runs of amounts of one line whose words name payers only."""
    counted = [a for a in found if a.role in (*_COUNTED, "other_year")]
    for (*_, payer), run in groupby(counted, key=_line_and_payer):
        if payer:
            yield list(run)


def _line_and_payer(amount: Amount) -> tuple[int, int | None, bool]:
    return amount.sentence.group, amount.year, _names_payer(amount)


def _names_payer(amount: Amount) -> bool:
    said = _own_words(amount)
    plain = re.sub(r"20\d\d年(?:度)?", "", squeeze(said))
    if _FUND.fullmatch(plain) and _ANNOUNCED.search(_sentence_before(amount)):
        return True
    return bool(_SOURCE.fullmatch(plain) or _LEVEL.search(said.strip()) or _LEVEL.search(plain))


def _own_words(amount: Amount) -> str:
    """The words of its clause before an amount, brackets kept (就业补助资金（省级）)."""
    sentence = amount.sentence
    before = sentence.text[
        max(0, amount.begin - sentence.start) : amount.money.start - sentence.start
    ]
    return re.split(r"[，,；;。]|(?<=[一-龥\d])、(?=[^、]*$)", before)[-1].strip("：: 、和及")


def _sentence_before(amount: Amount) -> str:
    return amount.sentence.text[: amount.money.start - amount.sentence.start]


def _proved(group: list[Amount], found: Sequence[Amount]) -> bool:
    first = group[0]
    words = first.sentence.label + first.sentence.topic + _own_words(first)
    if _ANNOUNCED.search(words) or re.search("列支|兜底", words):
        return True
    others = [a for a in found if a not in group and a.role in _COUNTED and not _names_payer(a)]
    whole = sum((a.money.yuan for a in group), Decimal(0))
    if others and any(gives(whole, a.money) for a in others):
        return True
    return len(group) > 1 or _beside_a_whole(first, others)


def _beside_a_whole(amount: Amount, others: Sequence[Amount]) -> bool:
    """县里出100万 beside 一共127万: one payer, not the share that the budget bears."""
    if amount.role != "item" or amount.year or "%" in _own_words(amount):
        return False
    return any(o.role in ("annual", "total") and o.money.yuan > amount.money.yuan for o in others)
