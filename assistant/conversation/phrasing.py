"""What a sentence asks for, by recognised phrasing (`vocabulary/phrases.yaml`), without a model."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from assistant.conversation.changing import changed, stated
from assistant.conversation.intent import UNKNOWN, Intent, Kind, Reading
from assistant.conversation.rewriting import goal_rewritten
from assistant.conversation.rowwise import row_of, row_touched
from assistant.conversation.suppressing import restored, suppressed
from assistant.conversation.words import CODE, any_of, phrases, plain
from assistant.parse.numbers import parse_number

# A command is said shortly; a longer sentence that happens to hold its word is not one.
LONGEST_COMMAND: Final = 18
LONGEST_SENTENCE: Final = 400
_FAULT = r"(?:有问题|不对|不行|有错误?|要改|报错|有警告|有提示|有意见|会?被?提示|标红)$"
_LEADING = re.compile(r"^(?:那|它|这个|这条|这些|一份|为|成)+")


def read(text: str) -> Reading:
    """What a message asks for, in order. Several things are read only if each part is one."""
    whole = understand(text)
    parts = [part for part in _between().split(text.strip()) if part.strip("，,。；; ")]
    if len(parts) < 2 or len(text) > LONGEST_SENTENCE:
        return (whole,)
    each = [understand(part) for part in parts]
    if whole.kind == "rewrite" and any(i.kind in ("change", "add_row") for i in each[1:]):
        return (whole,)  # “改写年度目标，把……换成……” is one thing
    return tuple(each) if all(_is_deed(intent) for intent in each) else (whole,)


def understand(text: str) -> Intent:
    """The intent of one sentence; `unknown` when no phrasing is recognised."""
    if len(text) > LONGEST_SENTENCE:
        return UNKNOWN
    said = plain(text)
    if not said:
        return UNKNOWN
    # A question or a supposition changes nothing, but it may still be a question we can answer.
    readers = _ASKING if any_of("doubts").search(said) else (*_DOING, *_ASKING, stated)
    return next((found for reader in readers if (found := reader(said))), UNKNOWN)


def _whole(said: str) -> Intent | None:
    kinds: dict[Kind, list[str]] = phrases()["whole"]
    kind = next((kind for kind, words in kinds.items() if said in words), None)
    return Intent(kind=kind) if kind else None


def _numbered(said: str) -> Intent | None:
    """`第一处不要`: one change of a proposal."""
    match = re.fullmatch(
        r"第\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*处(?:改动|修改)?(.{1,5})", said
    )
    whole = _whole(match[2].removeprefix("就")) if match else None
    if match is None or (whole is None and match[2] not in ("要", "不要")):
        return None
    kind: Kind = whole.kind if whole else ("accept" if match[2] == "要" else "reject")
    return Intent(kind=kind, row=int(parse_number(match[1]) or 0))


def _coded(said: str) -> Intent | None:
    code = CODE.search(said)
    if code is None:
        return None
    mends = any_of("intents", "fix").search(said)
    return Intent(kind="fix" if mends else "why", code=code[1].upper())


def _commanded(said: str) -> Intent | None:
    lowered = said.lower()
    kinds: dict[Kind, list[str]] = phrases()["intents"]
    kind = next((k for k, words in kinds.items() if any(w in lowered for w in words)), None)
    if kind is None or len(said) > LONGEST_COMMAND:
        return None
    if kind in _ORDERS and any_of("not_commands").search(said):
        return None  # “每季度检查一次” tells of the project
    intent = Intent(kind=kind)
    if kind in _ABOUT:
        return _ABOUT[kind](lowered if kind == "export" else said, intent)
    return intent


def _about_subject(said: str, intent: Intent) -> Intent:
    """`验收合格率哪来的` → 验收合格率; `为什么合同审查是120份` → 合同审查, and it is its number."""
    rest = any_of("intents", intent.kind).sub("", said).strip(" 的是？?，,：:“”")
    claim = re.match(r"(?:要|会|说|写|填){0,4}(.{2,40}?)(?:是|写|填|要写|要填|定)(.*\d.*)$", rest)
    if intent.kind == "why" and claim and "不" not in claim[1]:
        return intent.model_copy(update={"kind": "sources", "subject": claim[1].strip(" 的")})
    rest = re.sub(r"^(?:要改|说|改|关于|是|不能|不可以|提示)|" + _FAULT, "", rest)
    number, rest = row_of(rest)
    rest = _LEADING.sub("", rest).strip(" 的是")
    return intent.model_copy(update={"subject": rest if len(rest) > 1 else "", "row": number})


def _similar(said: str, intent: Intent) -> Intent:
    rest = any_of("intents", "similar").sub("", said)
    rest = re.sub(
        r"(?:一般|通常|都|是|里|中)?(?:怎么|如何|怎样|写多少|定多少|填多少|写什么|写|填).*$",
        "",
        rest,
    )
    rest = rest.strip(" 的，,？?都是里")
    return intent.model_copy(update={"subject": "" if rest in phrases()["this_kind"] else rest})


def _copied(said: str, intent: Intent) -> Intent:
    number, rest = row_of(any_of("intents", "copy").sub("", said).removeprefix("把"))
    rest = re.sub(r"到?(?:剪贴板|系统)(?:里|中|上)?$|这一?(?:行|格)$|一?(?:行|格)$", "", rest)
    rest = rest.strip(" 的，,")
    table = not rest or bool(any_of("copied", "table").search(said))
    return intent.model_copy(update={"subject": "" if table else rest, "row": number})


def _exported(said: str, intent: Intent) -> Intent:
    formats: dict[str, list[str]] = phrases()["formats"]
    wanted = next((f for f, words in formats.items() if any(w in said for w in words)), "")
    return intent.model_copy(update={"format": wanted})


def _is_deed(intent: Intent) -> bool:
    return intent.kind not in ("unknown", "help", "accept", "reject")


@cache
def _between() -> re.Pattern[str]:
    """Where one thing asked for ends and the next begins."""
    then = "|".join(map(re.escape, phrases()["then"]))
    return re.compile(rf"[；;。\n]+|[，,]\s*(?:{then})+|[，,](?=把|将|删|加|复制|检查|导出)")


_ORDERS: Final = ("check", "fix", "export", "undo", "redo", "redraft")
Reader = Callable[[str], Intent | None]
_DOING: Final[tuple[Reader, ...]] = (
    _whole, _numbered, restored, suppressed, _coded, goal_rewritten, row_touched, changed,
)  # fmt: skip
_ASKING: Final[tuple[Reader, ...]] = (_coded, _commanded)
_ABOUT: Final[dict[Kind, Callable[[str, Intent], Intent]]] = {
    "sources": _about_subject,
    "why": _about_subject,
    "similar": _similar,
    "copy": _copied,
    "export": _exported,
}
