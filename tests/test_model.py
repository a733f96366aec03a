"""The values: frozen, unknown as null, unknown keys kept, places traceable."""

from __future__ import annotations

import json

import pytest

from assistant.model import (
    NOT_APPLICABLE,
    OPTIONAL_FIELDS,
    OPTIONAL_ROW_FIELDS,
    Declaration,
    ExtraCell,
    Indicator,
    Mention,
    SourceText,
    Target,
)

CORE = (
    "profile", "year", "project_code", "project_name", "applicant_unit", "budget_unit",
    "duration_years", "project_type", "is_new", "allocation_method", "total_amount",
    "annual_amount", "policy_basis", "budget_basis", "annual_goal", "long_term_goal", "indicators",
)  # fmt: skip
ROW = ("level1", "level2", "name", "value", "unit", "explanation")


def test_an_empty_declaration_has_the_core_fields_as_null() -> None:
    plain = Declaration().as_json()
    assert tuple(plain) == CORE
    assert plain.pop("indicators") == []
    assert set(plain.values()) == {None}


def test_a_row_has_its_six_fields() -> None:
    plain = Declaration(indicators=(Indicator(name="讲座场次"),)).as_json()
    assert tuple(plain["indicators"][0]) == ROW


def test_optional_fields_appear_when_set() -> None:
    row = Indicator(name="合格率", baseline="90%", weight="10", extra=(_cell(),))
    full = Declaration(start_year=2026, fiscal_amount=5, extra=(_cell(),), indicators=(row,))
    plain = full.as_json()
    assert set(plain) - set(CORE) == {"start_year", "fiscal_amount", "extra"}
    assert set(plain["indicators"][0]) - set(ROW) == {"baseline", "weight", "extra"}
    assert plain["extra"] == [{"label": "备注", "value": "见附件", "place": None}]
    assert set(plain) - set(CORE) <= set(OPTIONAL_FIELDS)
    assert set(plain["indicators"][0]) - set(ROW) <= set(OPTIONAL_ROW_FIELDS)


def test_false_and_zero_are_values() -> None:
    plain = Declaration(is_new=False, annual_amount=0).as_json()
    assert plain["is_new"] is False
    assert plain["annual_amount"] == 0


def test_json_survives_a_round_trip_with_unknown_keys() -> None:
    source = {
        "project_name": "公园管养", "annual_amount": 328000.5, "custom": {"a": [1]},
        "indicators": [{"level2": "数量指标", "name": "公园数量", "note": "自用"}],
    }  # fmt: skip
    again = json.loads(json.dumps(Declaration.model_validate(source).as_json()))
    assert again["custom"] == {"a": [1]}
    assert again["indicators"][0]["note"] == "自用"
    assert again["annual_amount"] == 328000.5
    assert Declaration.model_validate(again) == Declaration.model_validate(source)


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (Indicator(name=NOT_APPLICABLE), True),
        (Indicator(name="合格率", value=NOT_APPLICABLE), True),
        (Indicator(name="合格率", value="≥90%"), False),
        (Indicator(explanation=NOT_APPLICABLE), False),
        (Indicator(), False),
    ],
)
def test_a_row_answered_not_applicable(row: Indicator, answer: bool) -> None:
    assert row.is_not_applicable is answer


def test_values_are_frozen_and_closed() -> None:
    target = Target(comparator="at_least")
    with pytest.raises(AttributeError):
        target.unit = "次"
    with pytest.raises(AttributeError):
        del Declaration().year
    with pytest.raises(TypeError):
        Mention(start=0, end=1, text="一", target=target, colour="red")
    with pytest.raises(TypeError):
        target.model_copy(update={"colour": "red"})
    with pytest.raises(TypeError):
        Mention(start=0, end=1, text="一")


def test_a_place_is_told_within_its_own_file() -> None:
    text = SourceText(text="甲甲甲\n乙乙乙乙\n", parts=(("a.md", 0), ("b.md", 4)))
    assert text.origin(1, 3) == "brief:a.md:1-3"
    assert text.origin(4, 6) == "brief:b.md:0-2"
    assert text.origin(5, 8) == "brief:b.md:1-4"


def test_a_text_without_parts_still_has_places() -> None:
    assert SourceText(text="办讲座24场").origin(3, 5) == "brief:文字:3-5"


def _cell() -> ExtraCell:
    return ExtraCell(label="备注", value="见附件")
