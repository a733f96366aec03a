"""Short ways to a draft and to the places of it, for the tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant import pipeline
from assistant.model import OPEN, Draft, Indicator, Provenance
from assistant.vocabulary.profile import load_profile

CASES = Path(__file__).parent / "cases"
PARK = """项目名称：社区公园管养
申请单位：某区城市管理局
实施期限：2026年1月—2028年12月
2026年预算86万元，其中：绿化养护60万元，设施维修26万元。
管护社区公园12个，每季度提交一份巡查报告，苗木成活率不低于95%。
市民投诉在2个工作日内处理，全年不发生安全责任事故。
提供7×24小时值守，改善居民休闲环境，市民满意度达到90%以上。
"""
VAGUE = "办公楼物业管理，一年98万。"


def load_cases(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def drafted(text: str = PARK, **options) -> Draft:
    return pipeline.draft(pipeline.source_text({"说明.md": text}), **options)


def rows(draft: Draft, kind: str) -> list[Indicator]:
    category = load_profile().category(kind)
    return [row for row in draft.declaration.indicators if row.level2 == category.level2]


def row_number(draft: Draft, kind: str) -> int:
    """The place of the first row of a category."""
    return draft.declaration.indicators.index(rows(draft, kind)[0])


def cell(draft: Draft, path: str) -> str:
    parts = path.strip("/").split("/")
    if len(parts) == 1:
        return getattr(draft.declaration, parts[0]) or ""
    return getattr(draft.declaration.indicators[int(parts[1])], parts[2]) or ""


def proofs(draft: Draft, path: str) -> list[Provenance]:
    return [entry for entry in draft.provenance if entry.path == path]


def open_paths(draft: Draft) -> set[str]:
    """Every goal and row cell that holds a 【待填】."""
    paths = {"/annual_goal", "/long_term_goal", "/policy_basis", "/budget_basis"} | {
        f"/indicators/{number}/{field}"
        for number in range(len(draft.declaration.indicators))
        for field in ("name", "value", "unit", "explanation")
    }
    return {path for path in paths if OPEN in cell(draft, path)}
