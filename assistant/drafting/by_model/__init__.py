"""The same draft with the model's words: goals, names and explanations where they hold.

The form is composed by code from the facts; the model words it better. What it writes is admitted
cell by cell (`wording`), proved like everything else and checked. A goal that was not taken, or a
new remark of the checker, is shown back to it with all that was wrong, as long as the budget lasts;
the best round is kept. Where its words do not hold, the composed ones stand.
"""

from __future__ import annotations

import time

from assistant.drafting.assemble import Material
from assistant.drafting.by_model.asking import ask_again, ask_first
from assistant.drafting.by_model.giving import Giving
from assistant.drafting.by_model.judging import Judge, badness
from assistant.drafting.by_model.wording import reworded
from assistant.errors import Cancelled, ModelUnavailable
from assistant.llm import Conversation, Grounds
from assistant.model import Declaration, Draft

ROUNDS = 3
__all__ = ["Judge", "write"]


def write(judge: Judge, grounds: Grounds, talk: Conversation) -> Draft:
    """The draft in the model's words. Raises ModelUnavailable when it gave none, Cancelled when it
    is stopped before a round is whole."""
    material, base, plain = judge.material, judge.base, judge.plain
    grounds = grounds.with_text(*_texts_of(base.declaration))
    giving = Giving(judge, grounds, talk.watch)
    with talk.watch.stage("draft"):
        answer = ask_first(material, base, grounds, talk, giving.take)
        worded = reworded(base, answer, material, grounds)
        draft = judge.kept(worded.composed)
        giving.show(draft)
    rounds = 1
    while (worded.lacks_goal or judge.spoilt(draft)) and rounds < ROUNDS and talk.left > 0:
        giving.begin(worded.composed)
        try:
            with talk.watch.stage("mend"):
                answer = ask_again(material, worded, draft, plain, talk, giving.take)
        except (ModelUnavailable, Cancelled):
            break
        worded = reworded(worded.composed, answer, material, grounds)
        again = judge.kept(worded.composed)
        rounds += 1
        if badness(again) > badness(draft):
            break
        draft = again
        giving.show(draft)
    giving.show(draft)
    return _signed(draft, material, talk, rounds)


def _texts_of(declaration: Declaration) -> list[str]:
    goals = [declaration.annual_goal, declaration.long_term_goal]
    cells = [cell for row in declaration.indicators for cell in (row.name, row.explanation)]
    return [text for text in (*goals, *cells) if text]


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
