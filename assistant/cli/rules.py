"""rules: the catalogue of rules, or one rule's whole page."""

from __future__ import annotations

import argparse
import json

from assistant.cli.results import add_output, deliver
from assistant.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `rules`."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="规则编号，如 VA003；不填则列出全部"
    )
    add_output(parser, ("text", "json", "markdown"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints the catalogue or the page."""
    deliver(_page(options) if options.code else _catalogue(options), options.output)
    return 0


def _page(options: argparse.Namespace) -> str:
    from assistant.rules import catalogue

    page = catalogue.page_of(options.code)
    if options.format == "json":
        return json.dumps(page.model_dump(), ensure_ascii=False, indent=2)
    if options.format == "markdown":
        return catalogue.page_markdown(page)
    return catalogue.page_text(page)


def _catalogue(options: argparse.Namespace) -> str:
    from assistant.rules import catalogue

    if options.format == "json":
        return json.dumps(
            [p.model_dump() for p in catalogue.catalogue()], ensure_ascii=False, indent=2
        )
    if options.format == "markdown":
        return catalogue.catalogue_markdown()
    return "\n".join(
        f"{page.code}  {catalogue.SEVERITY_WORDS[page.severity]}  {page.summary}"
        for page in catalogue.catalogue()
    )
