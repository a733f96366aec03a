"""What stands in a description and is no content: the trappings of chats and mails, emoji, orders
to the program. Blanked at equal length, so that every place stays where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.facts.segments import split_outside
from assistant.parse.spelling import one_spelling
from assistant.vocabulary.description import exact_role, header_field, role_of, shape, word_pattern


def as_written(text: str) -> str:
    """What was read with its own brackets again: 小（1）型."""
    return text.replace("‹", "（").replace("›", "）")


class Cleaned(NamedTuple):
    """The text to be read, as long as the source; `orders` are the sentences left out of it that
    tell the program what to write."""

    text: str
    orders: tuple[str, ...]


def cleaned(text: str) -> Cleaned:
    """The description with one spelling of digits and without what is no content."""
    text = one_spelling(text.translate(_SAME_LENGTH))
    text = _NUMERAL_YEAR.sub(lambda m: m.group().translate(_YEAR_DIGITS), text)
    text = re.sub(r"[（(]含[）)](以[上下内])", r"\1   ", text)
    text = _FRACTION.sub(lambda m: m["share"].ljust(len(m.group())), text)
    text = _CLASS.sub(r"‹\g<n>›", text)
    text = re.sub(r"(?<=[^\s\d]) / (?=\S)", " ， ", text)
    text = _EMOJI.sub(lambda m: "，".ljust(len(m.group())), text)
    text = _without_talk(text)
    spans = _orders(text)
    orders = tuple(text[start:end].strip() for start, end in spans)
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return Cleaned(text, orders)


# 全角数字与字母、百分号等一对一换成半角，长度不变，出处不移位。
_SAME_LENGTH = (
    {0xFF10 + i: 0x30 + i for i in range(10)}
    | {0xFF05: 0x25, 0x3000: 0x20, 0xFF5C: 0x7C}
    | {0xFF21 + i: 0x41 + i for i in range(26)}
    | {0xFF41 + i: 0x61 + i for i in range(26)}
)

# 二〇二六年 → 2026年，逐字替换，长度不变。
_NUMERAL_YEAR = re.compile(r"[二2][〇零○0][一二三四五六七八九〇零○]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

# 不低于三分之二（67%）：同一个数说了两遍，读括号里的百分数。
_FRACTION = re.compile(
    r"[一二三四五六七八九十]分之[一二三四五六七八九十][（(](?:即|约|也就是)?(?P<share>\d{1,3}(?:\.\d{1,2})?%)[）)]"
)

# 小（1）型水库：括号里的数字是名称的一部分，不是另起的一句。
_CLASS = re.compile(r"(?<=[一-龥])[（(](?P<n>[1-5一二三四五])[）)](?=[型类级])")

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2702-\u27b0\u200d\ufe0f\u2b50\u2b55\u231a-\u23ff]"
    "|\\[(?:图片|语音|表情|视频|文件|动画表情|捂脸|OK|强|抱拳|微笑|呲牙|玫瑰|合十|握手|链接)\\]"
)

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_DAY = r"(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?"
_GAP = r"\s{0,3}"
_STAMP = (
    rf"(?:{_DAY}{_GAP})?(?:星期.|周[一二三四五六日])?{_GAP}(?:[上下]午|晚上|中午)?{_GAP}{_CLOCK}"
)
_WHO = r"[一-龥A-Za-z][一-龥A-Za-z·（）()\-]{0,11}"
# 导出的聊天记录、邮件的头：时间、姓名、收发件人、撤回提示、转发标记。
_STAMPED = re.compile(
    rf"^[ \t>]*+\[?(?:{_STAMP})\]?[ \t]*(?:{_WHO}(?:[ \t]*[：:]|[ \t]*$))?"
    rf"|^[ \t>]*+{_WHO}[ \t]+(?:{_STAMP})[ \t]*+(?:[：:][ \t]*+)?$",
    re.MULTILINE,
)
_WRAPPED = re.compile(
    r"^[ \t]*+[-—=*#]*+\s{0,3}(?:以[下上]为?)?(?:微信|QQ|钉钉|企业微信|群)?"
    r"(?:聊天|群聊|对话|通话)记录"
    r"(?:（[^）\n]*）|\([^)\n]*\))?[ \t]*+[：:]?[-—=*#]*+[ \t]*+$"
    r"|^[ \t>]*(?:发件人|收件人|抄送|密送|发送时间|发件时间|From|To|Cc|Sent|Date)[：:][^\n]*$"
    r"|@(?:所有人|全体成员)"
    r"|^[^\n]{1,30}撤回了一条消息[^\n]*$"
    r"|^[-—=_*]{3,40}[^\n]{0,12}[-—=_*]{3,40}[ \t]*$",
    re.MULTILINE,
)

_SUBJECT = re.compile(
    r"^[ \t>]*(?:主题|Subject)[：:][ \t]*(?:(?:Re|Fw|Fwd|回复|转发|答复)[：:][ \t]*)*", re.M
)
_SAID = re.compile(rf"^[ \t>]*@?({_WHO})[ \t]*[：:][ \t]*", re.MULTILINE)
_NOD = (
    r"(?:好的?|收到|嗯+|对的?|是的?|行|可以|没错|明白|ok|OK|哈+|谢谢|辛苦了?|在吗|在的)"
    r"[呢吧啊哈呀的了]*"
)
_FILLER = re.compile(rf"^[ \t]*(?:{_NOD}[，,。！!～~ \t]+|{_NOD}(?=$))+", re.MULTILINE)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_talk(text: str) -> str:
    """Without the names of those who talk and what they only nod with."""
    text = _SUBJECT.sub(_blank, _WRAPPED.sub(_blank, text))
    stamped = len(_STAMPED.findall(text)) > 1
    if stamped:
        text = _STAMPED.sub(_blank, text)
    speakers = _speakers(text)
    if not speakers and not stamped:
        return text
    text = _SAID.sub(_unless(lambda m: m.group(1) not in speakers), text)
    return _FILLER.sub(_blank, text)


def _unless(kept: Callable[[re.Match[str]], bool]) -> Callable[[re.Match[str]], str]:
    return lambda m: m.group() if kept(m) else _blank(m)


def _speakers(text: str) -> frozenset[str]:
    """Names before a colon that come back line after line: people talking, not labels."""
    named = Counter(m.group(1) for m in _SAID.finditer(text))
    return frozenset(n for n, times in named.items() if times > 1 and not _announces(n))


def _announces(label: str) -> bool:
    return bool(role_of(label) or exact_role(label) or header_field(label))


# --- orders ---------------------------------------------------------------------------------


def _orders(text: str) -> list[tuple[int, int]]:
    """Sentences, or brackets in them, that tell the program what to write; with such a sentence
    go the ones right behind it that dictate what the form shall say."""
    found: list[tuple[int, int]] = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        if not sentence.strip():
            continue
        if _is_order(sentence):
            bracket = next((m for m in _BRACKET.finditer(sentence) if _is_order(m.group())), None)
            rest = sentence if bracket is None else sentence.replace(bracket.group(), "")
            inside = bracket is not None and rest.strip() and not _is_order(rest)
            found.append(
                (start + bracket.start(), start + bracket.end())
                if bracket and inside
                else (start, end)
            )
        elif (
            found and text[found[-1][1] : start].strip(" \n。！!；;") == "" and _dictates(sentence)
        ):
            found.append((start, end))
    return found


_BRACKET = re.compile(r"[（(【\[][^（()）\[\]【】]*[)）\]】]")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    offset = 0
    for line in text.split("\n"):
        for start, end in split_outside(line, "。！？!?；;|"):
            yield offset + start, offset + end
        offset += len(line) + 1


def _is_order(sentence: str) -> bool:
    return bool(word_pattern("orders").search(sentence.lower()) or shape("orders").search(sentence))


def _dictates(sentence: str) -> bool:
    return bool(shape("dictations").search(sentence))
