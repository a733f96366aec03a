"""Declarations of any content for property tests: awkward texts, several rows per category."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from assistant.model import NOT_APPLICABLE, Declaration, Indicator
from assistant.vocabulary.profile import load_profile

_CHARACTERS = st.sampled_from(
    list(
        "ab19 0.,;:*\"“”《》（）()[]【】〔〕≥≤<>=-—%％，。；：、\n\t|&\\/'#!目标年度合格率项次个月"
    )
)


def _stripped(text: str) -> str | None:
    return text.strip() or None


TEXT = st.one_of(
    st.sampled_from(
        ["≥90%", "【待填】", "1.《甲》 2.《乙》", '"引号"', "*星号*", "=1+1", "目标1：a；目标2：b"]
    ),
    st.text(_CHARACTERS, min_size=1, max_size=40).map(_stripped),
)
ROW_TEXT = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "项目名称",
            "数量指标",
            "产出指标",
            "年度目标：",
            "单位：万元",
            "项目总投资",
            "100",
        ]
    ),
)
# A header cell that holds nothing but the label of another is no form anybody fills in.
_LABELS = ("项目名称", "项目", "名称", "项目名")
_NAME = st.text("项目名称甲乙丙（）()12ABC服务", min_size=1, max_size=12).filter(
    lambda text: re.sub("[（）()]", "", text) not in _LABELS
)
_AMOUNT = st.one_of(
    st.none(),
    st.integers(0, 10**12),
    st.integers(0, 10**12).map(lambda cents: cents / 100),
)


@st.composite
def indicators(draw: st.DrawFn, profile: str) -> tuple[Indicator, ...]:
    rows = []
    for category in load_profile(profile).categories:
        for _ in range(draw(st.integers(1, 2))):
            texts = draw(st.tuples(ROW_TEXT, ROW_TEXT, ROW_TEXT, ROW_TEXT))
            if draw(st.booleans()):
                texts = (NOT_APPLICABLE,) * 4
            fields = dict(zip(("name", "value", "unit", "explanation"), texts, strict=True))
            rows.append(Indicator(level1=category.level1, level2=category.level2, **fields))
    return tuple(rows)


def declarations_of(profile: str) -> st.SearchStrategy[Declaration]:
    """Declarations in the layout of that profile."""
    return st.builds(
        Declaration,
        profile=st.just(profile),
        year=st.one_of(st.none(), st.integers(2020, 2035)),
        project_code=st.one_of(st.none(), st.text("0123456789", min_size=21, max_size=21)),
        project_name=_NAME,
        applicant_unit=st.one_of(st.none(), _NAME),
        budget_unit=st.one_of(st.none(), _NAME),
        duration_years=st.one_of(st.none(), st.integers(1, 20)),
        project_type=st.one_of(st.none(), _NAME),
        is_new=st.one_of(st.none(), st.booleans()),
        allocation_method=st.one_of(st.none(), _NAME),
        total_amount=_AMOUNT,
        annual_amount=_AMOUNT,
        policy_basis=TEXT,
        budget_basis=TEXT,
        annual_goal=TEXT,
        long_term_goal=TEXT,
        indicators=indicators(profile),
    )


declarations = declarations_of("futian-2026")
