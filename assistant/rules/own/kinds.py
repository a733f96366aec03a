"""The six kinds of own rules: each reads its keys and gives a look at the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne

from assistant.parse.units import comparable, to_base
from assistant.rules.form import Form
from assistant.rules.own.entry import Given
from assistant.rules.own.places import FORM_FIELDS, NUMBERS, Place, Rows, cells, number
from assistant.rules.own.rule import Look, Seen

ALL_TEXTS = (
    "project_name", "policy_basis", "budget_basis", "annual_goal", "long_term_goal",
    "name", "value", "explanation",
)  # fmt: skip
COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": le, "<": lt, ">=": ge, ">": gt, "==": eq, "!=": ne, "≤": le, "≥": ge, "=": eq,
}  # fmt: skip


def required(given: Given) -> Look:
    """`fields` must be filled; without `fields`, a row as `rows` says must be there."""
    fields, rows = given.fields(optional=True), given.rows()

    def look(form: Form) -> Iterator[Seen]:
        if not fields:
            if not any(rows.chosen(form)):
                yield Seen("/indicators")
            return
        for cell in cells(fields, rows, form):
            if not cell.text:
                yield Seen(cell.path)

    if not fields and not rows.categories and rows.name is None:
        raise given.wrong("要写 fields（必填的栏目）或 rows（必须有的指标行）")
    return look


def forbidden(given: Given) -> Look:
    """None of `words`, and nothing that fits `pattern`, may stand in the fields."""
    words, pattern = given.words("words"), given.pattern("pattern")
    fields, rows = given.fields(default=ALL_TEXTS), given.rows()
    if not words and pattern is None:
        raise given.wrong("要写 words（禁用词）或 pattern（禁用的写法）")

    def look(form: Form) -> Iterator[Seen]:
        for cell in cells(fields, rows, form):
            for word in words:
                if word in cell.text:
                    yield Seen(cell.path, word, key=word)
            match = pattern.search(cell.text) if pattern else None
            if match and match.group():
                yield Seen(cell.path, match.group())

    return look


def preferred(given: Given) -> Look:
    """Each key of `terms` should be written as its value; offered as a fix to confirm."""
    terms = given.terms("terms")
    fields, rows = given.fields(default=ALL_TEXTS), given.rows()

    def look(form: Form) -> Iterator[Seen]:
        for cell in cells(fields, rows, form):
            text, used = cell.text, []
            for term, wanted in terms.items():
                better = _replaced(text, term, wanted)
                if better != text:
                    used.append(term)
                    text = better
            if used:
                yield Seen(cell.path, "、".join(used), key="、".join(used), edit=text)

    return look


def pattern(given: Given) -> Look:
    """Every filled cell of the fields must fit `pattern` (anywhere in it, unless anchored)."""
    wanted = given.pattern("pattern")
    fields, rows = given.fields(), given.rows()
    if wanted is None:
        raise given.wrong("要写 pattern（应有的写法）")

    def look(form: Form) -> Iterator[Seen]:
        for cell in cells(fields, rows, form):
            if cell.text and not wanted.search(cell.text):
                yield Seen(cell.path, cell.text)

    return look


def within(given: Given) -> Look:
    """Numbers must lie between `min` and `max`; a 指标值 is compared in `unit`."""
    least, most, unit = given.number("min"), given.number("max"), given.text("unit")
    fields, rows = given.fields(), given.rows()
    if least is None and most is None:
        raise given.wrong("要写 min 或 max")
    if any(field in FORM_FIELDS and field not in NUMBERS for field in fields) or any(
        field not in FORM_FIELDS and field != "value" for field in fields
    ):
        raise given.wrong("range 只能用于金额、年数、年份和指标值")

    def look(form: Form) -> Iterator[Seen]:
        for cell in cells(fields, rows, form):
            amount = _amount(cell, unit, form)
            if amount is None:
                continue
            if (least is not None and amount < least) or (most is not None and amount > most):
                yield Seen(cell.path, cell.text)

    return look


def cross_field(given: Given) -> Look:
    """`left` `op` `right` × `factor`: numbers compared, or one text contained in another."""
    left, op, right = given.one_field("left"), given.text("op"), given.other_side("right")
    if op == "contains":
        return _contains(left, given.one_field("right"))
    if op not in COMPARISONS:
        raise given.wrong(f"op 不能是“{op}”，可用：{'、'.join(COMPARISONS)}、contains")
    if left not in NUMBERS or (isinstance(right, str) and right not in NUMBERS):
        raise given.wrong("比较大小的两边要是金额、年数或年份")
    factor = given.number("factor") or Decimal(1)

    def look(form: Form) -> Iterator[Seen]:
        one = number(left, form)
        two = number(right, form) if isinstance(right, str) else right
        if one is None or two is None or COMPARISONS[op](one, two * factor):
            return
        related = (f"/{right}",) if isinstance(right, str) else ()
        yield Seen(f"/{left}", f"{one:f}", related=related)

    return look


def _contains(left: str, right: str) -> Look:
    def look(form: Form) -> Iterator[Seen]:
        whole = "".join(cell.text for cell in cells((left,), Rows(), form))
        for part in cells((right,), Rows(), form):
            if whole and part.text and part.text not in whole:
                yield Seen(f"/{left}", part.text, related=(part.path,), key=part.text)

    return look


def _amount(cell: Place, unit: str, form: Form) -> Decimal | None:
    if cell.row is None:
        return number(cell.path.strip("/"), form)
    target = cell.row.target
    if target is None or target.date is not None or target.level is not None:
        return None
    value = target.low if target.low is not None else target.high
    said = target.unit or cell.row.unit
    if value is None or not unit or said == unit:
        return value
    if not comparable(said, unit):
        return None
    return to_base(value, said)[0] / to_base(Decimal(1), unit)[0]


def _replaced(text: str, term: str, wanted: str) -> str:
    """The term replaced, except where it already stands inside what is wanted."""
    if term not in wanted:
        return text.replace(term, wanted)
    return wanted.join(part.replace(term, wanted) for part in text.split(wanted))


KINDS: dict[str, tuple[Callable[[Given], Look], frozenset[str]]] = {
    "required": (required, frozenset()),
    "forbidden": (forbidden, frozenset({"words", "pattern"})),
    "preferred": (preferred, frozenset({"terms"})),
    "pattern": (pattern, frozenset({"pattern"})),
    "range": (within, frozenset({"min", "max", "unit"})),
    "cross-field": (cross_field, frozenset({"left", "op", "right", "factor"})),
}
"""Name of the kind: how it is read, and the keys it has beside those that all have."""
