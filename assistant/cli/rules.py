"""rules: the catalogue of rules, or one rule's whole page."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from assistant.cli.checking import add_config, organisation_for
from assistant.cli.results import add_output, deliver
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.rules.catalogue import RulePage


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `rules`."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="规则编号，如 VA003；不填则列出全部"
    )
    add_output(parser, ("text", "json", "markdown"))
    add_config(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the catalogue or the page."""
    from assistant.rules.catalogue import page_for

    own = tuple(map(page_for, organisation_for(options).own))
    deliver(_page(options, own) if options.code else _catalogue(options, own), options.output)
    return 0


def _page(options: argparse.Namespace, own: tuple[RulePage, ...]) -> str:
    from assistant.rules import catalogue
    from assistant.rules.registry import retired_rules

    retired = retired_rules().get(options.code.strip().upper())
    if retired is not None:
        plain = {**retired.model_dump(), "notice": retired.notice}
        as_json = options.format == "json"
        return json.dumps(plain, ensure_ascii=False, indent=2) if as_json else retired.notice
    page = catalogue.page_of(options.code, own)
    if options.format == "json":
        return json.dumps(page.model_dump(), ensure_ascii=False, indent=2)
    if options.format == "markdown":
        return catalogue.page_markdown(page)
    return catalogue.page_text(page)


def _catalogue(options: argparse.Namespace, own: tuple[RulePage, ...]) -> str:
    from assistant.rules import catalogue

    pages = (*catalogue.catalogue(), *own)
    if options.format == "json":
        return json.dumps([page.model_dump() for page in pages], ensure_ascii=False, indent=2)
    if options.format == "markdown":
        return catalogue.catalogue_markdown(own)
    return "\n".join(
        f"{page.code}  {catalogue.SEVERITY_WORDS[page.severity]}  {page.summary}" for page in pages
    )
