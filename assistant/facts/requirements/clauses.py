"""What one clause promises, with a number or without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.naming import rate_name
from assistant.facts.phrases import compact, squeeze
from assistant.facts.promises import Promise, no_delay, promise_of, strict_promise
from assistant.facts.requirements.compound import bare_rate
from assistant.facts.requirements.context import Context
from assistant.facts.requirements.exclusions import is_age
from assistant.facts.requirements.marks import Marks
from assistant.facts.requirements.measured import measured
from assistant.facts.segments import Clause, Sentence
from assistant.model import Mention, Requirement, Target
from assistant.vocabulary.description import words

_PROMPT = re.compile(r"及时|按时|按期|准时")


def of_clause(
    clause: Clause, sentence: Sentence, context: Context, marks: Marks
) -> list[Requirement]:
    """The requirements of a clause; the context takes up what the next one is about."""
    usable = [
        m for m in marks.within(clause.start, clause.end) if _stands(clause, m) and not is_age(m)
    ]
    found = _measured(clause, usable, marks, sentence, context)
    found = [r for r in found if not _is_paid_for(r, clause, sentence, marks)]
    if clause.nested:
        return found
    found += _accepted_by_then(found, clause, sentence)
    if stated := bare_rate(clause, usable, context.for_rate()):
        found = [stated]
    found = found or list(_promised(clause, context, sentence))
    if found:
        _go_on(found[-1], context)
    elif begun := _BEGUN.fullmatch(squeeze(clause.text)):
        context.take_up(begun["what"])
        context.before = ""
    elif not usable and not no_delay(clause.text):
        context.take_up(clause.text)
    return found


# 老年人体检从5月开始：下一句“9月底前做完”的是老年人体检。
_BEGUN = re.compile(
    r"(?P<what>[一-龥、]{3,16}?)(?:从|自)?(?:20\d\d年)?\d{1,2}月(?:份|初|底|中旬|上旬|下旬)?(?:就|起|开始|启动|着手){1,2}"
)


_ACCEPTED = re.compile(
    r"(?:并且?|且|、)(?:一次性?)?(?:通过[^，。\d]{0,6}验收|[^，。\d]{0,4}验收(?:合格|通过))$"
)


def _accepted_by_then(
    found: list[Requirement], clause: Clause, sentence: Sentence
) -> list[Requirement]:
    """9月底前完工并验收合格: what is done by then also passes."""
    last = found[-1] if found else None
    date = last.mention if last else None
    if not last or not date or date.target.comparator != "by_date":
        return []
    if any("合格率" in c.text for c in sentence.clauses if c.start > clause.start):
        return []
    said = _ACCEPTED.search(squeeze(clause.text[date.end - clause.start :]))
    if not said or not said.start():
        return []
    text, name = squeeze(said.group()), f"{last.object}验收合格率"
    whole = Decimal(100)
    target = Target(comparator="equal", low=whole, high=whole, unit="%", dimension="ratio")
    reading = f"“{text}”，未设例外 → 100%"
    mention = Mention(start=date.start, end=clause.end, text=text, target=target, reading=reading)
    return [
        Requirement(
            start=clause.start,
            end=clause.end,
            kind="quality",
            name=name,
            object=last.object,
            clause=f"{name}达到100%",
            mention=mention,
        )
    ]


def _go_on(last: Requirement, context: Context) -> None:
    """What the next clause is about, as far as the last requirement tells."""
    if not (_is_said_of(last) or _never(last)):
        context.noun = re.sub(r"一次性?$", "", last.object) or context.noun


def _is_paid_for(one: Requirement, clause: Clause, sentence: Sentence, marks: Marks) -> bool:
    """日常运转费96万元（安保6人、保洁4人外包）, 驻场人员10人90万元: who is paid."""
    if not _is_staff(one):
        return False
    if not clause.nested:
        return marks.begins(one.end)
    hosts = (c for c in sentence.clauses if not c.nested and c.start <= clause.start < c.end)
    return any(marks.taken(host.start, host.end) for host in hosts)


def _is_staff(one: Requirement) -> bool:
    """True for people who do the work, not those it is done for."""
    people = one.mention and one.mention.target.unit in words("people_units")
    who = re.sub(r"(?:人数|数量)$", "", one.name)
    return bool(people) and who.endswith((*words("staff"), "保洁", "外包"))


def _measured(
    clause: Clause, usable: list[Mention], marks: Marks, sentence: Sentence, context: Context
) -> list[Requirement]:
    part = {"part": sentence.topic or None}
    stated = measured(clause, usable, marks, sentence, context)
    return [requirement.model_copy(update=part) for requirement in stated]


def _is_said_of(requirement: Requirement) -> bool:
    """True for a date or a level: what comes next is about the same thing, not about them."""
    mention = requirement.mention
    return mention is not None and mention.target.comparator in ("by_date", "level")


def _never(requirement: Requirement) -> bool:
    """不发生档案损毁: what must not be is not what the next clause is about."""
    target = requirement.mention.target if requirement.mention else None
    return bool(target and target.comparator == "equal" and target.low == 0)


def _stands(clause: Clause, mention: Mention) -> bool:
    """False for a number in brackets of another clause and for budget money."""
    piece = clause.text[mention.start - clause.start : mention.end - clause.start]
    if mention.target.dimension == "money":
        return bool(piece.strip())
    if _must_not_be(clause, mention):
        return False
    if mention.target.comparator == "by_date" and not re.search(
        r"\d|[一二三四五六七八九十]月|底|末|[上下]半年|季度", mention.text
    ):
        return False  # 年内: no date to keep
    if (
        mention.text.strip() in ("一遍", "一轮", "一回")
        and not mention.per
        and not piece[:1].isdigit()
    ):
        return mention.text.strip() != "一遍"
    if clause.nested and re.fullmatch(r"\s*[一二三四五六七八九十\d]+期\s*", clause.text):
        return False  # 某某项目（二期）
    said = _BRACKETS.sub("", mention.text)  # 860台（套）
    return bool(piece.strip()) and piece.strip() == said.strip()


# 不能出一起事故、不得有三级以上缺陷、遇2年一遇降雨不再积水：说的是不许有，不是几起、几年。
_NOT_ONE = re.compile(r"(?:不得|不能|不许|不|没有|未|无|杜绝)(?:再)?(?:出现|发生|有|出|存在)?$")
_NEVER_SO = re.compile(r"一遇[^，。]{0,10}?(?:不再|不得|不能|不)(?:出现|发生|有)")


def _must_not_be(clause: Clause, mention: Mention) -> bool:
    before = squeeze(clause.text[: mention.start - clause.start])
    behind = squeeze(clause.text[mention.end - clause.start :])
    if mention.target.unit == "年" or mention.text.endswith("一遇"):
        return bool(_NEVER_SO.match(behind) or _NEVER_SO.match(f"一遇{behind}"))
    one = mention.target.low == 1 and mention.target.unit in ("起", "例", "次", "宗", "件", "人")
    return (one or mention.target.unit == "级") and bool(_NOT_ONE.search(before))


_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


# --- without a number -----------------------------------------------------------------------


def _promised(clause: Clause, context: Context, sentence: Sentence) -> Iterator[Requirement]:
    promise = promise_of(clause.text, clause.start)
    later = [c for c in sentence.clauses if c.start > clause.start]
    if not promise or _has_a_figure(promise, later):
        return
    if any(no_delay(c.text) for c in later):
        promise = strict_promise(promise, f"{squeeze(clause.text)}，{squeeze(later[0].text)}")
    yield _from_promise(promise, clause, context)


_PASSED = re.compile(r"(?:合格|通过|上岗)率(?=\d|$)")


def _has_a_figure(promise: Promise, later: list[Clause]) -> bool:
    """True where a later clause gives the figure of what is promised here."""
    rates = [c.text for c in later if "%" in c.text]
    owed = re.search(r"应(.)尽\1", promise.name)
    if owed and any(owed.group(1) in text for text in rates):
        return True
    if _PASSED.search(promise.name) and any(_PASSED.search(squeeze(text)) for text in rates):
        return True  # 须经培训考核合格后上岗，持证上岗率100%
    waits = promise.mention is None and not any(no_delay(c.text) for c in later)
    return waits and any(_PROMPT.search(text) for text in rates)


_A_THING = re.compile(r"[一-龥]{2,10}(?<![后前时内中])")


def _from_promise(promise: Promise, clause: Clause, context: Context) -> Requirement:
    name, text = promise.name, promise.clause
    if promise.generic:
        name = rate_name(promise.name.removeprefix("项目"), context.for_rate())
        about = compact(context.for_rate())
        if name == promise.name and not promise.object and _A_THING.fullmatch(about):
            name = f"{about}{name}"  # 打捞垃圾4500吨，全部无害化处理
        text = text.replace(promise.name, name)
    placed = {"start": clause.start, "end": clause.end}
    return Requirement(
        start=clause.start,
        end=clause.end,
        kind=promise.kind,
        name=name,
        object=promise.object or context.noun,
        clause=text,
        mention=promise.mention and promise.mention.model_copy(update=placed),
    )
