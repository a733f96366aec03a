"""What lies on one user's desk: the frozen values that handlers take and return."""

from __future__ import annotations

from typing import Literal

from assistant.model import (
    Candidate,
    Declaration,
    Draft,
    DraftMeta,
    Finding,
    Imported,
    Indicator,
    Note,
    Precedent,
    Provenance,
    Question,
    SourceCell,
    SourceText,
    Value,
    fresh,
)
from assistant.ui.single_questions import singly

Where = Literal["intake", "files", "form", "chat"]


class Choice(Value):
    """A button under a message: its label and the action it stands for."""

    label: str
    kind: str
    at: str = ""
    text: str = ""


class Message(Value):
    """One message of the conversation."""

    who: Literal["user", "assistant"]
    text: str
    choices: tuple[Choice, ...] = ()


class Trouble(Value):
    """What could not be done, shown beside what caused it. `at` names a cell of the form."""

    where: Where
    text: str
    at: str = ""


class Upload(Value):
    """A file as it came from the browser. The name is only ever shown, never used as a path."""

    name: str
    content: bytes


class Piece(Value):
    """A piece of a goal under rewriting: kept as it is when `old` and `new` are the same."""

    old: str
    new: str

    @property
    def is_change(self) -> bool:
        """True while it waits to be taken or left."""
        return self.old != self.new


class Proposal(Value):
    """A goal worded anew, each change waiting to be taken or left."""

    path: str
    instruction: str
    pieces: tuple[Piece, ...]
    others: tuple[Candidate, ...] = ()
    """Further wordings, best first."""
    author: str = ""
    notice: str = ""

    @property
    def before(self) -> str:
        """The goal with what was decided so far."""
        return "".join(piece.old for piece in self.pieces)

    @property
    def after(self) -> str:
        """The goal with every open change taken."""
        return "".join(piece.new for piece in self.pieces)

    @property
    def open_changes(self) -> tuple[int, ...]:
        """The places in `pieces` of the changes still to be decided."""
        return tuple(number for number, piece in enumerate(self.pieces) if piece.is_change)


class UserWord(Value):
    """A cell the user wrote himself: kept when the form is drafted anew. `row` is the whole row
    as it was, for a cell of a row; the row is known by its category and name, not by its place."""

    field: str
    value: str
    row: Indicator | None = None


class Shelved(Value):
    """A declaration read from a file, and that file's name."""

    file_name: str
    imported: Imported


class Desk(Value):
    """One user's work: the description, the declaration, what was found and what was said."""

    description: str = ""
    source: SourceText = SourceText(text="")
    texts: tuple[tuple[str, str], ...] = ()
    """Description files as (name, text), to tell from which file a number came."""
    declaration: Declaration | None = None
    row_keys: tuple[str, ...] = ()
    """The rows' names in order, by which a row is known wherever it stands (`row_keys`)."""
    meta: DraftMeta | None = None
    file_name: str = ""
    cells: dict[str, SourceCell] = fresh(default_factory=dict)
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    questions: tuple[Question, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    shelf: tuple[Shelved, ...] = ()
    """Declarations read from the files dropped last."""
    talk: tuple[Message, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    proposal: Proposal | None = None
    words: tuple[UserWord, ...] = ()
    """What the user wrote into cells, latest last."""
    asking: str = ""
    """The cell that the last question of the conversation was about."""
    deed: str = ""
    """The number of the page's deed that led here: it is not done again by the next process."""
    past: tuple[Desk, ...] = ()
    """Earlier states of the form, oldest first, for 撤销."""
    version: int = 0
    """The number under which this state of the form is kept; 0: it is not kept yet."""
    future: tuple[Desk, ...] = ()
    """States taken back, the nearest last, for 重做."""

    def as_draft(self) -> Draft:
        """The work as the pipeline knows it; a form read from a file counts as a draft by hand."""
        return Draft(
            declaration=self.declaration or Declaration(),
            findings=self.findings,
            provenance=self.provenance,
            questions=self.questions,
            precedents=self.precedents,
            meta=self.meta or DraftMeta(engine="offline"),
        )

    def with_draft(self, draft: Draft) -> Desk:
        """The desk with that draft on it; who wrote it is told by `meta` alone."""
        return self.model_copy(
            update={
                "declaration": draft.declaration,
                "findings": draft.findings,
                "provenance": draft.provenance,
                "questions": singly(draft.questions, draft.declaration),
                "precedents": draft.precedents,
                "troubles": (),
            }
        )

    def told(self, text: str, *choices: Choice) -> Desk:
        """The desk after the assistant said something."""
        message = Message(who="assistant", text=text, choices=choices)
        return self.model_copy(update={"talk": (*self.talk, message)})

    def asked(self, text: str) -> Desk:
        """The desk after the user said something."""
        return self.model_copy(
            update={"talk": (*self.talk, Message(who="user", text=text)), "troubles": ()}
        )

    def failed(self, where: Where, text: str, at: str = "") -> Desk:
        """The desk with one trouble shown beside its cause; everything else as it was."""
        return self.model_copy(update={"troubles": (Trouble(where=where, text=text, at=at),)})

    @property
    def open_paths(self) -> tuple[str, ...]:
        """The cells that questions are open for."""
        return tuple(question.path for question in self.questions)
