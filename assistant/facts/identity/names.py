"""The project's name: of a title, a heading, quoted, spoken, or a first clause that is one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from assistant.facts.identity.matched import matched
from assistant.facts.identity.opening import opening_of
from assistant.facts.identity.units import UNIT
from assistant.facts.leading import NAME_END, leading_unit
from assistant.facts.segments import TITLE, Sentence
from assistant.facts.titles import Piece, unit_kind
from assistant.model import HeaderFact
from assistant.parse.mentions import find_mentions
from assistant.vocabulary.description import header_field, role_of

_NAME_TAIL = re.compile(
    r"(?:(?<=项目)(?:绩效)?情况(?:说明)?|(?:绩效目标)?(?:的)?(?:（节选）|\(节选\))?(?:实施方案|工作方案|情况说明|申报说明|项目描述|说明|申请|请示|立项申请|采购需求|需求书|预算说明|建议书|可行性研究报告|报告|函|汇报|方案))$"
)


_DESCRIBED = re.compile(
    r"(?:做|搞|申请|实施|开展)(?:一个|一项)(?P<name>[一-龥A-Za-z0-9]{4,24}?)的项目"
)
_CALLED = re.compile(
    r"(?:名称|名字|项目)?(?:就|还|仍)?(?:叫做?|名为|称为|(?<=名称)(?:沿用|用|是)|(?<=名字)(?:沿用|用|是))[“\"]?(?P<name>[一-龥A-Za-z0-9+]{4,30})[”\"]?(?=[，。；]|$)"
)
_CARRIED_OUT = re.compile(
    r"(?:负责实施|承担|组织实施|实施|开展|申请|申报|举办|推进|继续安排|拟安排)(?:了)?(?:20\d\d年(?:度)?的?)?(?P<name>[一-龥]{3,24}?(?:计划|项目|工程|专项经费|经费|服务|赛事|建设))(?=[，。；\d]|$)"
)
_SPEECH = re.compile(
    r"^(?:这个|本|该)?项目(?:名称?|名字)?(?:就|还)?(?:叫|名为|称为)|^(?:项目|实施|建设|服务|合同)?(?:期限?|工期|周期)|^(?:我们|我局|我区|根据|按照|为了|为|今年|本|加强)|[？！]|\d万|需要|打算|计划(?=[一-龥])|希望|请|今天|绩效|材料|[那这]个表|[你您]来?填|发我|发给|各位"
)


# 资金测算表、任务清单：表格的题目，不是项目名称。
_TABLE_TITLE = re.compile(r"(?:表|清单|明细|一览)$")
_QUOTED = re.compile(
    r"(?:实施|开展|申报|申请|启动|推进)(?:了)?(?:20\d\d年(?:度)?的?)?[“\"](?P<name>[^”\"]{4,30})[”\"](?:项目|工程|计划)"
)


def names_of(sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]) -> Iterator[HeaderFact]:
    """The title's name, else the heading, a quoted or spoken name, a first clause that is one."""
    for piece in titles:
        if piece.kind == "name":
            yield from _name_in(_standing(piece))
    yield from (fact for fact in opening_of(sentences) if fact.field == "project_name")
    for sentence in _headings(sentences):
        yield from _name_in(sentence)
    for sentence, pattern in itertools.product(sentences[:8], _STATED):
        if match := pattern.search(sentence.text):
            yield matched("project_name", match.group("name"), sentence.start, match, "name")
    yield from _spoken_names(sentences)


# 拟从2027年起开展65岁以上老年人流感疫苗免费接种，列入民生实事：后面说的是这个项目。
_BEGUN_IN = re.compile(
    r"20\d\d年(?:度)?(?:起|内)?(?:拟|计划|将|准备|继续)?(?:开展|实施|组织|推进|启动)"
    r"(?P<name>[一-龥A-Za-z0-9]{5,24}?)(?<!\d[一-龥])(?<!\d[一-龥]{2})(?=[，,](?:列入|属|系|作为|项目|预算|资金|经费|所需|总|申请|共需|需|实施期|周期|期限))"
)
_STATED = (_QUOTED, _CALLED, _CARRIED_OUT, _DESCRIBED, _BEGUN_IN)


def _headings(sentences: tuple[Sentence, ...]) -> list[Sentence]:
    """The first heading that is no table's, and a first sentence that stands for itself."""
    heading = [s for s in sentences if s.label == TITLE and not _TABLE_TITLE.search(s.text)][:1]
    return [*heading, *(s for s in sentences[:1] if not s.topic or s.label == s.topic)]


_FORM_OF = re.compile(
    r"(?:^|[，,]|明年|今年|下一?年度?)(?!明年|今年)(?P<name>[一-龥]{4,12}?)(?:那个|这个|的)(?:申报|绩效)?表"
)


def _spoken_names(sentences: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    """路灯养护：全区2.35万盏…, 适老化改造那个表: said like a name, with the work in it."""
    first = sentences[0] if sentences else None
    if first and _names_all(first, sentences):
        yield HeaderFact(field="project_name", value=first.label, start=first.start, end=first.end)
    for sentence in sentences[:4]:
        match = _FORM_OF.search(sentence.text)
        if match and NAME_END.search(match.group("name")):
            yield matched("project_name", match.group("name"), sentence.start, match, "name")


def _names_all(first: Sentence, sentences: tuple[Sentence, ...]) -> bool:
    """True for the label of the first line where no other label names a piece of work."""
    if not first.label or header_field(first.label) or role_of(first.label):
        return False
    named = {s.label for s in sentences if s.label and NAME_END.search(s.label)}
    return named == {first.label} and len(first.label) > 3 and is_name(first.label, False)


def _name_in(sentence: Sentence) -> Iterator[HeaderFact]:
    quoted = re.search(r"[“\"《]([^”\"》]{3,40}?项目)[”\"》]", sentence.text) or re.search(
        r"(?:申报|申请|开展|拟实施)[“\"]([^”\"]{3,30})[”\"]", sentence.text
    )
    bare = _bare(quoted.group(1) if quoted else _first_piece(sentence.text))
    announced = sentence.label == TITLE or bool(quoted)
    at = sentence.text.find(bare)
    if at >= 0 and _reads_as_name(bare) and is_name(bare, announced):
        start = sentence.start + at
        yield HeaderFact(field="project_name", value=bare, start=start, end=start + len(bare))


def _bare(piece: str) -> str:
    """The name without what leads it in and out: 关于申报……项目的请示."""
    bare = re.sub(r"^(?:关于)?(?:申报|申请|开展)?", "", piece)
    bare = _unquoted(_FUNDS.sub("", _NAME_TAIL.sub("", bare)).rstrip("的 "))
    bare = _SENT_BY.sub("", bare)
    if bare.count("“") != bare.count("”"):
        bare = bare.replace("“", "").replace("”", "")
    if re.search(r"20\d\d年(?:度)?新增[一-龥]{4,}(?:项目|工程)$", bare):
        bare = re.sub(r"(?<=[年度])新增", "", bare)  # 2027年新增……项目：新增说的是属性
    own = _without_unit(re.sub(r"^\d{1,2}[.、]\s*", "", bare))
    return _BEGUN.sub("", re.sub(r"^[（(][一-龥]{2,8}[）)](?=[一-龥]{4})", "", own))


def _unquoted(name: str) -> str:
    """Without marks around the whole of it; “一老一小”家庭意外保险项目 keeps those of its own."""
    if re.match(r"[“\"][^”\"]+[”\"][^”\"]", name) and name.count("”") <= name.count("“"):
        return name.strip("《》 ")
    return name.strip('《》“”" ')


_NO_NAME = re.compile(r"^第.{1,3}[章节条]|^要|负责|承担|实施|拟|位于|共有")


def _reads_as_name(bare: str) -> bool:
    """False for a label, a unit, a sentence of speech."""
    if not 3 <= len(bare) <= 36 or (role_of(bare) is not None and len(bare) <= 4):
        return False
    return not (UNIT.fullmatch(bare) or _SPEECH.search(bare) or _NO_NAME.search(bare))


def _first_piece(text: str) -> str:
    """Up to the first comma or bracket; a bracket inside the name belongs to it."""
    inside = re.fullmatch(
        r"[^，,。；;：:|（(]+[（(](?:[^（）()]{1,10}[）)][^，,。；;：:|（()）\d]{2,16}"
        r"|(?:第?[一二三四五六七八九十]期|[^（）()]{1,6}(?:标段|片区|试点))[）)])",
        text,
    )
    piece = (text if inside else re.split(r"[，,。；;（(：:|]", text)[0]).strip()
    bare = _ITS_MONEY.sub("", piece)
    return bare if NAME_END.search(bare) else piece


# ……局关于……经费的请示：前面是来文单位。
_SENT_BY = re.compile(r"^[一-龥]{2,24}?关于(?:申报|申请|开展|实施|安排|解决|拨付)?(?=.{4,})")
# 2024年启动的河湖长制项目：哪年启动另有一栏。
_BEGUN = re.compile(
    r"^(?:20\d\d年(?:度)?)?(?:(?:启动|实施|开展|立项|设立|安排)的(?=.{4,})|(?:开展|实施|推进)(?=.{4,}(?:项目|工程|计划)$))"
)
# ……建设项目经费120万元：钱数不属于名称。
_ITS_MONEY = re.compile(
    r"(?:(?:申请|所需|预算|安排)?(?:经费|资金|预算|金额)?(?:共|约)?[\d.]{1,12}[万亿]?元)$"
)
_FUNDS = re.compile(r"(?<=工程|项目)(?:20\d\d年.{2,24}资金|(?:补助|专项)?(?:资金|经费))$")
_TASK = re.compile(
    r"^(?:全年|接到|收到|经费|资金|使|让|通过|开展|完成|组织|举办|采购|新建|购置|实施|今年|明年|年内)"
)


def is_name(text: str, announced: bool) -> bool:
    """True for a clause that ends like a name, or is short and tells no task and no quantity."""
    if announced:
        return True
    if find_mentions(re.sub(r"[（(][^（）()]*[）)]$", "", text)) or re.search(
        r"[你您家]好|^(?:领导|同志|各位|嗯|喂)|情况", text
    ):
        return False
    if NAME_END.search(text):
        return not _TASK.match(text) or text.endswith(("项目", "工程"))
    return len(text) <= 12 and not _TASK.match(text) and not re.search(r"使|让|更加|不断", text)


def _without_unit(name: str) -> str:
    """龙泉市博物馆2026年免费开放项目 → 免费开放项目: unit and year have their own cells."""
    bare = re.sub(r"^20\d\d年(?:度)?\s*", "", name)
    led = re.match(r"(?P<unit>[一-龥]{3,20}?)20\d\d年(?:度)?(?P<rest>[^\d].{3,})$", bare)
    if led and unit_kind(led.group("unit")):
        return led.group("rest").strip()
    if (own := leading_unit(bare)) and len(own.rest) >= 6:
        return own.rest.strip()
    unit = UNIT.match(bare)
    rest = bare[unit.end() :].strip() if unit else ""
    dated = re.match(r"^[一-龥]{4,20}?20\d\d年(?:度)?(?P<rest>.{4,})$", bare)
    if dated and UNIT.match(bare):
        return dated.group("rest").strip()
    return re.sub(r"^20\d\d年(?:度)?\s*", "", rest).strip() if len(rest.strip()) >= 4 else bare


def _standing(piece: Piece) -> Sentence:
    return Sentence(piece.start, piece.end, piece.text, TITLE, None, "", 0, ())
