"""Plain values → values: kept as written, refused with the place and what is expected there."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest

from assistant.model import (
    Declaration,
    Draft,
    Imported,
    Indicator,
    InvalidValue,
    Mention,
    SourceCell,
    Target,
)

MENTION = {"start": 0, "end": 2, "text": "两次", "target": {"comparator": "equal", "low": 2}}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (328000, 328000), (15377200.0, 15377200.0), ("328000", 328000), ("86.3", 86.3), (0, 0),
        (None, None),
    ],
)  # fmt: skip
def test_an_amount_is_kept_as_written(written: Any, read: Any) -> None:
    amount = Declaration.model_validate({"total_amount": written}).total_amount
    assert (amount, type(amount)) == (read, type(read))


@pytest.mark.parametrize(
    ("plain", "pointer", "expected"),
    [
        ({"total_amount": True}, "/total_amount", "number"),
        ({"total_amount": "3,000"}, "/total_amount", "number"),
        ({"total_amount": "nan"}, "/total_amount", "number"),
        ({"year": 2026.5}, "/year", "whole"),
        ({"year": [2026]}, "/year", "whole"),
        ({"is_new": "maybe"}, "/is_new", "bool"),
        ({"project_name": 7}, "/project_name", "text"),
        ({"indicators": {}}, "/indicators", "list"),
        ({"indicators": ["行"]}, "/indicators/0", "object"),
        ({"indicators": [{}, {"value": 3}]}, "/indicators/1/value", "text"),
        ({"extra": [{"label": "备注"}]}, "/extra/0/value", "value"),
        ({"extra": [{"label": "a", "value": "b", "c": 1}]}, "/extra/0/c", "field"),
        (7, "/", "object"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(plain: Any, pointer: str, expected: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Declaration.model_validate(plain)
    assert (refused.value.pointer, refused.value.expected) == (pointer, expected)


def test_a_word_outside_the_choice_is_refused_naming_the_choice() -> None:
    with pytest.raises(InvalidValue, match="只能填：at_least、at_most"):
        Target.model_validate({"comparator": "roughly"})


def test_nested_values_and_decimals_are_read() -> None:
    mention = Mention.model_validate(MENTION)
    assert mention.target == Target(comparator="equal", low=Decimal(2))
    assert mention == Mention.model_validate(mention.model_dump(mode="json"))
    assert mention.model_dump(mode="json")["target"]["low"] == "2"


def test_a_key_may_bear_any_name() -> None:
    """Unknown keys hide no field, method or place of ours, and pass through copies."""
    plain = {"model_copy": 1, "as_json": 2, "self": 3, "_unknown": {"a": 4}, "model_fields": 5}
    form = Declaration.model_validate({**plain, "indicators": [plain]})
    copy = form.model_copy(update={"year": 2026, "later": 6})
    assert copy.as_json().items() >= {**plain, "year": 2026, "later": 6}.items()
    assert copy.indicators[0].model_dump().items() >= plain.items()
    assert form.year is None


def test_values_travel_between_processes() -> None:
    form = Declaration.model_validate({"year": 2026, "自用": 1, "indicators": [{"note": "a"}]})
    found = Imported(declaration=form, cells={"/year": SourceCell(place="A1", text="2026")})
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.declaration.as_json() == form.as_json()


def test_equal_values_have_one_hash_and_defaults_are_not_shared() -> None:
    assert hash(Indicator(name="甲")) == hash(Indicator(name="甲"))
    assert Indicator(name="甲") != Indicator(name="乙")
    assert (
        Imported(declaration=Declaration()).cells is not Imported(declaration=Declaration()).cells
    )


def test_a_part_may_be_dumped() -> None:
    draft = {"declaration": {}, "meta": {"engine": "offline", "seconds": 1}}
    meta = Draft.model_validate(draft).meta
    assert meta.model_dump(include={"engine", "seconds"}) == {"engine": "offline", "seconds": 1.0}
