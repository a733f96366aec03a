"""From a description to a draft: sources, options, the index, and that nothing leaks from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import pipeline
from assistant.cli.draft import draft_json
from assistant.errors import ModelUnavailable, UsageError
from assistant.model import OPEN
from assistant.retrieval import open_index

CORPUS = Path(__file__).parent.parent / "corpus"
FOREIGN = (
    "2026年预算60万元，为全镇养殖场开展动物疫病监测，采集样品3000份，检测样品3000份，"
    "检测报告5个工作日内出具，检测准确率不低于98%，无害化处理率100%，养殖户满意度90%以上。"
)
# 语料里各份申报表特有的说法，和动物疫病监测没有关系。
CORPUS_WORDS = (
    "福田", "网格", "新媒体", "公众号", "党建", "党员", "大模型", "政务", "信息化", "劳务派遣",
    "资产盘点", "合同审查", "十五五", "数据要素", "公共数据", "智慧城市", "指挥中心", "入驻企业",
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return open_index(tmp_path_factory.mktemp("data"), CORPUS)


def source(text: str = FOREIGN):
    return pipeline.source_text({"说明.md": text})


class TestSource:
    def test_parts_become_one_text_with_places(self) -> None:
        made = pipeline.source_text({"a.md": "甲", "b.md": "乙乙\n"})
        assert made.text == "甲\n乙乙\n"
        assert made.origin(2, 4) == "brief:b.md:0-2"

    @pytest.mark.parametrize("parts", [{}, {"a.md": ""}, {"a.md": " \n\t", "b.md": "\n"}])
    def test_nothing_written_is_one_sentence(self, parts: dict[str, str]) -> None:
        with pytest.raises(UsageError, match="空的") as caught:
            pipeline.source_text(parts)
        assert all(name in str(caught.value) for name in parts)

    def test_a_fact_of_the_second_file_is_placed_there(self) -> None:
        parts = {"一.md": "2026年公园管护。", "二.md": "巡查公园36次。"}
        draft = pipeline.draft(pipeline.source_text(parts))
        (entry,) = [p for p in draft.provenance if p.path == "/indicators/0/value"]
        name, span = entry.source.removeprefix("brief:").rsplit(":", 1)
        start, end = map(int, span.split("-"))
        assert name == "二.md"
        assert "36次" in parts["二.md"][start:end]


class TestDraft:
    def test_the_year_of_the_call_goes_before_the_text(self) -> None:
        draft = pipeline.draft(source(), year=2027)
        assert draft.declaration.year == 2027
        assert draft.declaration.annual_goal.startswith("本项目2027年度将")
        assert "/year" not in {q.path for q in draft.questions}

    def test_a_model_that_is_not_there_is_said(self) -> None:
        with pytest.raises(ModelUnavailable):
            pipeline.draft(source(), engine="llm")

    def test_the_same_description_gives_the_same_draft(self, index) -> None:
        one, other = pipeline.draft(source(), index=index), pipeline.draft(source(), index=index)
        assert one.model_copy(update={"meta": other.meta}) == other

    def test_no_error_is_found_in_a_full_draft(self) -> None:
        draft = pipeline.draft(source())
        assert not [f for f in draft.findings if f.severity == "error"]
        assert draft.meta.engine == "offline"
        assert draft.meta.rounds == 1

    def test_header_cells_say_where_they_were_read(self) -> None:
        entries = {p.path: p for p in pipeline.draft(source()).provenance}
        amount = entries["/annual_amount"]
        assert (amount.kind, amount.text, amount.note) == (
            "computed",
            "600000",
            "60万元 = 600000元",
        )


class TestIndex:
    def test_nothing_of_another_project_gets_in(self, index) -> None:
        draft = pipeline.draft(source(), index=index)
        declaration = json.dumps(draft.declaration.as_json(), ensure_ascii=False)
        assert not [word for word in CORPUS_WORDS if word in declaration]
        asked = "".join(q.question for q in draft.questions)
        assert not [word for word in CORPUS_WORDS if word in asked]

    def test_the_index_changes_no_cell(self, index) -> None:
        for text in (FOREIGN, "办公楼物业管理，一年98万。", "绿化"):
            alone, helped = pipeline.draft(source(text)), pipeline.draft(source(text), index=index)
            assert helped.declaration == alone.declaration
            assert {q.path for q in helped.questions} == {q.path for q in alone.questions}
            assert not [p for p in helped.provenance if p.kind == "precedent" and _digits(p.text)]

    def test_a_proposal_comes_from_precedents_and_says_so(self, index) -> None:
        draft = pipeline.draft(source("某区政务热线运营，一年80万元。"), index=index)
        proposed = [q for q in draft.questions if q.proposal and q.path.startswith("/indicators")]
        assert proposed
        assert all(q.because for q in proposed)
        for question in proposed:
            row = draft.declaration.indicators[int(question.path.split("/")[2])]
            assert row.value == OPEN

    def test_precedents_name_the_rows_they_were_used_for(self, index) -> None:
        draft = pipeline.draft(source("某区政务热线运营，一年80万元。"), index=index)
        asked = {q.path.rsplit("/", 1)[0] for q in draft.questions if "/indicators" in q.path}
        used = {path for p in draft.precedents for path in p.used_for}
        assert used
        assert used <= asked

    def test_an_earlier_form_of_the_project_is_offered_or_hidden(self, index) -> None:
        earlier = index.declaration(next(iter(index.list())).id)
        text = f"项目名称：{earlier.project_name}\n项目编码：{earlier.project_code}\n举办讲座24场。"
        offered = pipeline.draft(source(text), index=index)
        hidden = pipeline.draft(source(text), index=index, same_project=False)
        assert [p for p in offered.precedents if p.same_project]
        assert not [p for p in hidden.precedents if p.same_project]
        assert offered.declaration == hidden.declaration
        assert not [p for p in hidden.precedents if p.project_name == earlier.project_name]
        because = {q.because for q in offered.questions}
        assert any("以往" in (why or "") for why in because)


def test_a_draft_can_be_written_read_and_continued() -> None:
    draft = pipeline.draft(source("办公楼物业管理，一年98万。"))
    again = type(draft).model_validate(draft.model_dump(mode="json"))
    assert again == draft
    assert json.loads(draft_json(draft))["declaration"] == draft.declaration.as_json()
    after = pipeline.continue_draft(again, {"/indicators/1/value": "≥95%"})
    assert after.meta.rounds == 2
    assert after.declaration.indicators[1].value == "≥95%"


def _digits(text: str) -> bool:
    return any(char.isdigit() for char in text)
