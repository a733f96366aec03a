"""What a model adds to a draft, what it may not, and what happens when it cannot be asked."""

from __future__ import annotations

import json

import pytest
from modelling import acting, down
from test_injections import DESCRIPTION

from assistant import pipeline
from assistant.cli.draft import draft_json
from assistant.drafting.by_model.conventions import conventions
from assistant.errors import ModelUnavailable, UnusableAnswer
from assistant.facts import understand
from assistant.facts.by_model.admission import with_readings
from assistant.facts.by_model.answers import Corrected, Missed, Readings
from assistant.facts.by_model.corrections import corrected
from assistant.facts.segments import sentences_of
from assistant.llm import Grounds, load_prompt
from assistant.model import Contradiction, Requirement
from assistant.parse.mentions import find_mentions
from assistant.rules.catalogue import page_of
from assistant.vocabulary.profile import load_profile, profile_names

NOTHING = {"missed": [], "effects": []}
GOAL = (
    "本项目将面向社区居民举办读书活动24场，采购图书3000册；确保图书上架合格率≥98%，"
    "借阅需求在3个工作日内响应，读者满意度≥90%，从而提高居民阅读兴趣。"
)
LONG = "项目实施期内，持续举办读书活动，图书上架合格率稳定在98%以上，读者满意度稳定在90%以上。"
# 一句程序读不懂、模型读得懂的要求。
ODD = "上门送书这块，行动不便的老人家那边，怎么也得跑上够40趟。\n"


def drafted(answer, text: str = DESCRIPTION, **options):
    model, actor = acting(answer)
    source = pipeline.source_text({"说明.md": text})
    return pipeline.draft(source, model=model, **options), actor


def saying(annual: str = GOAL, long_term: str = LONG, rows=(), facts=NOTHING):
    wording = {"annual_goal": annual, "long_term_goal": long_term, "rows": list(rows)}
    return lambda name, text: facts if name == "facts" else wording


class TestWords:
    def test_two_calls_and_its_words_stand_in_the_form(self) -> None:
        row = {
            "no": 0,
            "name": "社区读书活动举办场次",
            "explanation": "考察社区读书活动的举办情况。计算方式=实际举办读书活动场次。",
        }
        draft, actor = drafted(saying(rows=[row]))
        assert [name for name, _ in actor.asked] == ["facts", "draft"]
        assert draft.declaration.annual_goal == GOAL
        assert draft.declaration.long_term_goal == LONG
        first = draft.declaration.indicators[0]
        assert (first.name, first.value) == ("社区读书活动举办场次", "24场")
        assert first.explanation.startswith("考察社区读书活动")

    def test_the_author_is_named(self) -> None:
        draft, _ = drafted(saying())
        meta = draft.meta
        assert (meta.engine, meta.model, meta.endpoint) == ("llm", "scripted", "127.0.0.1:9")
        assert meta.prompts == ("facts@2", "draft@1")
        assert meta.usage == {"calls": 2, "cached": 0, "input_tokens": 1800, "output_tokens": 180}
        plain = json.loads(draft_json(draft))
        assert plain["meta"]["endpoint"] == "127.0.0.1:9"
        assert "notice" not in plain["meta"]

    def test_its_numbers_have_their_origin_in_the_description(self) -> None:
        draft, _ = drafted(saying())
        proved = {p.text: p for p in draft.provenance if p.path == "/annual_goal"}
        for number in ("24", "3000", "98", "3", "90"):
            entry = proved[number]
            assert entry.kind == "brief"
            start, end = map(int, entry.source.rsplit(":", 1)[1].split("-"))
            assert number in DESCRIPTION[start:end]

    def test_what_was_refused_is_shown_and_mended(self) -> None:
        wrong = GOAL.replace("24场", "240场")
        turns = iter([NOTHING, {"annual_goal": wrong}, {"annual_goal": GOAL}])
        draft, actor = drafted(lambda name, text: next(turns))
        assert [name for name, _ in actor.asked] == ["facts", "draft", "mend"]
        assert "“240”在说明里没有依据" in actor.asked[-1][1]
        assert draft.declaration.annual_goal == GOAL
        assert draft.meta.rounds == 2

    def test_words_of_a_row_that_were_refused_cost_no_further_call(self) -> None:
        row = {"no": 0, "name": "活动", "explanation": "由启明星公司统计。"}
        draft, actor = drafted(saying(rows=[row]))
        assert [name for name, _ in actor.asked] == ["facts", "draft"]
        assert draft.declaration.annual_goal == GOAL
        assert draft.declaration.indicators[0].name == "读书活动举办场次"

    @pytest.mark.parametrize(
        ("no", "name"),
        [(4, "图书上架合格率"), (2, "读者满意度"), (1, "读书活动举办场次")],
    )
    def test_no_row_takes_the_name_of_another(self, no, name) -> None:
        draft, _ = drafted(saying(rows=[{"no": no, "name": name}]))
        names = [r.name for r in draft.declaration.indicators if r.name != "不适用"]
        assert names.count(name) == 1

    def test_an_explanation_may_ask_whether(self) -> None:
        said = (
            "考察图书是否全部上架、借阅服务是否纳入管理。"
            "计算方式=合格的图书上架数量之和/总数量×100%。"
        )
        draft, _ = drafted(saying(rows=[{"no": 2, "explanation": said}]))
        assert draft.declaration.indicators[2].explanation == said

    def test_a_share_may_be_called_a_rate(self) -> None:
        text = DESCRIPTION.replace("图书上架合格率不低于98%", "图书按时上架的比例不低于98%")
        plain = pipeline.draft(pipeline.source_text({"说明.md": text})).declaration.indicators
        at = next(n for n, row in enumerate(plain) if row.name.endswith("比例"))
        draft, _ = drafted(saying(annual="", rows=[{"no": at, "name": "图书按时上架率"}]), text)
        assert draft.declaration.indicators[at].name == "图书按时上架率"

    def test_a_later_round_that_is_worse_is_not_kept(self) -> None:
        half = {"annual_goal": GOAL, "long_term_goal": "项目期内累计举办读书活动999场。" * 2}
        worse = {"annual_goal": "好。", "long_term_goal": ""}
        turns = iter([NOTHING, half, worse, worse])
        draft, _ = drafted(lambda name, text: next(turns))
        assert draft.declaration.annual_goal == GOAL
        assert "999" not in draft.declaration.long_term_goal

    def test_never_more_than_six_calls(self) -> None:
        draft, actor = drafted(lambda name, text: "不是 JSON" if len(text) % 2 else GOAL)
        assert len(actor.asked) <= 6
        assert draft.meta.engine == "offline"

    def test_what_the_user_stated_is_not_the_models_to_write(self) -> None:
        own = "本项目2026年度将举办读书活动24场。"
        draft, _ = drafted(saying(), overrides={"annual_goal": own, "applicant_unit": "图书馆"})
        assert draft.declaration.annual_goal == own
        assert draft.declaration.applicant_unit == "图书馆"


class TestReadings:
    def missed(self, **other):
        found = {
            "kind": "quantity", "name": "上门送书趟数", "action": "送", "object": "上门送书",
            "value": "40趟", "quote": "怎么也得跑上够40趟",
        }  # fmt: skip
        return {"missed": [found | other], "effects": []}

    def names(self, draft) -> list[str]:
        return [row.name for row in draft.declaration.indicators]

    def test_an_effect_read_by_the_model_becomes_a_row(self) -> None:
        text = DESCRIPTION.replace("目的是提高居民阅读兴趣。", "大家伙儿爱读书了街坊关系也近了。")
        effect = {"kind": "social", "phrase": "改善街坊关系", "name": "街坊关系改善程度",
                  "quote": "大家伙儿爱读书了街坊关系也近了"}  # fmt: skip
        draft, _ = drafted(saying(facts={"missed": [], "effects": [effect]}), text)
        row = next(r for r in draft.declaration.indicators if r.name == "街坊关系改善程度")
        assert row.level2 == "社会效益指标"
        assert row.value == "显著"

    def test_a_requirement_without_a_number_is_asked_about(self) -> None:
        text = DESCRIPTION + "志愿者那边也得高兴才行。\n"
        found = {
            "kind": "other_satisfaction", "name": "志愿者满意度", "value": "≥95%",
            "quote": "志愿者那边也得高兴才行",
        }  # fmt: skip
        draft, _ = drafted(saying(facts={"missed": [found], "effects": []}), text)
        rows = list(enumerate(draft.declaration.indicators))
        number, row = next((i, r) for i, r in rows if r.name == "志愿者满意度")
        assert row.value == "【待填】"
        assert f"/indicators/{number}/value" in {q.path for q in draft.questions}

    def test_what_has_no_number_is_no_row_where_its_kind_has_some(self) -> None:
        text = DESCRIPTION + "还要给老人上门送书。\n"
        found = self.missed(value="", quote="还要给老人上门送书")
        plain, _ = drafted(saying(), text)
        draft, _ = drafted(saying(facts=found), text)
        assert self.names(draft) == self.names(plain)

    @pytest.mark.parametrize(
        "other",
        [{"quote": "怎么也得跑上够400趟"}, {"name": "上门送书100趟"}, {"kind": "cost"},
         {"name": "某公司分红"}],
        ids=["a quotation that is not there", "a value in the name", "no such category",
             "another name"],
    )  # fmt: skip
    def test_a_reading_that_does_not_hold_is_left_out(self, other) -> None:
        plain, _ = drafted(saying(), DESCRIPTION + ODD)
        draft, _ = drafted(saying(facts=self.missed(**other)), DESCRIPTION + ODD)
        assert self.names(draft) == self.names(plain)

    def test_what_is_read_already_stays_as_it_is_read(self) -> None:
        found = {"kind": "quantity", "name": "图书采购数量", "action": "采购", "object": "图书",
                 "value": "3000册", "quote": "采购图书3000册"}  # fmt: skip
        draft, _ = drafted(saying(facts={"missed": [found]}))
        assert [r.value for r in draft.declaration.indicators].count("3000册") == 1


class TestCorrections:
    """A reading that was wrong is put right by the model, and what it drops is asked about."""

    TEXT = (
        "2026年社区图书馆运营项目，本年度预算60万元，期限2026—2028年。\n"
        "全年举办读书活动24场。今年办了18场，那是今年的数。\n"
        "巡查记录要上平台。书架维修赶在4月30日前做完，验收合格率100%。\n"
        "监测设备因为老掉线，在线率只有89%，全年要稳定在95%以上。\n"
        "读者满意度90%以上。\n"
    )

    def corrected(self, **said):
        blank = {"kind": "quality", "name": "", "action": "", "object": "", "verdict": "rename"}
        source = pipeline.source_text({"说明.md": self.TEXT})
        plain = understand(source).requirements
        value = said.pop("value")
        no = next(i for i, r in enumerate(plain, 1) if r.mention and value in r.mention.text)
        facts = {"missed": [], "effects": [], "corrections": [blank | {"no": no} | said]}
        draft, _ = drafted(saying(facts=facts), self.TEXT)
        return draft

    def test_a_subject_borrowed_from_another_sentence_is_put_right(self) -> None:
        quote = "书架维修赶在4月30日前做完，验收合格率100%"
        draft = self.corrected(value="100%", name="书架维修验收合格率", quote=quote)
        row = next(r for r in draft.declaration.indicators if r.value == "100%")
        assert row.name == "书架维修验收合格率"

    def test_what_could_not_be_named_gets_its_name(self) -> None:
        text = "监测设备因为老掉线，在线率怎么也得弄到95%以上。"
        mention = next(m for m in find_mentions(text) if m.target.dimension == "ratio")
        read = Requirement(
            start=mention.start, end=mention.end, kind="quality", name="得有率", object="",
            clause="", mention=mention, doubtful="在线率怎么也得弄到95%以上",
        )  # fmt: skip
        said = Corrected(
            no=1, verdict="rename", kind="quality", name="监测设备在线率", quote=text[:-1]
        )
        found, asked = corrected([read], [said], sentences_of(text), text, lambda _: True)
        assert [(r.name, r.doubtful) for r in found] == [("监测设备在线率", "")]
        assert not asked

    def test_a_number_of_another_year_leaves_the_form_and_is_asked_about(self) -> None:
        text = "今年大修路面18公里。"
        mention = find_mentions(text)[0]
        read = Requirement(
            start=mention.start, end=mention.end, kind="quantity", name="大修路面长度",
            object="大修路面", clause="大修路面18公里", mention=mention,
        )  # fmt: skip
        said = Corrected(no=1, verdict="not_required", kind="quantity", quote="今年大修路面18公里")
        found, asked = corrected([read], [said], sentences_of(text), text, lambda _: True)
        assert found == []
        assert "今年大修路面18公里" in asked[0].question

    def test_what_the_model_read_since_is_not_asked_about(self) -> None:
        doubt = Contradiction(
            path="/indicators", question="材料里的“家长满意度争取到92%”“每日公示”没有写进表？",
            because="没有读准", pieces=("家长满意度争取到92%", "每日公示"),
        )  # fmt: skip
        text = self.TEXT + "家长满意度争取到92%。\n"
        source = pipeline.source_text({"说明.md": text})
        facts = understand(source).model_copy(
            update={"requirements": (), "contradictions": (doubt,)}
        )
        missed = Missed(kind="served_satisfaction", name="家长满意度", value="92%",
                        quote="家长满意度争取到92%")  # fmt: skip
        grounds = Grounds(load_profile(), text)
        found = with_readings(facts, Readings(missed=(missed,)), source, grounds)
        assert [r.name for r in found.requirements] == ["家长满意度"]
        assert [c.pieces for c in found.contradictions] == [("每日公示",)]
        assert "家长满意度" not in found.contradictions[0].question

    def test_a_plain_requirement_stays_and_is_asked_about(self) -> None:
        draft = self.corrected(value="24场", verdict="not_required", quote="全年举办读书活动24场")
        assert any(r.value == "24场" for r in draft.declaration.indicators)
        assert any("全年举办读书活动24场" in q.question for q in draft.questions)


class TestTrouble:
    def test_down_at_once_is_an_offline_draft_and_one_sentence(self) -> None:
        draft, _ = drafted(down)
        offline = pipeline.draft(pipeline.source_text({"说明.md": DESCRIPTION}))
        assert draft.declaration == offline.declaration
        assert draft.meta.engine == "offline"
        assert draft.meta.notice == "连不上模型接口 127.0.0.1:9（ConnectError），由离线拼装起草。"

    def test_down_in_the_middle_is_an_offline_draft_too(self) -> None:
        draft, _ = drafted(lambda name, text: NOTHING if name == "facts" else down(name, text))
        assert draft.meta.engine == "offline"
        assert "由离线拼装起草" in draft.meta.notice

    def test_down_while_mending_keeps_the_round_before(self) -> None:
        wrong = {"annual_goal": GOAL, "long_term_goal": "共999场。" * 9}
        answers = {"facts": NOTHING, "draft": wrong}
        draft, _ = drafted(lambda name, text: answers.get(name) or down(name, text))
        assert draft.meta.engine == "llm"
        assert draft.declaration.annual_goal == GOAL

    def test_asked_for_by_name_it_is_an_error(self) -> None:
        with pytest.raises(ModelUnavailable):
            drafted(down, engine="llm")

    @pytest.mark.parametrize(
        "text", ["我不能回答。", '{"annual_goal": 3', "[]", "null", '{"a": 1}']
    )
    def test_an_answer_that_is_none_is_asked_for_once_more(self, text) -> None:
        draft, actor = drafted(lambda name, said: NOTHING if name == "facts" else text)
        assert [name for name, _ in actor.asked] == ["facts", "draft", "again"]
        assert "两次都没有按要求的格式作答" in draft.meta.notice
        with pytest.raises(UnusableAnswer):
            drafted(lambda name, said: NOTHING if name == "facts" else text, engine="llm")

    def test_the_second_try_is_told_what_was_wrong(self) -> None:
        turns = iter(["好的，如下：", NOTHING, {"annual_goal": GOAL}])
        draft, actor = drafted(lambda name, text: next(turns))
        assert actor.asked[1][0] == "again"
        assert "没有完整的 JSON 对象" in actor.asked[1][1]
        assert draft.meta.engine == "llm"
        assert "again@1" in draft.meta.prompts

    def test_nothing_taken_is_the_offline_draft_under_its_own_name(self) -> None:
        english = "The project will hold 24 reading events and buy 3000 books in 2026。"
        draft, actor = drafted(saying(annual=english, long_term=english))
        offline = pipeline.draft(pipeline.source_text({"说明.md": DESCRIPTION}))
        assert draft.declaration == offline.declaration
        assert draft.meta.engine == "offline"
        assert "没有一处能采用，由离线拼装起草" in draft.meta.notice
        assert draft.meta.usage["calls"] == len(actor.asked)

    def test_words_in_another_language_are_not_taken(self) -> None:
        english = "The project will hold 24 reading events and buy 3000 books in 2026。"
        draft, _ = drafted(saying(annual=english, long_term=english))
        assert "project" not in draft.declaration.annual_goal


def test_offline_stays_offline_with_a_model_at_hand() -> None:
    draft, actor = drafted(saying(), engine="offline")
    assert actor.asked == []
    assert draft.meta.engine == "offline"
    assert draft.meta.notice is None


class TestConventions:
    @pytest.mark.parametrize("name", profile_names())
    def test_the_prompt_holds_what_the_profile_has(self, name) -> None:
        profile = load_profile(name)
        _, actor = drafted(saying(), profile=profile)
        asked = actor.asked[-1][1]
        usual = profile.conventions
        assert usual.levels.sentence in asked
        assert profile.label_of("annual_goal") in asked
        assert ("本表成本行固定为" in asked) is (usual.cost is not None)
        if usual.cost:
            assert f"{usual.cost.name} {usual.cost.value}" in asked

    def test_the_prompt_holds_what_the_checker_will_look_at(self) -> None:
        _, actor = drafted(saying())
        for code in load_prompt("draft").rules:
            assert f"不应有：{page_of(code).summary}" in actor.asked[-1][1]

    def test_a_goal_is_not_told_of_rows(self) -> None:
        told = conventions(load_prompt("rewrite"), load_profile())
        assert any("目标栏" in line for line in told)
        assert not any("定性指标的值" in line for line in told)
        told = conventions(load_prompt("cell"), load_profile())
        assert any("定性指标的值" in line for line in told)
        assert not any("目标栏" in line for line in told)
