"""批量检查, 往年库 and 帮助 in a real browser, as a user would go through them."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from test_page import cell, draft_example, write

from assistant import formats
from eval.generated import declarations

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "corpus" / "declarations").glob("*.json"))


def five_files(folder: Path) -> list[Path]:
    """Four forms in four formats and a broken file."""
    files = []
    for source, kind in zip(CORPUS, ("docx", "xlsx", "txt", "json"), strict=False):
        form = formats.read(source)[0].declaration
        files.append(folder / f"{form.project_name}.{kind}")
        formats.write(form, files[-1])
    broken = folder / "坏的.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    return [*files, broken]


def saved(page: Page, link, folder: Path) -> Path:
    """The file behind a link."""
    with page.expect_download() as download:
        link.click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def go(page: Page, view: str) -> None:
    """By the header."""
    page.locator(".views").get_by_role("link", name=view).click()


def test_the_draft_stays_while_other_views_are_looked_at(page: Page) -> None:
    draft_example(page)
    name = page.locator(".bar-name strong")
    write(cell(page, "/project_name"), "公园管养乙")
    expect(name).to_have_text("公园管养乙")
    address = page.url
    loaded: list[str] = []
    page.on("load", lambda: loaded.append(page.url))
    for view, heading in (("批量检查", "批量检查"), ("往年库", "往年库"), ("帮助", "使用手册一")):
        go(page, view)
        expect(page.get_by_role("heading", name=re.compile(heading)).first).to_be_visible()
        assert page.url.startswith(f"{address}#")
    go(page, "起草与修改")
    expect(name).to_have_text("公园管养乙")
    expect(page.locator("#panel-form .sheet")).to_be_visible()
    assert loaded == []


def test_five_files_are_checked_one_opened_and_its_copy_taken(page: Page, tmp_path: Path) -> None:
    files = five_files(tmp_path)
    go(page, "批量检查")
    page.locator("#pick-batch").set_input_files(files)
    expect(page.get_by_text("全部下载")).to_be_visible(timeout=120_000)
    expect(page.locator("#panel-batch .trouble", has_text="坏的.docx")).to_be_visible()
    expect(page.get_by_role("button", name="打开修改")).to_have_count(4)
    expect(page.get_by_role("heading", name=re.compile("各表之间"))).to_be_visible()

    copy = saved(page, page.get_by_role("link", name="批注副本", exact=True).first, tmp_path)
    document = docx.Document(str(copy))
    comments = [c.text for c in document.comments if "规则集" not in c.text.splitlines()[0]]
    assert comments
    assert all(re.match(r"【(错误|警告|提示)】[A-Z]{2}\d{3}", text) for text in comments)
    opinion = saved(page, page.get_by_role("link", name=re.compile("审核意见（全部")), tmp_path)
    said = "\n".join(p.text for p in docx.Document(str(opinion)).paragraphs)
    assert "坏的.docx" in said
    everything = saved(page, page.get_by_role("link", name=re.compile("全部下载")), tmp_path)
    assert everything.read_bytes().startswith(b"PK")

    page.get_by_role("button", name="打开修改").nth(1).click()
    expect(page.locator(".badge").first).to_have_text(f"读自 {files[1].name}")
    expect(page.locator("#panel-form .sheet textarea[data-at='/project_name']")).to_have_value(
        files[1].stem
    )
    page.go_back()
    expect(page.get_by_text("全部下载")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="打开修改")).to_have_count(4)


def test_the_past_is_imported_searched_and_removed(page: Page, tmp_path: Path) -> None:
    form = formats.read(CORPUS[0])[0].declaration.model_copy(
        update={"project_name": "古树名木保护项目", "project_code": "7", "year": 2024}
    )
    past, broken = tmp_path / "往年.docx", five_files(tmp_path)[-1]
    formats.write(form, past)
    go(page, "往年库")
    expect(page.locator("[data-part=list] tbody tr").first).to_be_visible(timeout=60_000)
    page.locator("#pick-library").set_input_files([past, broken])
    expect(page.get_by_text("核对后再加入")).to_be_visible(timeout=60_000)
    expect(page.locator("#panel-library .trouble", has_text="坏的.docx")).to_be_visible()
    page.get_by_text("读到的内容").click()
    expect(page.locator("#panel-library form table").first).to_contain_text("数量指标")
    page.get_by_role("button", name="加入勾选的").click()
    expect(page.locator("#panel-library .said", has_text="已加入 1 份")).to_be_visible(
        timeout=60_000
    )

    page.get_by_label("查找往年指标").fill("满意度")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".chart svg")).to_be_visible()
    page.get_by_label("按名称、单位、年度筛选").fill("古树")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("[data-part=list] tbody tr")).to_have_count(1)
    page.get_by_role("button", name="查看古树名木保护项目").click()
    expect(page.locator(".stored")).to_contain_text("2024")

    remove = page.get_by_role("button", name="移除古树名木保护项目")
    remove.click()
    expect(remove).to_have_text("确定移除？")
    remove.click()
    expect(page.locator("#panel-library .said", has_text="已从往年库移除")).to_be_visible()
    expect(page.get_by_role("button", name="查看古树名木保护项目")).to_have_count(0)


def test_a_long_import_shows_how_far_it_is_and_stops(page: Page, tmp_path: Path) -> None:
    files = [tmp_path / f"{number:03}.docx" for number in range(160)]
    for file, form in zip(files, declarations(len(files), seed=5), strict=True):
        formats.write(form, file)
    go(page, "往年库")
    expect(page.locator("[data-part=list] tbody tr").first).to_be_visible(timeout=60_000)
    page.locator("#pick-library").set_input_files(files)
    bar = page.get_by_role("progressbar", name="正在读取的进度")
    expect(bar).to_be_in_viewport(timeout=60_000)
    expect(bar).to_have_attribute("max", "160")
    expect(bar).not_to_have_attribute("value", "0")
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_text("已停止：160 个文件处理了")).to_be_visible()
    read = int(re.findall(r"读到 (\d+) 份", page.locator("#panel-library").inner_text())[0])
    assert 0 < read < 160
    page.get_by_role("button", name="加入勾选的").click()
    expect(page.locator("#panel-library .said", has_text=f"已加入 {read} 份")).to_be_visible(
        timeout=60_000
    )
    expect(page.get_by_text(f"自己加入 {read}）")).to_be_visible()
    page.get_by_label("按名称、单位、年度筛选").fill(f"{read - 1}号项目")
    page.get_by_role("button", name="筛选").click()
    expect(
        page.get_by_role("button", name=re.compile(f"^移除.*{read - 1}号项目")).first
    ).to_be_visible()


def test_help_opens_and_a_rule_is_found(page: Page) -> None:
    go(page, "帮助")
    expect(page.get_by_role("heading", name=re.compile("使用手册一"))).to_be_visible()
    picture = page.locator(".help img").first
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('.help img').naturalWidth > 600")
    page.get_by_role("link", name="规则目录").first.click()
    page.get_by_label("查找规则").fill("度量单位")
    expect(page.get_by_text(re.compile("^找到"))).to_be_visible()
    page.locator(".catalogue a.code", has_text="VA003").click()
    expect(page.locator("dl.rule dt").nth(2)).to_have_text("依据")
    page.go_back()
    expect(page.get_by_label("查找规则")).to_be_visible()


def test_a_finding_leads_to_its_rule(page: Page) -> None:
    page.locator("[data-act=example]").first.click()
    expect(page.locator("#panel-form .sheet")).to_be_visible(timeout=60_000)
    value = page.locator("tr.indicator textarea[data-at$='/value']").nth(1)
    value.fill("较高")
    value.blur()
    code = page.locator("#findings a.code", has_text="VA001").first
    expect(code).to_be_attached()
    code.evaluate("e => e.click()")
    expect(page.locator(".help h2")).to_contain_text("VA001")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_the_views_fit(open_page, width: int, height: int, theme: str) -> None:
    page = open_page(width, height, theme)
    for view in ("批量检查", "往年库", "帮助"):
        go(page, view)
        expect(page.locator(".view-body:visible")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        colours = page.evaluate(
            "(() => { const e = [...document.querySelectorAll('.view-body')]"
            ".find(e => e.offsetParent);"
            "const s = getComputedStyle(e); return [s.color, s.backgroundColor]; })()"
        )
        assert len(set(colours)) == 2


def test_a_batch_is_checked_by_keyboard(page: Page, tmp_path: Path) -> None:
    link = page.locator(".views").get_by_role("link", name="批量检查")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="批量检查")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "pick-batch"
