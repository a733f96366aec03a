"""What a sentence to the assistant asks for, as a value. Whoever reads the sentence returns these.

Two readers fill it: `phrasing.understand` by recognised phrasing, and one with a language model.
An intent names things in the user's own words; which cell is meant is decided against the form
(`ui/matching.py`), never by the reader. Nothing is carried out by an intent alone: values are
checked where they are written, and what changes content is confirmed.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from assistant.model import Value

Kind = Literal[
    "help",  # what can be asked
    "facts",  # what was understood of the description
    "open",  # what is still missing: the next question
    "check",
    "fix",  # all safe fixes; with `code` or `subject` the findings meant, one by one
    "suppress",  # accept a finding (`code`, `subject`) with `reason`
    "restore",  # take up again a finding (`code`) that was accepted
    "why",  # of a rule (`code`), a finding or a cell (`subject`)
    "sources",  # where the numbers of `subject` come from
    "similar",  # how similar projects write `subject` (empty: this project)
    "change",  # write `value` into `field` of `subject`
    "add_row",  # `subject`: category or name, `value` if one was said
    "remove_row",
    "duplicate_row",
    "move_row",  # `direction`
    "rewrite",  # goal `field` (annual_goal, long_term_goal) by `instruction`
    "accept",  # the open proposal, whole
    "reject",
    "copy",  # `subject` or `row`; both empty: the whole form
    "export",  # `format`, empty: all are offered
    "undo",
    "redo",
    "redraft",
    "new_draft",  # an empty page for another project
    "unknown",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Field = Literal["", "name", "value", "unit", "explanation", "annual_goal", "long_term_goal"]
Direction = Literal["", "up", "down"]


class Intent(Value):
    """One thing asked for. Only the parts that its kind uses are filled, in the user's words."""

    kind: Kind
    subject: str = ""
    """What it is about: a row's name, a category, a header label (合同审查, 满意度, 申请单位)."""
    row: int = 0
    """The number of the indicator row as the page shows it, from 1; 0 when none was said."""
    field: Field = ""
    """Which cell of a row, or which goal."""
    value: str = ""
    code: str = ""
    """A rule's code in capitals (VA003)."""
    instruction: str = ""
    """How a goal is to be rewritten, as said (短一点, 到2028年)."""
    reason: str = ""
    direction: Direction = ""
    format: str = ""
    """docx, xlsx, json … as the formats are named."""
    source: Literal["phrasing", "model"] = "phrasing"
    """Who read it: what a model read is shown before it changes anything."""


Reading = tuple[Intent, ...]
"""What one message asks for, in order; a message that is not understood is one `unknown`."""

UNKNOWN: Final = Intent(kind="unknown")
