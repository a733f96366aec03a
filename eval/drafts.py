"""A draft as the contract's JSON has it (§3), with the few views the scorers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eval.text import NOT_APPLICABLE, PLACEHOLDER
from eval.values import LEVEL_WORDS

# The form's categories in its order: kind, 一级指标, 二级指标, with an asterisk or not.
CATEGORIES = (
    ("quantity", "产出指标", "数量指标", True),
    ("quality", "产出指标", "质量指标", True),
    ("timeliness", "产出指标", "时效指标", True),
    ("cost", "产出指标", "成本指标", True),
    ("economic", "效益指标", "经济效益指标", False),
    ("social", "效益指标", "社会效益指标", True),
    ("ecological", "效益指标", "生态效益指标", False),
    ("lasting", "效益指标", "可持续影响指标", False),
    ("served_satisfaction", "满意度指标", "服务对象满意度指标", True),
    ("other_satisfaction", "满意度指标", "其他满意度指标", False),
)
KIND_OF = {level2: kind for kind, _, level2, _ in CATEGORIES}
LEVEL1_OF = {kind: level1 for kind, level1, _, _ in CATEGORIES}
REQUIRED = frozenset(kind for kind, _, _, required in CATEGORIES if required)
GOALS = ("annual_goal", "long_term_goal")
ROW_CELLS = ("name", "value", "unit", "explanation")


@dataclass(frozen=True)
class Row:
    """An indicator row; empty cells are empty strings."""

    index: int
    kind: str
    level1: str
    name: str
    value: str
    unit: str
    explanation: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Name, value, unit and explanation."""
        return (self.name, self.value, self.unit, self.explanation)

    @property
    def state(self) -> str:
        """`open`, `na`, `level` or `filled`."""
        if any(PLACEHOLDER in cell for cell in self.cells):
            return "open"
        if self.value.strip() == NOT_APPLICABLE:
            return "na"
        return "level" if self.value.strip() in LEVEL_WORDS else "filled"


@dataclass(frozen=True)
class Proof:
    """One entry of the provenance."""

    path: str
    kind: str
    text: str
    source: str
    note: str


@dataclass(frozen=True)
class Question:
    """One open question."""

    path: str
    question: str
    proposal: str
    because: str


@dataclass(frozen=True)
class DraftView:
    """A draft's JSON made easy to ask; `declaration` stays the raw object."""

    declaration: dict[str, Any]
    rows: tuple[Row, ...]
    proofs: tuple[Proof, ...]
    questions: tuple[Question, ...]
    findings: tuple[dict[str, Any], ...]

    @classmethod
    def from_json(cls, draft: dict[str, Any]) -> DraftView:
        """The view of one `draft --format json` object."""
        declaration = draft["declaration"]
        return cls(
            declaration,
            tuple(_row(index, raw) for index, raw in enumerate(declaration.get("indicators", ()))),
            tuple(Proof(**_texts(raw, Proof)) for raw in draft.get("provenance", ())),
            tuple(Question(**_texts(raw, Question)) for raw in draft.get("questions", ())),
            tuple(draft.get("findings", ())),
        )

    def text(self, field: str) -> str:
        """A text field of the declaration; empty when unknown."""
        return str(self.declaration.get(field) or "")

    def claims(self) -> tuple[tuple[str, str], ...]:
        """(path, text) of what must be proved: goals, and each row's name, value, explanation."""
        goals = [(f"/{field}", self.text(field)) for field in GOALS]
        cells = [
            (f"/indicators/{row.index}/{cell}", getattr(row, cell))
            for row in self.rows
            for cell in ("name", "value", "explanation")
        ]
        return tuple((path, text) for path, text in goals + cells if text)

    def everything(self) -> str:
        """Every text a reader of the form sees, one line per cell."""
        fields = ("project_name", "policy_basis", "budget_basis", *GOALS)
        lines = [self.text(field) for field in fields]
        return "\n".join(lines + [cell for row in self.rows for cell in row.cells])

    def resolves(self, pointer: str) -> bool:
        """Whether a JSON Pointer leads to a place of the declaration (a null there counts)."""
        place: Any = self.declaration
        for key in pointer.lstrip("/").split("/"):
            if isinstance(place, list):
                if not key.isdigit() or int(key) >= len(place):
                    return False
                place = place[int(key)]
            elif isinstance(place, dict) and (key in place or place is self.declaration):
                place = place.get(key)
            else:
                return False
        return True


def _row(index: int, raw: dict[str, Any]) -> Row:
    cells = {cell: str(raw.get(cell) or "") for cell in ROW_CELLS}
    level2 = str(raw.get("level2") or "").lstrip("*")
    return Row(index, KIND_OF.get(level2, level2), str(raw.get("level1") or ""), **cells)


def _texts(raw: dict[str, Any], shape: type) -> dict[str, str]:
    return {key: str(raw.get(key) or "") for key in shape.__annotations__}
