"""What is done, with how much of it: the phrases of a goal, like joined with like.

Figures of one and the same thing stand together (培训2期（300人、80学时）), things done alike share
their verb (抽检食用农产品3200批次、加工食品1500批次).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.drafting.offline.goals.verbs import fitting
from assistant.model import Requirement
from assistant.vocabulary.goal_wording import family_of, goal_words

MANY = 8
"""So many phrases are read in one breath; more are said by kind of work."""
_WORTH_A_PIECE = 3
_OFTEN = re.compile(r"每(?:[日天晚周月年季]|学期|半年|两)")
_GENERAL_DONE = ("完成", "结束", "开展")


class Deed(NamedTuple):
    """One thing that is done. `whole` is said as it stands, where words cannot be parted."""

    verb: str = ""
    thing: str = ""
    amount: str = ""
    per: str = ""
    when: str = ""
    more: tuple[str, ...] = ()
    """Further figures of the same thing."""
    whole: str = ""

    @property
    def dated(self) -> bool:
        """True for a date alone: the thing has no figure of its own."""
        return bool(self.when) and not self.amount

    @property
    def shares_verb(self) -> bool:
        """True when another thing done alike can stand beside it under one verb."""
        apart = self.whole or self.per or self.when or not self.verb
        return not apart and not re.search("[、，]", self.thing)

    def figures(self) -> str:
        """The thing with its figures."""
        more = f"（{'、'.join(self.more)}）" if self.more else ""
        return f"{self.thing}{self.amount}{more}"

    def text(self) -> str:
        """The whole phrase."""
        if self.whole:
            return self.whole
        return f"{'于' + self.when if self.when else self.per}{self.verb}{self.figures()}"


def deeds_of(requirements: Iterable[Requirement], subject: str = "") -> list[Deed]:
    """The deeds in order; figures and the date of one thing become one deed. `subject` is the
    project's name."""
    found: list[Deed] = []
    places: dict[str, int] = {}
    for deed in (_deed(r, subject) for r in _each_once(requirements)):
        at = places.get(deed.thing) if deed.thing else None
        joined = None if at is None else _joined(found[at], deed)
        if at is not None and joined:
            found[at] = joined
        elif deed.whole.startswith("其中") and found and not found[-1].whole:
            found[-1] = found[-1]._replace(more=(*found[-1].more, deed.whole))
        else:
            places.setdefault(deed.thing, len(found))
            found.append(deed)
    return found


def _each_once(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """What the description says of several figures in one phrase is one deed."""
    seen = set[str]()
    for requirement in requirements:
        if not requirement.said or requirement.said not in seen:
            seen.add(requirement.said)
            yield requirement


def said(deeds: Sequence[Deed]) -> str:
    """The deeds as one list, those done alike under one verb, dates last."""
    return listed(_phrases(deeds))


def segments(deeds: Sequence[Deed]) -> list[str]:
    """The deeds in a few pieces: one when they are few, else by kind of work, dates last."""
    if len(_phrases(deeds)) <= MANY:
        return [said(deeds)] if deeds else []
    families: dict[int, list[Deed]] = {}
    rest: list[Deed] = []
    for deed in deeds:
        if not deed.dated:
            families.setdefault(family_of(deed.verb), []).append(deed)
    for family in [f for f, members in families.items() if len(members) < _WORTH_A_PIECE]:
        rest += families.pop(family)
    dated = [deed for deed in deeds if deed.dated]
    return [said(group) for group in (*families.values(), rest, dated) if group]


def listed(pieces: Sequence[str]) -> str:
    """Joined with 、, or with ， when a piece holds a 、 of its own."""
    return ("，" if any("、" in p or "，" in p for p in pieces) else "、").join(pieces)


def _phrases(deeds: Sequence[Deed]) -> list[str]:
    groups: dict[str, list[Deed]] = {}
    for number, deed in enumerate(sorted(deeds, key=lambda d: d.dated)):
        groups.setdefault(deed.verb if deed.shares_verb else f"#{number}", []).append(deed)
    return [_under_one_verb(group) for group in groups.values()]


def _under_one_verb(group: Sequence[Deed]) -> str:
    first, *others = group
    return "、".join([first.text(), *(deed.figures() for deed in others)])


def _deed(requirement: Requirement, subject: str) -> Deed:
    clause, thing = requirement.clause, requirement.object
    if requirement.said:
        own = _in_own_words(requirement, subject)
        return own._replace(verb=requirement.action, thing=thing) if own.when else own
    whole = Deed(whole=clause, thing=thing)
    if requirement.doubtful or len(thing) < 2 or clause.count(thing) != 1:
        return whole
    before, after = clause.split(thing)
    if requirement.mention and requirement.mention.target.comparator == "by_date":
        return _dated(before + after, requirement) or whole
    head = re.fullmatch(r"(?P<per>每[一-龥]{1,4}?)?(?P<verb>[^每\W\d][一-龥]{1,5})?", before)
    if not head or not before or not re.search(r"\d", after):
        return whole
    per, verb = head["per"] or "", head["verb"] or ""
    if per and verb and not _has_verb(verb):
        return whole
    verb = fitting(verb, requirement, (requirement.part or "", subject))
    return Deed(verb, thing, after, per)


def _in_own_words(requirement: Requirement, subject: str) -> Deed:
    """What the description says itself; a date alone goes behind what has a figure, and what is
    only named and counted gets a verb that fits."""
    words, clause, thing = requirement.said, requirement.clause, requirement.object
    due = requirement.mention is not None and requirement.mention.target.date is not None
    named = words.startswith(thing) and not (due or requirement.action or requirement.deed)
    if named and thing in clause:
        verb = clause[: clause.index(thing)]
        words = fitting(verb, requirement, (requirement.part or "", subject)) + words
    dated = words if _DATED.fullmatch(words) else ""
    if requirement.mention is not None and due:
        dated = requirement.mention.text
    return Deed(verb=_verb_of(requirement.deed), whole=words, when=dated)


_DATED = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?\D+")


def _verb_of(deed: str) -> str:
    """The verb by which a deed in the description's own words belongs to a kind of work."""
    return next((v for v in (deed[:4], deed[:2]) if family_of(v) < family_of("")), "")


def _has_verb(text: str) -> bool:
    return text in goal_words("general_verbs") or family_of(text) < family_of("")


def _dated(rest: str, requirement: Requirement) -> Deed | None:
    """于6月底前印发 + 规划, 培训班 + 于11月底前举办完成."""
    done = re.fullmatch(rf"于(?P<when>.+){re.escape(requirement.action)}", rest)
    if not done or not requirement.action:
        return None
    when = done["when"]
    return Deed(requirement.action, requirement.object, when=when, whole=requirement.clause)


def _joined(first: Deed, other: Deed) -> Deed | None:
    """Both as one deed, None when they cannot be said as one."""
    if first.dated or other.dated:
        done, dated = (other, first) if first.dated else (first, other)
        return _by_its_date(done, dated)
    if first.whole or first.per or other.whole or first.verb == "覆盖":
        return None
    if other.per:
        often = _OFTEN.match(other.per)
        return None if often else first._replace(more=(*first.more, other.per + other.amount))
    if _unit_of(first.amount) == _unit_of(other.amount):
        return None  # 改造小区65个、25个: two figures of one unit are not one deed
    general = goal_words("general_verbs")
    if other.verb != first.verb and other.verb not in general and first.verb not in general:
        return None
    verb = other.verb if first.verb in general and other.verb not in general else first.verb
    return first._replace(verb=verb, more=(*first.more, other.amount))


def _unit_of(amount: str) -> str:
    return re.sub(r"[\d.,万亿≥≤<>]|不少于|不低于|不超过|以上|以内", "", amount)


def _by_its_date(done: Deed, dated: Deed) -> Deed | None:
    """The figure with its date: 于10月底前完成体检9000人."""
    if done.whole or done.per or done.when:
        return None
    if dated.verb == done.verb:
        return done._replace(when=dated.when)
    if dated.verb in _GENERAL_DONE and done.verb in _GENERAL_DONE:
        return done._replace(verb="完成", when=dated.when)
    return None
