"""The conversation on a desk: rewrites, rows, findings accepted, the user's word, 撤销 and 重做."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import formats
from assistant.conversation import Intent
from assistant.errors import SettingsError, UsageError
from assistant.model import NOT_APPLICABLE, OPEN, Question
from assistant.organisation import load_organisation
from assistant.ui import (
    accepting,
    adding,
    changes,
    correcting,
    handlers,
    proposals,
    rows,
    stepping,
    talk,
)
from assistant.ui.adding import placed
from assistant.ui.cells import text_at
from assistant.ui.desk import Desk, Piece
from assistant.ui.examples import examples
from assistant.ui.facts import facts_of
from assistant.ui.places import rows_meant
from assistant.ui.rechecking import needed
from assistant.ui.rows import swapped
from assistant.ui.services import Services
from assistant.ui.session import remembering
from assistant.ui.unit import Unit
from assistant.vocabulary.profile import load_profile

Say = Callable[[Desk, str], Desk]


def at(desk: Desk, path: str) -> str:
    """What stands in a cell."""
    assert desk.declaration is not None
    return text_at(desk.declaration, path)


def names(desk: Desk) -> list[str | None]:
    """The rows' names, in order."""
    assert desk.declaration is not None
    return [row.name for row in desk.declaration.indicators]


def row(desk: Desk, name: str) -> str:
    """The pointer of the row with that name."""
    return f"/indicators/{names(desk).index(name)}"


# --- goals worded anew --------------------------------------------------------------------------


def test_a_rewrite_writes_nothing_before_it_is_taken(drafted: Desk, say: Say) -> None:
    desk = say(drafted, "改写年度目标，把“提交”换成“报送”，加一句“持续提升公园品质”")
    assert desk.declaration == drafted.declaration
    assert desk.proposal is not None
    assert len(desk.proposal.open_changes) == 2
    assert "报送" in desk.proposal.after


@pytest.mark.parametrize(
    "text",
    ["帮我写一份申报表：办公楼物业管理，2026年预算98万元，服务办公楼2栋",
     "我有个新项目，采购体温计200支，预算3万元，帮我起草一下"],
)  # fmt: skip
def test_another_project_is_offered_a_draft_of_its_own(drafted: Desk, say: Say, text: str) -> None:
    after = say(drafted, text)
    assert after.declaration == drafted.declaration
    other = after.talk[-1].choices[-1]
    assert (other.label, other.kind, other.text) == ("是另一个项目，另起一份", "example", text)


def test_an_order_about_a_row_that_is_not_there_is_no_description(drafted: Desk, say: Say) -> None:
    after = say(drafted, "把合同审查的指标解释改成按合同数量计算，每份合同审查2次")
    assert "项目说明" not in after.talk[-1].text


def test_how_to_check_last_years_form_is_told(drafted: Desk, say: Say) -> None:
    said = say(drafted, "怎么检查去年的表").talk[-1].text
    assert "检查去年的表：把文件拖到左边" in said
    assert "“批量检查”" in said


def test_changes_are_taken_one_by_one(drafted: Desk, services: Services, say: Say) -> None:
    before = at(drafted, "/annual_goal")
    desk = say(drafted, "改写年度目标，把“提交”换成“报送”，加一句“持续提升公园品质”")
    desk = proposals.decide(desk, 1, True, services)
    assert at(desk, "/annual_goal") == before.replace("提交", "报送")
    desk = say(desk, "第一处不要")
    assert desk.proposal is None
    assert at(desk, "/annual_goal") == before.replace("提交", "报送")


def test_the_goal_keeps_its_evidence_after_a_rewrite(drafted: Desk, say: Say) -> None:
    desk = say(say(drafted, "长期目标到2029年"), "采用")
    assert "2026—2029年" in at(desk, "/long_term_goal")
    origins = {e.text: e for e in desk.provenance if e.path == "/long_term_goal"}
    assert origins["95"].source.startswith("brief:")
    assert any("2029" in text and e.source == "answer" for text, e in origins.items())


def test_a_proposal_that_was_overtaken_is_not_written(
    drafted: Desk, services: Services, say: Say
) -> None:
    desk = say(drafted, "改写年度目标，把“提交”换成“报送”")
    desk = handlers.edit_cell(desk, "/annual_goal", "管养公园12个。", services)
    with pytest.raises(UsageError, match="又改过"):
        proposals.decide(desk, 0, True, services)
    assert at(desk, "/annual_goal") == "管养公园12个。"


def test_what_rules_cannot_do_is_said_with_what_they_can(drafted: Desk, say: Say) -> None:
    said = say(drafted, "改写年度目标，写得有气势").talk[-1].text
    assert "没有语言模型" in said or "没有改动" in said
    shorter = say(drafted, "年度目标短一点").talk[-1]
    assert [choice.kind for choice in shorter.choices][-1] == "goto"
    assert any(choice.label.startswith("去掉") for choice in shorter.choices)


@pytest.mark.parametrize(
    ("diff", "pieces"),
    [
        ([("equal", "甲乙丙"), ("insert", "丁")], [("甲乙丙", "甲乙丙"), ("", "丁")]),
        (
            [("delete", "甲"), ("insert", "乙"), ("equal", "的"), ("delete", "丙")],
            [("甲的丙", "乙的")],
        ),
        (
            [("equal", "的"), ("delete", "甲"), ("equal", "。")],
            [("的", "的"), ("甲", ""), ("。", "。")],
        ),
    ],
)
def test_a_diff_becomes_changes_that_can_be_decided(
    diff: list[tuple[str, str]], pieces: list[tuple[str, str]]
) -> None:
    assert proposals.pieces_of("", diff) == tuple(Piece(old=o, new=n) for o, n in pieces)


# --- rows ---------------------------------------------------------------------------------------


def test_rows_are_added_where_they_belong(drafted: Desk, say: Say) -> None:
    desk = say(drafted, "增加培训场次12场")
    path = row(desk, "培训场次")
    assert desk.declaration is not None
    added = desk.declaration.indicators[int(path.rpartition("/")[2])]
    assert (added.level2, added.value, added.unit) == ("数量指标", "12场", "场")
    assert [e.source for e in desk.provenance if e.path == f"{path}/value"] == ["answer"]
    desk = say(desk, "在质量指标里加一行验收合格率 ≥95%")
    assert at(desk, f"{row(desk, '验收合格率')}/value") == "≥95%"


def test_a_row_that_answers_nothing_is_filled_first(drafted: Desk, say: Say) -> None:
    before = names(drafted)
    desk = say(drafted, "加一个生态效益指标：空气优良天数 300天")
    assert len(names(desk)) == len(before)
    assert at(desk, f"{row(desk, '空气优良天数')}/value") == "300天"


def test_an_added_row_asks_for_its_value(drafted: Desk, say: Say) -> None:
    desk = say(drafted, "加一个满意度指标")
    path = row(desk, "周边群众满意度")
    assert at(desk, f"{path}/value") == OPEN
    assert desk.asking == f"{path}/value"
    assert at(say(desk, "≥92%"), f"{path}/value") == "≥92%"


def test_where_a_row_belongs_is_asked_when_its_name_does_not_tell(drafted: Desk, say: Say) -> None:
    said = say(drafted, "加一行：会议室").talk[-1]
    assert "哪一类" in said.text
    assert "数量指标" in [choice.label for choice in said.choices]


@pytest.mark.parametrize(
    ("subject", "category", "name"),
    [
        ("满意度", "服务对象满意度指标", ""),
        ("质量 验收合格率", "质量指标", "验收合格率"),
        ("报告提交及时率", "时效指标", "报告提交及时率"),
        ("培训人数", "数量指标", "培训人数"),
        ("游客满意度", "服务对象满意度指标", "游客满意度"),
        ("社会效益", "社会效益指标", ""),
        ("会议室", None, "会议室"),
    ],
)
def test_a_new_row_finds_its_category(subject: str, category: str | None, name: str) -> None:
    found, rest = placed(subject, load_profile())
    assert (found and found.level2, rest) == (category, name)


def test_rows_move_within_their_category_only(drafted: Desk, services: Services, say: Say) -> None:
    desk = say(drafted, "第2行上移")
    assert names(desk)[:2] == ["绿化面积", "社区公园数量"]
    moved = {e.path: e.text for e in desk.provenance if e.path == "/indicators/1/value"}
    assert moved == {"/indicators/1/value": "12"}
    with pytest.raises(UsageError, match="第一行"):
        rows.move_row(desk, "/indicators/0", -1, services)
    assert "第一行" in say(desk, "第1行上移").talk[-1].text


def test_a_repeated_row_stands_below(drafted: Desk, services: Services) -> None:
    desk = rows.duplicate_row(drafted, "/indicators/1", services)
    assert names(desk)[1] == names(desk)[2] == "绿化面积"
    assert any(f.path.startswith("/indicators/2") or f.related for f in desk.findings)


def test_a_row_is_removed_by_number_by_name_and_within_its_category(
    drafted: Desk, say: Say
) -> None:
    assert "养护报告数量" not in names(say(drafted, "删掉第3行"))
    assert "绿化面积" not in names(say(drafted, "绿化面积不要了"))
    assert "绿化面积" not in names(say(drafted, "删除数量指标第2行"))
    assert names(say(drafted, "删掉第99行")) == names(drafted)
    assert "不能没有" in say(drafted, "把生态效益指标删掉").talk[-1].text
    only = say(drafted, "删掉成本控制率")
    assert at(only, f"{row(drafted, '成本控制率')}/name") == NOT_APPLICABLE


def test_a_number_means_the_row_the_page_shows(drafted: Desk) -> None:
    assert drafted.declaration is not None
    profile = load_profile()
    last = len(names(drafted)) - 1
    for intent, index in (
        (Intent(kind="remove_row", row=1), 0),
        (Intent(kind="remove_row", row=-1), last),
        (Intent(kind="remove_row", row=2, subject="质量指标"), 5),
    ):
        assert rows_meant(intent, drafted.declaration, profile) == (index,)
    assert rows_meant(Intent(kind="remove_row", row=99), drafted.declaration, profile) == ()


@pytest.mark.parametrize(
    ("path", "result"),
    [("/indicators/2/name", "/indicators/3/name"), ("/indicators/3", "/indicators/2"),
     ("/indicators/4/name", "/indicators/4/name"), ("/annual_goal", "/annual_goal")],
)  # fmt: skip
def test_a_pointer_changes_places_with_its_row(path: str, result: str) -> None:
    assert swapped(path, 2, 3) == result


def test_several_things_are_done_in_one_message(drafted: Desk, say: Say) -> None:
    desk = say(drafted, "把苗木成活率改成96%，删掉第3行，然后检查")
    assert at(desk, f"{row(desk, '苗木成活率')}/value") == "≥96%"
    assert "养护报告数量" not in names(desk)
    assert "检查完成" in desk.talk[-1].text


# --- the user's word ----------------------------------------------------------------------------


def test_what_the_user_said_survives_a_new_draft(
    drafted: Desk, services: Services, say: Say
) -> None:
    desk = say(drafted, "灌木修剪次数改成8次")
    desk = say(desk, "申请单位是区公园管理中心")
    desk = say(desk, "增加培训场次12场")
    again = handlers.start_draft(desk, f"{desk.description}\n做好台账。", services)
    assert at(again, f"{row(again, '灌木修剪次数')}/value") == "≥8次"
    assert at(again, "/applicant_unit") == "区公园管理中心"
    assert at(again, f"{row(again, '培训场次')}/value") == "12场"
    assert "照原样保留" in again.talk[-1].text
    told = [e for e in again.provenance if e.path == f"{row(again, '灌木修剪次数')}/value"]
    assert [e.source for e in told] == ["answer"]


def test_another_project_starts_from_nothing(drafted: Desk, services: Services, say: Say) -> None:
    desk = say(drafted, "申请单位是区公园管理中心")
    other = handlers.start_draft(desk, examples()[1].text, services)
    assert at(other, "/applicant_unit") != "区公园管理中心"
    assert "没有带过来" in other.talk[-1].text


def test_a_row_taken_out_does_not_come_back_as_the_users_word(
    drafted: Desk, services: Services, say: Say
) -> None:
    desk = say(say(drafted, "增加培训场次12场"), "删掉培训场次")
    again = handlers.start_draft(desk, desk.description, services)
    assert "培训场次" not in names(again)


def test_facts_are_shown_with_their_sentence_and_set_right(
    drafted: Desk, services: Services
) -> None:
    facts = facts_of(drafted, services)
    number, fact = next((n, f) for n, f in enumerate(facts) if f.label == "灌木修剪次数")
    assert fact.at == f"{row(drafted, '灌木修剪次数')}/value"
    assert "修剪灌木" in drafted.source.text[fact.start - 10 : fact.end + 10]
    desk = correcting.correct(drafted, str(number), "≥8次", services)
    assert at(desk, fact.at) == "≥8次"
    with pytest.raises(UsageError, match="不在了"):
        correcting.correct(drafted, "999", "1", services)


# --- findings -----------------------------------------------------------------------------------


def test_a_finding_is_accepted_for_the_next_year_too(
    drafted: Desk, services: Services, tmp_path: Path
) -> None:
    services = replace(services, unit=Unit(tmp_path))
    finding = next(f for f in drafted.findings if f.code == "IN008")
    with pytest.raises(UsageError, match="理由"):
        accepting.suppress(drafted, finding.id, " ", services)
    desk = accepting.suppress(drafted, finding.id, '合同这样约定"\n[x]', services)
    assert [f.suppressed for f in desk.findings if f.code == "IN008"] == ['合同这样约定"\n[x]']
    entry = load_organisation(tmp_path).suppressions[0]
    assert (entry.rule, entry.project) == ("IN008", "社区公园绿化管养")

    other = handlers.start_draft(Desk(), drafted.description, services)
    assert [f.code for f in other.findings if f.suppressed] == ["IN008"]
    restored = accepting.restore(other, finding.id, services)
    assert not [f for f in restored.findings if f.suppressed]
    assert load_organisation(tmp_path).suppressions == ()


def test_an_accepted_finding_is_taken_up_again_by_saying_so(
    drafted: Desk, services: Services, tmp_path: Path
) -> None:
    services = replace(services, unit=Unit(tmp_path))
    desk = talk.say(drafted, "忽略 IN008，因为合同这样约定", services)
    assert "IN008" in [f.code for f in desk.findings if f.suppressed]
    desk = talk.say(desk, "恢复 IN008", services)
    assert [f for f in desk.findings if f.suppressed] == []
    assert talk.say(desk, "恢复 IN008", services).talk[-1].text == "没有豁免过 IN008。"


def test_another_project_is_one_button_away_and_thanks_are_understood(
    drafted: Desk, say: Say
) -> None:
    assert [c.kind for c in say(drafted, "新建一份").talk[-1].choices] == ["new_draft"]
    assert "没有听懂" not in say(drafted, "谢谢").talk[-1].text
    assert "做多少" in say(drafted, "年度目标怎么写").talk[-1].text


def test_a_wrong_suppressions_file_is_said_and_not_overwritten(
    drafted: Desk, services: Services, tmp_path: Path
) -> None:
    (tmp_path / "suppressions.toml").write_text("[[suppress", encoding="utf-8")
    services = replace(services, unit=Unit(tmp_path))
    finding = drafted.findings[0]
    with pytest.raises(SettingsError, match="TOML"):
        accepting.suppress(drafted, finding.id, "合同约定", services)
    assert (tmp_path / "suppressions.toml").read_text(encoding="utf-8") == "[[suppress"
    checked = handlers.edit_cell(drafted, "/project_name", "公园", services)
    assert any("没有按本单位的设置检查" in reason for reason in checked.unchecked)


def test_a_fix_that_writes_something_new_is_confirmed(drafted: Desk, say: Say) -> None:
    desk = say(say(drafted, "删掉第3行"), "修复 AG002")
    assert desk.talk[-1].choices[0].kind == "fix_one"
    assert "改为" in desk.talk[-1].text


# --- 撤销, 重做, answers, the rest --------------------------------------------------------------


def test_what_was_taken_back_is_done_again(drafted: Desk, services: Services) -> None:
    one = remembering(drafted, handlers.edit_cell(drafted, "/project_name", "甲", services))
    two = remembering(one, handlers.edit_cell(one, "/project_name", "乙", services))
    back = stepping.undo(stepping.undo(two))
    assert at(back, "/project_name") == "社区公园绿化管养"
    assert at(stepping.redo(back), "/project_name") == "甲"
    assert at(stepping.redo(stepping.redo(back)), "/project_name") == "乙"
    assert "没有可以重做" in stepping.redo(two).talk[-1].text
    other = remembering(back, handlers.edit_cell(back, "/project_name", "丙", services))
    assert other.future == ()


def test_questions_are_answered_one_after_another(drafted: Desk, say: Say) -> None:
    desk = say(drafted, "还缺什么")
    asked = desk.asking
    desk = say(desk, "区财政局")
    assert at(desk, asked) == "区财政局"
    assert desk.asking not in ("", asked)
    skipped = say(desk, "跳过")
    assert skipped.asking != desk.asking
    assert "没有听懂" in say(desk, "今天天气怎么样").talk[-1].text


def test_an_answer_is_only_what_follows_its_question(drafted: Desk, say: Say) -> None:
    desk = say(say(drafted, "还缺什么"), "苗木成活率哪来的")
    assert "没有听懂" in say(desk, "区财政局").talk[-1].text


@pytest.mark.parametrize(
    ("text", "answer", "kind"),
    [
        ("你理解了什么", "我从项目说明里读到", "show"),
        ("为什么社区公园是12个", "12个社区公园", "goto"),
        ("为什么是95%", "95%以上", "goto"),
        ("为什么年度目标有问题", "12个社区公园", "goto"),
        ("忽略 IN008", "理由", "remarks"),
        ("复制第3行", "剪贴板", "copy"),
        ("复制年度目标", "剪贴板", "copy"),
        ("复制整张表", "剪贴板", "copy"),
        ("导出Excel", "下载", "download"),
        ("把合同审查改成120份", "没有找到“合同审查”", "add_said"),
        ("采用", "没有等您决定的改写", "say"),
        ("类似项目怎么写", "往年库", ""),
        ("第99行改成5次", "没有听懂", "say"),
        ("重做", "没有可以重做", ""),
        ("加一行", "哪一类", "add_to"),
    ],
)
def test_every_question_gets_an_answer_and_a_way_on(
    drafted: Desk, say: Say, text: str, answer: str, kind: str
) -> None:
    told = say(drafted, text).talk[-1]
    assert answer in told.text
    assert not kind or kind in [choice.kind for choice in told.choices]


def test_a_changed_value_offers_the_goal_to_follow(drafted: Desk, say: Say) -> None:
    told = say(drafted, "把苗木成活率改成96%").talk[-1]
    choice = next(c for c in told.choices if c.kind == "rewrite")
    desk = say(drafted, "把苗木成活率改成96%")
    assert choice.at == "annual_goal"
    assert "苗木成活率≥96%" in choice.text
    assert desk.proposal is None


def test_a_rewritten_goal_is_exported(drafted: Desk, say: Say) -> None:
    desk = say(say(drafted, "改写年度目标，把“提交”换成“报送”"), "就这样")
    assert desk.declaration is not None
    again = formats.read_bytes(formats.to_bytes((desk.declaration,), "docx"), "a.docx")[0]
    assert "报送养护报告4份" in (again.declaration.annual_goal or "")


def test_what_a_model_read_is_confirmed_before_it_changes_anything(
    drafted: Desk, services: Services
) -> None:
    read = Intent(kind="change", subject="苗木成活率", value="97%", source="model")
    services = replace(services, read_message=lambda text, desk: (read,))
    asked = talk.say(drafted, "成活率嘛，九十七就行", services)
    assert asked.declaration == drafted.declaration
    agreed = asked.talk[-1].choices[0]
    assert agreed.kind == "do"
    done = talk.do(asked, agreed.text, services)
    assert at(done, f"{row(done, '苗木成活率')}/value") == "≥97%"
    for broken in ("", "{}", '{"kind": "explode"}', "[1]"):
        with pytest.raises(UsageError, match="刷新"):
            talk.do(asked, broken, services)


def test_the_only_row_of_a_category_is_not_overwritten_unasked(
    drafted: Desk, services: Services, say: Say
) -> None:
    path = next(
        f"/indicators/{n}"
        for n, each in enumerate(drafted.declaration.indicators if drafted.declaration else ())
        if each.level2 == "社会效益指标"
    )
    asked = say(drafted, "社会效益 显著")
    assert asked.declaration == drafted.declaration
    change, add, _ = asked.talk[-1].choices
    assert (change.kind, change.at, change.text) == ("change", f"{path}/value", "显著")
    assert at(changes.change_to(asked, change.at, change.text, services), change.at) == "显著"
    added = adding.add_said(asked, *add.text.split("\t"), services)
    values = [r.value for r in added.declaration.indicators if r.level2 == "社会效益指标"]  # type: ignore[union-attr]
    assert values == [at(drafted, f"{path}/value"), "显著"]
    named = say(drafted, f"{at(drafted, f'{path}/name')} 1起")
    assert at(named, f"{path}/value") == "1起"


def test_cells_asked_for_together_are_asked_one_by_one(drafted: Desk) -> None:
    """An answer never lands in another cell than the one it was given for."""
    together = drafted.as_draft().model_copy(
        update={
            "questions": (
                Question(path="/project_code", question="照项目库填的几栏（项目编码）各是什么？"),
                Question(path="/indicators/0/value", question="多少？", proposal="≥1次"),
            ),
            "declaration": needed(drafted).model_copy(
                update={"project_code": None, "budget_unit": None}
            ),
        }
    )
    asked = drafted.with_draft(together).questions
    paths = [question.path for question in asked]
    assert paths[:2] == ["/project_code", "/budget_unit"]
    assert paths[-1] == "/indicators/0/value"
    assert all("几栏" not in question.question for question in asked)
