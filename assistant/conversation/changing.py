"""“把合同审查改成120份”, “验收合格率 95%”: a value said for a cell."""

from __future__ import annotations

import re
from functools import cache

from assistant.conversation.intent import Field, Intent
from assistant.conversation.rowwise import row_of
from assistant.conversation.words import alternatives, phrases
from assistant.vocabulary.loading import load

_SIGNED = r"[≥≤＞＜><=＝]|不低于|不少于|不超过|不高于|不小于|不大于|至少|最多|最少|低于|超过|不到"
_NUMERAL = r"\d|[零一二两三四五六七八九十百千万]+(?=[个次份篇场批家户人名项天日月年台套%万])"
_PAIR = re.compile(
    rf"^(?P<subject>[^\d≥≤><，,。；;]{{2,20}}?)\s*+(?:[为:：是]\s*+)?"
    rf"(?P<value>(?:{_SIGNED}|{_NUMERAL}|百分之).{{0,16}})$"
)
_LEVEL = re.compile(
    r"^(?P<subject>.{2,20}?)\s*+(?:(?:[是为:：,，]\s*+|(?<=\s))(?P<value>显著|明显|一般|不适用|是|否)|不适用)$"
)
_LABELLED = re.compile(r"^(?P<subject>[^：:，,。]{2,24})[：:]\s*(?P<value>.+)$", re.DOTALL)
_FROM = re.compile(r"[从由][^从由]{1,12}$")
_ASKS = re.compile(r"多少|什么|几|哪|怎|谁")


def changed(said: str) -> Intent | None:
    """A change with its verb: `将 故障解决率 调整为 ≥95%`."""
    match = _verbs().match(said)
    return _change(match["subject"], match["value"]) if match else None


def stated(said: str) -> Intent | None:
    """A value told like an answer: `验收合格率 95%`, `社会效益 显著`, `项目编码：4403…`."""
    match = _LEVEL.match(said) or _headed().match(said) or _PAIR.match(said)
    match = match or _LABELLED.match(said)
    if match is None or re.match(r"第|把|将|不|每", match["subject"]):
        return None
    value = match["value"] or "不适用"
    return _change(_bare(match["subject"]), re.sub(_ends(), "", value))


def _bare(subject: str) -> str:
    """`我们合同审查要` → 合同审查."""
    around = phrases()["around"]
    kept = re.sub(rf"^(?:{alternatives(around['before'])})", "", subject)
    kept = re.sub(rf"(?:{alternatives(around['after'])})+$", "", kept)
    return kept if len(kept) > 1 else subject


@cache
def _ends() -> str:
    return rf"(?:{alternatives(phrases()['around']['end'])})$"


@cache
def _headed() -> re.Pattern[str]:
    """`申请单位是区教育局`: a label of the form's header needs no number behind it."""
    labels = [label for labels in load("labels")["fields"].values() for label in labels]
    labels += [label for labels in phrases()["said_fields"].values() for label in labels]
    return re.compile(
        rf"^(?P<subject>{alternatives(labels)})\s*(?:填写|选择|[是为填选：:\s])\s*(?P<value>.+)$"
    )


@cache
def _verbs() -> re.Pattern[str]:
    verbs = alternatives(phrases()["change"]["verbs"])
    return re.compile(rf"^(?:把|将|改)?(?P<subject>.+?)(?:{verbs})\s*(?P<value>.+)$", re.DOTALL)


def _change(subject: str, value: str) -> Intent | None:
    value = value.strip(" ，,：:“”\"'。")
    number, rest = row_of(_FROM.sub("", subject.strip()))
    about, field = _without_field(rest.lstrip(" ，,：:“”").rstrip(" ，,：:的是为“”"), bool(number))
    if not value or not (about or number) or (_ASKS.search(value) and len(value) < 8):
        return None
    return Intent(kind="change", subject=about, value=value, field=field, row=number)


def _without_field(subject: str, has_row: bool) -> tuple[str, Field]:
    """`合同审查的度量单位` → (合同审查, unit); after a row's number the field stands alone."""
    fields: dict[Field, list[str]] = phrases()["fields"]
    for field, suffixes in fields.items():
        for suffix in suffixes:
            if has_row and subject == suffix:
                return "", field
            if subject.endswith(f"的{suffix}"):
                return subject.removesuffix(f"的{suffix}"), field
    return subject, ""
