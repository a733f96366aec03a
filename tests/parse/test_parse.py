"""Every case file of tests/parse/cases against its grammar; and no input makes a grammar crawl."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import notation
import pytest
import yaml

from assistant.parse.dates import find_dates, find_periods, find_years
from assistant.parse.frequencies import find_frequencies
from assistant.parse.goals import find_commitments
from assistant.parse.grades import find_grades
from assistant.parse.mentions import find_mentions
from assistant.parse.merged import find_quantities
from assistant.parse.money import find_money, find_products, parse_amount
from assistant.parse.numbers import parse_number
from assistant.parse.policies import find_policies
from assistant.parse.readings import find_readings
from assistant.parse.targets import compatible, parse_target, same_amount
from assistant.parse.units import comparable, dimension_of, to_base

CASES = Path(__file__).parent / "cases"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

GRAMMARS: dict[str, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    "mentions": (find_mentions, notation.mention),
    "frequencies": (find_frequencies, notation.frequency),
    "grades": (find_grades, lambda found: found.text),
    "readings": (find_readings, notation.mention),
    "quantities": (find_quantities, notation.mention),
    "money": (find_money, notation.money),
    "products": (find_products, notation.product),
    "periods": (find_periods, notation.period),
    "policies": (find_policies, notation.policy),
    "goals": (find_commitments, notation.commitment),
}


def _load(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.load(
        (CASES / f"{name}.yaml").read_text("utf-8"), Loader=LOADER
    )
    return loaded


def _params(*names: str) -> list[Any]:
    """One parameter for each case of the files: (file, case)."""
    return [
        pytest.param(name, case, id=f"{name}-{next(iter(case.values()))}")
        for name in names
        for case in _load(name)
    ]


@pytest.mark.parametrize(("grammar", "case"), _params(*GRAMMARS))
def test_finds_in_running_text(grammar: str, case: dict[str, Any]) -> None:
    find, show = GRAMMARS[grammar]
    found = find(case["text"])
    assert [show(one) for one in found] == case["expect"]
    assert all(case["text"][one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(("grammar", "case"), _params("dates"))
def test_finds_dates(grammar: str, case: dict[str, Any]) -> None:
    text = case["text"]
    found = [f"{text[start:end]} → {notation.date(date)}" for start, end, date in find_dates(text)]
    assert found == case["expect"]


@pytest.mark.parametrize(("grammar", "case"), _params("targets"))
def test_reads_whole_cells(grammar: str, case: dict[str, Any]) -> None:
    value, _, unit = case["text"].partition("|")
    assert [notation.target(parse_target(value, unit or None))] == case["expect"]


@pytest.mark.parametrize(("grammar", "case"), _params("pairs"))
def test_compares_targets(grammar: str, case: dict[str, Any]) -> None:
    a, b = parse_target(case["a"]), parse_target(case["b"])
    assert a is not None and b is not None
    assert (same_amount(a, b), compatible(a, b)) == (case["same"], case["compatible"])
    assert (same_amount(b, a), compatible(b, a)) == (case["same"], case["compatible"])


@pytest.mark.parametrize(("grammar", "case"), _params("numbers"))
def test_reads_numbers(grammar: str, case: dict[str, Any]) -> None:
    value = parse_number(case["text"])
    assert value == (None if case["value"] is None else Decimal(str(case["value"])))


@pytest.mark.parametrize(("grammar", "case"), _params("amounts"))
def test_reads_amount_cells(grammar: str, case: dict[str, Any]) -> None:
    value = parse_amount(case["text"], case.get("unit", "元"))
    assert value == (None if case["yuan"] is None else Decimal(str(case["yuan"])))


@pytest.mark.parametrize(("grammar", "case"), _params("units"))
def test_converts_units(grammar: str, case: dict[str, Any]) -> None:
    value, base = to_base(Decimal(str(case["value"])), case["unit"])
    assert (dimension_of(case["unit"]), value, base) == (
        case["dimension"],
        Decimal(str(case["base_value"])),
        case["base"],
    )


def test_units_that_cannot_be_compared() -> None:
    assert not comparable("个工作日", "日")
    assert not comparable("人", "人次")
    assert not comparable("%", "个百分点")
    assert comparable("", "台") and comparable("个", "项") and comparable("万人", "名")


def test_years_are_named_once() -> None:
    text = "2023—2028年，2026年6月，（国办发〔2022〕13号）《2025年行动方案》"
    assert [year for _, _, year in find_years(text)] == [2023, 2028, 2026]


LONG = {"7": "digits", "（": "brackets", "，": "commas", "年": "years", "万": "myriads"}
FINDERS = [find for find, _ in GRAMMARS.values()] + [find_dates, find_years, parse_number]


@pytest.mark.parametrize("sign", LONG, ids=list(LONG.values()))
def test_time_grows_with_length_only(sign: str) -> None:
    short, long = sign * 50_000, sign * 200_000
    for find in FINDERS:
        assert _seconds(find, long) < 16 * max(_seconds(find, short), 0.01), find


def _seconds(find: Callable[[str], Any], text: str) -> float:
    """The least processor time of three: what else the process does at the side is not counted."""
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        find(text)
        least = min(least, time.process_time() - start)
    return least
