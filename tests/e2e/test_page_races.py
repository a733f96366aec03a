"""A slow server, a quick user: nothing typed may be lost, or come to stand in another place.

Every deed of the page is held on its way until the test lets it go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from serving import Server
from test_page import cell, draft_example, row_named, say, write

from assistant.progress import StageStarted
from assistant.ui.panels import work as work_panel
from assistant.ui.work import Work
from assistant.vocabulary.profile import load_profile

pytestmark = pytest.mark.browser


class Held:
    """The page's deeds on their way."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._waiting: list[Route] = []
        page.route("**/act/*", lambda route: self._waiting.append(route))

    def one_more(self) -> None:
        """Waits until a deed is on its way."""
        for _ in range(400):
            if self._waiting:
                return
            self._page.wait_for_timeout(25)
        raise AssertionError("no deed was sent")

    def go(self) -> None:
        """Lets the next deed through and waits for its answer."""
        self.one_more()
        left = self.left
        self._waiting.pop(0).continue_()
        self._page.wait_for_function(f"assistantPage.outbox.length < {left}", timeout=30_000)

    def all(self) -> None:
        """Lets everything through."""
        while self.left:
            self.go()

    def end(self) -> None:
        """From here on nothing is held."""
        self.all()
        self._page.unroute("**/act/*")

    @property
    def left(self) -> int:
        """How many deeds are not answered yet."""
        return int(self._page.evaluate("assistantPage.outbox.length"))


def value_of(page: Page, name: str):
    """The value cell of the row with that 三级指标."""
    return cell(page, row_named(page, name) + "/value")


def add_row_button(page: Page):
    """Puts a row in above most others."""
    return page.get_by_role("button", name="在数量指标下加一行")


def test_a_row_put_in_above_does_not_shift_what_is_being_typed(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    rows = page.locator("tr.indicator")
    before = rows.count()
    add_row_button(page).click()
    field = value_of(page, "苗木成活率")
    field.click()
    field.press("Control+a")
    page.keyboard.type("≥9")
    held.go()
    expect(rows).to_have_count(before + 1)
    # The new row takes the focus of whoever asked for it; who writes elsewhere goes on there.
    assert page.evaluate("document.activeElement.value") == "≥9"
    page.keyboard.type("7%")
    page.keyboard.press("Tab")
    held.end()
    expect(value_of(page, "苗木成活率")).to_have_value("≥97%")
    page.reload()
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    expect(value_of(page, "苗木成活率")).to_have_value("≥97%")


def test_what_was_written_before_the_rows_moved_is_written_into_its_own_row(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    first = cell(page, "/indicators/0/name").input_value()
    add_row_button(page).click()
    write(value_of(page, "苗木成活率"), "≥97%")
    held.all()
    assert cell(page, "/indicators/0/name").input_value() == first
    expect(value_of(page, "苗木成活率")).to_have_value("≥97%")
    everywhere = page.evaluate(
        "[...document.querySelectorAll('#panel-form textarea')].filter(e => e.value.includes('97%')"
        " && e.dataset.at.endsWith('/value')).length"
    )
    assert everywhere == 1


def test_two_edits_one_after_the_other_keep_what_was_typed_last(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    unit, budget = cell(page, "/applicant_unit"), cell(page, "/budget_unit")
    write(unit, "区城管局")
    write(budget, "区财政局")
    held.go()
    expect(budget).to_have_value("区财政局")
    write(unit, "区城管一局")
    write(unit, "区城管二局")
    held.go()
    expect(unit).to_have_value("区城管二局")
    held.end()
    expect(unit).to_have_value("区城管二局")
    expect(budget).to_have_value("区财政局")
    page.reload()
    expect(cell(page, "/applicant_unit")).to_have_value("区城管二局")
    expect(cell(page, "/budget_unit")).to_have_value("区财政局")


def test_typing_goes_on_in_a_cell_whose_first_version_is_on_its_way(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    field = value_of(page, "苗木成活率")
    field.click()
    field.press("Control+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.keyboard.type("6%")
    held.go()
    expect(field).to_have_value("96%")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    held.all()
    expect(field).to_have_value(re.compile("96%$"))


def test_a_chinese_word_being_composed_is_left_alone(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    write(cell(page, "/budget_unit"), "区财政局")
    unit = cell(page, "/applicant_unit")
    unit.click()
    unit.press("Control+a")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "qu", "selectionStart": 2, "selectionEnd": 2})
    held.go()
    keys.send("Input.imeSetComposition", {"text": "区", "selectionStart": 1, "selectionEnd": 1})
    keys.send("Input.insertText", {"text": "区绿化所"})
    expect(unit).to_have_value("区绿化所")
    page.keyboard.press("Tab")
    held.all()
    expect(unit).to_have_value("区绿化所")


def test_undo_while_typing_takes_back_what_was_typed(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    unit = cell(page, "/applicant_unit")
    before = unit.input_value()
    unit.click()
    unit.press("Control+a")
    page.keyboard.type("区绿化所")
    page.locator(".bar").get_by_role("button", name="撤销", exact=True).click(force=True)
    held.all()
    expect(page.locator(".bar")).to_be_visible()
    if unit.input_value() != before:  # 撤销 was not to be had before the first change
        page.locator(".bar").get_by_role("button", name="撤销", exact=True).click()
        held.all()
    expect(unit).to_have_value(before)
    page.locator(".bar").get_by_role("button", name="重做", exact=True).click()
    held.all()
    expect(unit).to_have_value("区绿化所")


def test_a_double_click_is_one_deed(page: Page) -> None:
    draft_example(page)
    page.get_by_role("button", name="逐个回答").click()
    skip = page.locator(".choices").last.get_by_role("button", name="跳过")
    skip.dblclick()
    expect(page.locator(".message.user")).to_have_count(2)
    expect(page.locator(".message.assistant").last).to_contain_text("先放着")
    page.wait_for_timeout(1500)
    expect(page.locator(".message.user")).to_have_count(2)


def test_enter_twice_says_it_once(page: Page) -> None:
    draft_example(page)
    held = Held(page)
    box = page.get_by_label("跟助手说")
    box.fill("加一个满意度指标")
    rows = page.locator("tr.indicator")
    before = rows.count()
    box.press("Enter")
    box.press("Enter")
    box.type("检查")
    held.all()
    expect(rows).to_have_count(before + 1)
    expect(box).to_have_value("检查")
    expect(page.locator(".message.user")).to_have_count(1)


def test_changes_of_a_rewrite_are_the_ones_clicked(page: Page) -> None:
    draft_example(page)
    goal = cell(page, "/annual_goal")
    before = goal.input_value()
    say(page, "改写年度目标，把“提交养护报告”换成“报送养护报告”，加一句“持续提升公园品质”")
    changes = page.locator("#proposal .change")
    expect(changes).to_have_count(2)
    held = Held(page)
    page.locator("#proposal").get_by_role("button", name="放弃第1处").click()
    page.locator("#proposal").get_by_role("button", name="采用第2处").click()
    held.all()
    expect(changes).to_have_count(0)
    expect(goal).to_have_value(re.compile("持续提升公园品质"))
    expect(goal).to_have_value(re.compile("提交养护报告"))
    assert goal.input_value() != before


def test_a_download_has_what_was_typed_just_before(page: Page, tmp_path: Path) -> None:
    draft_example(page)
    unit = cell(page, "/applicant_unit")
    unit.click()
    unit.press("Control+a")
    page.keyboard.type("区绿化管理所")
    with page.expect_download() as saved:
        page.locator("[data-download=docx]").click()
    target = tmp_path / "form.docx"
    saved.value.save_as(target)
    text = "\n".join(
        c.text for t in docx.Document(str(target)).tables for r in t.rows for c in r.cells
    )
    assert "区绿化管理所" in text


def test_a_cell_and_a_message_half_written_survive_a_reload(page: Page) -> None:
    draft_example(page)
    page.get_by_label("跟助手说").fill("把苗木成活率")
    unit = cell(page, "/applicant_unit")
    unit.click()
    unit.press("Control+a")
    page.keyboard.type("区绿化管理所")
    page.reload()
    expect(cell(page, "/applicant_unit")).to_have_value("区绿化管理所")
    expect(page.get_by_label("跟助手说")).to_have_value("把苗木成活率")


def test_the_description_typed_while_an_answer_is_on_its_way_stays(page: Page) -> None:
    held = Held(page)
    box = page.get_by_label("项目说明").first
    box.fill("第一句。")
    page.locator("input[data-files]").set_input_files(
        {"name": "补充.txt", "mimeType": "text/plain", "buffer": "全年巡检4次。".encode()}
    )
    held.one_more()
    box.press("Control+End")
    page.keyboard.type("第二句。")
    held.all()
    expect(box).to_have_value(re.compile("第一句。"))
    expect(box).to_have_value(re.compile("第二句。"))
    expect(box).to_have_value(re.compile("全年巡检4次。"))


def test_a_button_of_an_earlier_message_means_its_own_row(page: Page) -> None:
    draft_example(page)
    say(page, "把苗木成活率改成95%")
    add_row_button(page).click()
    expect(page.locator("tr.indicator textarea").filter(has_text="【待填】").first).to_be_visible()
    say(page, "复制苗木成活率")
    copy = page.locator(".choices").last.get_by_role("button").first
    at = copy.get_attribute("data-at")
    page.locator(f"tr[data-row='{at}']").locator(".row-button")
    add_row_button(page).click()
    expect(page.locator("tr.indicator textarea").filter(has_text="【待填】")).not_to_have_count(0)
    expect(copy).not_to_have_attribute("data-at", at or "")
    assert copy.get_attribute("data-at") == row_named(page, "苗木成活率")


@pytest.mark.timeout(400)
def test_what_is_written_while_the_server_is_away_is_written_when_it_is_back(
    browser: Browser, tmp_path: Path
) -> None:
    server = Server(tmp_path / "data", tmp_path / "server.log")
    server.start()
    try:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(server.address)
        draft_example(page)
        expect(page.locator("[data-draft]:not([data-draft=''])")).to_be_attached()
        server.kill()
        write(cell(page, "/applicant_unit"), "区绿化管理所")
        write(value_of(page, "苗木成活率"), "≥97%")
        expect(page.locator("#banner-offline")).to_be_visible()
        server.start()
        expect(page.locator("#banner-offline")).to_be_hidden(timeout=60_000)
        page.wait_for_function("assistantPage.outbox.length === 0", timeout=60_000)
        page.reload()
        expect(cell(page, "/applicant_unit")).to_have_value("区绿化管理所")
        expect(value_of(page, "苗木成活率")).to_have_value("≥97%")
        page.close()
    finally:
        server.stop()


def test_how_far_the_work_is_never_stands_beside_its_answer(page: Page) -> None:
    """A look at the work that set out before the answer came, and is told only after it."""
    looks: list[Route] = []
    page.wait_for_load_state("networkidle")
    page.route("**/work/*", lambda route: looks.append(route))
    held = Held(page)
    page.get_by_role("button", name="社区公园管养").click()
    held.one_more()
    until(page, lambda: len(looks) == 1)
    held.end()
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    until(page, lambda: len(looks) == 2)
    looks.pop().continue_()
    expect(page.locator("#panel-work .steps.done")).to_be_visible()
    page.evaluate(
        """() => new MutationObserver(() => {
            window.wasLive ||= Boolean(document.querySelector('.log > [data-key=live]'));
        }).observe(document.querySelector('#panel-chat'), { childList: true, subtree: true })"""
    )
    work = Work()
    work.on_event(StageStarted(stage="retrieve"))
    with page.expect_response("**/work/*"):
        looks.pop().fulfill(body=work_panel.html(work, load_profile()), content_type="text/html")
    page.unroute("**/work/*")
    page.wait_for_timeout(500)
    assert not page.evaluate("window.wasLive")
    expect(page.locator("#right")).not_to_have_class(re.compile("is-working"))


@pytest.mark.parametrize("arrives", [True, False])
def test_what_was_typed_just_before_a_reload_is_shown_after_it(page: Page, arrives: bool) -> None:
    """Also when what the closing page sent is lost on its way."""
    draft_example(page)
    if not arrives:
        page.evaluate(
            """() => {
                const { fetch } = window;
                const isLost = (to) => String(to).endsWith('/left');
                window.fetch = (to, how) => isLost(to) ? new Promise(() => {}) : fetch(to, how);
            }"""
        )
    unit = cell(page, "/applicant_unit")
    unit.click()
    unit.press("Control+a")
    page.keyboard.type("区绿化管理所")
    rows = page.locator("tr.indicator")
    before = rows.count()
    held = Held(page)
    add_row_button(page).click()
    held.one_more()
    page.unroute("**/act/*")
    page.reload()
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    expect(cell(page, "/applicant_unit")).to_have_value("区绿化管理所")
    assert rows.count() == before + 1
    expect(page.locator(".conflict")).to_have_count(0)


def until(page: Page, happened: Callable[[], bool]) -> None:
    """Waits for it, ten seconds at most."""
    for _ in range(400):
        if happened():
            return
        page.wait_for_timeout(25)
    raise AssertionError("it did not happen")
