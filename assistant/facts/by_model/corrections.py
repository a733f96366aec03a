"""What the model says was read wrongly: another name, another kind, or no requirement at all.

The number stays where our grammar read it. A new name has to pass the gate that every name passes
(`facts.gate`): whole words of the sentence its number stands in; a name that its own clause has is
given up only for another of the same clause, so that no number changes its subject. What the model
calls no requirement leaves the form only where it could not be named or the clause itself speaks of
another year, of how things are or of a price; the officer is asked in every case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.facts.admitted import of_its_clause, passes
from assistant.facts.by_model.answers import Corrected
from assistant.facts.segments import Sentence
from assistant.model import Contradiction, Mention, Requirement
from assistant.parse.render import goal_amount

DIMENSIONS = {
    "quantity": ("count", "length", "area", "volume", "weight", "energy", "points", "other"),
    "quality": ("ratio", "count"),
    "timeliness": ("ratio", "duration", "other"),
    "served_satisfaction": ("ratio",),
    "other_satisfaction": ("ratio",),
}
"""Kind of requirement → what may be measured there."""
_EFFECTS = ("economic", "social", "ecological", "lasting")
_OTHERWISE = re.compile(
    r"20\d\d年|今年|去年|上年|目前|现有|现在|只有|已经|原来|原有|平均|一共|每|一[公个台件家户人平]"
)
"""Words that may make a number one of another year, of how things are, or of a price."""


def corrected(
    known: Sequence[Requirement],
    corrections: Sequence[Corrected],
    sentences: Sequence[Sentence],
    text: str,
    is_sound: Callable[[str], bool],
) -> tuple[list[Requirement], tuple[Contradiction, ...]]:
    """The requirements as corrected, and what is to be asked; a correction that does not hold
    changes nothing. `is_sound`: whether a text is plain words of the description."""
    wanted = {one.no - 1: one for one in corrections if _stands(one, known, text)}
    found, left, kept = [], [], []
    for no, requirement in enumerate(known):
        said = wanted.get(no)
        if said is None:
            found.append(requirement)
        elif said.verdict == "rename":
            sound = is_sound(said.name)
            found.append(renamed(requirement, said, sentences) if sound else requirement)
        elif requirement.doubtful or _OTHERWISE.search(_clause(requirement, sentences)):
            left.append(said.quote)
        else:
            found.append(requirement)
            kept.append(said.quote)
    return found, (*_asked(tuple(left), _LEFT), *_asked(tuple(kept), _KEPT))


_LEFT = "材料里的“{}”没有写进表，是要列为指标，还是只作说明？"
_KEPT = "“{}”是本年度要做到的，还是只说明情况？只说明情况的，请删去那一行。"


def _asked(quotes: tuple[str, ...], question: str) -> Iterator[Contradiction]:
    if quotes:
        yield Contradiction(
            path="/indicators",
            question=question.format("”“".join(quotes)),
            because="模型看作背景、单价或别的年份的数，请确认",
            pieces=quotes,
        )


def _clause(requirement: Requirement, sentences: Sequence[Sentence]) -> str:
    """The clause that a requirement was read from."""
    clauses = (c for s in sentences for c in s.clauses)
    return next((c.text for c in clauses if c.start <= requirement.start < c.end), "")


def renamed(
    requirement: Requirement, said: Corrected, sentences: Sequence[Sentence]
) -> Requirement:
    """The requirement under the model's name and kind; as it was where the name is not made of its
    own sentence's words, or the number is nothing that such a kind measures."""
    mention = requirement.mention
    fits = said.kind in _EFFECTS or (
        said.kind in DIMENSIONS
        and (mention is None or _measures(said.kind, said.name, mention, requirement))
    )
    action = said.action if said.action and said.action in said.quote else ""
    thing = said.object if said.object and said.object in said.quote else said.name
    new = requirement.model_copy(
        update={
            "kind": said.kind,
            "name": said.name,
            "object": thing,
            "action": action,
            "clause": clause_of(said.kind, said.name, action, thing, mention),
            "doubtful": "",
            "said": "",
            "deed": "",
        }
    )
    free = requirement.doubtful or not of_its_clause(requirement.name, requirement, sentences)
    same = free or of_its_clause(said.name, requirement, sentences)
    return new if fits and same and passes(new, sentences) else requirement


def _measures(kind: str, name: str, mention: Mention, requirement: Requirement) -> bool:
    target = mention.target
    dated = kind == "timeliness" and target.date is not None
    rate = target.dimension != "ratio" or name.endswith(("率", "度", "比例", "比重"))
    return kind == requirement.kind or (rate and (dated or target.dimension in DIMENSIONS[kind]))


def clause_of(kind: str, name: str, action: str, thing: str, mention: Mention | None) -> str:
    """How a goal says a requirement: 审查合同100份, 设备完好率≥98%."""
    if mention is None:
        return name
    amount = goal_amount(mention.target, mention.text)
    if kind == "quantity" and action:
        return f"{action}{thing.removeprefix(action)}{amount}"
    return f"{name}{amount}"


def _stands(one: Corrected, known: Sequence[Requirement], text: str) -> bool:
    """True for words that stand once in the description and hold the requirement's number."""
    if not 0 < one.no <= len(known) or not 2 <= len(one.quote) <= 120 or text.count(one.quote) != 1:
        return False
    requirement, at = known[one.no - 1], text.find(one.quote)
    mention = requirement.mention
    start, end = (mention.start, mention.end) if mention else (requirement.start, requirement.end)
    return at <= start and end <= at + len(one.quote)
