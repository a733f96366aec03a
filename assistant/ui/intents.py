"""What a sentence asks for, by recognised phrasing (`vocabulary/phrases.yaml`), without a model."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from assistant.model import Value
from assistant.vocabulary.loading import load

Kind = Literal[
    "help", "undo", "open", "fix", "check", "export", "sources", "why", "redraft", "change",
    "unknown",
]  # fmt: skip

# A command is said shortly; a longer sentence that happens to hold its word is not one.
LONGEST_COMMAND = 16
LONGEST_SENTENCE = 400
_CODE = re.compile(r"(?<![A-Za-z])([A-Za-z]{2}\d{3})(?!\d)")
_SIGNED = r"[≥≤＞＜><=＝]|不低于|不少于|不超过|不高于|至少|最多|低于|超过"
_NUMERAL = r"\d|[零一二两三四五六七八九十百千万]+(?=[个次份篇场批家户人名项天日月年%万])"
_PAIR = re.compile(
    rf"^(?P<subject>[^\d≥≤><]{{2,20}}?)\s*[是为:：,，]?\s*(?P<value>(?:{_SIGNED}|{_NUMERAL}|百分之).{{0,16}})$"
)
_LEVEL = re.compile(
    r"^(?P<subject>.{2,}?)\s*[是为:：,，\s]\s*(?P<value>显著|明显|一般|不适用|是|否)$"
)
_LABELLED = re.compile(r"^(?P<subject>[^：:]{2,24})[：:]\s*(?P<value>.+)$", re.DOTALL)


class Intent(Value):
    """What was asked. `subject` and `value` are set for a change, `code` for a rule asked about."""

    kind: Kind
    subject: str = ""
    value: str = ""
    field: str = ""
    code: str = ""


def understand(text: str) -> Intent:
    """The intent of one sentence; `unknown` when no phrasing is recognised."""
    if len(text) > LONGEST_SENTENCE:
        return Intent(kind="unknown")
    said = _plain(text)
    code = _CODE.search(said)
    if code:
        return Intent(kind="why", code=code[1].upper())
    asked = _explicit_change(said)
    if asked:
        return asked
    command = _command(said)
    if command:
        return Intent(kind=command, subject=_subject_of_question(said, command))
    return _stated(said) or Intent(kind="unknown")


def _plain(text: str) -> str:
    said = text.strip().strip("。！!？?；; ")
    for word in _phrases()["polite"]:
        said = said.removeprefix(word).removesuffix(word)
    return said.strip("，, 。")


def _explicit_change(said: str) -> Intent | None:
    verbs = "|".join(map(re.escape, _phrases()["change"]["verbs"]))
    match = re.match(rf"^(?:把|将)?(?P<subject>.+?)(?:{verbs})(?P<value>.+)$", said, re.DOTALL)
    return _change(match) if match else None


def _command(said: str) -> Kind | None:
    if len(said) > LONGEST_COMMAND:
        return None
    lowered = said.lower()
    kinds: dict[Kind, list[str]] = _phrases()["intents"]
    return next((k for k, words in kinds.items() if any(w in lowered for w in words)), None)


def _subject_of_question(said: str, kind: Kind) -> str:
    """What a 来源 question is about: “验收合格率哪来的” → 验收合格率."""
    if kind != "sources":
        return ""
    for word in _phrases()["intents"][kind]:
        said = said.replace(word, "")
    return said.strip("的是？? ，")


def _stated(said: str) -> Intent | None:
    match = _LEVEL.match(said) or _PAIR.match(said) or _LABELLED.match(said)
    return _change(match) if match else None


def _change(match: re.Match[str]) -> Intent:
    subject, field = _without_field(match["subject"].strip(" ，,：:的是为“”\"'"))
    value = match["value"].strip(" ，,：:“”\"'。")
    return Intent(kind="change", subject=subject, value=value, field=field)


def _without_field(subject: str) -> tuple[str, str]:
    """`合同审查的度量单位` → (合同审查, unit)."""
    for field, suffixes in _phrases()["fields"].items():
        for suffix in suffixes:
            if subject.endswith(f"的{suffix}"):
                return subject.removesuffix(f"的{suffix}"), field
    return subject, ""


@cache
def _phrases() -> dict[str, Any]:
    found: dict[str, Any] = load("phrases")
    return found
