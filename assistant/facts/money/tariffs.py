"""What a rule would pay, and who may have it: 单户最高30万元, 首次认定的一次性奖励20万元,
上年研发投入在50万元以上的企业. Such amounts are prices and thresholds, nothing that is spent here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.facts.money.roles import Amount, clause_at
from assistant.facts.phrases import squeeze

_COUNTED = ("item", "annual", "total")
# 50万元以上的企业、500万元以下、200万元（含）以上且……：够什么条件，不是花多少。
_THRESHOLD = re.compile(
    r"\s*(?:（含）|（不含）)?(?:及?以[上下]|以内)(?:的|、|且|或|[^，。；\d]{0,8}(?:企业|单位|项目))"
)
_ASKED_OF = re.compile(
    r"(?:投入|营收|收入|产值|销售额|投资额?|合同额|注册资本|资产|纳税|年费|价值|单价)(?:在|达到?|超过|满|为){0,2}$"
)
_MOST = re.compile(
    r"(?:单[户个家项笔人]|每[一-龥]{1,4})[^，。；\d]{0,8}(?:最高|不超过|上限|封顶|限额|最多)[^，。；\d]{0,6}$"
    r"|(?:补助|奖励|补贴|资助|奖补)(?:金额|额度|资金)?(?:最高|不超过|上限|最多)(?:为|不超过|达|可达)?$"
)
_PAID_TO = re.compile(
    r"(?:的(?:企业|单位|个人|机构|家庭|人员|对象)?|者)(?:可|应|将)?(?:一次性)?(?:给予|予以|发放)?"
    r"[^，。；\d]{0,6}(?:奖励|补助|补贴|资助|奖补|慰问)[^，。；\d]{0,4}$"
    r"|(?:企业|单位|个人|机构|家庭|食堂|场所|站点)(?:可|应|将)?(?:一次性)?(?:给予|予以)"
    r"[^，。；\d]{0,8}(?:奖励|补助|补贴|资助|奖补|慰问)[^，。；\d]{0,4}$"
)
_ONCE = re.compile(r"一次性[^，。；\d]{0,10}$")


def without_tariffs(found: Sequence[Amount]) -> list[Amount]:
    """The amounts, those of a rule with the role of a price, those of a condition with none. A rule
    is told from what is spent by what is spent besides: alone, an amount stays what it was."""
    told = [a._replace(role="effect") if _is_threshold(a) else a for a in found]
    rules = {a.money.start for a in told if _is_rule(a)}
    spent = [a for a in told if a.role in _COUNTED and a.money.start not in rules]
    if not spent:
        return told
    return [a._replace(role="unit_price") if a.money.start in rules else a for a in told]


def _is_threshold(amount: Amount) -> bool:
    after = amount.sentence.text[amount.money.end - amount.sentence.start :]
    said = _THRESHOLD.match(after) or re.match(r"\s*(?:及?以[上下])", after)
    return bool(said) and (
        bool(_THRESHOLD.match(after)) or bool(_ASKED_OF.search(_clause_before(amount)))
    )


def _is_rule(amount: Amount) -> bool:
    if amount.role not in _COUNTED:
        return False
    before = _clause_before(amount)
    if re.search(r"\d", re.sub(r"20\d\d年", "", before)):
        return False  # 认定高企10家、奖励200万元
    return bool(_MOST.search(before) or _ONCE.search(before) or _PAID_TO.search(before))


def _clause_before(amount: Amount) -> str:
    """The words of its clause before an amount, behind the amount before."""
    sentence, at = amount.sentence, amount.money.start
    clause = clause_at(sentence, at)
    begin = max(clause.start if clause else sentence.start, amount.begin)
    return squeeze(sentence.text[begin - sentence.start : at - sentence.start])
