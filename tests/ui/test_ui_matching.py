"""Which cell a few words mean."""

from __future__ import annotations

import pytest

from assistant.model import Declaration, Indicator
from assistant.ui.changes import with_sign
from assistant.ui.matching import cells_meant
from assistant.vocabulary.profile import load_profile


@pytest.mark.parametrize(
    ("words", "field", "paths"),
    [
        ("合同审查", "", ["/indicators/0/value"]),
        ("合同审查数量", "unit", ["/indicators/0/unit"]),
        ("验收合格率", "", ["/indicators/1/value", "/indicators/2/value"]),
        ("档案验收合格率", "", ["/indicators/2/value"]),
        ("时效", "", ["/indicators/3/value"]),
        ("本年度项目金额", "", ["/annual_amount"]),
        ("项目代码", "", ["/project_code"]),
        ("生态效益", "", ["/indicators/4/value"]),
        ("天气", "", []),
    ],
)
def test_words_mean_cells(words: str, field: str, paths: list[str]) -> None:
    rows = [
        ("数量指标", "合同审查数量", "≥100份"),
        ("质量指标", "法律审核验收合格率", "≥90%"),
        ("质量指标", "档案验收合格率", "≥90%"),
        ("时效指标", "意见出具时间", "≤2个工作日"),
        ("生态效益指标", "不适用", "不适用"),
    ]
    form = Declaration(
        indicators=tuple(Indicator(level2=c, name=name, value=v) for c, name, v in rows)
    )
    assert [match.path for match in cells_meant(words, field, form, load_profile())] == paths


@pytest.mark.parametrize(
    ("value", "pattern", "written"),
    [
        ("120份", "≥100份", "≥120份"),
        ("≤120份", "≥100份", "≤120份"),
        ("90%-100%", "≥90%", "90%-100%"),
        ("显著", "≥90%", "显著"),
        ("120份", "100份", "120份"),
    ],
)
def test_a_bare_number_keeps_the_sign(value: str, pattern: str, written: str) -> None:
    assert with_sign(value, pattern) == written
