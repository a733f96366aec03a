"""The measurable facts of a description: every quantity, rate, time limit, deadline and promise.

Clause by clause: what is counted stands before or after the number, or in the clause, bullet or
table row before it. Amounts of money are read in `amounts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.facts.naming import (
    count_name,
    kind_of_count,
    kind_of_rate,
    rate_name,
    time_name,
)
from assistant.facts.phrases import Action, compact, ending_verb, split_action, squeeze, trim, trim_start
from assistant.facts.promises import Promise, no_delay, promise_of, strict_promise
from assistant.facts.segments import Clause, Sentence
from assistant.parse.render import goal_amount, sign_value
from assistant.model import Mention, Requirement, RequirementKind, Target
from assistant.vocabulary.description import action_words, formal, service_verb

_SHARED = re.compile(r"[、和及与,，]+$|^(?:[、和与]|及(?!时|格))+")
_PERIOD_SCOPE = re.compile(r"到20\d\d年|至20\d\d年|长期|长远|实施期内|项目期内|全周期|期满|累计(?!到)|(?:[二两三四五六七八九十]|\d{1,2})年(?:累计|共|合计|内)")
_PERIOD_LEAD = re.compile(r"^(?:到|至)20\d\d年(?:底|末)?(?:前)?(?:累计|共|总共|要|达到)*|^(?:长期|长远)(?:来)?看?[，,]?|^(?:实施期|项目期|全周期|期)内(?:累计)?")
_AFTER_EVENT = re.compile(r"^(?:[^，。]{0,4}?)(收到|接到|接报|受理|提交|申请|发现|合同签订|签订|审核通过|到货|验收合格|验收|资料齐全|材料齐全|报修|故障|接警|通知)([^，。]{0,14}?)(?:之)?后")


class Context:
    """What earlier clauses of a sentence, bullet or table row were about."""

    def __init__(self, topic: str) -> None:
        self.row_topic = topic
        self.noun = ""
        self.service_subject = ""

    def for_count(self) -> str:
        """The phrase that names what is counted: the last clause, else the bullet's topic."""
        return self.noun or self.row_topic.split("，")[-1]

    def for_rate(self) -> str:
        """The noun a bare rate (合格率) belongs to."""
        return self.noun or self.row_topic.split("，")[0]


def requirements_of(sentences: Iterable[Sentence], mentions: tuple[Mention, ...]) -> tuple[Requirement, ...]:
    """All measurable facts, in the order of the text, each once."""
    found: list[Requirement] = []
    context, group = Context(""), -1
    for sentence in sentences:
        if sentence.role in ("policy", "money") or sentence.label == "标题":
            continue
        if sentence.group != group or sentence.topic != context.row_topic:
            context, group = Context(sentence.topic), sentence.group
        for clause in sentence.clauses:
            found += _clause(clause, sentence, context, mentions)
    return _once(found)


def _clause(clause: Clause, sentence: Sentence, context: Context, mentions: tuple[Mention, ...]) -> list[Requirement]:
    here = [m for m in mentions if clause.start <= m.start and m.end <= clause.end and not _masked(clause, m)]
    usable = [m for m in here if m.target.dimension != "money" and m.target.comparator != "level"]
    scope = "period" if _PERIOD_SCOPE.search(sentence.text[: clause.end - sentence.start]) and _is_period(clause, sentence) else "year"
    found = [
        r.model_copy(update={"scope": scope, "part": sentence.topic or None, "clause": _spanning(r, scope, clause)})
        for r in _measured(clause, usable, sentence, context)
    ]
    if not found and not clause.nested:
        found = list(_promised(clause, context, sentence))
    _remember(clause, usable, context, found)
    return found


def _spanning(requirement: Requirement, scope: str, clause: Clause) -> str:
    """The clause of a commitment for the whole period says until when, as the description does."""
    lead = re.search(r"(?:到|至)20\d\d年(?:底|末)?", clause.text) if scope == "period" else None
    return f"{lead.group()}累计{requirement.clause}" if lead and requirement.kind == "quantity" else requirement.clause


def _is_period(clause: Clause, sentence: Sentence) -> bool:
    before = sentence.text[: clause.end - sentence.start]
    return not re.search(r"本年|今年|年度|20\d\d年(?!底|末|前)[^到至]{0,4}$", before[: _PERIOD_SCOPE.search(before).start()])  # type: ignore[union-attr]


def _masked(clause: Clause, mention: Mention) -> bool:
    piece = clause.text[mention.start - clause.start : mention.end - clause.start]
    return not piece.strip() or piece.strip() != mention.text.strip()


def _remember(clause: Clause, usable: list[Mention], context: Context, found: list[Requirement]) -> None:
    if clause.nested:
        return
    if found:
        context.noun = found[-1].object or context.noun
        return
    if not usable:
        phrase = trim(re.sub(r"每(?:个)?(?:月|季度|周|天|日|年|学期|半年)|全年", "", squeeze(clause.text)))
        if 2 <= len(phrase) <= 40 and not no_delay(clause.text) and not re.search(r"\d", phrase):
            context.noun = phrase


# --- with a number --------------------------------------------------------------------------


def _measured(clause: Clause, usable: list[Mention], sentence: Sentence, context: Context) -> Iterator[Requirement]:
    edge = clause.start
    for index, mention in enumerate(usable):
        stop = usable[index + 1].start if index + 1 < len(usable) else clause.end
        before = clause.text[edge - clause.start : mention.start - clause.start]
        after = clause.text[mention.end - clause.start : stop - clause.start]
        if index + 1 < len(usable):
            after = re.split(r"[、；;]", after)[0] if re.search(r"[、；;]", after) else _own_part(after)
        after = re.split(r"[×*=≈]", after)[0]
        host = _host(clause, sentence) if clause.nested and mention.target.dimension == "count" else None
        if host is not None and not squeeze(before):
            before, after = _from_host(host, after)
        requirement = _one(mention, before, after, sentence, context) if host is None or before or after else None
        if requirement:
            yield requirement
            context.noun = requirement.object or context.noun
        edge = mention.end + (0 if mention.target.comparator == "by_date" else len(after))


def _host(nested: Clause, sentence: Sentence) -> Clause | None:
    """The clause whose bracket this one stands in."""
    return next((c for c in sentence.clauses if not c.nested and c.start <= nested.start < c.end), None)


def _from_host(host: Clause, after: str) -> tuple[str, str]:
    """What a bare number in brackets counts: the clause around the brackets, unless it has figures
    of its own (then the brackets only say the same again)."""
    around = squeeze(host.text)
    delivered = re.search(r"(?:交|提交|出具|形成|编制|报送)([^，。]{2,12})$", around)
    if squeeze(after) and delivered:
        return "", f"{squeeze(after)}{delivered.group(1)}"
    if squeeze(after):
        return "", after
    return ("", "") if re.search(r"\d", around) else (around, "")


def _own_part(between: str) -> str:
    """What of the text between two numbers belongs to the first: up to the next verb or conjunction."""
    parts = re.split(r"(?=和|及|并|，)", between, maxsplit=1)
    return parts[0] if len(parts) > 1 else ("" if len(squeeze(between)) > 12 else between)


def _one(mention: Mention, before: str, after: str, sentence: Sentence, context: Context) -> Requirement | None:
    target = mention.target
    before, after = _SHARED.sub("", _PERIOD_LEAD.sub("", before.strip())), after.strip()
    if target.comparator == "by_date":
        return _deadline(mention, before, after, context)
    if target.dimension == "ratio":
        return _rate(mention, before, after, context)
    if target.dimension == "duration":
        return _duration(mention, before, after, context)
    return _count(mention, before, after, sentence, context)


def _rate(mention: Mention, before: str, after: str, context: Context) -> Requirement | None:
    subject = compact(trim(before))
    if after.startswith(("的", "以上的")) and len(after) > 2 and not subject:
        subject = compact(trim_start(after.lstrip("的"))) + "比例"
    verb_after = re.match(r"(按时|按期|及时|准时)?(完成|办结|到位|合格|达标|参加|开展|解决|覆盖|响应|修复|整改)", after)
    if verb_after and not re.search(r"率|比例|度|比重|覆盖面|面$", subject):
        subject = subject + verb_after.group() + "率"
    if not subject:
        return None
    subject = re.sub(r"^按时(开展|完成|实施)比例$", r"按时\1率", subject)
    if not re.search(r"(?:率|比例|比重|占比|度|覆盖面|水平)$", subject):
        return _loose_rate(mention, subject, context)
    name = rate_name(subject, context.for_rate())
    if re.match(r"按时|按期|及时|准时", name):
        name = rate_name(name, context.for_rate()) if name != subject else _join_adverb(name, context)
    kind = kind_of_rate(name)
    return Requirement(
        start=mention.start, end=mention.end, kind=kind, name=name, object=_rate_object(name),
        clause=f"{name}{goal_amount(mention.target, mention.text)}", mention=mention,
    )  # fmt: skip


def _join_adverb(name: str, context: Context) -> str:
    noun = compact(context.for_rate())
    noun = re.split(r"按|依照|及时|准时", noun)[0]
    return f"{noun}{name}"


def _loose_rate(mention: Mention, subject: str, context: Context) -> Requirement | None:
    """A percentage whose subject is no rate: 出勤≥95% → 出勤率; anything longer stays unnamed."""
    if len(subject) > 16:
        return None
    return _rate(mention, subject + ("" if subject.endswith("率") else "率"), "", context)


def _rate_object(name: str) -> str:
    return re.sub(r"(?:验收)?(?:合格|通过|及时|准确|完成|整改|达标|完好|按时完成|参与|成活|办结|覆盖|解决)?(?:率|满意度|比例)$", "", name)


def _duration(mention: Mention, before: str, after: str, context: Context) -> Requirement | None:
    if re.match(r"\s*7\s*[*×xX✕]\s*24", mention.text):
        return _clock(mention, before, after)
    if mention.target.comparator in ("at_most", "less_than"):
        return _time_limit(mention, before, after, context)
    subject = trim(before)
    thing = trim_start(after.lstrip("的")) if not subject else subject
    if not thing:
        thing = context.for_count()
    if not thing or re.search(r"实施期限|建设期|项目期|^期限|周期$", thing):
        return None
    unit = mention.target.unit
    name = compact(thing)
    if not re.search(r"(?:期|期限|时长|时间|年限|寿命|天数)$", name):
        name = count_name(Action("", name, False), unit, mention.per)
    kind: RequirementKind = "lasting" if re.search(r"使用年限|寿命|质保|设计年限|管护期", name) else "quantity"
    return Requirement(
        start=mention.start, end=mention.end, kind=kind, name=name, object=compact(thing),
        clause=f"{name}{goal_amount(mention.target, mention.text)}", mention=mention,
    )  # fmt: skip


def _clock(mention: Mention, before: str, after: str) -> Requirement | None:
    """7×24小时 of something: how long it is at hand, a standard of its quality."""
    thing = compact(trim_start(after.lstrip("的"))) or compact(trim(before)) or "服务"
    shown = "7×24小时"
    return Requirement(
        start=mention.start, end=mention.end, kind="quality", name=f"{thing}服务时间".replace("服务服务", "服务"), object=thing,
        clause=f"提供{shown}{thing}", mention=mention.model_copy(update={"text": shown}),
    )  # fmt: skip


def _time_limit(mention: Mention, before: str, after: str, context: Context) -> Requirement | None:
    event = _AFTER_EVENT.match(trim_start(before) or before.strip())
    subject = trim(_AFTER_EVENT.sub("", before.strip()) if event else before)
    service = service_verb(trim_start(after) or after)
    said, verb = service or _other_verb(after)
    if not verb and not subject:
        return None
    rest = compact(trim_start(after)[len(said) :]) if said else ""
    rest = "" if re.match(r"完毕|[并且和、]|率", rest) or len(rest) > 10 else rest
    if not subject:
        subject = _time_subject(event, context)
    elif event is None:
        context.service_subject = subject
    thing = compact(subject)
    if rest and rest not in thing:
        thing, verb = thing + rest, verb
    elif verb in ("完成",) and rest:
        verb = rest + verb if rest not in thing else verb
    name = time_name(thing, verb)
    if verb.startswith("意见") or verb.startswith("报告"):
        thing += verb[:2]
    lead = f"{event.group(1)}{event.group(2)}后" if event else ""
    clause = f"{name}{goal_amount(mention.target, mention.text)}"
    return Requirement(
        start=mention.start, end=mention.end, kind="timeliness", name=name, object=thing,
        action=lead, clause=clause, mention=mention,
    )  # fmt: skip


def _time_subject(event: re.Match[str] | None, context: Context) -> str:
    if context.service_subject and not event:
        return context.service_subject
    if event and len(event.group(2)) >= 2:
        return event.group(2)
    return context.for_rate()


def _other_verb(after: str) -> tuple[str, str]:
    action = split_action(squeeze(after))
    if action.verb and action.leading:
        said = squeeze(after)[: len(squeeze(after)) - len(action.object)]
        return said, action.verb
    stem, verb = ending_verb(squeeze(after))
    return (squeeze(after), stem + verb) if verb and len(stem) <= 8 else ("", "")


def _deadline(mention: Mention, before: str, after: str, context: Context) -> Requirement | None:
    action = split_action(trim_start(after))
    subject = trim(before)
    thing = re.split(r"[，。；]|\d", action.object)[0] if action.leading else ""
    verb = action.verb if action.leading else ""
    if not verb:
        thing, verb = ending_verb(squeeze(trim_start(after)))
    thing = thing or subject or context.for_rate()
    if not verb or not compact(thing) or len(compact(thing)) > 40:
        return None
    name = f"{compact(thing)}{verb}时间"
    return Requirement(
        start=mention.start, end=mention.end, kind="timeliness", name=name, object=compact(thing),
        action=verb, clause=f"于{mention.text}{verb}{compact(thing)}", mention=mention,
    )  # fmt: skip


def _count(mention: Mention, before: str, after: str, sentence: Sentence, context: Context) -> Requirement | None:
    if re.search(r"(?:每次|人均|每人|每户|户均|单价|每个|平均)$", squeeze(before)):
        return None
    action = _these(before, after) or _inside(mention, before, after, context) or _counted(before, after, context)
    if not action or not compact(action.object) and not action.verb:
        return None
    action = _continued(action, context)
    unit = mention.target.unit
    name = count_name(action, unit, mention.per)
    if not 2 < len(name) <= 60:
        return None
    kind = kind_of_count(name, mention.target)
    clause = _listed_clause(before, action, mention) or _count_clause(action, mention, kind, name)
    return Requirement(
        start=mention.start, end=mention.end, kind=kind, name=name, object=_plain_object(action),
        action=action.verb, clause=clause, mention=mention,
    )  # fmt: skip


def _listed_clause(before: str, action: Action, mention: Mention) -> str:
    listed = _THESE.match(squeeze(before))
    if not listed or not listed.group("list"):
        return ""
    return f"{action.verb}{listed.group('list')}等{goal_amount(mention.target, mention.text)}{action.object}"


def _continued(action: Action, context: Context) -> Action:
    """专区运维，每季度交一份运维报告 → 专区运维报告: the object takes up the clause before it."""
    noun = compact(context.noun)
    if len(noun) > 2 and noun.endswith(action.object[:2]) and action.leading and len(action.object) > 2:
        return action._replace(object=noun + action.object[2:])
    return action


def _counted(before: str, after: str, context: Context) -> Action | None:
    """What is counted, and the verb: 举办|10场|AI主题会议, 审查合同|100份|, |30个以上| after a topic."""
    noun = re.split(r"[，。；、]", after.lstrip("的"))[0] if after else ""
    noun = re.split(r"(?:开展|进行|参加|提供|实施)", noun)[0] if len(noun) > 16 else noun
    lead = trim(before)
    served = re.match(r"^(?:为|向|给|对)(.*)$", squeeze(before))
    if served and noun and not trim(served.group(1)):
        return _served(noun)
    if noun and not re.match(r"(?:以上|左右|以内|/|每|的?$)", noun) and not noun.startswith(tuple("，。、；")):
        verb = split_action(lead) if lead else Action("", "", False)
        stem, end = ending_verb(lead)
        if end and not verb.leading:
            return Action(end, noun, True)
        if verb.verb and verb.leading and not verb.object:
            return Action(verb.verb, noun, True)
        if lead and not end:
            stem = lead
        return Action(end, noun, True) if end else (Action("", noun, False) if not stem else split_action(f"{stem}"))
    if lead:
        return _from_phrase(lead, squeeze(before))
    return _from_phrase(trim(context.for_count())) if context.for_count() else None


def _inside(mention: Mention, before: str, after: str, context: Context) -> Action | None:
    """A frequency that holds its verb: 每个季度交一份|监测报告, 知识图谱|每月更新一次."""
    if not mention.reading and not mention.per:
        return None
    verb = next((v for v in action_words() if v in mention.text), "")
    if not verb:
        return None
    noun = re.split(r"[，。；、]", after.removeprefix("的"))[0].strip()
    if noun:
        return Action(formal(verb), noun, True)
    noun = trim(before) or context.for_count()
    return Action(formal(verb), split_action(noun).object if noun.endswith(verb) else noun, True) if noun else None


_THESE = re.compile(r"(?:^|.*把|.*将|.*对)(?P<list>[^，。]*?)这$")
_TENDED = re.compile(r"(?P<noun>[^，。；]{1,12}?)(?:做好|进行|开展|实施)?(?P<verb>运营|运维|维护|建设|管理|改造|优化|升级)(?:好|工作)?$")


def _these(before: str, after: str) -> Action | None:
    """把A、B、C这|4个|场景做好运营: the thing counted stands after, what it consists of before."""
    listed, tended = _THESE.match(squeeze(before)), _TENDED.match(squeeze(after))
    if not listed or not tended:
        return None
    return Action(tended.group("verb"), tended.group("noun"), True)


def _served(noun: str) -> Action:
    """为500名|困难老人提供助餐服务: those served are counted."""
    match = re.match(r"(.+?)(?:提供|发放|开展|进行|办理|安排)(.+)$", noun)
    if match:
        return Action("", f"{match.group(2)}{'' if match.group(2).endswith('服务') else ''}{match.group(1)}", False)
    return Action("", noun, False)


def _from_phrase(phrase: str, whole: str = "") -> Action:
    """A noun phrase before its number; means (用PDA…) and recipients (给网格员…) are left out."""
    phrase = re.sub(r"^每[一-龥]{1,2}(?=.{3})", "", phrase)
    if re.match(r"用|利用|通过|使用|运用|依托|借助|给|为|向", whole):
        for verb in action_words():
            at = phrase.find(verb, 1)
            if len(verb) > 1 and 0 < at <= 8 and len(phrase) > at + len(verb) + 1:
                return Action(formal(verb), phrase[at + len(verb) :], True)
    return split_action(phrase)


def _plain_object(action: Action) -> str:
    return compact(action.object) + ("" if action.leading or not action.verb else action.verb)


def _count_clause(action: Action, mention: Mention, kind: RequirementKind, name: str) -> str:
    amount = goal_amount(mention.target, mention.text)
    if kind != "quantity":
        return f"{name}{amount}"
    thing = compact(action.object) if action.leading else _plain_object(action)
    verb = action.verb if action.leading else default_verb(mention.target)
    per = f"每{mention.per}" if mention.per else ""
    return f"{verb}{thing}{per}{amount}"


def default_verb(target: Target) -> str:
    """The verb a goal uses when the description names only the thing and its number."""
    return "开展" if target.unit in ("次", "场", "期", "轮", "场次") else "完成"


# --- without a number -----------------------------------------------------------------------


def _promised(clause: Clause, context: Context, sentence: Sentence) -> Iterator[Requirement]:
    promise = promise_of(clause.text, clause.start)
    if not promise:
        return
    later = [c for c in sentence.clauses if c.start > clause.start]
    if any(no_delay(c.text) for c in later):
        promise = strict_promise(promise, f"{squeeze(clause.text)}，{squeeze(later[0].text)}")
    elif promise.mention is None and any(re.search(r"按时|按期|及时", c.text) and "%" in c.text for c in later):
        return
    yield _from_promise(promise, clause, context)


def _from_promise(promise: Promise, clause: Clause, context: Context) -> Requirement:
    name, text = promise.name, promise.clause
    if promise.generic:
        about = context.for_rate()
        name = rate_name(promise.name.removeprefix("项目"), about)
        text = text.replace(promise.name, name)
    return Requirement(
        start=clause.start, end=clause.end, kind=promise.kind, name=name, object=promise.object or context.noun,
        clause=text, mention=promise.mention and promise.mention.model_copy(update={"start": clause.start, "end": clause.end}),
    )  # fmt: skip


_PROMPT = re.compile(r"及时|按时|按期|准时")


def _adopt_names(found: list[Requirement]) -> list[Requirement]:
    """长期看及时率要到98%: a bare rate for the period is about the year's rate of the same kind."""
    named = []
    for requirement in found:
        twin = next(
            (
                r for r in found
                if requirement.scope == "period" and r.scope == "year" and r.kind == requirement.kind == "timeliness"
                and _PROMPT.search(r.name) and _PROMPT.search(requirement.name) and r.mention and r.mention.target.dimension == "ratio"
            ),
            None,
        )  # fmt: skip
        named.append(requirement.model_copy(update={"name": twin.name, "object": twin.object}) if twin else requirement)
    return named


def _once(found: list[Requirement]) -> tuple[Requirement, ...]:
    kept: dict[tuple[str, str], Requirement] = {}
    for requirement in _adopt_names(found):
        value = sign_value(requirement.mention.target, requirement.mention.text) if requirement.mention else ""
        key = (requirement.name, value)
        kept.setdefault(key, requirement)
    return tuple(kept.values())
