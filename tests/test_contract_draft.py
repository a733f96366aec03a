"""The draft's JSON against the contract, for every description of the evaluation.

Numbers are found here by means of their own, not by the product's grammars.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import pipeline
from assistant.cli.draft import draft_json
from assistant.vocabulary.profile import load_profile

EVAL = Path(__file__).parent.parent / "eval"
DESCRIPTIONS = sorted([*EVAL.glob("briefs/*.md"), *EVAL.glob("descriptions/*.md")])
KEYS = {
    "": ("declaration", "findings", "provenance", "questions", "precedents", "meta"),
    "provenance": ("path", "kind", "text", "source", "note"),
    "questions": ("path", "question", "proposal", "because"),
    "precedents": ("id", "project_name", "row", "score", "used_for"),
    "findings": (
        "id", "code", "name", "severity", "path", "related", "place", "excerpt", "message",
        "suggestion", "source", "fix", "suppressed",
    ),
    "meta": ("engine", "model", "prompts", "rounds", "usage", "seconds"),
    "declaration": (
        "profile", "year", "project_code", "project_name", "applicant_unit", "budget_unit",
        "duration_years", "project_type", "is_new", "allocation_method", "total_amount",
        "annual_amount", "policy_basis", "budget_basis", "annual_goal", "long_term_goal",
        "indicators",
    ),
    "indicators": ("level1", "level2", "name", "value", "unit", "explanation"),
}  # fmt: skip
OPTIONAL = {"start_year", "end_year", "fiscal_amount", "other_amount", "extra"}
OPTIONAL_OF_ROW = {"baseline", "actual", "weight", "midterm_value"}
KINDS = {"brief", "precedent", "computed", "convention", "placeholder"}
OPEN, NOT_APPLICABLE = "【待填】", "不适用"

_NO_NUMBER = re.compile(r"目标\d+|×\s*100%|(?m:^\d+\.)")
_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?|百分之[一二三四五六七八九十百]+"
    r"|(?<![第万统专单])[一二两三四五六七八九十百]{1,5}(?=(?:份|场|次|人|个工作日|小时|分钟|天|家|件|套|台))"
)
_IDIOM = re.compile(r"一次性|一件事|一人一|一户一|一对一|一次验收|一次办|一家一|一天一|同一|之一")


@functools.cache
def drafted(path: Path) -> dict:
    draft = pipeline.draft(pipeline.source_text({path.name: path.read_text(encoding="utf-8")}))
    return json.loads(draft_json(draft))


def claims(declaration: dict) -> Iterator[tuple[str, str]]:
    for field in ("annual_goal", "long_term_goal"):
        yield f"/{field}", declaration[field] or ""
    for number, row in enumerate(declaration["indicators"]):
        for cell in ("name", "value", "explanation"):
            yield f"/indicators/{number}/{cell}", row[cell] or ""


def numbers(text: str) -> Iterator[str]:
    barred = [m.span() for rule in (_NO_NUMBER, _IDIOM) for m in rule.finditer(text)]
    for match in _NUMBER.finditer(text):
        if not any(a <= match.start() < b for a, b in barred):
            yield match.group()


every = pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.stem[:2])


def test_there_are_descriptions() -> None:
    assert len(DESCRIPTIONS) >= 40


@every
def test_the_keys_are_the_contracts(path: Path) -> None:
    draft = drafted(path)
    assert tuple(draft) == KEYS[""]
    for part in ("provenance", "questions", "precedents", "findings"):
        assert all(tuple(entry) == KEYS[part] for entry in draft[part]), part
    assert tuple(draft["meta"]) == KEYS["meta"]
    declaration = draft["declaration"]
    assert set(declaration) - OPTIONAL == set(KEYS["declaration"])
    for row in declaration["indicators"]:
        assert tuple(key for key in row if key not in OPTIONAL_OF_ROW) == KEYS["indicators"]


@every
def test_every_number_has_its_origin(path: Path) -> None:
    draft = drafted(path)
    origins: dict[str, list[str]] = {}
    for entry in draft["provenance"]:
        origins.setdefault(entry["path"], []).append(entry["text"])
    for place, text in claims(draft["declaration"]):
        for number in numbers(text):
            proved = any(number in origin for origin in origins.get(place, []))
            assert proved, f"{place}: {number} in {text}"


@every
def test_origins_hold(path: Path) -> None:
    draft, text = drafted(path), path.read_text(encoding="utf-8")
    for entry in draft["provenance"]:
        assert entry["kind"] in KINDS
        if entry["kind"] == "placeholder":
            assert entry["text"] == OPEN
            continue
        assert not (entry["kind"] == "precedent" and re.search(r"\d", entry["text"]))
        assert entry["source"] or entry["note"]
        if entry["kind"] == "computed":
            assert entry["note"]
        if entry["source"].startswith("brief:"):
            name, span = entry["source"].removeprefix("brief:").rsplit(":", 1)
            start, end = map(int, span.split("-"))
            assert name == path.name
            assert text[start:end].strip()


@every
def test_pointers_resolve_and_what_is_open_is_asked(path: Path) -> None:
    draft = drafted(path)
    declaration = draft["declaration"]
    asked = {question["path"] for question in draft["questions"]}
    for pointer in [*asked, *(entry["path"] for entry in draft["provenance"])]:
        assert resolves(declaration, pointer), pointer
    for number, row in enumerate(declaration["indicators"]):
        if OPEN in row["value"]:
            assert f"/indicators/{number}/value" in asked
    for finding in draft["findings"]:
        assert OPEN not in finding["excerpt"]


@every
def test_the_rows_are_the_whole_form(path: Path) -> None:
    declaration = drafted(path)["declaration"]
    order = list(dict.fromkeys((r["level1"], r["level2"]) for r in declaration["indicators"]))
    categories = load_profile(declaration["profile"]).categories
    assert order == [(c.level1, c.level2) for c in categories]
    for row in declaration["indicators"]:
        cells = [row[cell] for cell in ("name", "value", "unit", "explanation")]
        assert all(isinstance(cell, str) and cell for cell in cells)
        assert cells.count(NOT_APPLICABLE) in (0, 4)


@every
def test_unknown_is_null_and_amounts_are_yuan(path: Path) -> None:
    declaration = drafted(path)["declaration"]
    for field in KEYS["declaration"][:-1]:
        value = declaration[field]
        assert isinstance(value, bool) or value not in ("", 0), field
    for field in ("annual_amount", "total_amount"):
        amount = declaration[field]
        assert amount is None or (isinstance(amount, int | float) and amount >= 1000)


@every
def test_no_error_is_found_in_a_draft(path: Path) -> None:
    errors = [f for f in drafted(path)["findings"] if f["severity"] == "error"]
    assert not errors


def resolves(declaration: dict, pointer: str) -> bool:
    place: object = declaration
    for key in pointer.lstrip("/").split("/"):
        if isinstance(place, list) and key.isdigit() and int(key) < len(place):
            place = place[int(key)]
        elif isinstance(place, dict) and key in place:
            place = place[key]
        else:
            return False
    return True
