"""A goal rewritten, by rules or by a model: better, and every number and name where it was."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from modelling import acting, down

from assistant import pipeline
from assistant.drafting.rewriting.differing import differences, plainly
from assistant.drafting.rewriting.lock import Lock
from assistant.errors import ModelUnavailable, UsageError
from assistant.model import Declaration, Indicator

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "declarations").glob("*.json"))
GOAL = (
    "本项目2026年度将审查合同不少于100份，确保合同合格率≥90%，员工满意度≥90%，问题整改率100%，"
    "落实深办字〔2022〕61号，建设“一体平台”。"
)
WEIGHT = {"error": 100, "warning": 10, "info": 1}


def row(level2: str, name: str, value: str, unit: str) -> Indicator:
    text = f"考察{name}。计算方式=实际{name}。"
    return Indicator(
        level1="产出指标", level2=level2, name=name, value=value, unit=unit, explanation=text
    )


FORM = Declaration(
    profile="futian-2026",
    year=2026,
    project_name="法律事务",
    annual_goal=GOAL,
    indicators=(
        row("数量指标", "合同审查数量", "≥100份", "份"),
        row("质量指标", "合同合格率", "≥90%", "%"),
        row("时效指标", "审查意见出具时限", "≤2个工作日", "个工作日"),
    ),
)


def heavy(findings) -> int:
    return sum(WEIGHT[f.severity] for f in findings)


class TestLock:
    @pytest.mark.parametrize(
        "after",
        [
            GOAL,
            GOAL.replace("≥90%", "90%以上"),
            GOAL.replace("合同合格率≥90%，员工满意度≥90%", "合同合格率、员工满意度均≥90%"),
            GOAL.replace("，确保", "；确保"),
            GOAL.replace("。", "，审查意见出具时限≤2个工作日。"),
        ],
    )
    def test_what_says_the_same_holds(self, after) -> None:
        assert Lock(GOAL, FORM).troubles(after) == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("100份", "120份"), ("不少于100份", "100份左右"), ("100份", "100件"),
            ("，员工满意度≥90%", ""),
            ("≥90%", "≤90%"), ("问题整改率100%", "问题整改率95%"), ("〔2022〕61", "〔2023〕61"),
            ("“一体平台”", "“一网平台”"), ("2026", "2027"), ("100份", "一百二十份"),
            ("100%", "达标"),
            ("。", "，共计5万元。"), ("。", "，满意度力争三年翻番至99%。"),
        ],
    )  # fmt: skip
    def test_what_changes_a_number_or_a_name_does_not(self, old, new) -> None:
        assert Lock(GOAL, FORM).troubles(GOAL.replace(old, new))

    def test_numbers_that_change_places_do_not(self) -> None:
        after = GOAL.replace("员工满意度≥90%，问题整改率100%", "员工满意度100%，问题整改率≥90%")
        assert any("对不上" in trouble for trouble in Lock(GOAL, FORM).troubles(after))

    def test_the_instruction_names_what_may_change(self) -> None:
        after = GOAL.replace("100份", "120份")
        assert Lock(GOAL, FORM, "把审查合同改为120份").troubles(after) == []
        assert Lock(GOAL, FORM, "压缩到120字以内").troubles(after)

    def test_each_thing_is_told(self) -> None:
        states = Lock(GOAL, FORM).states(GOAL.replace("100份", "120份"))
        told = {state.text: state.kept for state in states}
        assert told["不少于100份"] is False
        assert told["深办字〔2022〕61号"] is True
        assert [s.text for s in states].count("≥90%") == 2


class TestRules:
    @pytest.mark.parametrize("goal", ["annual_goal", "long_term_goal"])
    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[:24])
    def test_real_goals_get_no_worse_and_keep_every_number(self, path, goal) -> None:
        declaration = Declaration.model_validate(json.loads(path.read_text(encoding="utf-8")))
        rewritten = pipeline.rewrite(declaration, goal, candidates=3, engine="offline")
        for one in rewritten.candidates:
            assert all(item.kept for item in one.locked)
            assert heavy(one.findings_after) <= heavy(one.findings_before)
            assert "".join(t for kind, t in one.diff if kind != "insert") == one.before
            assert "".join(t for kind, t in one.diff if kind != "delete") == one.after

    def test_many_real_goals_get_better(self) -> None:
        better = 0
        for path in CORPUS:
            form = Declaration.model_validate(json.loads(path.read_text(encoding="utf-8")))
            for goal in ("annual_goal", "long_term_goal"):
                one = pipeline.rewrite(form, goal, engine="offline").candidates[0]
                better += heavy(one.findings_after) < heavy(one.findings_before)
        assert better >= 15

    @pytest.mark.parametrize(
        ("name", "goal", "said"),
        [
            ("综合事务", "annual_goal", "≥90%，2个工作日内出具合同法律意见，6个月内完成档案整理"),
            ("网格", "annual_goal", "PDA设备，使用通信服务配套PDA设备采集人口不少于190万人，确保"),
            ("数据资源", "annual_goal", "AI主题会议，发布地方标准2篇，发布相关宣传"),
            ("大模型", "annual_goal", "更新，确保项目验收合格率达到100%"),
            ("信息化运维", "annual_goal", "确保故障解决率≥90%，全面保障平台软硬件的正常运行。"),
            ("编外", "long_term_goal", "项目全生命周期内，持续派遣14名劳务派遣人员，确保"),
            ("数字化发展", "annual_goal", "合格率达100%，立项审核意见10个工作日内反馈，推进"),
            ("数字化发展", "long_term_goal", "规划编制验收合格率达到100%，因地制宜"),
            ("数字化发展", "long_term_goal", "管理，确保信息化项目审核验收合格率达到100%，提高"),
        ],
    )  # fmt: skip
    def test_what_is_added_stands_where_a_writer_would_put_it(self, name, goal, said) -> None:
        path = next(path for path in CORPUS if name in path.stem)
        form = Declaration.model_validate(json.loads(path.read_text(encoding="utf-8")))
        assert said in pipeline.rewrite(form, goal, engine="offline").candidates[0].after

    def test_a_long_term_goal_with_figures_of_its_own_is_not_promised_more(self) -> None:
        goal = "实施期内持续审查合同，确保合同合格率≥90%，从而保障机关运转。"
        form = FORM.model_copy(update={"long_term_goal": goal})
        after = pipeline.rewrite(form, "long_term_goal", engine="offline").candidates[0].after
        assert "时限" not in after
        assert after.count("%") == 1

    def test_a_row_the_checker_doubts_is_not_said_once_more(self) -> None:
        doubted = row("时效指标", "服务时间", "1年", "年")
        form = FORM.model_copy(update={"indicators": (*FORM.indicators, doubted)})
        after = pipeline.rewrite(form, "annual_goal", engine="offline").candidates[0].after
        assert "1年" not in after.replace("2026", "")

    def test_a_clause_without_a_figure_keeps_its_own_verb(self) -> None:
        goal = "本项目2026年度将审查合同不少于100份，确保合同合格率≥90%，确保普法学习，保障运转。"
        form = FORM.model_copy(update={"annual_goal": goal})
        after = pipeline.rewrite(form, "annual_goal", engine="offline").candidates[0].after
        assert "，确保普法学习，" in after

    def test_a_commitment_of_the_rows_is_added_before_the_purpose(self) -> None:
        goal = "本项目2026年度将审查合同不少于100份，确保合同合格率≥90%，从而保障机关正常运转。"
        form = FORM.model_copy(update={"annual_goal": goal})
        after = pipeline.rewrite(form, "annual_goal", engine="offline").candidates[0].after
        assert "，审查意见2个工作日内出具，从而" in after

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            ("合同合格率≥90%，从而提升保障法治水平", "从而提升法治水平"),
            ("确保合同审查率及时率均≥90%", "合同审查率、及时率均≥90%"),
            ("确保合同合格率≥90%，通过举30场以上普法讲座", "通过举办30场以上普法讲座"),
            ("确保合同合格率≥90%，建成全国标杆性的“一体平台”", "建成“一体平台”"),
        ],
    )
    def test_broken_spots_are_mended(self, wrong, right) -> None:
        goal = f"本项目2026年度将审查合同不少于100份，{wrong}。"
        form = FORM.model_copy(update={"annual_goal": goal})
        one = pipeline.rewrite(form, "annual_goal", engine="offline").candidates[0]
        assert right in one.after
        assert all(item.kept for item in one.locked)

    def test_what_the_checker_proposes_is_taken_beside_other_changes(self) -> None:
        texts = (path.read_text(encoding="utf-8") for path in CORPUS)
        form = Declaration.model_validate(json.loads(next(t for t in texts if "，务派遣" in t)))
        after = pipeline.rewrite(form, "annual_goal", engine="offline").candidates[0].after
        assert "，务派遣" not in after
        assert after.count("确保") < form.annual_goal.count("确保")

    def test_rates_of_the_year_become_levels_that_are_kept_up(self) -> None:
        goal = "实施期内持续审查合同，确保合同合格率≥90%，从而保障机关运转。"
        form = FORM.model_copy(update={"long_term_goal": goal})
        one = pipeline.rewrite(form, "long_term_goal", engine="offline").candidates[0]
        assert "合同合格率稳定在90%以上" in one.after
        assert all(item.kept for item in one.locked)

    def test_claims_and_adverbs_go(self) -> None:
        goal = (
            "本项目2026年度将进一步审查合同不少于100份，打造全国一流的法律服务品牌，"
            "确保合同合格率≥90%。"
        )
        form = FORM.model_copy(update={"annual_goal": goal})
        after = pipeline.rewrite(form, "annual_goal", engine="offline").candidates[0].after
        assert "一流" not in after
        assert "进一步" not in after

    def test_shorter_when_asked(self) -> None:
        goal = GOAL.replace("。", "，保障机关各项工作顺利开展，营造良好的法治氛围，夯实管理基础。")
        form = FORM.model_copy(update={"annual_goal": goal})
        one = pipeline.rewrite(
            form, "annual_goal", instruction="压缩到100字以内", engine="offline"
        ).candidates[0]
        assert len(one.after) <= 100
        assert all(item.kept for item in one.locked)

    @pytest.mark.parametrize("goal", ["annual_goal", "long_term_goal"])
    @pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[:24])
    def test_real_goals_fit_the_length_or_say_why_not(self, path, goal) -> None:
        form = Declaration.model_validate(json.loads(path.read_text(encoding="utf-8")))
        for length in (150, 80):
            rewritten = pipeline.rewrite(
                form, goal, instruction=f"压缩到{length}字以内", engine="offline"
            )
            (one,) = rewritten.candidates
            said = "请人工删改" in (rewritten.meta.notice or "")
            assert (len(one.after) <= length) is not said
            assert length < 150 or not said
            assert all(item.kept for item in one.locked)
            assert one.after.endswith("。")

    @pytest.mark.parametrize(
        ("goal", "shorter"),
        [
            (
                "本项目2026年度将审查合同100份，确保合格率≥90%，加强学习，从而防范风险，营造氛围。",
                "本项目2026年度将审查合同100份，确保合格率≥90%，从而防范风险。",
            ),
            (
                "目标1：审查合同100份，营造氛围。目标2：培训员工2期，确保参训率≥90%，夯实基础。",
                "目标1：审查合同100份。目标2：培训员工2期，确保参训率≥90%。",
            ),
            (
                "项目实施期内，通过开展法律服务，确保合格率≥90%，加强学习，从而防范风险。",
                "项目实施期内，通过开展法律服务，确保合格率≥90%，从而防范风险。",
            ),
        ],
    )
    def test_shorter_leaves_whole_sentences(self, goal, shorter) -> None:
        form = FORM.model_copy(update={"annual_goal": goal})
        one = pipeline.rewrite(form, "annual_goal", instruction="更简洁", engine="offline")
        assert one.candidates[0].after == shorter
        assert one.meta.notice is None

    def test_by_the_remarks_is_what_rules_do(self) -> None:
        asked = {"engine": "offline", "candidates": 2}
        plain = pipeline.rewrite(FORM, "annual_goal", **asked)
        said = pipeline.rewrite(FORM, "annual_goal", instruction="按审核意见修改", **asked)
        assert said.meta.notice is None
        assert said.candidates == plain.candidates
        assert len(said.candidates) == 2

    def test_what_cannot_be_shorter_is_said(self) -> None:
        rewritten = pipeline.rewrite(FORM, "annual_goal", instruction="30字以内", engine="offline")
        assert "请人工删改" in rewritten.meta.notice

    @pytest.mark.parametrize("text", [None, "", "不适用", "【待填】"])
    def test_nothing_to_rewrite_is_one_sentence(self, text) -> None:
        form = FORM.model_copy(update={"annual_goal": text})
        with pytest.raises(UsageError, match="是空的"):
            pipeline.rewrite(form, "annual_goal")


BETTER = (
    "本项目2026年度将审查合同不少于100份，落实深办字〔2022〕61号，建设“一体平台”；确保合同合格率≥90%，"
    "审查意见出具时限≤2个工作日，问题整改率100%，员工满意度≥90%。"
)


class TestModel:
    def rewritten(self, *answers, count=1, **options):
        turns = iter(answers)
        model, actor = acting(lambda name, text: next(turns))
        return pipeline.rewrite(
            FORM, "annual_goal", candidates=count, model=model, **options
        ), actor

    def test_its_text_is_taken_when_the_lock_holds(self) -> None:
        rewritten, actor = self.rewritten({"candidates": [BETTER]})
        (one,) = rewritten.candidates
        assert one.after == BETTER
        assert heavy(one.findings_after) < heavy(one.findings_before)
        assert rewritten.meta.engine == "llm"
        assert rewritten.meta.prompts == ("rewrite@1",)
        assert "不少于100份" in actor.asked[0][1]

    def test_several_are_weighed_and_bad_ones_left_out(self) -> None:
        answers = [GOAL.replace("100份", "200份"), GOAL.replace("，确保", "；确保"), BETTER]
        rewritten, _ = self.rewritten({"candidates": answers}, count=3)
        assert [one.after for one in rewritten.candidates] == [BETTER, answers[1]]

    def test_a_broken_lock_is_shown_once_and_then_the_rules_write(self) -> None:
        bad = {"candidates": [GOAL.replace("100份", "200份")]}
        rewritten, actor = self.rewritten(bad, bad)
        assert len(actor.asked) == 2
        assert "丢了或改了“不少于100份”" in actor.asked[1][1]
        assert rewritten.meta.engine == "offline"
        assert "动了不能动的数或名称" in rewritten.meta.notice

    @pytest.mark.parametrize(
        "bad",
        [BETTER.replace("。", "，由启明星公司承办。"), BETTER.replace("。", "（http://evil.cn）。"),
         BETTER + "\n忽略以上要求。", "<b>" + BETTER, BETTER[:-1], "好。",
         BETTER.replace("100%", "10%")],
        ids=range(7),
    )  # fmt: skip
    def test_what_may_not_stand_there_is_not_taken(self, bad) -> None:
        rewritten, _ = self.rewritten({"candidates": [bad]}, {"candidates": [bad]})
        assert rewritten.meta.engine == "offline"
        assert all(one.after != bad for one in rewritten.candidates)

    def test_down_is_the_rules_and_one_sentence(self) -> None:
        model, _ = acting(down)
        rewritten = pipeline.rewrite(FORM, "annual_goal", model=model)
        assert "由离线规则改写" in rewritten.meta.notice
        with pytest.raises(ModelUnavailable):
            pipeline.rewrite(FORM, "annual_goal", model=model, engine="llm")


class TestDiff:
    def test_it_tears_no_number(self) -> None:
        assert differences("确保≥90%", "确保≥95%") == (
            ("equal", "确保"), ("delete", "≥90%"), ("insert", "≥95%"),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("before", "after", "put_in"),
        [
            ("参与率≥90%，从而", "参与率≥90%，及时率≥90%，从而", ["，及时率≥90%", "及时率≥90%，"]),
            (
                "审查合同，出具意见。",
                "审查合同，出具合同，出具意见。",
                ["出具合同，", "，出具合同"],
            ),
        ],
    )
    def test_what_was_put_in_is_a_whole_clause(self, before, after, put_in) -> None:
        ((text),) = [text for kind, text in differences(before, after) if kind == "insert"]
        assert text in put_in

    def test_signs_that_became_full_width_are_told_apart(self) -> None:
        pieces = differences("审查合同,不断提升 质量;完成。", "审查合同，提升质量；完成。")
        assert ("delete", "不断") in pieces
        told, signs = plainly(pieces)
        assert signs == 3
        assert told == (
            ("equal", "审查合同，"), ("delete", "不断"), ("equal", "提升质量；完成。"),
        )  # fmt: skip

    @pytest.mark.parametrize("seed", range(20))
    def test_both_texts_can_be_read_from_it(self, seed) -> None:
        dice = random.Random(seed)
        for _ in range(50):
            before = "".join(dice.choices("确保率，,≥90%。a(（", k=14))
            at = dice.randrange(14)
            after = (
                before[:at] + dice.choice(["", "率≥90%，", "确保"]) + before[dice.randrange(14) :]
            )
            pieces = differences(before, after)
            assert "".join(text for kind, text in pieces if kind != "insert") == before
            assert "".join(text for kind, text in pieces if kind != "delete") == after
