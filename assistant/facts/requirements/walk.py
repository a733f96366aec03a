"""Walks the sentences: finds each number's own words and asks the reader of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.facts.naming import rate_name
from assistant.facts.phrases import split_action, squeeze
from assistant.facts.promises import Promise, no_delay, promise_of, strict_promise
from assistant.facts.requirements.context import Context, Spot
from assistant.facts.requirements.counts import SUM, count
from assistant.facts.requirements.exclusions import is_age, is_excluded, is_present_state
from assistant.facts.requirements.horizon import Horizon
from assistant.facts.requirements.marks import Marks
from assistant.facts.requirements.rates import rate
from assistant.facts.requirements.times import deadline, duration
from assistant.facts.segments import Clause, Sentence
from assistant.model import Mention, Requirement
from assistant.parse.render import sign_value
from assistant.parse.units import to_base
from assistant.vocabulary.description import words

_SILENT_ROLES = ("policy", "money", "support")
_ENOUGH = 3
_EDGE = re.compile(r"(?:[、和,，]|(?<!参)与)+$|^(?:[、和与]|及(?!时|格))+")
_PERIOD_LEAD = re.compile(
    r"^(?:到|至)20\d\d年(?:底|末)?(?:前)?(?:累计|共|总共|要|达到)*|^(?:长期|长远)(?:来)?看?[，,]?|^(?:实施期|项目期|全周期|期)内(?:累计)?"
    r"|^(?:[二两三四五六七八九十]|\d{1,2})年(?:累计|共|合计|内)?(?=[一-龥])"
)
_PROMPT = re.compile(r"及时|按时|按期|准时")


def requirements_of(
    sentences: Iterable[Sentence],
    mentions: tuple[Mention, ...],
    taken: list[tuple[int, int]],
    year: int | None = None,
) -> tuple[Requirement, ...]:
    """All measurable facts, in the order of the text, each once. `taken` holds the spans of
    amounts, citations and periods, which belong to no requirement."""
    sentences, marks = list(sentences), Marks(mentions, taken)
    found = _of_sentences([s for s in sentences if s.role != "background"], marks, year)
    if len(found) < _ENOUGH:
        found = _of_sentences(sentences, marks, year)
    return _without_background(_once(_adopt_names(found)))


def _of_sentences(sentences: list[Sentence], marks: Marks, year: int | None) -> list[Requirement]:
    found: list[Requirement] = []
    context, group = Context("", found), -1
    for sentence in sentences:
        if sentence.role in _SILENT_ROLES or sentence.label == "标题":
            continue
        if sentence.group != group or sentence.topic != context.row_topic:
            context, group = Context(sentence.topic, found), sentence.group
        context.head, context.verb = "", ""
        horizon = Horizon(sentence.label, year)
        for clause in sentence.clauses:
            stated = _of_clause(_blanked(clause, marks), sentence, context, marks)
            found += horizon.placed(stated, clause)
            horizon.go_on(clause)
            if sentence.marked and clause.start == sentence.start and _names_only(stated):
                context.head = context.noun
    return found


def _names_only(stated: list[Requirement]) -> bool:
    """True for a first clause that only names what the bullet is about, without doing anything."""
    return not stated or not stated[0].action


def _blanked(clause: Clause, marks: Marks) -> Clause:
    text = clause.text
    for start, end in marks.taken(clause.start, clause.end):
        a, b = max(start, clause.start) - clause.start, min(end, clause.end) - clause.start
        if a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return clause._replace(text=text)


def _of_clause(
    clause: Clause, sentence: Sentence, context: Context, marks: Marks
) -> list[Requirement]:
    usable = [
        m for m in marks.within(clause.start, clause.end) if _stands(clause, m) and not is_age(m)
    ]
    found = [
        r.model_copy(update={"part": sentence.topic or None})
        for r in _measured(clause, usable, marks, sentence, context)
    ]
    if not found and not clause.nested:
        found = list(_promised(clause, context, sentence))
    if clause.nested:
        return found
    if found:
        context.noun = found[-1].object or context.noun
    elif not usable and not no_delay(clause.text):
        context.take_up(clause.text)
    return found


def _stands(clause: Clause, mention: Mention) -> bool:
    """False for a number in brackets of another clause, for budget money and for levels."""
    piece = clause.text[mention.start - clause.start : mention.end - clause.start]
    if mention.target.dimension == "money" or mention.target.comparator == "level":
        return bool(piece.strip()) and mention.target.dimension == "money"
    if mention.target.comparator == "by_date" and not re.search(
        r"\d|[一二三四五六七八九十]月|底|末", mention.text
    ):
        return False  # 年内: no date to keep
    if clause.nested and re.fullmatch(r"\s*[一二三四五六七八九十\d]+期\s*", clause.text):
        return False  # 某某项目（二期）
    return bool(piece.strip()) and piece.strip() == mention.text.strip()


# --- with a number --------------------------------------------------------------------------


def _said_before(mention: Mention, earlier: list[Mention]) -> bool:
    """True for a count in brackets that the sentence has already given."""
    same = [
        m
        for m in earlier
        if m.target.low == mention.target.low and m.target.unit == mention.target.unit
    ]
    return bool(same) and mention.target.dimension != "ratio"


def _measured(
    clause: Clause,
    usable: list[Mention],
    marks: Marks,
    sentence: Sentence,
    context: Context,
) -> Iterator[Requirement]:
    if shared := _respectively(clause, usable):
        yield from (r for spot in shared if (r := _read(spot, context)))
        return
    edge = clause.start
    context.verb = context.verb if context.verb in words("once_verbs") else ""
    usable_before = marks.within(sentence.start, clause.start) if clause.nested else []
    for index, mention in enumerate(usable):
        following = usable[index + 1] if index + 1 < len(usable) else None
        spot = _spot(clause, mention, edge, following, sentence)
        later = sentence.text[mention.end - sentence.start :]
        if is_present_state(spot.before, later):
            context.noun = squeeze(spot.after) or re.split(r"有", squeeze(spot.before))[-1]
            continue
        rest = clause.text[mention.end - clause.start :]
        if _says_nothing(spot._replace(after=rest)) or (
            clause.nested and _said_before(mention, usable_before)
        ):
            continue
        dated = mention.target.comparator == "by_date"
        edge = mention.end if dated else mention.end + len(spot.after)
        requirement = _read(spot, context)
        if requirement:
            said = {
                "existing": bool(_EXISTING.search(spot.before)),
                "sums_up": bool(SUM.fullmatch(squeeze(spot.before))),
            }
            yield requirement.model_copy(update=said)
            context.noun = requirement.object or context.noun


_RESPECTIVELY = re.compile(
    r"^(?P<front>.*?)(?P<tail>[一-龥]{0,4}(?:率|满意度|比例|覆盖面))分别(?:不低于|不少于|达到|达|为|在|≥|保持)*$"
)


def _respectively(clause: Clause, usable: list[Mention]) -> list[Spot]:
    """学生家长、学校满意度分别不低于93%、90%: one number for each subject."""
    if len(usable) < 2 or "分别" not in clause.text:
        return []
    head = clause.text[: usable[0].start - clause.start] + usable[0].text[:0]
    match = _RESPECTIVELY.match(squeeze(head)) or _RESPECTIVELY.match(
        squeeze(clause.text[: usable[0].end - clause.start]).split("分别")[0] + "分别"
    )
    subjects = re.split(r"[、和与及]", match.group("front")) if match else []
    if not match or len(subjects) != len(usable):
        return []
    first = usable[0].target
    return [
        Spot(
            m.model_copy(
                update={"target": m.target.model_copy(update={"comparator": first.comparator})}
            ),
            f"{subject}{match.group('tail')}",
            "",
            clause.text,
        )
        for subject, m in zip(subjects, usable, strict=True)
    ]


def _says_nothing(spot: Spot) -> bool:
    mention = spot.mention
    return is_excluded(mention.text, spot.before, spot.after, mention.target.dimension)


def _spot(
    clause: Clause, mention: Mention, edge: int, following: Mention | None, sentence: Sentence
) -> Spot:
    stop = following.start if following else clause.end
    before = clause.text[edge - clause.start : mention.start - clause.start]
    after = clause.text[mention.end - clause.start : stop - clause.start]
    if following and mention.target.comparator != "by_date":
        after = re.split(r"[、；;]", after)[0] if re.search(r"[、；;]", after) else _own_part(after)
    after = re.split(r"[×*=≈]", after)[0]
    host = (
        _host(clause, sentence) if clause.nested and mention.target.dimension == "count" else None
    )
    if host is not None and not squeeze(before):
        before, after = _from_host(host, after)
    if clause.nested and mention.target.comparator == "by_date" and not squeeze(after):
        around = _host(clause, sentence)
        after = around.text[clause.end - around.start :].lstrip("）) ") if around else ""
    before = re.sub(r"(?:由|从)(?=[^，。]*\d)[^，。]*$", "", before)
    before = _EDGE.sub("", _PERIOD_LEAD.sub("", before.strip()))
    return Spot(mention, before, after.strip(), clause.text)


def _own_part(between: str) -> str:
    """What of the text between two numbers belongs to the first: up to a conjunction."""
    action = split_action(squeeze(between))
    if action.leading:
        return ""  # the next number's verb
    parts = re.split(r"(?=和|及|并|，|每(?:个)?(?:季度|月|周|年))", between, maxsplit=1)
    return parts[0] if len(parts) > 1 else ("" if len(squeeze(between)) > 12 else between)


def _host(nested: Clause, sentence: Sentence) -> Clause | None:
    """The clause whose bracket this one stands in."""
    return next(
        (c for c in sentence.clauses if not c.nested and c.start <= nested.start < c.end), None
    )


def _from_host(host: Clause, after: str) -> tuple[str, str]:
    """What a bare number in brackets counts: the clause around the brackets, unless that has
    figures of its own (then the brackets only say the same again)."""
    around = squeeze(host.text)
    delivered = re.search(r"(?:交|提交|出具|形成|编制|报送)([^，。]{2,12})$", around)
    if squeeze(after) and delivered:
        return "", f"{squeeze(after)}{delivered.group(1)}"
    if squeeze(after):
        return "", after
    return ("的的", "") if re.search(r"\d", around) else (around, "")


def _read(spot: Spot, context: Context) -> Requirement | None:
    target = spot.mention.target
    if spot.before == "的的":
        return None
    if target.comparator == "by_date":
        return deadline(spot, context)
    if target.dimension == "ratio":
        return rate(spot, context)
    if target.dimension == "duration":
        return duration(spot, context)
    return count(spot, context)


# --- without a number -----------------------------------------------------------------------


def _promised(clause: Clause, context: Context, sentence: Sentence) -> Iterator[Requirement]:
    promise = promise_of(clause.text, clause.start)
    if not promise:
        return
    later = [c for c in sentence.clauses if c.start > clause.start]
    owed = re.search(r"应(.)尽\1", promise.name)
    if owed and any("%" in c.text and owed.group(1) in c.text for c in later):
        return
    if any(no_delay(c.text) for c in later):
        promise = strict_promise(promise, f"{squeeze(clause.text)}，{squeeze(later[0].text)}")
    elif promise.mention is None and any(_PROMPT.search(c.text) and "%" in c.text for c in later):
        return
    yield _from_promise(promise, clause, context)


def _from_promise(promise: Promise, clause: Clause, context: Context) -> Requirement:
    name, text = promise.name, promise.clause
    if promise.generic:
        name = rate_name(promise.name.removeprefix("项目"), context.for_rate())
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


# --- the whole ------------------------------------------------------------------------------


def _adopt_names(found: list[Requirement]) -> list[Requirement]:
    """长期看及时率要到98%: a bare rate for the period is about the year's rate of the same kind."""
    return [_named_like(r, found) if r.scope == "period" else r for r in found]


def _named_like(requirement: Requirement, found: list[Requirement]) -> Requirement:
    for other in found:
        alike = other.scope == "year" and other.kind == requirement.kind == "timeliness"
        ratio = other.mention and other.mention.target.dimension == "ratio"
        if alike and ratio and _PROMPT.search(other.name) and _PROMPT.search(requirement.name):
            return requirement.model_copy(update={"name": other.name, "object": other.object})
    return requirement


_EXISTING = re.compile(r"(?:现有|已有|共有|现在有|目前有|在册)[一-龥、]{0,12}$")


def _without_background(found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """现有水库86座 is no target beside the work that is planned; alone, it is what is kept up."""
    planned = [r for r in found if r.kind == "quantity" and not r.existing]
    return tuple(r for r in found if not r.existing) if len(planned) >= _ENOUGH else found


def _once(found: list[Requirement]) -> tuple[Requirement, ...]:
    kept: dict[tuple[str, str, str], Requirement] = {}
    by_amount: dict[object, list[Requirement]] = {}
    for requirement in found:
        if requirement.sums_up:
            kept = {k: r for k, r in kept.items() if not _part_of_sum(r, requirement)}
        mention = requirement.mention
        value = sign_value(mention.target, mention.text) if mention else ""
        amount, key = _amount(requirement), (requirement.name, value, requirement.scope)
        alike = by_amount.setdefault(amount, []) if amount else []
        if key in kept or any(_same_again(requirement, earlier) for earlier in alike):
            continue
        alike.append(requirement)
        kept[key] = requirement
    return tuple(kept.values())


def _part_of_sum(earlier: Requirement, total: Requirement) -> bool:
    """每人接种两剂次，共5600剂次: the sum says what is to be done."""
    if not earlier.mention or not total.mention or earlier.kind != total.kind:
        return False
    same = earlier.object == total.object and earlier.action == total.action
    return same and earlier.mention.target.unit == total.mention.target.unit


def _amount(requirement: Requirement) -> object:
    target = requirement.mention.target if requirement.mention else None
    return to_base(target.low, target.unit) if target and target.low is not None else None


def _same_again(later: Requirement, earlier: Requirement) -> bool:
    """校车补贴76台 after 专用校车补贴76台: the same number of the same thing, said twice."""
    if later.kind != "quantity" or earlier.kind != "quantity" or later.scope != earlier.scope:
        return False
    if _amount(later) is None or len(later.object) < 2:
        return False
    return later.object in earlier.name or earlier.object in later.name
