"""What a description commits to, as a careful reader would mark it: figures, and words that promise
without one (全部, 逐台, 每日, 当天).

Independent of the product's own reading. What only tells the present or the past, who pays, which
document is followed and how old somebody is, is no commitment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from eval.numbers import find_numbers
from eval.text import level

_WORDS = re.compile(
    r"(?:(?<![安健完齐对把将])全部(?![为由是])|逐[台一户件个批人项]|每[日天周月]|每季度?|当[天日]|应(.)尽\1|按[月季])(?![一二两三四五六七八九十\d])[一-龥]{2}"
)
_TOLD = re.compile(
    r"现有|目前|截至|去年|上年|往年|以来|原有|此前|已[经建完累发有于]|查出|普查发现|近[两三几\d]年|始建|建于|位于|常住|辖区|背景"
    r"|共有|总人口|工程位于|鉴定为|库容|威胁|现在|涉及\d+个乡镇|年接待|等[一二三四五六七八九十]+部门|以下[一二三四五六]个|造价|而全[省市区县]每年|进度款|租的|户籍|存栏|超过\d+年|编号|电话|联系|第[一二三四五六七八九十\d]+[条款号]"
)
_PAYS = re.compile(
    r"资金来源|来源[为是]|财政|自筹|配套|中央|省级|市级|县级|上级|专项债|资金由|承担|占|拨款|专户|转移支付|公益金"
)
_RULES = re.compile(
    r"扣|罚|违约|解除合同|不合格的?(?:取消|淘汰)|凡|符合.{0,8}条件|对象为|[≥≤]?\d+周?岁|标书|投标|资质|费率|起征|系数"
)
_TITLES = re.compile(
    r"《[^》]*》|[（(][^（）()]*[〔\[][^（）()]*[）)]|[一-龥]{1,8}〔\d{4}〕\d+号|第\d+号"
)


@dataclass(frozen=True)
class Commitment:
    """A figure (`values`: how it may be written) or a promising word, with the clause it is in."""

    text: str
    clause: str
    values: frozenset[Decimal]
    unit: str


def commitments_of(text: str, year: int | None) -> Iterator[Commitment]:
    """All of them, in the order of the text."""
    for clause, sentence in _clauses(text):
        if _is_aside(clause, sentence, year):
            continue
        for number in find_numbers(clause):
            if _counts(number.value, number.unit, number.text):
                values = frozenset({number.value, *_digits(number.text)})
                yield Commitment(number.text, clause, values, number.unit)
        for word in _WORDS.finditer(clause):
            if not re.search(r"\d", clause):
                yield Commitment(word.group(), clause, frozenset(), "")


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    plain = _TITLES.sub(lambda found: "　" * len(found.group()), level(text))
    for line in plain.splitlines():
        if re.match(r"\s*(?:#|\|?\s*[-:|]+$)|项目编[码号]", line):
            continue
        for sentence in re.split(r"[。;；!！]", line):
            # 12,000 has a comma of its own
            yield from ((clause, sentence) for clause in re.split(r",(?!\d{3})|[，|]", sentence))


def _is_aside(clause: str, sentence: str, year: int | None) -> bool:
    past = [int(found) for found in re.findall(r"20\d\d(?=年)", clause)]
    old = year is not None and any(found < year for found in past)
    money = re.search(r"\d\s*[万亿]?元?$|元", clause)
    pays = bool(money and _PAYS.search(clause)) or bool(re.search("资金来源|来源为", sentence))
    return old or pays or bool(_TOLD.search(clause) or _RULES.search(clause))


def _counts(value: Decimal, unit: str, text: str) -> bool:
    if unit in ("年", "") and (2000 <= value <= 2100 or not unit) and "%" not in text:
        return False
    if unit in ("岁", "类", "种", "元") and value <= 1:
        return False
    return not (
        unit in ("岁", "日", "月", "年", "季度", "点") or (value <= 1 and not text[:1].isdigit())
    )


def _digits(text: str) -> Iterator[Decimal]:
    written = re.match(r"\d+(?:\.\d+)?", level(text).replace(",", ""))
    if written:
        yield Decimal(written.group())
