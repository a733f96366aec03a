"""What the model is asked to return, as values; their shape is sent along as a JSON schema."""

from __future__ import annotations

from assistant.model import Value


class RowWording(Value):
    """New words for one row; its value and unit are not the model's to write."""

    no: int
    name: str = ""
    explanation: str = ""


class Wording(Value):
    """The answer to the prompts `draft` and `mend`."""

    annual_goal: str
    long_term_goal: str = ""
    rows: tuple[RowWording, ...] = ()
