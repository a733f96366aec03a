"""长期目标: the whole period. What goes on is kept up or added up, what is done once is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from assistant.drafting.cumulation import summed
from assistant.drafting.offline.goals.deeds import Deed, deeds_of, listed, said
from assistant.drafting.offline.goals.parts import parts_of
from assistant.drafting.offline.goals.standards import (
    is_deadline,
    is_delivered,
    is_level,
    is_zero,
    lasting,
    reaching,
    standards_of,
    texts,
)
from assistant.model import NOT_APPLICABLE, Period, ProjectFacts, Requirement, Target
from assistant.vocabulary.goal_wording import goal_words

_SAME_THING = 4
"""So many characters in common, and two things are one."""
_BARE = re.compile(r"^(?:20\d\d年|累计|到20\d\d年(?:底)?(?:前)?(?:累计)?)")


def long_term_goal(facts: ProjectFacts) -> str | None:
    """The goal of the whole period; 不适用 for one year, None when nothing is known."""
    period, own = facts.period, [one.text for one in facts.outlooks]
    if period and period.years == 1:
        return f"{'；'.join(own)}。" if own else NOT_APPLICABLE
    if not facts.requirements and not facts.benefits and not own:
        return None
    whole = period and period.first_year and period.last_year
    span = f"（{period.first_year}—{period.last_year}年）" if period and whole else ""
    ends = [e.phrase for e in facts.benefits if not _inside(e.start, facts)]
    by_part = _by_part(facts)
    if by_part:
        lines, rest = by_part[0], [*by_part[1], *own]
        text = f"项目实施期{span}内：\n{lines}" + (f"项目整体{'；'.join(rest)}" if rest else "")
        return text + ("，" * bool(rest) + _aims(ends) if ends else "") + "。" * bool(rest or ends)
    pieces = [*_pieces(facts.requirements, facts), *own]
    if not pieces and not ends:
        return None
    text = f"{_opening_of(facts, span)}，" + "；".join(pieces)
    return text + (f"{'；' if own else '，'}{_aims(ends)}。" if ends else "。")


def _quoted(one: Requirement, facts: ProjectFacts) -> bool:
    """True for what the goal says in the description's own words."""
    return one.scope == "period" and _inside(one.start, facts)


def _inside(place: int, facts: ProjectFacts) -> bool:
    return any(o.start <= place < o.end for o in facts.outlooks)


def _opening_of(facts: ProjectFacts, span: str) -> str:
    """When: the period; behind the work, where all of it is done once and no period is told."""
    work = [r for r in facts.requirements if r.scope == "year" and is_delivered(r)]
    once = work and not any(goes_on(r, _verb(r)) for r in work)
    later = any(r.scope == "period" for r in facts.requirements)
    return "项目实施后" if once and not facts.period and not later else f"项目实施期{span}内"


def _aims(ends: Sequence[str]) -> str:
    return f"{'' if ends[0].startswith(('为', '争创')) else '稳步'}{listed(ends)}"


def _by_part(facts: ProjectFacts) -> tuple[str, list[str]] | None:
    """A line for each part, and what is said of the whole; None without parts, or where a part
    has nothing to say of the years to come."""
    parts, rest = parts_of([r for r in facts.requirements if r.clause])
    lines = []
    for number, part in enumerate(parts, 1):
        pieces = _pieces(part.requirements, facts)
        if not pieces:
            return None
        lead = f"{part.name}方面，" if part.name else ""
        lines.append(f"目标{number}：{lead}{'；'.join(pieces)}。\n")
    return ("".join(lines), _pieces(rest, facts)) if lines else None


def _pieces(requirements: Sequence[Requirement], facts: ProjectFacts) -> list[str]:
    """What is said of some of the facts' requirements."""
    composed = [r for r in requirements if not _quoted(r, facts)]
    pieces = [*_work(requirements, facts), *_of_the_period(composed)]
    pieces.append(listed(_kept(requirements, judged_once=facts.period is not None)))
    if zero := [r.clause for r in requirements if r.scope == "year" and is_zero(r)]:
        pieces.append(f"始终{listed(zero)}")
    return [piece for piece in pieces if piece]


def _work(requirements: Sequence[Requirement], facts: ProjectFacts) -> Iterator[str]:
    """What goes on, what it adds up to, what is done once; without the year's own figures."""
    totals = [r for r in facts.requirements if r.scope == "period" and is_delivered(r)]
    mine = [r for r in requirements if _is_work(r, totals)]
    verbs = {r.start: verb for r in mine if (verb := _verb(r))}
    told = [r for r in mine if r.start in verbs]
    going = _by_words((r for r in told if goes_on(r, verbs[r.start])), verbs)
    done = {r.object for r in going} | {r.deed for r in going if r.deed}
    once = _by_words((r for r in told if not {r.object, r.deed} & done), verbs)
    if going:
        yield f"持续{said([_activity(r, verbs[r.start], facts.period) for r in going])}"
    if once and facts.period:
        yield said([_deed_once(r, verbs[r.start]) for r in once])


def _is_work(one: Requirement, totals: Sequence[Requirement]) -> bool:
    """True for work of the year that no total of the period says already."""
    if one.scope != "year" or not is_delivered(one) or one.doubtful or len(one.object) < 2:
        return False
    return not any(_same_thing(one.object, total.object) for total in totals)


def _by_words(work: Iterable[Requirement], verbs: Mapping[int, str]) -> list[Requirement]:
    """Each deed once, however its words are turned; figures of one phrase are one deed."""
    found = dict[str, Requirement]()
    for r in work:
        found.setdefault(r.deed or _letters(verbs[r.start] + r.object), r)
    return list(found.values())


def _letters(words: str) -> str:
    """Equal for 检测食品安全 and 食品安全检测."""
    return "".join(sorted(set(words) - {"开", "展"}))


def goes_on(requirement: Requirement, verb: str) -> bool:
    """True for work of every year; what is done once, or not known to come back, is none."""
    unit = requirement.mention.target.unit if requirement.mention else ""
    repeated = unit in goal_words("once", "repeated_units")
    reading = requirement.mention.reading if requirement.mention else None
    if _often(reading):
        return True  # 每季度, 每月
    done = verb in goal_words("once", "verbs") or requirement.object.endswith(
        goal_words("once", "things")
    )
    if done and not repeated:
        return False
    return (
        unit in goal_words("recurring", "units")
        or (verb in goal_words("recurring", "verbs") and verb != "开展")
        or requirement.object.endswith(goal_words("recurring", "things"))
    )  # fmt: skip


def _verb(requirement: Requirement) -> str:
    """The verb the work is said with; none for what is only counted (覆盖社区8个)."""
    if requirement.deed:
        return requirement.action or _opening(requirement.deed)
    if requirement.action and requirement.action not in ("达到", "覆盖"):
        return requirement.action
    (deed,) = deeds_of([requirement])
    people = requirement.object.endswith(goal_words("served"))
    known = deed.verb in ("开展", "举办", "组织") or (deed.verb == "服务" and people)
    return deed.verb if known else ""


def _opening(deed: str) -> str:
    """The verb a deed begins with, as far as it is known; its first two characters else."""
    return next((v for v in goal_words("own", "verbs") if deed.startswith(v)), deed[:2])


def _activity(requirement: Requirement, verb: str, period: Period | None) -> Deed:
    """Work that goes on, with what it adds up to where that can be reckoned."""
    thing = requirement.object
    if requirement.deed:
        return Deed(whole=re.sub("^完成", "开展", requirement.deed))
    verb = "开展" if verb in thing or verb in ("完成", "做好") else verb
    often = _often(requirement.mention.reading if requirement.mention else None)
    total = summed(requirement, period)
    if not often and not total:
        return Deed(verb, thing)
    return Deed(whole=f"{often}{verb}{thing}{f'（累计{total.text}）' if total else ''}")


def _deed_once(requirement: Requirement, verb: str) -> Deed:
    thing = requirement.object
    if requirement.deed:
        return Deed(whole=requirement.deed)
    return Deed("完成" if verb in thing or verb in ("开展", "做好") else verb, thing)


def _often(reading: str | None) -> str:
    how = re.search(r"个(季度|月) ×", reading or "")
    return {"季度": "按季度", "月": "按月"}[how.group(1)] if how else ""


def _same_thing(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 2:
        return False
    if one in other or other in one:
        return True
    common = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return common.size >= _SAME_THING


def _of_the_period(requirements: Sequence[Requirement]) -> Iterator[str]:
    """What the description itself says of the period or of later years, by year."""
    later = [r for r in requirements if r.scope == "period" and not r.doubtful]
    done: dict[str, list[Requirement]] = {}
    for requirement in later:
        if is_delivered(requirement) or is_deadline(requirement):
            found = _BARE.match(requirement.clause)
            lead = found.group() if found else ""
            bare = requirement.model_copy(update={"clause": requirement.clause.removeprefix(lead)})
            done.setdefault(lead, []).append(bare)
    totals_first = sorted(done, key=lambda lead: (not lead, not lead.startswith("累计")))
    yield from (f"{lead}{said(deeds_of(done[lead]))}" for lead in totals_first)
    if kept := texts(standards_of(r for r in later if not r.clause.startswith("20"))):
        yield listed(kept)
    yield from (r.clause for r in later if r.clause.startswith("20") and not is_delivered(r))


# 按年比的幅度、某日前的进度，都不是每年保持的水平。
_ONE_TIME = re.compile(
    r"(?:增长率|下降率|降低率|减少率|下降幅度|提升幅度)$|^\d.*(?:底|前|日|月)|^(?:[上下]半年|[一二三四前]季度|前三季度|当年|首年)|当年[一-龥]{2,4}率$"
)


def _kept(requirements: Sequence[Requirement], *, judged_once: bool) -> list[str]:
    """The rates that are kept up; what is judged once is reached, if it belongs here at all."""
    later = tuple(r.name for r in requirements if r.scope == "period" and r.name)
    rates = [
        r
        for r in requirements
        if r.scope == "year" and not r.name.endswith(later) and not is_zero(r) and not r.doubtful
        and not _ONE_TIME.search(r.name) and r.mention and r.mention.target.dimension == "ratio"
        and (judged_once or not r.name.endswith(goal_words("settled_rates")))
    ]  # fmt: skip
    levels = [
        r.clause.replace("达到", "保持", 1)
        for r in requirements
        if r.scope == "year" and is_level(r) and not r.doubtful and not r.name.endswith(later)
    ]
    return [*texts(standards_of(rates, _over_the_years)), *levels]


def _over_the_years(requirement: Requirement, target: Target, text: str) -> str:
    if requirement.name.endswith(goal_words("settled_rates")):
        return reaching(requirement, target, text)
    return lasting(target, text)
