"""What lies on one user's desk: the frozen values that handlers take and return."""

from __future__ import annotations

from typing import Literal

from assistant.model import (
    Declaration,
    Draft,
    DraftMeta,
    Finding,
    Imported,
    Note,
    Precedent,
    Provenance,
    Question,
    SourceCell,
    SourceText,
    Value,
    fresh,
)

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
    past: tuple[Desk, ...] = ()
    """Earlier states of the form, oldest first, for 撤销."""
    version: int = 0
    """The number under which this state of the form is kept; 0: it is not kept yet."""

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
                "questions": draft.questions,
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
