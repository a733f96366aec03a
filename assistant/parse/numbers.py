"""Numbers as digits, Chinese numerals or both; their value is exact. Units are not known here."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from assistant.parse.fold import fold

DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿", strict=True))
STEPS = {"十": 10, "百": 100, "千": 1000}
LEVELS = {"万": 10**4, "亿": 10**8}
NUMERAL = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"

_MAX_DIGITS = 15


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else: 1,234.5 ３ 二十三 1.2万 半."""
    plain = fold(text).strip()
    if plain == "半":
        return Decimal("0.5")
    match = _whole().fullmatch(plain)
    if match is None:
        return None
    arabic, steps, numeral = match.group("arabic", "steps", "numeral")
    return arabic_value(arabic, steps or "") if arabic else numeral_value(numeral)


def tidy(value: Decimal) -> Decimal:
    """The same value without exponent and without needless zeros."""
    plain = format(value, "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def arabic_value(digits: str, steps: str = "") -> Decimal | None:
    """Digits with separators, times what follows them (万, 3万5千, 8万5); None if over-long."""
    plain = digits.replace(",", "")
    if len(plain) > _MAX_DIGITS:
        return None
    head = Decimal(plain)
    if not steps:
        return head
    match = _steps().fullmatch(steps)
    if match is None:
        return None
    value = head * _scale(match["first"])
    if match["more"]:
        more = _mixed_tail(match["more"])
        if len(match["more"]) == 1 and more is not None:
            more *= _scale(match["first"]) // 10
        return None if more is None or more >= _scale(match["first"]) else value + more
    return value


def numeral_value(text: str) -> Decimal | None:
    """A Chinese numeral (formal ones too); None for estimates like 三五 and for non-numbers."""
    plain = "".join(FORMAL.get(sign, sign) for sign in text)
    whole, _, part = plain.partition("点")
    if len(plain) > _MAX_DIGITS * 2 or ("点" in plain and not part):
        return None
    value = _positional(whole) if all(sign in DIGITS for sign in whole) else _multiplied(whole)
    if value is None or not part:
        return value
    return _with_decimals(value, part)


def _with_decimals(value: Decimal, part: str) -> Decimal | None:
    scale = Decimal(1)
    if part[-1] in LEVELS:
        scale, part = Decimal(LEVELS[part[-1]]), part[:-1]
    if not part or any(sign not in DIGITS for sign in part):
        return None
    digits = "".join(str(DIGITS[sign]) for sign in part)
    return Decimal(f"{value}.{digits}") * scale


def _positional(text: str) -> Decimal | None:
    """二〇二六 → 2026, 五 → 5. Two bare digits (三五, 两三) are an estimate, not a number."""
    if not text or (len(text) == 2 and "〇" not in text and "零" not in text):
        return None
    return Decimal("".join(str(DIGITS[sign]) for sign in text))


def _multiplied(text: str) -> Decimal | None:
    """二十三, 两万五千, 一千零五十万, 一万二 (colloquial 12000)."""
    total, section, digit, last_step = 0, 0, None, 1
    for sign in text:
        if sign in DIGITS:
            if digit not in (None, 0):
                return None
            digit, last_step = DIGITS[sign], 1 if DIGITS[sign] == 0 else last_step
        elif sign in STEPS:
            if digit is None and sign != "十":
                return None
            section += (1 if digit is None else digit) * STEPS[sign]
            digit, last_step = None, STEPS[sign]
        else:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            level = last_step = LEVELS[sign]
            total = (total + section) * level if sign == "亿" else total + section * level
            section, digit = 0, None
    tail = 0 if digit is None else digit * (last_step // 10 if last_step > 10 else 1)
    return Decimal(total + section + tail)


def _scale(steps: str) -> int:
    value = 1
    for sign in steps:
        value *= STEPS.get(sign) or LEVELS[sign]
    return value


def _mixed_tail(text: str) -> Decimal | None:
    """What follows the first magnitude in 3万5千 or 1亿2000万."""
    match = re.match(r"(\d+(?:\.\d+)?)([十百千万]*)", text)
    return Decimal(match[1]) * _scale(match[2]) if match else None


@cache
def _steps() -> re.Pattern[str]:
    return re.compile(r"(?P<first>[十百千]?[万亿]?)(?P<more>\d{1,4}(?:\.\d+)?[百千万]{0,2})?")


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<arabic>{ARABIC})(?P<steps>[十百千]?[万亿]?(?:\d{{1,4}}[百千万]{{0,2}})?)"
        rf"|(?P<numeral>[{NUMERAL}]+(?:点[{NUMERAL}]+)?)"
    )
