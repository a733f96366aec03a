"""A draft with its proof, its questions and its precedents."""

from typing import Any, Literal

from assistant.model.base import Value
from assistant.model.declaration import Declaration, Indicator
from assistant.model.findings import Finding

ProvenanceKind = Literal["brief", "precedent", "computed", "convention", "placeholder"]


class Provenance(Value):
    """Where one number (or open cell) of a draft comes from."""

    path: str
    kind: ProvenanceKind
    text: str
    source: str = ""
    note: str = ""


class Question(Value):
    """What is open in a draft, in the words of a colleague, with what precedents usually write."""

    path: str
    question: str
    proposal: str | None = None
    because: str | None = None


class Precedent(Value):
    """A hit of the index: a past declaration (row=None) or one of its rows."""

    id: str
    project_name: str
    project_code: str | None = None
    year: int | None = None
    unit: str | None = None
    row: int | None = None
    indicator: Indicator | None = None
    score: float
    same_project: bool = False
    used_for: tuple[str, ...] = ()


class DraftMeta(Value):
    """Who wrote a draft, in how many rounds, how long it took.

    `endpoint` is the host the model answered from, `cost` yuan when a price is set, `notice` the
    sentence that says why another engine than the one asked for wrote it."""

    engine: Literal["offline", "llm"]
    model: str | None = None
    prompts: tuple[str, ...] = ()
    rounds: int = 1
    usage: dict[str, int] | None = None
    seconds: float = 0.0
    endpoint: str | None = None
    cost: float | None = None
    notice: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The JSON object: core fields always, the last three if set."""
        plain = self.model_dump(mode="json")
        optional = ("endpoint", "cost", "notice")
        return {k: v for k, v in plain.items() if v is not None or k not in optional}


class Draft(Value):
    """A drafted declaration with its proof, what is open, and what was found by the checker."""

    declaration: Declaration
    findings: tuple[Finding, ...] = ()
    provenance: tuple[Provenance, ...] = ()
    questions: tuple[Question, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    meta: DraftMeta

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the contract, in its order."""
        plain = self.model_dump(mode="json")
        shown = ("id", "project_name", "row", "score", "used_for")
        return {
            "declaration": self.declaration.as_json(),
            "findings": [finding.as_json() for finding in self.findings],
            **{key: plain[key] for key in ("provenance", "questions")},
            "precedents": [{key: one[key] for key in shown} for one in plain["precedents"]],
            "meta": self.meta.as_json(),
        }


class Locked(Value):
    """Something a rewrite may not change (a number with its unit, a document number, a name)."""

    text: str
    kept: bool


class Candidate(Value):
    """A goal written anew: what changes, what is kept, what the checker says before and after."""

    path: str
    before: str
    after: str
    diff: tuple[tuple[Literal["equal", "delete", "insert"], str], ...] = ()
    locked: tuple[Locked, ...] = ()
    findings_before: tuple[Finding, ...] = ()
    findings_after: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        found = {"findings_before": self.findings_before, "findings_after": self.findings_after}
        listed = {key: [finding.as_json() for finding in some] for key, some in found.items()}
        return {**self.model_dump(mode="json"), **listed}


class Rewrite(Value):
    """A rewritten goal: one candidate or several, the best first, and who wrote them."""

    candidates: tuple[Candidate, ...]
    meta: DraftMeta

    def as_json(self) -> dict[str, Any]:
        """The JSON object of the contract."""
        candidates = [candidate.as_json() for candidate in self.candidates]
        return {"candidates": candidates, "meta": self.meta.as_json()}


class SourceText(Value):
    """A description: one text made of named parts, each offset traceable to its part."""

    text: str
    parts: tuple[tuple[str, int], ...] = ()
    """(name, offset at which the part begins), in order."""

    def origin(self, start: int, end: int) -> str:
        """`brief:说明.md:120-131`, offsets in characters within the named file."""
        name, base = "文字", 0
        for part, offset in self.parts:
            if offset <= start:
                name, base = part, offset
        return f"brief:{name}:{start - base}-{end - base}"
