"""Rewriting by rules: order, connectives, slogans, and the commitments a goal leaves out.

Each step is a small change that is kept only where the lock holds and the checker has no more to
say than before; a goal that no step improves stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from assistant.drafting.repair import cell_at
from assistant.drafting.rewriting.adding import Step, Ways, missing_of_period, missing_of_year
from assistant.model import Declaration
from assistant.rules.engine import check
from assistant.rules.form import Form
from assistant.vocabulary.goal_wording import goal_words
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Profile

_PURPOSE = re.compile(r"[，,；;]\s*(?:从而|进而|以此|最终)")
_PERIOD = re.compile(r"在?(?:本?项目)?全?生命周期内?，(?:本项目)?将?通过(?=[\u4e00-\u9fff])")
_LABEL = re.compile(r"目标\s*\d")
_ADVERBS = re.compile(
    r"(?:进一步|不断地?|全力以赴地?|大力|切实|积极|扎实|着力|努力|深入地?|全方位地?)"
    r"(?=[\u4e00-\u9fff]{2})"
)


def clean_steps() -> tuple[Step, ...]:
    """The changes to the wording alone, safest first."""
    return (
        punctuated, joined, ungarbled, without_claims, without_superlatives, without_adverbs,
        purpose_last,
    )  # fmt: skip


def adding_steps(field: str, declaration: Declaration, profile: Profile) -> tuple[Ways, ...]:
    """What the checker proposes, then each commitment of the rows that the goal leaves out."""
    form = Form(declaration, profile, declaration.year)
    proposed = ((step,) for step in proposed_steps(f"/{field}", declaration, profile))
    if field == "annual_goal":
        return (*proposed, *missing_of_year(form))
    return (*proposed, *missing_of_period(form), (of_the_whole_period,))


def proposed_steps(path: str, declaration: Declaration, profile: Profile) -> Iterator[Step]:
    """The fixes the checker proposes for one text, as changes that other steps may stand beside."""
    findings, _ = check(declaration, profile=profile)
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if len(edits) == 1 and edits[0].path == path and isinstance(edits[0].value, str):
            yield _replacing(edits[0].value, str(cell_at(declaration, path) or ""))


def punctuated(text: str) -> str:
    """Full-width punctuation between Chinese characters, none doubled, a full stop at the end."""
    wide = str.maketrans(",;:", "，；：")
    plain = re.sub(r"(?<=[\u4e00-\u9fff”》）)%])[,;:]", lambda m: m.group().translate(wide), text)
    plain = re.sub(r"(目标\s*\d+)\s*[：:]\s*", r"\1：", plain)
    plain = re.sub(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)", r"（\1）", plain)
    plain = re.sub(r"([，；。、])[，；。、]+", r"\1", plain.strip())
    plain = re.sub(r"(?<=[\u4e00-\u9fff，。；：]) +(?=[\u4e00-\u9fff])", "", plain)
    return re.sub(r"(?<![，；、,;])[，；、,;]+$", "", plain).rstrip("。") + "。" if plain else plain


def joined(text: str) -> str:
    """One 确保 for neighbours that each begin with it; one without a figure keeps its own."""
    return re.sub(r"(确保[^。；从]{4,80}?)，确保(?=[^，；。]*[≥≤\d])", r"\1，", text)


def without_claims(text: str) -> str:
    """Without the clauses that claim to be first, leading or a model for the country."""
    words = load("wording")
    claim = re.compile("|".join((*words["absolute_claims"], *words["absolute_patterns"])))
    return _clauses_kept(text, lambda clause: not claim.search(clause))


def ungarbled(text: str) -> str:
    """Broken spots mended where there is one way to read them."""
    for entry in load("wording")["garbled"]:
        if "mends" not in entry:
            continue
        match = re.search(entry["pattern"], text)
        if match:
            wrong, right = entry["mends"]
            mended = re.sub(wrong, right, match.group(), count=1)
            text = text[: match.start()] + mended + text[match.end() :]
    return text


def without_superlatives(text: str) -> str:
    """Without a claim to be the first that only adorns what follows (全国标杆性的…)."""
    words = load("wording")
    claim = "|".join((*words["absolute_claims"], *words["absolute_patterns"]))
    return re.sub(rf"[及和与、]?(?:{claim})性?的", "", text)


def kept_up(text: str) -> str:
    """Rates of a year as levels kept up over the years."""
    return re.sub(r"(?<=[率度])\s*(?:达到?|保持)?≥\s*([\d.]+)%", r"稳定在\1%以上", text)


def of_the_whole_period(text: str) -> str:
    """A year's goal said of the whole period: what is done goes on, what it is for lasts."""
    opening = _PERIOD.match(text)
    if opening is None or text[opening.end() :].startswith(goal_words("once", "verbs")):
        return text
    lasting = re.sub(r"，从而(?=保障|维持|保持)", "，长期", text[opening.end() :])
    return f"项目全生命周期内，持续{lasting}"


def without_adverbs(text: str) -> str:
    """Without the adverbs that promise effort instead of a result."""
    return _ADVERBS.sub("", text)


def purpose_last(text: str) -> str:
    """Commitments that stand after the purpose (从而…) go before it."""
    match = _PURPOSE.search(text)
    if match is None or _LABEL.search(text):
        return text
    head, tail = text[: match.start()], text[match.start() :].rstrip("。")
    clauses = re.split(r"(?<=[，；])", tail[1:])
    moved = [c for c in clauses[1:] if re.search(r"\d", c) and "从而" not in c]
    if not moved:
        return text
    kept = [c for c in clauses if c not in moved]
    said = "，".join(clause.strip("，；") for clause in moved)
    return f"{head}，{said}，{''.join(kept).rstrip('，；')}。"


def _clauses_kept(text: str, is_kept: Callable[[str], bool]) -> str:
    clauses = re.split(r"(?<=[，；。])", text)
    kept = "".join(clause for clause in clauses if is_kept(clause))
    return (
        re.sub(r"(?<![，；])[，；]+$", "", kept).rstrip("。") + "。"
        if kept.strip("，。；")
        else text
    )


def _replacing(proposed: str, now: str) -> Step:
    """The proposed change alone: the part that differs, with a few characters around it."""
    begin = _alike(now, proposed)
    end = _alike(now[begin:][::-1], proposed[begin:][::-1])
    around = max(0, begin - 4), min(4, end)
    old = now[around[0] : len(now) - end + around[1]]
    new = proposed[around[0] : len(proposed) - end + around[1]]
    return lambda text: text.replace(old, new) if text.count(old) == 1 else text


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
