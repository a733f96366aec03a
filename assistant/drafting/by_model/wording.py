"""Which of the model's words are taken into the form, cell by cell, and why others are not.

A name stays the name of its own row, an explanation explains it, a goal says every figure beside
its own thing. Values, units, header and bases are not touched: there is nothing here to touch them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from assistant.drafting.assemble import Material
from assistant.drafting.by_model.answers import RowWording, Wording
from assistant.drafting.by_model.binding import unbound, unbound_later
from assistant.drafting.by_model.cells import explanation_trouble, name_trouble
from assistant.drafting.offline.compose import Composed, curly
from assistant.drafting.proof import prove
from assistant.llm import Grounds
from assistant.model import NOT_APPLICABLE, OPEN, Declaration

_GOAL = (30, 700)


class Worded(NamedTuple):
    """The form with the words that were taken, and one sentence for each that was not."""

    composed: Composed
    refused: tuple[str, ...]
    """Why not, goals first."""
    lacks_goal: bool
    """A goal was refused; a row's words are not worth asking once more, the composed ones stand."""
    said_annual: str = ""
    said_long_term: str = ""


def reworded(base: Composed, answer: Wording, material: Material, grounds: Grounds) -> Worded:
    """Takes what holds: rows first, then the goals against the rows as they are then named."""
    rows: list[str] = []
    goals: list[str] = []
    composed = base
    for wording in answer.rows:
        composed = admitted(composed, "rows", wording, material, grounds, rows)
    for field in ("annual_goal", "long_term_goal"):
        said = getattr(answer, field)
        composed = admitted(composed, field, said, material, grounds, goals)
    refused = (*goals, *rows)
    return Worded(composed, refused, bool(goals), answer.annual_goal, answer.long_term_goal)


def admitted(
    composed: Composed,
    field: str,
    part: Any,
    material: Material,
    grounds: Grounds,
    refused: list[str],
) -> Composed:
    """The form with one goal, or one row's words, where they hold; why not goes to `refused`."""
    if isinstance(part, RowWording):
        return _row(composed, part, grounds, refused)
    return _with_goal(composed, field, part, material, grounds, refused)


# --- rows -----------------------------------------------------------------------------------


def _row(composed: Composed, wording: RowWording, grounds: Grounds, refused: list[str]) -> Composed:
    rows = composed.declaration.indicators
    if not 0 <= wording.no < len(rows) or rows[wording.no].is_not_applicable:
        return composed
    row, name, explanation = rows[wording.no], wording.name.strip(), wording.explanation.strip()
    if composed.rows[wording.no].convention and not composed.rows[wording.no].benefit:
        return composed  # a convention of the form is written as it is
    update: dict[str, str] = {}
    if name and name != row.name:
        trouble = name_trouble(name, wording.no, rows) or grounds.trouble(name)
        _take(update, refused, "name", name, trouble)
    now = row.model_copy(update=update)
    if explanation and explanation != row.explanation:
        trouble = explanation_trouble(explanation, now) or grounds.trouble(explanation)
        _take(update, refused, "explanation", explanation, trouble)
    return composed.with_cells(wording.no, update) if update else composed


def _take(
    update: dict[str, str], refused: list[str], cell: str, text: str, trouble: str | None
) -> None:
    if trouble is None:
        update[cell] = text
    else:
        refused.append(f"“{text[:60]}”没有采用：{trouble}")


# --- goals ----------------------------------------------------------------------------------


def _with_goal(
    composed: Composed,
    field: str,
    text: str,
    material: Material,
    grounds: Grounds,
    refused: list[str],
) -> Composed:
    text, own = text.strip(), getattr(composed.declaration, field) or ""
    if field in material.stated or own == NOT_APPLICABLE or not text or text == own:
        return composed
    tried = curly(composed.declaration.model_copy(update={field: text}))
    troubles = [
        *_form_troubles(text, own),
        *filter(None, [grounds.goal_trouble(text.replace(OPEN, ""))]),
    ]
    troubles = troubles or list(_number_troubles(composed, tried, field, material))
    if not troubles:
        return composed._replace(declaration=tried)
    name = material.profile.label_of(field)[:4]
    refused.extend(f"{name}没有采用：{trouble}" for trouble in troubles[:4])
    return composed


def _form_troubles(text: str, own: str) -> Iterator[str]:
    if not _GOAL[0] <= len(text) <= max(_GOAL[1], 2 * len(own)) or not text.endswith("。"):
        yield "要写成一段完整的话，30 到 700 字，句号结尾"
    if "\n" in text:
        yield "只写一段，不分行"
    if own.count(OPEN) != text.count(OPEN):
        yield f"初稿中有 {own.count(OPEN)} 处{OPEN}，照抄，不多不少"


def _number_troubles(
    composed: Composed, tried: Declaration, field: str, material: Material
) -> Iterator[str]:
    """Numbers without proof, and numbers beside the wrong thing; what the composed goal itself
    cannot satisfy is not asked of the model."""
    proof = prove(tried, material.facts, material.source, material.profile, composed.made_from())
    for path, number in proof.unproved:
        if path == f"/{field}":
            yield f"“{number}”在说明里没有依据"
    if field == "annual_goal":
        known = set(unbound(composed.declaration, material.profile))
        found = unbound(tried, material.profile)
    else:
        known = set(unbound_later(composed.declaration, material.profile, material.facts))
        found = unbound_later(tried, material.profile, material.facts)
    yield from (trouble for trouble in found if trouble not in known)
