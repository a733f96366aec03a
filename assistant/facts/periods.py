"""What a project's period says of the header: how many years, the first and the last of them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import HeaderFact, Period


def period_facts(period: Period | None, year: int | None) -> list[HeaderFact]:
    """Years, first and last year, and whether the project is new, each with how it was read."""
    if not period:
        return []
    return [*_length(period), *_ends(period, year), *_going_on(period, year)]


def _length(period: Period) -> Iterator[HeaderFact]:
    if period.years:
        whole = period.first_year and period.last_year
        shown = f"{period.first_year}—{period.last_year}年" if whole else period.text
        reading = f"{shown} → {period.years}年"
        yield _fact("duration_years", period.years, reading, period)


def _ends(period: Period, year: int | None) -> Iterator[HeaderFact]:
    whole = year if period.years == 1 and "12月" in period.text else None
    ends = (("start_year", period.first_year or whole), ("end_year", period.last_year or whole))
    for field, value in ends:
        if value:
            inferred = None if str(value)[2:] in period.text else f"{period.text} → {value}年"
            yield _fact(field, value, inferred, period)


def _going_on(period: Period, year: int | None) -> Iterator[HeaderFact]:
    if year and period.first_year and period.first_year < year:
        reading = f"{period.first_year}年起实施，早于{year}年度 → 否"
        yield _fact("is_new", False, reading, period)


def _fact(field: str, value: int | bool, reading: str | None, period: Period) -> HeaderFact:
    place = {"start": period.start, "end": period.end}
    return HeaderFact(field=field, value=value, reading=reading, **place)
