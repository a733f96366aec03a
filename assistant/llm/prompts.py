"""Prompts: one Markdown file each in `prompts/`, a YAML head and a Jinja body.

The body has a part for the system and a part for the user, divided by a line `---user---`. What
users wrote reaches a prompt only through variables, and stands there between marks that it cannot
contain.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.model import Value

FOLDER = Path(__file__).resolve().parent.parent.parent / "prompts"
_USER = "---user---"
_MARKS = re.compile(r"<(?=/?[\u4e00-\u9fff])")


class Prompt(Value):
    """A prompt as its file has it. `label` (draft@1) is what a draft names as its author."""

    name: str
    version: int
    purpose: str
    inputs: tuple[str, ...]
    returns: str
    body: str
    rules: tuple[str, ...] = ()
    """Codes of the checker's rules whose summaries the prompt holds up to the model."""

    @property
    def label(self) -> str:
        """Name and version."""
        return f"{self.name}@{self.version}"


class Message(NamedTuple):
    """One turn of a conversation."""

    role: str
    text: str


@cache
def prompt_names() -> tuple[str, ...]:
    """The names of all prompts, sorted."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.md") if p.stem != "README"))


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt of that name. Raises FileNotFoundError or ValueError: the folder is ours."""
    import yaml

    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    return Prompt.model_validate({**yaml.safe_load(head), "body": body.strip() + "\n"})


def render(prompt: Prompt, **inputs: Any) -> tuple[Message, Message]:
    """System and user message. Raises ValueError when inputs are missing or unknown."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if set(inputs) != set(prompt.inputs):
        raise ValueError(f"{prompt.label} takes {prompt.inputs}, not {tuple(inputs)}")
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_as_data
    )
    system, user = (
        environment.from_string(part.strip()).render(**inputs) for part in prompt.body.split(_USER)
    )
    return Message("system", system), Message("user", user)


def _as_data(value: Any) -> Any:
    """Text from outside cannot close the marks it stands between."""
    return _MARKS.sub("＜", value) if isinstance(value, str) else value
