"""Dates that stand apart from what is due then: a table's column 完成时间, and lists such as
“五一”“国庆”两个展览分别不晚于4月28日、9月28日开放.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.facts.phrases import compact, trim
from assistant.facts.segments import Sentence
from assistant.model import Mention, Requirement
from assistant.parse.mentions import find_mentions

_COLUMN = re.compile(
    r"(?:计划|拟|要求|预计|应)?(?:完成|完工|竣工|交付|实施|办结|到位|截止|时间)?(?:时间|时限|期限|日期|节点|进度|截止日)(?:要求|安排|节点)?"
)
_DAY = r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末|初|中旬|上旬|下旬)"
_LISTED = re.compile(
    rf"(?P<who>[^，。；]{{0,30}}?)分别(?:不晚于|不迟于|应?于|要?在)?(?P<days>{_DAY}(?:[、和及与，]{_DAY})+)(?P<edge>之?前|以前)?"
    r"(?P<verb>[一-龥]{2,8}?)(?:到人|到户|到位)?(?=[，。；（]|$)"
)
_PAID = re.compile(r"补助|补贴|津贴|奖金|工资|资金")
_QUOTED = re.compile(r"[“\"]([^”\"]{1,12})[”\"]")
_COUNTED = re.compile(r"^(?:其中|的)+|[两二三四五\d][个项批次场处座期](?=[一-龥])")


def scheduled(
    sentences: Iterable[Sentence], mentions: tuple[Mention, ...], taken: Iterable[Requirement]
) -> tuple[Requirement, ...]:
    """`taken` with a deadline for each dated row and each date of a list; what was read before from
    the words of such a list gives way."""
    sentences = list(sentences)
    rows = [r for s in sentences for r in _of_row(s, mentions)]
    listed = [r for s in sentences if s.role != "policy" for r in _of_list(s)]
    found = [*rows, *listed]
    spans = {(r.start, r.end) for r in found}
    plain = [r for r in taken if not (listed and re.search("分别(?:不|于|在)", r.object))]
    kept = [r for r in plain if not any(a < r.end and r.start < b for a, b in spans)]
    return tuple(sorted([*kept, *found], key=lambda r: r.start))


def _of_row(sentence: Sentence, mentions: tuple[Mention, ...]) -> Iterator[Requirement]:
    """| 清淤 | 12公里 | 6月底前 | under 完成时间: 清淤 is due by the end of June."""
    if not sentence.topic or sentence.topic == sentence.label:
        return
    if not _COLUMN.fullmatch(re.sub(r"[（(][^）)\n]{0,60}[）)]|\s", "", sentence.label)):
        return
    topic = compact(re.sub(r"[（(][^）)\n]{0,60}[）)]", "", sentence.topic))
    for mention in mentions:
        if not sentence.start <= mention.start < mention.end <= sentence.end:
            continue
        if mention.target.comparator == "by_date" and len(topic) > 1:
            yield _due(mention, topic, "完成")
            return


_DATES_FIRST = re.compile(
    rf"(?P<who>(?:[一-龥]{{2,16}}(?=\d|20))?)(?:应?于|要?在)?(?P<days>{_DAY}(?:[、和及与]{_DAY})+)(?P<edge>之?前|以前)?"
    r"(?:分别|分[两二三四][批次]|各)(?P<done>完成)?(?P<rest>[一-龥]{2,14})"
)


def _dates_first(sentence: Sentence) -> Iterator[Requirement]:
    """3月31日、9月30日前分别完成新兵起运; 补贴资金6月30日和11月30日分两批拨付."""
    for match in _DATES_FIRST.finditer(sentence.text):
        days = list(re.finditer(_DAY, match.group("days")))
        rest, who = match.group("rest"), compact(trim(match.group("who")))
        verb = "完成" if match.group("done") else _verb(rest)
        thing = rest if match.group("done") else who
        if not verb or len(thing) < 2 or len(days) > len(_BATCHES):
            continue
        for number, day in zip(_BATCHES, days, strict=False):
            start = sentence.start + match.start("days") + day.start()
            yield _due(_by(day.group(), start), f"第{number}批{thing}", verb)


_BATCHES = "一二三四五六"


def _of_list(sentence: Sentence) -> Iterator[Requirement]:
    yield from _dates_first(sentence)
    for match in _LISTED.finditer(sentence.text):
        days = list(re.finditer(_DAY, match.group("days")))
        who = match.group("who")
        quoted = _QUOTED.findall(who)
        thing = compact(_COUNTED.sub("", _QUOTED.sub("", who)).strip("、和及的 "))
        verb = _verb(match.group("verb"))
        paid = _PAID.findall(sentence.text[: match.start()])
        if len(thing) < 2:
            thing = paid[-1] if paid else sentence.topic
        if not verb or not thing:
            continue
        names = [f"“{q}”{thing}" for q in quoted] if len(quoted) == len(days) else []
        names = names or [f"第{_BATCHES[i]}批{thing}" for i in range(len(days))]
        for name, day in zip(names, days, strict=False):
            start = sentence.start + match.start("days") + day.start()
            yield _due(_by(day.group(), start), name, verb)


_VERBS = re.compile(
    r"开放|开幕|开工|完工|竣工|完成|交付|印发|发布|报送|提交|拨付|发放|启用|启动|上线|到账|兑现|举办|开展|验收|投用|结束|发送|公示"
)


def _verb(said: str) -> str:
    if re.match(r"打卡|打到|发到|发给", said):
        return "发放"
    found = _VERBS.match(said)
    return found.group() if found else ""


def _by(text: str, start: int) -> Mention:
    mention = find_mentions(f"{text}前")[0]
    return mention.model_copy(update={"start": start, "end": start + len(text)})


def _due(mention: Mention, thing: str, verb: str) -> Requirement:
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind="timeliness",
        name=f"{thing}{verb}时间",
        object=thing,
        action=verb,
        clause=f"{thing}于{mention.text}{verb}",
        mention=mention,
    )
