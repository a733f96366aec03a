"""块: eight thousand 块 are money, three 块 of display boards are not."""

from __future__ import annotations

import re
from functools import cache

from assistant.parse.scanning import HAN, clause_before
from assistant.vocabulary.loading import load

_REACH = 12
_NUMERALS = "一二两三四五六"


def is_money(plain: str, start: int, end: int) -> bool:
    """True when the 块 that ends at `end`, after the number at `start`, is the colloquial 元."""
    words = load("money")
    before = clause_before(plain, start, _REACH)
    if any(word in before for word in words["blocks_counted_before"]):
        return False
    if _counted_and_paid().match(plain, end) and not _each().search(before):
        return False
    if plain[max(0, start - 1) : start] in ("这", "那", "整", "哪"):
        return False
    if plain[start] in _NUMERALS and before.endswith(
        ("主要", "主要是", "分", "分成", "大", "共", "就")
    ):
        return False  # 今年主要两块
    follows = plain[end : end + 1]
    if _change().match(plain, end):
        return True
    if not "\u4e00" <= follows <= "\u9fff":
        return True
    return plain.startswith(tuple(words["block_followed_by"]), end)


@cache
def _change() -> re.Pattern[str]:
    """八块五, 八块五毛."""
    return re.compile(rf"[一二三四五六七八九1-9](?:毛|角)?(?!{HAN}|[\d.])")


@cache
def _counted_and_paid() -> re.Pattern[str]:
    """灯箱40块，7.2万元: a sum in 万元 right behind says what the pieces cost."""
    return re.compile(
        r"[，,（(]\s*(?:共需?|计|合计|约|需){0,2}\d[\d.]*万元|\s*[×*]\s*\d[\d.]*万?元"
    )


@cache
def _each() -> re.Pattern[str]:
    """一天50块，186人共204.6万元: a price, whatever it comes to."""
    return re.compile(
        r"每|一[一-龥]{1,3}$|[人户单日天月年均]均|单价|标准|按|补|发|给|付|价|费|钱|需|要|花|约?为$"
    )
