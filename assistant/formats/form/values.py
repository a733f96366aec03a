"""Header cells understood: amounts in yuan, years, yes or no. Whole cells only."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from assistant.vocabulary.loading import load

_AMOUNT = re.compile(
    r"^[¥￥]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(元|万元|百万元|亿元|万|亿)?(?:人民币)?$"
)
_FACTORS = {"元": 1, "万元": 10**4, "万": 10**4, "百万元": 10**6, "亿元": 10**8, "亿": 10**8}
UNIT_NAMES = {10**4: "（万元）", 10**6: "（百万元）", 10**8: "（亿元）"}
"""How a label says in which unit its amount is, where that is not 元."""
_FIGURE = re.compile(r"[¥￥]?[+-]?[\d,.]+(?:%|元|万元|亿元)?")
_UNIT = re.compile(r"百万元|万元|亿元|元")
_YEARS = re.compile(r"^(\d{1,2})(?:年|个年度|年期)?$")
_SPAN = re.compile(
    r"^(20\d\d)年?(?:[./年-]?\d{1,2}月?)?(?:[./日-]?\d{1,2}日?)?(?:-|—|–|~|至|到)+(20\d\d)(?:年|[./-]|$)"
)
_DATE = re.compile(r"^(20\d\d)(?:年度?|[./年-]\d{1,2}(?:月|[./月-]\d{1,2}日?)?)?$")
_TICKED = "☑✓✔√■●☒"
_BOXES = re.compile(rf"[{_TICKED}□○◯]|[^{_TICKED}□○◯()\[\]/、,;]+")


def narrow(text: str) -> str:
    """Half-width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def amount(text: str, factor: Decimal) -> int | float | None:
    """The cell's amount in yuan; int where the source wrote no decimals, float where it did."""
    match = _AMOUNT.match(narrow(text))
    if not match:
        return None
    digits, unit = match.group(1).replace(",", ""), match.group(2)
    scale = Decimal(_FACTORS[unit]) if unit else factor
    yuan = Decimal(digits) * scale
    if scale == 1 and "." in digits:
        return float(yuan)
    return int(yuan) if yuan == yuan.to_integral_value() else float(yuan)


def says_unit(text: str) -> bool:
    """True for an amount that names its own unit (58.6万元)."""
    match = _AMOUNT.match(narrow(text))
    return bool(match and match.group(2))


def is_figure(text: str) -> bool:
    """True for a cell that holds a number or a percentage and nothing else."""
    return _FIGURE.fullmatch(narrow(text)) is not None


def money_unit(text: str) -> Decimal | None:
    """The unit that a label names, as a number of yuan (项目资金（万元） → 10000)."""
    match = _UNIT.search(narrow(text))
    return Decimal(_FACTORS[match.group()]) if match else None


def years(text: str) -> int | None:
    """A number of years (6, 6年)."""
    match = _YEARS.match(narrow(text))
    return int(match.group(1)) if match else None


def year_of(text: str) -> int | None:
    """The year of 2027, 2027年度, 2027年3月1日, 2027/1/1."""
    match = _DATE.match(narrow(text))
    return int(match.group(1)) if match else None


def span(text: str) -> tuple[int, int] | None:
    """First and last year of a period (2026年1月-2028年12月)."""
    match = _SPAN.match(narrow(text))
    if not match:
        return None
    first, last = int(match.group(1)), int(match.group(2))
    return (first, last) if first <= last else None


def yes_or_no(text: str) -> bool | None:
    """是/否, a ticked box, or the words for new and continued projects."""
    words: dict[str, list[str]] = load("labels")["answers"]
    word = _ticked_word(narrow(text))
    if word in words["new"]:
        return True
    return False if word in words["continued"] else None


def has_boxes(text: str) -> bool:
    """True for a cell with ticked boxes (□新增 ☑延续)."""
    return any(character in _TICKED for character in text)


def boxes_ticked(text: str, *, new: bool) -> str:
    """□新增项目 □延续项目 with the right box ticked; empty when the text has no two boxes."""
    words: dict[str, list[str]] = load("labels")["answers"]
    wanted = words["new"] if new else words["continued"]
    pieces = re.findall(rf"[{_TICKED}□○◯]|[^{_TICKED}□○◯]+", text)
    boxes = [i for i, piece in enumerate(pieces) if piece in _TICKED + "□○◯"]
    if len(boxes) < 2:
        return ""
    beside = 1 if boxes[0] == 0 or not pieces[boxes[0] - 1].strip() else -1
    for i in boxes:
        word = narrow(pieces[i + beside]) if 0 <= i + beside < len(pieces) else ""
        pieces[i] = "☑" if word.strip("()/、,;") in wanted else "□"
    return "".join(pieces)


def _ticked_word(text: str) -> str:
    """The word whose box is ticked, before it or after it; the text itself when there is no box."""
    pieces = _BOXES.findall(text)
    ticks = [i for i, piece in enumerate(pieces) if piece in _TICKED]
    if len(ticks) != 1:
        return text
    boxes_first = pieces[0] in _TICKED + "□○◯"
    word = ticks[0] + (1 if boxes_first else -1)
    return pieces[word] if 0 <= word < len(pieces) else text
