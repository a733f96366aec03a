"""The same draft with the model's words: goals, names and explanations where they hold.

The form is composed by code from the facts; the model words it better. What it writes is admitted
cell by cell (`wording`), proved like everything else, checked, and shown back to it with what was
wrong, as long as the budget lasts; the best round is kept. Where its words do not hold, the
composed ones stand.
"""

from __future__ import annotations

import time

from assistant.drafting.assemble import Material, assemble, composed_of
from assistant.drafting.by_model.asking import ask_again, ask_first
from assistant.drafting.by_model.wording import Worded, reworded
from assistant.drafting.offline import compose
from assistant.errors import Cancelled, ModelUnavailable
from assistant.llm import Conversation, Grounds
from assistant.model import Declaration, Draft
from assistant.progress import Composed

ROUNDS = 3


def write(material: Material, grounds: Grounds, talk: Conversation) -> Draft:
    """The draft in the model's words. Raises ModelUnavailable when it gave none."""
    base = composed_of(material)
    plain = assemble(material, base)
    talk.watch.tell(Composed(draft=plain))
    grounds = grounds.with_text(*_texts_of(base.declaration))
    with talk.watch.stage("draft"):
        answer = ask_first(material, base, grounds, talk)
    worded = reworded(base, answer, material, grounds)
    draft = _kept(material, base, plain, worded)
    rounds = 1
    while _is_wanting(worded, draft, plain) and rounds < ROUNDS and talk.left > 0:
        try:
            with talk.watch.stage("mend"):
                answer = ask_again(material, worded, draft, plain, talk)
        except (ModelUnavailable, Cancelled):
            break
        worded = reworded(worded.composed, answer, material, grounds)
        again = _kept(material, base, plain, worded)
        rounds += 1
        if _badness(again) > _badness(draft):
            break
        draft = again
    return _signed(draft, material, talk, rounds)


def _kept(material: Material, base: compose.Composed, plain: Draft, worded: Worded) -> Draft:
    """The worded draft; cells that brought in a remark the composed form has not are taken back."""
    composed = worded.composed
    for _ in range(2):
        draft = assemble(material, composed)
        spoilt = _spoilt(draft, plain)
        if not spoilt:
            return draft
        composed = composed.with_cells_of(base, spoilt)
    return assemble(material, base if _badness(draft) > _badness(plain) else composed)


def _spoilt(draft: Draft, plain: Draft) -> frozenset[str]:
    """The places of remarks that are new against the composed form."""
    known = {(f.code, f.path) for f in plain.findings}
    fresh = [f for f in draft.findings if f.severity != "info" and (f.code, f.path) not in known]
    paths = {path for f in fresh for path in (f.path, *f.related)}
    blanked = {p.path for p in draft.provenance if p.kind == "placeholder"}
    return frozenset(
        paths | (blanked - {p.path for p in plain.provenance if p.kind == "placeholder"})
    )


def _texts_of(declaration: Declaration) -> list[str]:
    goals = [declaration.annual_goal, declaration.long_term_goal]
    cells = [cell for row in declaration.indicators for cell in (row.name, row.explanation)]
    return [text for text in (*goals, *cells) if text]


def _is_wanting(worded: Worded, draft: Draft, plain: Draft) -> bool:
    return bool(worded.refused) or bool(_spoilt(draft, plain))


def _badness(draft: Draft) -> tuple[int, int, int]:
    levels = [f.severity for f in draft.findings]
    blanks = sum(p.kind == "placeholder" for p in draft.provenance)
    return levels.count("error"), blanks, levels.count("warning")


def _signed(draft: Draft, material: Material, talk: Conversation, rounds: int) -> Draft:
    meta = draft.meta.model_copy(
        update={
            "engine": "llm",
            "model": talk.endpoint.model,
            "endpoint": talk.endpoint.host,
            "prompts": talk.prompts,
            "rounds": rounds,
            "usage": talk.usage,
            "cost": talk.cost,
            "seconds": round(time.perf_counter() - material.begun, 3),
        }
    )
    return draft.model_copy(update={"meta": meta})
