"""What fixing promises for any form: doing it twice changes nothing, nothing new is found, and a
safe fix changes no number.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.model import Declaration, Indicator
from assistant.rules.engine import check
from assistant.rules.fixing import fix

ROOT = Path(__file__).parents[2]
CELLS = ("level1", "level2", "name", "value", "unit", "explanation")
LEVELS = ("产出指标", "效益指标", "满意度指标", "成本指标", "")
CATEGORIES = (
    "数量指标", "*质量指标", "时效指标", "成本指标", "社会效益", "服务对象满意度指标", "效率指标",
    "",
)  # fmt: skip
UNITS = ("%", "％", "个", "份", "次", "小时", "日", "万元", "")
NUMBERED = {"BA010"}
"""Safe fixes that are about digits: the numbers of items."""


def _clean(path: Path) -> Declaration:
    plain = yaml.safe_load(path.read_text("utf-8"))
    plain["indicators"] = [dict(zip(CELLS, row, strict=True)) for row in plain["indicators"]]
    return Declaration.model_validate(plain)


FORMS = [
    *(_clean(path) for path in sorted((Path(__file__).parent / "clean").glob("*.yaml"))),
    *(
        Declaration.model_validate(json.loads(path.read_text("utf-8")))
        for path in sorted((ROOT / "corpus" / "declarations").glob("*.json"))
    ),
]
WIDE = str.maketrans("0123456789%-", "０１２３４５６７８９％－")
TEXT_SPOILERS = (
    lambda text: re.sub("[≥]", "不低于", text, count=1),
    lambda text: re.sub("≥([^，。；]*)", r"\1以上", text, count=1),
    lambda text: re.sub("≤([^，。；]*)", r"≤\1以内", text, count=1),
    lambda text: text.replace("≥", ">=").replace("≤", "≦"),
    lambda text: text.replace("≥", "≧").replace("%", "％"),
    lambda text: text.translate(WIDE),
    lambda text: text.replace("〔", "[").replace("〕", "]"),
    lambda text: text.replace("〔", "（").replace("〕", "）"),
    lambda text: re.sub(r"2[.、]", "1.", text, count=1),
    lambda text: re.sub(r"3[.、]", "2. 1. ", text, count=1),
    lambda text: text.replace("确保", "确保确保", 1),
    lambda text: text.replace("，", "，，", 1),
    lambda text: re.sub("“显著”.*$", "", text),
    lambda text: text[: len(text) * 2 // 3],
    lambda text: "",
)
spoiler = st.sampled_from(range(len(TEXT_SPOILERS)))


@st.composite
def forms(draw: st.DrawFn) -> Declaration:
    """A real form with a few cells spoilt, rows moved, dropped, doubled or renamed."""
    form = draw(st.sampled_from(FORMS))
    rows = list(form.indicators)
    for _ in range(draw(st.integers(0, 4))):
        _spoil_row(draw, rows)
    fields = {}
    for field in draw(st.lists(st.sampled_from(
        ("policy_basis", "budget_basis", "annual_goal", "long_term_goal", "project_name")
    ), max_size=2)):  # fmt: skip
        fields[field] = TEXT_SPOILERS[draw(spoiler)](getattr(form, field) or "")
    return form.model_copy(update={**fields, "indicators": tuple(rows)})


def _spoil_row(draw: st.DrawFn, rows: list[Indicator]) -> None:
    if not rows:
        return
    at = draw(st.integers(0, len(rows) - 1))
    what = draw(st.sampled_from(("text", "text", "unit", "category", "level1", "drop", "double")))
    row = rows[at]
    if what == "text":
        cell = draw(st.sampled_from(("name", "value", "explanation")))
        rows[at] = row.model_copy(
            update={cell: TEXT_SPOILERS[draw(spoiler)](getattr(row, cell) or "")}
        )
    elif what == "unit":
        rows[at] = row.model_copy(update={"unit": draw(st.sampled_from(UNITS))})
    elif what == "category":
        rows[at] = row.model_copy(update={"level2": draw(st.sampled_from(CATEGORIES))})
    elif what == "level1":
        rows[at] = row.model_copy(update={"level1": draw(st.sampled_from(LEVELS))})
    elif what == "drop":
        del rows[at]
    else:
        rows.insert(at, row)


def _digits(form: Declaration) -> str:
    """All digits of the form, in order, in one width."""
    text = json.dumps(form.as_json(), ensure_ascii=False)
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit())


def _said(form: Declaration, *, with_info: bool) -> set[tuple[str, str]]:
    return {(f.code, f.path) for f in check(form)[0] if with_info or f.severity != "info"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_safe_fixes_are_idempotent_find_nothing_new_and_keep_numbers(form: Declaration) -> None:
    after, applied = fix(form)
    assert fix(after) == (after, ())
    assert _said(after, with_info=True) <= _said(form, with_info=True)
    if not {finding.code for finding in applied} & NUMBERED:
        assert _digits(after) == _digits(form)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_confirmed_fixes_are_idempotent_and_find_nothing_new(form: Declaration) -> None:
    after, _ = fix(form, confirm=True)
    assert fix(after, confirm=True) == (after, ())
    codes = {code for code, _ in _said(form, with_info=False)}
    new = {said for said in _said(after, with_info=False) if said[0] not in codes}
    assert not new
    assert len(check(after)[0]) <= len(check(form)[0])


@settings(max_examples=300, deadline=None)
@given(st.text("≥≤>=<≧≦》%％0123456789０９-~～—至不低于高超过以上内个人次 日月年.", max_size=14))
def test_any_value_is_fixed_once_and_for_all(value: str) -> None:
    row = Indicator(
        level1="产出指标", level2="质量指标", name="验收合格率", value=value, unit="%",
        explanation="计算方式=合格数/总数×100%。",
    )  # fmt: skip
    form = Declaration(year=2026, indicators=(row,))
    after, applied = fix(form)
    assert fix(after) == (after, ())
    assert _said(after, with_info=True) <= _said(form, with_info=True)
    assert bool(applied) == (after != form)
    assert _digits(after) == _digits(form)
