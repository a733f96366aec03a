"""“删掉第3行”, “加一个满意度指标”, “绿化面积往上移”: rows put in, taken out, moved."""

from __future__ import annotations

import re
from functools import cache

from assistant.conversation.intent import Intent, Kind
from assistant.conversation.words import alternatives, any_of, phrases
from assistant.parse.numbers import parse_number

LAST = -1
_NUMBERED = re.compile(
    r"第\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:行|条|个指标|个|项)(?:指标)?"
)
_FINAL = re.compile(r"最后(?:一|那)?(?:行|条|个指标|个)|末行")
_THIS = re.compile(r"(?:这|那)(?:一)?(?:行|条|个指标|项)?$|(?:一|整)行$|行$")
_INTO = re.compile(
    r"^(?:在|往|给)?(?P<category>.{2,8}?)(?:指标)?(?:里|中|下|下面|里面)(?:面)?[，,]?$"
)
_VALUE = re.compile(
    r"^(?P<name>[^\d≥≤><]{2,20}?)[\s，,：:为]*+"
    r"(?P<value>(?:[≥≤><]|不低于|不少于|不超过|至少)?\s*\d[^，,。]{0,12}|显著|明显)$"
)


def row_of(text: str) -> tuple[int, str]:
    """The row's number and the text without it: `第三行单位` → (3, 单位); 0 when there is none."""
    match = _NUMBERED.search(text)
    if match:
        number = parse_number(match[1])
        rest = (text[: match.start()] + text[match.end() :]).strip(" 的，,")
        return (int(number) if number else 0), rest
    last = _FINAL.search(text)
    if last:
        return LAST, (text[: last.start()] + text[last.end() :]).strip(" 的，,")
    return 0, text


def row_touched(said: str) -> Intent | None:
    """What is asked of a row; None when it is something else."""
    return _duplicated(said) or _moved(said) or _removed(said) or _added(said)


def _duplicated(said: str) -> Intent | None:
    match = any_of("rows", "duplicate").search(said)
    if match is None:
        return None
    rest = re.sub(r"^(?:照着|照|按照|按|把|和|跟)|(?:一样的?|也)$", "", _without(said, match))
    number, subject = row_of(rest)
    subject = re.sub(r"^(?:和|跟|照)|一样的?$", "", subject).strip(" 的，,")
    return _about("duplicate_row", number, subject) if number or subject else None


def _moved(said: str) -> Intent | None:
    for direction in ("up", "down"):
        match = any_of("rows", direction).search(said)
        if match:
            number, subject = row_of(_without(said, match))
            subject = re.sub(r"(?:一|1)?(?:行|格|位|下)$", "", subject)
            found = _about("move_row", number, subject)
            return found and found.model_copy(update={"direction": direction})
    return None


def _removed(said: str) -> Intent | None:
    match = re.match(rf"^(?:把|将)?(?P<what>.{{2,24}}?)(?:给)?(?:{_removing()})$", said)
    match = match or re.match(r"^不要(?P<what>.{2,20}(?:这|那)一?(?:行|条|个指标))$", said)
    match = match or re.match(rf"^(?:{_removing()})(?P<what>.{{2,24}})$", said)
    if match is None or "里" in match["what"]:
        return None
    number, subject = row_of(match["what"])
    subject = _THIS.sub("", subject).strip(" 的，,“”")
    return None if _is_no_row(subject) else _about("remove_row", number, subject)


def _added(said: str) -> Intent | None:
    match = _adding().match(said)
    if match is None:
        return None
    into = _INTO.match(match["before"]) if match["before"] else None
    if match["before"] and not into:
        return None
    named = re.sub(r"(?:的)?指标$", "", match["what"].strip(" ，,：:“”"))
    named = re.sub(r"^(?:的)?指标[，,：:\s]*", "", named)
    named, into_words = _named(named)
    valued = _VALUE.match(named)
    subject, value = (valued["name"], valued["value"]) if valued else (named, "")
    subject = f"{into_words} {subject}".strip(" ，,：:“”的叫")
    says_row = bool(match["count"]) or into or "指标" in match["what"] or valued
    if not says_row or _is_no_row(subject) or (not subject and not into and not match["count"]):
        return None
    where = into["category"] if into else ""
    return Intent(kind="add_row", subject=f"{where} {subject}".strip(), value=value.strip())


def _named(what: str) -> tuple[str, str]:
    """`质量指标，叫验收合格率，95%` → (验收合格率，95%, 质量)."""
    match = re.match(
        r"(?P<category>.{2,8}?)(?:指标)?[，,：:]\s*(?:叫做?|名为|名称是)(?P<name>.+)$", what
    )
    match = match or re.match(r"(?P<category>.{2,8}?)指标\s*[，,：:]\s*(?P<name>.+)$", what)
    return (match["name"], match["category"]) if match else (what, "")


def _about(kind: Kind, number: int, subject: str) -> Intent | None:
    subject = _THIS.sub("", subject).strip(" 的，,“”")
    return Intent(kind=kind, row=number, subject=subject) if number or len(subject) > 1 else None


def _is_no_row(subject: str) -> bool:
    never = phrases()["rows"]["never"]
    return any(subject.endswith(word) for word in never) and not subject.endswith("指标")


def _without(said: str, match: re.Match[str]) -> str:
    rest = said[: match.start()] + said[match.end() :]
    return rest.removeprefix("把").removeprefix("将").strip(" ，,")


@cache
def _removing() -> str:
    return alternatives(phrases()["rows"]["remove"])


@cache
def _adding() -> re.Pattern[str]:
    verbs = alternatives(phrases()["rows"]["add"])
    counted = alternatives(phrases()["rows"]["counted"])
    return re.compile(
        rf"^(?P<before>(?:在|往|给)?.{{0,10}}?)(?:{verbs})(?P<count>(?:{counted})?)(?P<what>.{{0,40}})$"
    )
