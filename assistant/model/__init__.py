"""The values that flow between the stages: frozen, typed, without I/O.

Glossary (the field's terms):

    declaration          项目支出绩效目标申报表, one form for one project and one budget year
    annual_goal          年度目标 (年度总体目标 …)
    long_term_goal       长期目标 (中期目标, 实施期绩效目标 …)
    policy_basis         政策依据            budget_basis   测算依据
    indicator            one row: 一级/二级/三级指标, 指标值, 度量单位, 指标解释
    category             the level2 of a row, without asterisk: 数量指标, 质量指标 …
    output / outcome / satisfaction     产出 / 效益 / 满意度 (the level1 groups)
    target               a 指标值 understood: comparator, bounds, unit, or a level word, or a date
    mention              a target found inside running text, with its place
    baseline             上年实际值          actual         实际完成值
    commitment           what a goal promises and a row can measure
    precedent            a past declaration (or a row of it) found by the index
    pointer / path       JSON Pointer (RFC 6901) into the declaration, e.g. /indicators/3/value

Amounts are yuan. Percentages keep the number before the sign: ≥90% is low=90.
"""

from assistant.model.base import (
    NOT_APPLICABLE,
    OPEN,
    OpenValue,
    Value,
    fresh,
)
from assistant.model.declaration import (
    FIRST_YEAR,
    HEADER_FIELDS,
    LAST_YEAR,
    OPTIONAL_FIELDS,
    OPTIONAL_ROW_FIELDS,
    ROW_FIELDS,
    TEXT_FIELDS,
    Declaration,
    ExtraCell,
    Imported,
    Indicator,
    Note,
    SourceCell,
    SpareRow,
)
from assistant.model.drafts import (
    Candidate,
    Draft,
    DraftMeta,
    Locked,
    Precedent,
    Provenance,
    ProvenanceKind,
    Question,
    Rewrite,
    SourceText,
)
from assistant.model.facts import (
    Benefit,
    BudgetItem,
    Contradiction,
    HeaderFact,
    Outlook,
    ProjectFacts,
    Requirement,
    RequirementKind,
)
from assistant.model.findings import (
    SEVERITIES,
    AcrossFinding,
    CheckedDeclaration,
    CheckedFile,
    Edit,
    Finding,
    Fix,
    Severity,
    Where,
)
from assistant.model.limits import MEGABYTE, Limits
from assistant.model.mentions import (
    Commitment,
    Comparator,
    Dimension,
    Mention,
    Money,
    PartialDate,
    Period,
    PolicyCitation,
    Product,
    Target,
)
from assistant.model.reading import InvalidValue

__all__ = [
    "FIRST_YEAR",
    "HEADER_FIELDS",
    "LAST_YEAR",
    "MEGABYTE",
    "NOT_APPLICABLE",
    "OPEN",
    "OPTIONAL_FIELDS",
    "OPTIONAL_ROW_FIELDS",
    "ROW_FIELDS",
    "SEVERITIES",
    "TEXT_FIELDS",
    "AcrossFinding",
    "Benefit",
    "BudgetItem",
    "Candidate",
    "CheckedDeclaration",
    "CheckedFile",
    "Commitment",
    "Comparator",
    "Contradiction",
    "Declaration",
    "Dimension",
    "Draft",
    "DraftMeta",
    "Edit",
    "ExtraCell",
    "Finding",
    "Fix",
    "HeaderFact",
    "Imported",
    "Indicator",
    "InvalidValue",
    "Limits",
    "Locked",
    "Mention",
    "Money",
    "Note",
    "OpenValue",
    "Outlook",
    "PartialDate",
    "Period",
    "PolicyCitation",
    "Precedent",
    "Product",
    "ProjectFacts",
    "Provenance",
    "ProvenanceKind",
    "Question",
    "Requirement",
    "RequirementKind",
    "Rewrite",
    "Severity",
    "SourceCell",
    "SourceText",
    "SpareRow",
    "Target",
    "Value",
    "Where",
    "fresh",
]
