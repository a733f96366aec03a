"""Talking beside the living form, in a real browser: rewrites, rows, findings, the clipboard."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from test_page import cell, download, draft_example, row_named, say, side, write

pytestmark = pytest.mark.browser


def last(page: Page):
    """What the assistant said last."""
    return page.locator(".log > .message.assistant").last


def test_a_rewrite_is_a_diff_and_each_change_is_taken_or_left(page: Page, tmp_path: Path) -> None:
    draft_example(page)
    goal = cell(page, "/annual_goal")
    before = goal.input_value()
    say(page, "改写年度目标，把“提交养护报告”换成“报送养护报告”，加一句“持续提升公园品质”")
    proposal = page.locator("#proposal")
    expect(proposal.locator(".change")).to_have_count(2)
    expect(goal).to_have_value(before)

    proposal.get_by_role("button", name="采用第1处").click()
    expect(goal).to_have_value(before.replace("提交养护", "报送养护"))
    expect(proposal.locator(".change")).to_have_count(1)
    proposal.get_by_role("button", name="放弃第1处").click()
    expect(proposal).to_have_count(0)
    expect(goal).to_have_value(before.replace("提交养护", "报送养护"))
    page.get_by_role("button", name="撤销", exact=True).first.click()
    expect(goal).to_have_value(before)
    page.get_by_role("button", name="重做", exact=True).first.click()

    say(page, "长期目标到2029年")
    say(page, "采用")
    expect(cell(page, "/long_term_goal")).to_have_value(
        cell(page, "/long_term_goal").input_value().replace("2028", "2029")
    )
    document = docx.Document(io.BytesIO(download(page, "Word", tmp_path).read_bytes()))
    text = "\n".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    assert "报送养护报告4份" in text
    assert "2026—2029年" in text


def test_rows_are_put_in_and_taken_out_by_saying_so(page: Page) -> None:
    draft_example(page)
    rows = page.locator("tr.indicator")
    before = rows.count()
    say(page, "增加培训场次12场")
    expect(rows).to_have_count(before + 1)
    expect(cell(page, row_named(page, "培训场次") + "/value")).to_have_value("12场")
    say(page, "加一个满意度指标")
    expect(rows).to_have_count(before + 2)
    say(page, "≥92%")
    expect(cell(page, row_named(page, "周边群众满意度") + "/value")).to_have_value("≥92%")
    third = cell(page, "/indicators/2/name").input_value()
    say(page, "删掉第3行")
    expect(cell(page, "/indicators/2/name")).not_to_have_value(third)
    say(page, "撤销")
    expect(cell(page, "/indicators/2/name")).to_have_value(third)
    say(page, "第3行上移")
    expect(cell(page, "/indicators/1/name")).to_have_value(third)


def test_a_question_is_answered_in_the_conversation(page: Page) -> None:
    draft_example(page)
    say(page, "还缺什么")
    expect(last(page)).to_contain_text("项目编码")
    say(page, "跳过")
    expect(last(page)).to_contain_text("一级预算单位")
    say(page, "区财政局")
    expect(cell(page, "/budget_unit")).to_have_value("区财政局")
    expect(last(page)).to_contain_text("还有")


def test_a_finding_is_accepted_with_a_reason_and_taken_up_again(page: Page) -> None:
    draft_example(page)
    side(page, "意见")
    finding = page.locator("#findings .item.warning").filter(has_text="IN008")
    finding.locator("summary").click()
    finding.get_by_role("button", name="豁免").click()
    expect(page.locator(".bar .trouble")).to_contain_text("理由")
    finding.get_by_label("不改的理由").fill("<img src=http://example.com/r.png>合同这样约定")
    finding.get_by_role("button", name="豁免").click()
    expect(finding).to_have_count(0)
    accepted = page.locator("#findings .item.note").filter(has_text="IN008")
    expect(accepted).to_contain_text("<img src=http://example.com/r.png>合同这样约定")
    accepted.get_by_role("button", name="恢复这条意见").click()
    expect(finding).to_have_count(1)


def test_a_fact_set_right_is_written_and_survives_a_new_draft(page: Page) -> None:
    draft_example(page)
    side(page, "读到的")
    fact = page.locator(".fact").filter(has=page.locator(".place:text-is('灌木修剪次数')"))
    expect(fact.locator("mark")).to_have_count(1)
    box = fact.locator("input")
    box.fill("≥8次")
    box.press("Enter")
    value = cell(page, row_named(page, "灌木修剪次数") + "/value")
    expect(value).to_have_value("≥8次")
    write(cell(page, "/applicant_unit"), "区公园管理中心")
    expect(fact.locator(".kind")).to_contain_text("您改为")

    side(page, "对话")
    say(page, "重新起草")
    page.get_by_role("button", name="用左边的项目说明重新起草").click()
    expect(last(page)).to_contain_text("照原样保留")
    expect(cell(page, "/applicant_unit")).to_have_value("区公园管理中心")
    expect(cell(page, row_named(page, "灌木修剪次数") + "/value")).to_have_value("≥8次")


def test_why_is_answered_with_the_rule_and_with_the_evidence(page: Page) -> None:
    draft_example(page)
    side(page, "意见")
    page.locator("#findings .item.warning").get_by_role("button", name="为什么？").first.click()
    expect(last(page)).to_contain_text("依据：")
    say(page, "苗木成活率哪来的")
    expect(last(page)).to_contain_text("苗木成活率95%以上")
    say(page, "类似项目怎么写")
    expect(last(page)).to_contain_text("往年")


def test_cells_rows_and_the_table_go_to_the_clipboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    draft_example(page)
    write(cell(page, "/project_name"), "=1+1<b>公园")
    page.get_by_role("button", name="复制整张表").first.click()
    expect(page.locator("#banner-done")).to_contain_text("已复制整张表")
    plain, html = clipboard(page, "text/plain"), clipboard(page, "text/html")
    lines = plain.split("\n")
    assert lines[1] == "项目名称\t=1+1<b>公园"
    assert lines[0].startswith("项目编码\t")
    columns = lines.index("一级指标\t二级指标\t三级指标\t指标值\t度量单位\t指标解释")
    assert lines[columns + 1].split("\t")[:5] == [
        "产出指标", "数量指标", "社区公园数量", "12个", "个",
    ]  # fmt: skip
    assert len(lines[columns + 2 :]) == page.locator("tr.indicator").count() - 1
    assert "&lt;b&gt;公园" in html
    assert "mso-number-format" in html

    say(page, "复制第3行")
    page.locator(".choices").last.get_by_role("button", name="复制第3行").click()
    assert clipboard(page, "text/plain").startswith("养护报告数量\t4份\t份\t")
    cell(page, "/annual_goal").focus()
    page.locator("#strip").get_by_role("button", name="复制这一格").click()
    assert clipboard(page, "text/plain") == cell(page, "/annual_goal").input_value()


def test_a_selected_value_stays_selected_when_an_answer_comes(page: Page) -> None:
    """What is then typed replaces it; it never stands before the old value."""
    draft_example(page)
    revision = page.locator("[data-draft]").get_attribute("data-revision")
    value = cell(page, "/indicators/0/value")
    value.focus()
    page.keyboard.press("Control+A")
    # an edit elsewhere, as it comes when the field before was left a moment ago
    page.evaluate(
        """() => {
            const field = document.querySelector("#panel-form [data-at='/indicators/0/name']");
            field.value = '改名的公园';
            field.dispatchEvent(new Event('change', { bubbles: true }));
        }"""
    )
    expect(page.locator("[data-draft]")).not_to_have_attribute("data-revision", revision)
    expect(value).to_be_focused()
    page.keyboard.type("13个")
    page.keyboard.press("Tab")
    expect(value).to_have_value("13个")


def test_the_keyboard_alone_is_enough(page: Page, tmp_path: Path) -> None:
    """From an empty page to a downloaded form, and every deed on rows, without a mouse."""
    keys = page.keyboard
    page.locator("h1").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tab_to(page, "社区公园管养")
    keys.press("Enter")
    expect(page.locator("#panel-form .sheet")).to_be_visible(timeout=30_000)

    tab_to(page, "数量指标 第2行 三级指标")
    keys.press("Alt+ArrowUp")
    expect(cell(page, "/indicators/0/name")).to_have_value("绿化面积")
    expect(cell(page, "/indicators/0/name")).to_be_focused()
    keys.press("Control+Enter")
    expect(cell(page, "/indicators/1/name")).to_be_focused()
    expect(cell(page, "/indicators/1/name")).to_have_value("【待填】")
    keys.press("Control+A")
    keys.type("新建绿道长度")
    keys.press("Escape")
    expect(cell(page, "/indicators/1/name")).to_have_value("【待填】")
    keys.press("Control+A")
    keys.type("新建绿道长度")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Control+A")
    keys.type("3公里")
    keys.press("Tab")
    expect(cell(page, "/indicators/1/value")).to_have_value("3公里")

    tab_to(page, "第2行")
    keys.press("Enter")
    expect(page.get_by_role("menuitem", name="上移")).to_be_focused()
    keys.press("Escape")
    expect(page.locator(".row-button[data-at='/indicators/1']")).to_be_focused()
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(cell(page, "/indicators/1/name")).not_to_have_value("新建绿道长度")

    page.get_by_label("跟助手说").focus()
    keys.type("检查")
    keys.press("Enter")
    expect(last(page)).to_contain_text("检查完成")
    with page.expect_download() as saved:
        tab_to(page, "下载 Word")
        keys.press("Enter")
    assert saved.value.suggested_filename.endswith(".docx")


def test_focus_is_seen_and_results_are_told(page: Page) -> None:
    draft_example(page)
    page.keyboard.press("Tab")
    name = cell(page, "/project_name")
    name.focus()
    outline = name.evaluate(
        "e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth"
    )
    assert outline == "solid2px"
    write(cell(page, row_named(page, "苗木成活率") + "/value"), "较高")
    told = page.locator(".bar [role=status]")
    expect(told).to_contain_text("检查完成：错误")
    marked = cell(page, row_named(page, "苗木成活率") + "/value")
    described = marked.get_attribute("aria-describedby")
    assert described
    assert page.locator(f"[id='{described.split()[0]}']").count() == 1


def test_a_fix_that_writes_something_new_is_confirmed(page: Page) -> None:
    draft_example(page)
    write(cell(page, row_named(page, "苗木成活率") + "/value"), "不低于95%")
    say(page, "修复")
    expect(cell(page, row_named(page, "苗木成活率") + "/value")).to_have_value("≥95%")
    say(page, "第1行改成13个")
    say(page, "逐条修复")
    expect(last(page)).not_to_contain_text("没有听懂")


def test_markup_said_or_typed_stays_text(page: Page) -> None:
    """The watch on requests (conftest) fails this test if the browser calls out."""
    evil = "<img src=http://example.com/x.png onerror=alert(1)>"
    draft_example(page)
    write(cell(page, "/project_name"), evil)
    expect(page.locator(".bar-name strong")).to_have_text(evil)
    say(page, f"把苗木成活率的解释改成{evil}")
    say(page, f"改写年度目标，加一句“{evil}”")
    say(page, f"加一行数量指标，叫{evil[:30]}，3次")
    assert page.locator("#panes img").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_lists_and_rewrites_fit_beside_the_form(
    open_page: Callable[..., Page], width: int, height: int, theme: str
) -> None:
    page = open_page(width, height, theme)
    draft_example(page)
    say(page, "改写年度目标，把“提交”换成“报送”")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 1760:
        for name in ("待答", "意见", "读到的", "来源"):
            side(page, name)
            box = page.locator("#side").bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= width * 0.33
    else:
        expect(page.locator("#findings")).to_be_visible()
        expect(page.locator("#evidence")).to_be_attached()


def tab_to(page: Page, label: str) -> None:
    """Presses Tab until the focus is on what is called so; fails after a whole round."""
    for _ in range(220):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.innerText || '').trim()"
        )
        if name.startswith(label):
            return
    pytest.fail(f"the Tab key never comes to {label}")


def clipboard(page: Page, kind: str) -> str:
    """What is on the clipboard."""
    return str(
        page.evaluate(
            "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()", kind
        )
    )
