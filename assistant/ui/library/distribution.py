"""How the values of many rows are spread: bars to look at instead of a list to read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from assistant.model import Value
from assistant.parse.targets import parse_target

FEWEST_VALUES: Final = 4
"""Fewer are read faster than a chart is understood."""
MOST_BARS: Final = 12


class Bar(Value):
    """One bar: the values it stands for and how many rows have them."""

    label: str
    count: int


class Distribution(Value):
    """The values of one unit, in order."""

    unit: str
    count: int
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> int:
        """The count of the longest bar."""
        return max(bar.count for bar in self.bars)

    @property
    def spoken(self) -> str:
        """The same in words, for who cannot see it."""
        return "；".join(f"{bar.label}：{bar.count} 行" for bar in self.bars)


def distribution(rows: Iterable[tuple[str | None, str | None]]) -> Distribution | None:
    """The values (value, unit) of the unit that most rows have; None when a chart says nothing:
    too few numbers, or all of them the same."""
    found: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for value, unit in rows:
        target = parse_target(value, unit)
        if target is None:
            continue
        number = target.low if target.low is not None else target.high
        if number is not None:
            found[target.unit or unit or ""].append((number, (value or "").strip()))
    if not found:
        return None
    unit, values = max(found.items(), key=lambda item: len(item[1]))
    if len(values) < FEWEST_VALUES or len({number for number, _ in values}) < 2:
        return None
    return Distribution(unit=unit, count=len(values), bars=_bars(values, unit))


def _bars(values: list[tuple[Decimal, str]], unit: str) -> tuple[Bar, ...]:
    numbers = sorted({number for number, _ in values})
    if len(numbers) <= MOST_BARS:
        return tuple(_bar_of(number, values) for number in numbers)
    low, high = numbers[0], numbers[-1]
    width = (high - low) / MOST_BARS
    return tuple(_bin(low + n * width, width, n == MOST_BARS - 1, values, unit)
                 for n in range(MOST_BARS))  # fmt: skip


def _bar_of(number: Decimal, values: list[tuple[Decimal, str]]) -> Bar:
    texts = Counter(text for other, text in values if other == number)
    return Bar(label=texts.most_common(1)[0][0], count=texts.total())


def _bin(
    start: Decimal, width: Decimal, is_last: bool, values: list[tuple[Decimal, str]], unit: str
) -> Bar:
    end = start + width
    count = sum(start <= number and (number < end or is_last) for number, _ in values)
    return Bar(label=f"{_short(start)}–{_short(end)}{unit}", count=count)


def _short(number: Decimal) -> str:
    return f"{float(number):,.4g}" if abs(number) < 10_000 else f"{number:,.0f}"
