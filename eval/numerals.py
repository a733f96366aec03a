"""Chinese numerals: 二十三, 两万五千, 1.2万, 半. Independent of the product's own reading."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
SMALL = {"十": 10, "百": 100, "千": 1000}
SCALES = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a whole Chinese numeral; None when it is a bare 百/千/万/亿 or not a number."""
    if not any(sign in DIGITS or sign == "十" for sign in numeral):
        return None
    if all(sign in DIGITS for sign in numeral) and len(numeral) > 1:
        return Decimal("".join(str(DIGITS[sign]) for sign in numeral))
    for scale in ("亿", "万"):
        if scale in numeral:
            head, tail = numeral.split(scale, 1)
            left, right = chinese_value(head), _section(tail)
            return None if left is None else left * SCALES[scale] + right
    return _section(numeral)


def _section(numeral: str) -> Decimal:
    total = pending = 0
    last_unit = 10
    for sign in numeral:
        if sign in DIGITS:
            pending = DIGITS[sign]
            last_unit = 1 if sign in "零〇" else last_unit
        elif sign in SMALL:
            total += (pending or 1) * SMALL[sign]
            last_unit, pending = SMALL[sign], 0
    # 两千五 = 2500: a digit straight after 百/千 counts the next lower unit.
    if pending and last_unit >= 100:
        pending *= last_unit // 10
    return Decimal(total + pending)
