"""The panels' HTML: everything escaped, cells merged, stars, labels, origins."""

from __future__ import annotations

import re

import pytest

from assistant.model import (
    Declaration,
    DraftMeta,
    Edit,
    Finding,
    Fix,
    Indicator,
    Note,
    Precedent,
    Provenance,
    Question,
    SourceText,
)
from assistant.ui.desk import Choice, Desk, Trouble
from assistant.ui.panels import bar, chat, evidence, findings, form, intake, questions
from assistant.ui.panels.evidence import Quote, quote
from assistant.vocabulary.profile import load_profile

EVIL = "<img src=http://x.example/a onerror=alert(1)>\"'${1}{{2}}"
PROFILE = load_profile()


def evil_desk() -> Desk:
    """Markup in every place that a description, a form, a file or a model can fill."""
    row = Indicator(level1=EVIL, level2=EVIL, name=EVIL, value=EVIL, unit=EVIL, explanation=EVIL)
    desk = Desk(
        declaration=Declaration(project_name=EVIL, annual_goal=EVIL, indicators=(row,)),
        meta=DraftMeta(engine="llm", model=EVIL),
        source=SourceText(text=EVIL, parts=((EVIL, 0),)),
        notes=(Note(place=EVIL, message=EVIL),),
        unchecked=(EVIL,),
        findings=(
            Finding(id=EVIL, code=EVIL, name=EVIL, severity="error", path="/annual_goal",
                    place=EVIL, message=EVIL, suggestion=EVIL, source=EVIL,
                    fix=Fix(safety="confirm", edits=(Edit(path="/annual_goal", value=EVIL),))),
        ),
        provenance=(Provenance(path="/annual_goal", kind="brief", text=EVIL, note=EVIL,
                               source=f"brief:{EVIL}:0-4"),),
        questions=(Question(path="/annual_goal", question=EVIL, proposal=EVIL, because=EVIL),),
        precedents=(Precedent(id=EVIL, project_name=EVIL, score=1, row=0, indicator=row),),
        troubles=(
            Trouble(where="files", text=EVIL),
            Trouble(where="form", text=EVIL, at="/annual_goal"),
        ),
    )  # fmt: skip
    return desk.asked(EVIL).told(EVIL, Choice(label=EVIL, kind="say", at=EVIL, text=EVIL))


def all_html(desk: Desk) -> str:
    """Every panel of a desk."""
    return "\n".join(
        (
            bar.html(desk, PROFILE, "token", 1),
            chat.html(desk),
            form.html(desk, PROFILE),
            questions.html(desk, PROFILE),
            findings.html(desk, PROFILE),
            evidence.html(desk, PROFILE),
            intake.html(desk),
        )
    )


def test_no_text_becomes_markup() -> None:
    html = all_html(evil_desk())
    assert "<img" not in html
    assert html.count("&lt;img") > 30
    assert 'onerror=alert(1)>"' not in html


def test_an_empty_desk_shows_how_to_begin() -> None:
    html = all_html(Desk())
    assert "写下项目" in html
    assert html.count('data-act="example"') == 2


def rows(*categories: str) -> tuple[Indicator, ...]:
    """Rows of these categories."""
    return tuple(
        Indicator(level1="产出指标", level2=category, name="甲") for category in categories
    )


def test_category_cells_are_merged_and_starred() -> None:
    desk = Desk(declaration=Declaration(indicators=rows("数量指标", "数量指标", "质量指标")))
    html = form.html(desk, PROFILE)
    assert re.findall(r'rowspan="(\d)">', html) == ["3", "2", "1"]
    assert html.count('class="star"') == 2


def test_every_field_of_the_form_is_labelled() -> None:
    html = form.html(Desk(declaration=Declaration(indicators=rows("数量指标"))), PROFILE)
    fields = re.findall(r"<(?:textarea|select)[^>]*>", html)
    assert len(fields) == 1 + len(PROFILE.header) + len(PROFILE.texts) + 4
    assert all("aria-label=" in field for field in fields)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("brief:说明.md:4-6", Quote("说明.md", "管养", "12", "个公园")),
        ("brief:附件.txt:0-2", Quote("附件.txt", "", "依据", "：某办法")),
        ("brief:说明.md:90-95", None),
        ("answer", None),
    ],
)
def test_an_origin_is_shown_as_its_sentence(origin: str, expected: Quote | None) -> None:
    text = "你好。管养12个公园；每季度查一次。\n依据：某办法。"
    source = SourceText(
        text=text.replace("你好。", "好。", 1), parts=(("说明.md", 0), ("附件.txt", 18))
    )
    assert quote(origin, source) == expected


def test_model_and_file_are_named_as_authors() -> None:
    declaration = Declaration()
    assert "离线拼装" in bar.html(
        Desk(declaration=declaration, meta=DraftMeta(engine="offline")), PROFILE, "t", 1
    )
    assert "模型 qwen" in bar.html(
        Desk(declaration=declaration, meta=DraftMeta(engine="llm", model="qwen")), PROFILE, "t", 1
    )
    assert "读自 去年.docx" in bar.html(
        Desk(declaration=declaration, file_name="去年.docx"), PROFILE, "t", 1
    )
