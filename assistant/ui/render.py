"""HTML from templates, with everything escaped: no text of a form or a model becomes markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE: Final = Path(__file__).parent


def render(template: str, **values: object) -> str:
    """`templates/<template>.html` filled in."""
    return _environment().get_template(f"{template}.html").render(**values)


@cache
def static(name: str) -> str:
    """The text of `static/<name>`."""
    return (HERE / "static" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
