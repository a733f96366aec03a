"""The page in a real browser, as a user would go through it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant import formats

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
SOME_FORM = next(iter(sorted((ROOT / "corpus" / "declarations").glob("*综合事务*.json"))))


def test_from_an_example_to_a_word_file(page: Page, tmp_path: Path) -> None:
    draft_example(page)
    expect(page.locator(".badge")).to_have_text("离线拼装")
    value = cell(page, row_named(page, "苗木成活率") + "/value")
    expect(value).to_have_value("≥95%")

    write(value, "较高")
    side(page, "意见")
    expect(page.locator(".item.error, .item.warning").filter(has_text="较高").first).to_be_visible()
    write(value, "不低于95%")
    expect(page.locator(".item").filter(has_text="较高")).to_have_count(0)
    mend = page.locator(".bar").get_by_role("button", name=re.compile("^修复 "))
    mend.click()
    expect(value).to_have_value("≥95%")
    expect(page.locator(".message.assistant").last).to_contain_text("已修复")

    saved = download(page, "Word", tmp_path)
    text = "\n".join(
        c.text for t in docx.Document(str(saved)).tables for r in t.rows for c in r.cells
    )
    assert "社区公园绿化管养" in text
    assert "≥95%" in text


def test_questions_are_answered_by_button_by_box_and_by_sentence(page: Page) -> None:
    page.get_by_label("项目说明").first.fill("办公楼物业管理，2026年一年98万，服务办公楼2栋")
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    side(page, "待答")
    questions = page.locator("#questions .item")
    before = questions.count()
    assert before > 0
    unit = questions.filter(
        has=page.locator("[data-about='/project_code'], .place:text('项目编码')")
    )
    box = unit.locator("input")
    box.fill("440304261063100209001")
    box.press("Enter")
    expect(cell(page, "/project_code")).to_have_value("440304261063100209001")
    expect(questions).to_have_count(before - 1)
    proposals = questions.get_by_role("button", name=re.compile("^填“"))
    if proposals.count():
        proposals.first.click()
        expect(questions).to_have_count(before - 2)
    say(page, "申请单位改成区机关事务管理局")
    expect(cell(page, "/applicant_unit")).to_have_value("区机关事务管理局")
    page.get_by_role("button", name="撤销", exact=True).first.click()
    expect(cell(page, "/applicant_unit")).not_to_have_value("区机关事务管理局")


def saved_with(page: Page, value: str, tmp_path: Path) -> dict:
    """The downloaded declaration, once the edit has reached the server (20 s at most)."""
    kept: dict = {}
    for _ in range(40):
        saved = json.loads(download(page, "JSON", tmp_path).read_text("utf-8"))
        kept = saved[0] if isinstance(saved, list) else saved
        if value in [row["value"] for row in kept["indicators"]]:
            break
        page.wait_for_timeout(500)
    return kept


def test_an_existing_form_is_opened_and_checked(page: Page, tmp_path: Path) -> None:
    form = formats.read(SOME_FORM)[0].declaration
    last_year = tmp_path / "去年的表.docx"
    formats.write(form, last_year)
    page.locator("input[data-files]").set_input_files(last_year)
    expect(page.locator(".badge")).to_have_text("读自 去年的表.docx")
    side(page, "意见")
    expect(page.locator("#findings .item").first).to_be_visible()
    expect(cell(page, "/project_name")).to_have_value(form.project_name or "")

    write(cell(page, row_named(page, "合同审查数量") + "/value"), "≥120份")
    expect(page.locator("#findings")).to_be_visible()
    kept = saved_with(page, "≥120份", tmp_path)
    assert "≥120份" in [row["value"] for row in kept["indicators"]]
    assert kept["annual_goal"] == form.annual_goal


def test_what_cannot_be_read_is_said_beside_the_drop_zone(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    page.locator("input[data-files]").set_input_files(broken)
    trouble = page.locator(".intake .trouble").filter(has_text="坏的.docx")
    expect(trouble).to_be_visible()
    expect(page.locator(".welcome")).to_be_visible()


def test_markup_in_a_description_stays_text(page: Page) -> None:
    """The watch on requests (conftest) fails this test if the browser calls out."""
    page.get_by_label("项目说明").first.fill(
        "项目名称：<img src=http://example.com/a onerror=alert(1)>管养项目，2026年预算80万元。\n"
        "修剪灌木6次，${fetch('http://example.com/b')} {{constructor}} ![x](http://example.com/c)"
    )
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    say(page, "<img src=http://example.com/d.png> ![x](http://example.com/e.png)")
    expect(page.locator(".message.user").last).to_contain_text("<img src=http://example.com/d.png>")
    assert page.locator("#panes img").count() == 0


def test_the_conversation_has_no_dead_end(page: Page) -> None:
    say(page, "在吗")
    expect(page.locator(".message.assistant").last).to_contain_text("还没有申报表")
    draft_example(page)
    say(page, "为什么 VA003")
    expect(page.locator(".message.assistant").last).to_contain_text("依据")
    say(page, "今天天气怎么样")
    expect(page.locator(".message.assistant").last).to_contain_text("可以这样说")
    say(page, "把苗木成活率改成96%")
    expect(cell(page, row_named(page, "苗木成活率") + "/value")).to_have_value("≥96%")
    say(page, "导出")
    with page.expect_download() as saved:
        page.locator(".choices").last.get_by_role("button", name="下载 Word").click()
    assert saved.value.suggested_filename.endswith(".docx")


def test_a_value_that_does_not_fit_is_told_at_its_cell(page: Page) -> None:
    draft_example(page)
    amount = cell(page, "/annual_amount")
    before = amount.input_value()
    write(amount, "很多")
    expect(page.locator(".cell .trouble")).to_contain_text("很多")
    expect(amount).to_have_value(before)


def test_a_cell_is_edited_by_keyboard_alone(page: Page) -> None:
    draft_example(page)
    name = cell(page, "/project_name")
    name.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("公园管养")
    page.keyboard.press("Escape")
    expect(name).to_have_value("社区公园绿化管养")
    page.keyboard.press("Control+A")
    page.keyboard.type("公园管养")
    page.keyboard.press("Enter")
    expect(page.locator(".bar-name strong")).to_have_text("公园管养")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "申请单位"


def test_the_focused_cell_says_where_its_number_came_from(page: Page) -> None:
    draft_example(page)
    cell(page, row_named(page, "苗木成活率") + "/value").focus()
    expect(page.locator("#strip")).to_contain_text("苗木成活率95%以上")
    page.get_by_label("跟助手说").focus()
    expect(page.locator("#strip")).to_be_hidden()


def test_what_is_being_typed_survives_an_answer(page: Page) -> None:
    """The server's answer to one edit must not disturb the next cell."""
    draft_example(page)
    name, unit = cell(page, "/project_name"), cell(page, "/budget_unit")
    page.route("**/act/*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    name.fill("公园管养")
    unit.click()
    page.keyboard.type("区城管局")
    expect(page.locator(".bar-name strong")).to_have_text("公园管养")
    expect(unit).to_have_value("区城管局")
    expect(unit).to_be_focused()


def test_rows_are_added_and_removed(page: Page) -> None:
    draft_example(page)
    rows = page.locator("tr.indicator")
    before = rows.count()
    page.get_by_role("button", name="在质量指标下加一行").click()
    expect(rows).to_have_count(before + 1)
    opened = page.locator("tr.indicator textarea[data-at$='/name']").filter(has_text="【待填】")
    expect(opened).to_have_count(1)
    expect(opened).to_be_focused()
    row = opened.locator("xpath=ancestor::tr")
    row.locator(".row-button").click()
    page.get_by_role("menuitem", name="删除").click()
    expect(rows).to_have_count(before)
    page.get_by_role("button", name="撤销", exact=True).first.click()
    expect(rows).to_have_count(before + 1)
    page.get_by_role("button", name="重做", exact=True).first.click()
    expect(rows).to_have_count(before)


def test_two_pages_do_not_share_a_desk(open_page: Callable[..., Page]) -> None:
    one, other = open_page(), open_page()
    draft_example(one)
    expect(other.locator(".welcome")).to_be_visible()


def test_a_reloaded_page_keeps_its_desk(page: Page) -> None:
    draft_example(page)
    write(cell(page, "/project_name"), "公园管养")
    expect(page.locator(".bar-name strong")).to_have_text("公园管养")
    page.reload()
    expect(page.locator(".bar-name strong")).to_have_text("公园管养")
    expect(page.get_by_label("项目说明").first).to_have_value(re.compile("社区公园绿化管养"))
    write(cell(page, "/project_name"), "公园绿化")
    expect(page.locator(".bar-name strong")).to_have_text("公园绿化")


def test_a_page_that_the_server_does_not_know_keeps_what_it_shows(page: Page) -> None:
    draft_example(page)
    # What the page still asks on the side for its old name is no part of this; what it does is.
    page.route(
        re.compile("of-an-earlier-server"),
        lambda route: (
            route.continue_() if route.request.method == "POST" else route.fulfill(status=204)
        ),
    )
    page.evaluate("document.querySelector('[data-token]').dataset.token = 'of-an-earlier-server'")
    page.evaluate("document.querySelector('[data-draft]').dataset.draft = 'deleted-meanwhile'")
    write(cell(page, "/project_name"), "另一个名字")
    expect(page.locator(".bar .trouble")).to_contain_text("刷新页面")
    expect(page.locator("#panel-form .sheet")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_both_panes_fit(
    open_page: Callable[..., Page], width: int, height: int, theme: str
) -> None:
    page = open_page(width, height, theme)
    draft_example(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('#right').scrollWidth") <= width
    for name in ("#left", "#right", ".say button"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height
    assert contrast(page, ".sheet textarea[data-at='/annual_goal']", ".sheet") >= 7


def test_everything_is_chinese(page: Page) -> None:
    draft_example(page)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.title().startswith("绩效目标")
    shown = page.locator("body").inner_text()
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')].flatMap("
        "e => ['aria-label','title','placeholder'].map(a => e.getAttribute(a))).join(' ')"
    )
    english = set(re.findall(r"[A-Za-z]{3,}", f"{shown} {labels}"))
    assert english <= {"Word", "JSON", "Excel", "PDF", "txt", "docx", "xlsx", "pdf", "json"}
    unnamed = page.evaluate(
        "[...document.querySelectorAll('textarea,input,select,button')].filter(e => e.offsetParent"
        " && !(e.getAttribute('aria-label')"
        " || e.getAttribute('aria-labelledby') || e.textContent.trim() || e.labels?.length)).length"
    )
    assert unnamed == 0


def draft_example(page: Page) -> None:
    """Drafts from the first example."""
    page.get_by_role("button", name="社区公园管养").click()
    expect(page.locator("#panel-form .sheet")).to_be_visible(timeout=30_000)


def side(page: Page, name: str) -> None:
    """Shows one of the lists beside the form, where they take the talk's place."""
    page.locator(".tabs button").filter(has_text=name).click()


def cell(page: Page, path: str):
    """The editable cell at that pointer."""
    return page.locator(f"#panel-form .sheet [data-at='{path}']:is(textarea, select)")


def row_named(page: Page, name: str) -> str:
    """The pointer of the row with that 三级指标."""
    paths = page.evaluate(
        "name => [...document.querySelectorAll('#panel-form .sheet textarea[data-at$=\"/name\"]')]"
        ".filter(e => e.value.includes(name)).map(e => e.dataset.at)",
        name,
    )
    assert paths, f"no row named {name}"
    return str(paths[0]).removesuffix("/name")


def write(field, text: str) -> None:
    """Types into a cell and leaves it."""
    field.fill(text)
    field.blur()


def say(page: Page, text: str) -> None:
    """Says something and waits for the answer (what is told meanwhile is none)."""
    answers = page.locator(".log > .message.assistant")
    before = answers.count()
    page.get_by_label("跟助手说").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(answers).not_to_have_count(before)


def download(page: Page, word: str, folder: Path) -> Path:
    """Downloads by the bar's button."""
    with page.expect_download() as saved:
        page.get_by_role("link", name=re.compile(f"下载 {word}")).click()
    target = folder / saved.value.suggested_filename
    saved.value.save_as(target)
    return target


def contrast(page: Page, text: str, ground: str) -> float:
    """The WCAG contrast ratio of an element's text on another element's background."""
    ink = page.eval_on_selector(text, "e => getComputedStyle(e).color")
    paper = page.eval_on_selector(ground, "e => getComputedStyle(e).backgroundColor")
    lighter, darker = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)`."""
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
