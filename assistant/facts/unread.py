"""What a description commits to and no fact took up: the officer is told of it in one question.

A figure, a date or a word that promises without one (逐台, 每日, 全部) is either read, or only
tells how things are, or it is quoted and asked about. Nothing vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.facts.clean import as_written
from assistant.facts.requirements.exclusions import is_age, is_excluded
from assistant.facts.segments import TITLE, Clause, Sentence
from assistant.model import Mention, Requirement
from assistant.parse.masks import Cover
from assistant.vocabulary.description import word_pattern

_SILENT = ("policy", "money", "support", "background")
_LIMITS = ("at_least", "at_most", "more_than", "less_than")
_LONGEST = 28
_STATES = re.compile(
    r"总面积|建筑面积|占地面积|展厅面积|总库容|总人口|常住人口|现有|现在|目前|已(?:经|完成|建成)|去年|上年|原来|原有|此前|以来|(?:使用|服役|运行|投用)(?:年限)?(?:已|超过?|近|约|满){0,2}$|(?:中央|[省市区县]级?)$"
)
# 说的是钱怎么分，不是做到多少；期限不在此列（补助资金3月20日前下达）。
_PAID = re.compile(r"其中[^，。]{0,6}(?:[元款]|资金)|补贴\d|财政|承担|资金|经费|占")
# 只有数、没有“不少于”的，说的多半是规模和现状；在讲钱、讲底数的话里不问。
_DESCRIBES = re.compile(
    r"[元￥]|存栏|在册|涉及|威胁|发现|普查|辖区|全[县市区镇省]|约$|年接待|共有|大概|现有|按|每|使用(?:超过|已)|库容|馆藏"
)
_COUNTED = ("count", "area", "length", "other", "weight", "volume")


class Taken(NamedTuple):
    """What has been read: the spans of requirements and of amounts, citations and periods, those
    of requirements alone, the counts that stand in rows (26座水库安全度汛, after 26座), and what is
    due when (9月底前完成等保测评, after 等级测评 due that day)."""

    spans: Cover
    read: Cover
    counts: frozenset[tuple[object, str]]
    due: frozenset[tuple[object, str]] = frozenset()


def taken_by(requirements: Iterable[Requirement], busy: Iterable[tuple[int, int]]) -> Taken:
    """What the requirements of a text, and the spans in `busy`, leave nothing to ask of."""
    found = list(requirements)
    counts = {
        (r.mention.target.low, _unit(r.mention.target.unit))
        for r in found
        if r.mention and r.mention.target.low is not None and r.mention.target.dimension in _COUNTED
    }
    spans = [(r.start, r.end) for r in found]
    due = {
        (r.mention.target.date, r.object[-2:])
        for r in found
        if r.mention and r.mention.target.date and len(r.object) > 1 and not r.doubtful
    }
    return Taken(Cover(spans, busy), Cover(spans), frozenset(counts), frozenset(due))


def _unit(unit: str) -> str:
    """人 for 名 and 位: 6名医护人员 are the 6人 of the row."""
    return "人" if unit in ("名", "位") else unit


def unread(
    mentions: Iterable[Mention],
    taken: Taken,
    sentences: Iterable[Sentence],
    text: str,
    year: int | None = None,
) -> tuple[str, ...]:
    """The clauses that hold such a figure or word, in the order of the text."""
    mentions = sorted(mentions, key=lambda m: m.start)
    found = []
    for sentence in sentences:
        if sentence.role in _SILENT or sentence.label == TITLE:
            continue
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end]
        for clause in sentence.clauses:
            place = _Place(clause, sentence, text, year)
            found += [_quoted(place, at) for at in _left(place, inside, taken)][:1]
    return tuple(dict.fromkeys(found))


class _Place(NamedTuple):
    """A clause in its sentence."""

    clause: Clause
    sentence: Sentence
    text: str
    year: int | None

    def before(self, mention: Mention) -> str:
        """The words of the sentence before a number."""
        return self.sentence.text[: mention.start - self.sentence.start]

    def after(self, mention: Mention) -> str:
        """The words of the sentence behind a number."""
        return self.sentence.text[mention.end - self.sentence.start :]


def _left(place: _Place, inside: Iterable[Mention], taken: Taken) -> Iterator[int]:
    """Where something that is not read stands in a clause."""
    start, end = place.clause.start, place.clause.end
    here = [m for m in inside if start <= m.start < end]
    for mention in here:
        if _is_left(mention, place, taken):
            yield mention.start
    known = Cover([(m.start, m.end) for m in here])
    yield from _dates(place, known, taken)
    if not place.clause.nested and not taken.read.touches(start, end):
        yield from _words(place, figures=bool(here) or taken.spans.touches(start, end))


def _is_left(mention: Mention, place: _Place, taken: Taken) -> bool:
    target = mention.target
    counted = (target.low, _unit(target.unit)) in taken.counts
    if taken.spans.touches(mention.start, mention.end) or counted:
        return False
    if any(day == target.date and of in place.clause.text for day, of in taken.due):
        return False
    asked = _promises(mention, place.year) or _counts(mention, place.sentence)
    return asked and not _only_told(mention, place)


def _promises(mention: Mention, year: int | None) -> bool:
    target = mention.target
    if year and target.date and target.date.year and target.date.year < year:
        return False  # asked about on its own
    if _is_of_somebody(mention) or target.low == 0:
        return False
    if target.comparator == "by_date":
        return bool(re.search(r"\d月", mention.text))
    return (
        target.dimension == "ratio"
        or target.comparator == "level"
        or (target.dimension == "duration" and target.comparator in _LIMITS)
    )


def _is_of_somebody(mention: Mention) -> bool:
    """True for how old somebody is."""
    return is_age(mention) or mention.target.unit.endswith("岁")


def _counts(mention: Mention, sentence: Sentence) -> bool:
    """True for a plain count where work is told, not money or how things are."""
    target = mention.target
    if target.dimension not in _COUNTED or (target.low or 0) <= 1 or _is_of_somebody(mention):
        return False
    limited = target.comparator in _LIMITS
    return limited or not _DESCRIBES.search(sentence.text)


_BEFORE = re.compile(r"(?:截至|去年|上年|现有|现状|目前|原有|只有|仅有)[^。；]*$")
_PLANNED = re.compile(r"计划|拟|将|达到|提高|明年|争取")


def _only_told(mention: Mention, place: _Place) -> bool:
    """True for what was, what is compared with, and what only describes something."""
    before, after, year = place.before(mention), place.after(mention), place.year
    clause = re.split(r"[，。；]", before)[-1]
    past = re.search(r"(?<![到至由较比与])(20\d\d)年(?!度?(?:计划|拟|将))[^，。；]*$", clause)
    if past and year and int(past[1]) < year:
        return True
    told = re.search(r"20\d\d(?=年)", before) if not _PLANNED.search(before) else None
    if told and year and int(told.group()) < year:
        return True  # 2026年1-10月新收案件1.32万件，人均结案318件
    if _BEFORE.search(before) and not _PLANNED.search(before):
        return True
    paid = mention.target.comparator != "by_date" and _PAID.search(clause)
    if paid or _STATES.search(clause) or re.match(r"[到至提降升减增缩]", after.lstrip()):
        return True
    return is_excluded(mention.text, clause, after, mention.target.dimension)


# --- dates and words ------------------------------------------------------------------------

# 7月启动、11月起投入运营：没有“前”也是要做到的日子；说以前的、说期间的不是。
_DATE = re.compile(
    r"(?:20\d\d年)?(?<!\d)(?:1[0-2]|[1-9])月(?:[1-3]?\d日|底|初|中旬|上旬|下旬|份)?(?:之?前|起)?"
    r"(?=(?:起|正式|全面|全部)?(?P<deed>启动|开工|动工|投入|投用|启用|运营|开放|开学|上线|移交|完成|验收|发放|拨付|挂牌|通车|开园|开馆|交付))"
)


def _dates(place: _Place, known: Cover, taken: Taken) -> Iterator[int]:
    clause = place.clause
    for date in (*_DATE.finditer(clause.text), *_SPAN.finditer(clause.text)):
        start, end = clause.start + date.start(), clause.start + date.end()
        if known.touches(start, end) or taken.spans.touches(start, end):
            continue
        old = re.match(r"20\d\d", date.group())
        if not (old and place.year and int(old.group()) < place.year):
            yield start


# 9月20日至10月31日作业：从哪天到哪天做。
_SPAN = re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日?(?:至|到|-|—|~)(?:\d{1,2}月)?\d{1,2}日(?!\d)")


_PAYMENT = re.compile(r"进度款|尾款|合同款|服务费|物业费|租金|电费|工资|税")
_ALREADY = re.compile(r"已|现有|目前|去年|上年|以来|一直|历来|原")


def _words(place: _Place, *, figures: bool) -> Iterator[int]:
    """Where a clause promises without a figure: 逐台核验, 每日公示, 全部达标处理, 达到国家标准."""
    clause = place.clause
    said = word_pattern("promising").search(clause.text)
    if said is None and not figures:
        said = _OFTEN.search(clause.text) or _LEVEL.search(clause.text)
        said = said or _ALL.search(clause.text.rstrip()) or _owed(place)
    if said and not _PAYMENT.search(clause.text) and not _ALREADY.search(clause.text):
        yield clause.start + said.start()


# 通过等保三级测评、达到国家森林城市标准：级别没有读准的。
_LEVEL = re.compile(
    r"(?:达到|通过|创建|评为|获评|升至|晋升)[^，。；\d]{0,16}?(?:[1-9一二三四五六七八]级|[一二三四五]星|[1-5]A级|国家[^，。；]{0,12}标准|[省市]级[^，。；]{0,12}标准)"
    r"|达到[^，。；\d]{2,16}标准"
)
# 全部演完、全部无害化处理；对全部信号灯维护、全部为财政资金：说的是范围和来源。
_ALL = re.compile(
    r"(?<![安健完齐对把将])(?:全部|全都|一律)(?!为|由|是|来自|用于|资金|经费|[一-龥]{0,4}财政|费)[一-龥]{2,8}$"
)
_OFTEN = re.compile(
    r"每(?:日|天|周|月|季度?|旬|学期)(?=[一-龥]{2})|按(?:月|季度?|学期|旬)(?=[一-龥]{2})|当[天日](?=[一-龥]{2})"
)


def _owed(place: _Place) -> re.Match[str] | None:
    """应救尽救, unless the sentence goes on with its figure (救助率100%)."""
    said = re.search(r"应(.)尽\1", place.clause.text)
    rest = place.text[place.clause.end : place.sentence.end]
    return None if said and re.search(rf"{said[1]}[^，。；]{{0,6}}率", rest) else said


def _quoted(place: _Place, at: int) -> str:
    """The clause that holds the place, shortened at its far ends."""
    clause = place.clause
    words = place.text[clause.start : clause.end].strip("，,、；;：: \n")
    if len(words) > _LONGEST:
        begin = max(clause.start, at - _LONGEST // 2)
        words = place.text[begin : min(clause.end, begin + _LONGEST)]
        words = ("……" if begin > clause.start else "") + words
    return as_written(re.sub(r"\s+", "", words))
