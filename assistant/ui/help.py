"""帮助: the manual, the rule catalogue and its pages, and the pictures they show."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response

from assistant.errors import UsageError
from assistant.rules.catalogue import FAMILIES, SECTIONS, RulePage, catalogue, page_of
from assistant.rules.registry import retired_notices
from assistant.ui.render import HERE, render
from assistant.ui.sentences import SEVERITY_WORDS
from assistant.ui.traffic import fragment, refusal
from assistant.vocabulary.loading import load

PICTURES: Final = HERE / "pictures"
MANUAL: Final = ("drafting", "checking")
"""The pages of the manual, in order."""
LONGEST: Final = 60


def add_help_routes(api: FastAPI) -> None:
    """Adds /help and what is below it. Nothing here belongs to anybody: no session is asked for."""

    @api.get("/help")
    def first() -> Response:
        return fragment(manual(MANUAL[0]))

    @api.get("/help/rules")
    def rules() -> Response:
        return fragment(rules_page())

    @api.get("/help/found")
    def found(q: str = "") -> Response:
        return fragment(rules_found(q[:LONGEST]))

    @api.get("/help/rules/{code}")
    def rule(code: str) -> Response:
        try:
            return fragment(rule_page(code))
        except UsageError:
            return fragment(rules_page(f"没有编号为“{code[:20]}”的规则；下面是全部规则。"))

    @api.get("/help/pictures/{name}")
    def picture(name: str) -> Response:
        path = pictures().get(name)
        if path is None:
            return refusal(404, "没有这张图。")
        return FileResponse(path, media_type="image/png", headers={"cache-control": "no-cache"})

    @api.get("/help/{page}")
    def further(page: str) -> Response:
        return fragment(manual(page if page in MANUAL else MANUAL[0]))


def manual(page: str) -> str:
    """A page of the manual."""
    return render("help", here=page, body=f"help_{page}.html", pictures=frozenset(pictures()))


def rules_page(said: str = "") -> str:
    """The catalogue with its search."""
    return render(
        "help",
        here="rules",
        body="help_rules.html",
        said=said,
        total=len(catalogue()),
        found=rules_found(""),
        undecidable=load("undecidable"),
    )


def rules_found(query: str) -> str:
    """The rules that hold all the words (in code, summary, reason, basis, examples), by family."""
    words = [word.lower() for word in re.split(r"[\s，,、]+", query) if word]
    pages = [page for page in catalogue() if all(word in _text(page) for word in words)]
    families = [
        (title, [page for page in pages if page.family == key]) for key, title in FAMILIES.items()
    ]
    return render(
        "help_found",
        query=query,
        total=len(pages),
        families=[(title, found) for title, found in families if found],
        words=SEVERITY_WORDS,
    )


def rule_page(code: str) -> str:
    """One rule's page. Raises UsageError when there is no such code."""
    page = page_of(code)
    texts = (page.summary, page.why, page.basis, page.bad, page.good, page.fix_safety)
    return render(
        "help",
        here="rules",
        body="help_rule.html",
        page=page,
        notices=retired_notices([code]),
        family=FAMILIES[page.family],
        severity=SEVERITY_WORDS[page.severity],
        sections=list(zip(SECTIONS, texts, strict=True)),
    )


@cache
def pictures() -> dict[str, Path]:
    """The pictures that `make picture` took, by file name."""
    return {path.name: path for path in sorted(PICTURES.glob("*.png"))}


def _text(page: RulePage) -> str:
    texts = (page.code, page.name, page.summary, page.why, page.basis, page.bad, page.good)
    return "\n".join((*texts, FAMILIES[page.family], SEVERITY_WORDS[page.severity])).lower()
