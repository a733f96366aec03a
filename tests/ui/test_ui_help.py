"""帮助: two pages with pictures that are there, every rule with its page, a search."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.rules.catalogue import catalogue
from assistant.ui.help import MANUAL, add_help_routes, pictures

MOST_BYTES = 300_000


@pytest.fixture
def client() -> TestClient:
    """The addresses of the help."""
    api = FastAPI()
    add_help_routes(api)
    return TestClient(api)


def test_the_manual_has_two_pages_with_pictures_of_the_page(client: TestClient) -> None:
    shown = [client.get(f"/help/{page}").text for page in MANUAL]
    assert len(shown) == 2
    assert client.get("/help").text == shown[0]
    named = re.findall(r'src="(/help/pictures/[\w.-]+)" alt="([^"]+)"', "".join(shown))
    assert len(named) == 6
    for address, said in named:
        picture = client.get(address)
        assert picture.content.startswith(b"\x89PNG")
        assert len(said) > 5


def test_pictures_are_there_at_two_widths_light_and_dark_and_small_enough() -> None:
    readme = {
        f"page-{width}-{scheme}.png" for width in (1366, 1920) for scheme in ("light", "dark")
    }
    assert readme <= set(pictures())
    assert all(path.stat().st_size < MOST_BYTES for path in pictures().values())


def test_only_pictures_are_given_out(client: TestClient) -> None:
    for name in ("nothing.png", "..%2Fpage.css", "%2e%2e/help.py"):
        assert client.get(f"/help/pictures/{name}").status_code == 404


def test_every_rule_has_its_page_and_stands_in_the_catalogue(client: TestClient) -> None:
    every = client.get("/help/rules").text
    for page in catalogue():
        assert f'href="#help/rules/{page.code}"' in every
    one = client.get("/help/rules/va003").text
    for title in ("一句话", "为什么", "依据", "反例", "正例", "修复是否安全"):
        assert f"<dt>{title}</dt>" in one


@pytest.mark.parametrize(
    ("query", "holds", "lacks"),
    [("VA003", "VA003", "GO001"), ("必填 不适用", "ST002", "VA003"), ("va", "VA001", "ST002")],
)
def test_rules_are_found_by_their_words(
    client: TestClient, query: str, holds: str, lacks: str
) -> None:
    found = client.get("/help/found", params={"q": query}).text
    assert f"#help/rules/{holds}" in found
    assert f"#help/rules/{lacks}" not in found


def test_what_is_not_found_is_said_and_stays_text(client: TestClient) -> None:
    evil = "<img src=http://x.example/a>"
    said = client.get("/help/found", params={"q": evil}).text
    assert "没有规则" in said
    assert "<img" not in said
    page = client.get("/help/rules/ZZ999").text
    assert "没有编号为“ZZ999”的规则" in page
    assert "#help/rules/VA003" in page
