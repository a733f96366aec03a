"""Which project and whose: the name and the applicant unit, as the description has them.

What is said only in short (区妇联, 校车那个项目) is no fact for the form: `suggestions_of`
gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.leading import (
    NAME_END,
    leading_unit,
    leading_units,
    short_units,
    speaking_units,
)
from assistant.facts.segments import TITLE, Sentence
from assistant.facts.titles import Piece, is_no_unit, unit_kind
from assistant.model import HeaderFact
from assistant.parse.mentions import find_mentions
from assistant.vocabulary.description import header_field, role_of

_UNIT_TAIL = (
    r"(?:局|委员会|委|办公室|办事处|医院|学校|中学|小学|幼儿园|学院|大学|中心|馆|所|站|支队|大队|处|厅|院|"
    r"联合会|协会|指挥部|政府)(?:[一-龥]{2,4}分局)?"
)
_UNIT = re.compile(
    rf"(?:由|我们是)?((?:[一-龥]{{1,6}}(?:省|自治区|市|自治州|区|县|州|旗|镇|乡|街道)){{1,3}}[一-龥]{{0,18}}?{_UNIT_TAIL})(?![一-龥]{{0,24}}?{_UNIT_TAIL}(?=[，。、\s（(]|$))(（本级）|\(本级\))?"
)
_BEFORE_YEAR = re.compile(
    r"((?!经|由|在|自|从|到|至)[一-龥]{2,16}(?:人民法院|检察院|委员会|局|联合会|办事处|医院|中心|学校|中学|小学|馆|支队|大队|政府))()(?=20\d\d年)"
)
_SHORT_UNIT = re.compile(
    rf"([省市区县州旗镇乡][一-龥]{{2,14}}?{_UNIT_TAIL})(（本级）|\(本级\))?"
    r"(?=$|想|拟|申请|计划|打算|负责|承担|牵头|组织|实施|在|对|关于|现有|现承担|管理|管护|馆藏|下辖|目前|每年|全年|20\d\d)"
)
_NAME_TAIL = re.compile(
    r"(?:(?<=项目)(?:绩效)?情况(?:说明)?|(?:绩效目标)?(?:的)?(?:（节选）|\(节选\))?(?:实施方案|工作方案|情况说明|申报说明|项目描述|说明|申请|请示|立项申请|采购需求|需求书|预算说明|建议书|可行性研究报告|报告|函|汇报|方案))$"
)


_DESCRIBED = re.compile(
    r"(?:做|搞|申请|实施|开展)(?:一个|一项)(?P<name>[一-龥A-Za-z0-9]{4,24}?)的项目"
)
_CALLED = re.compile(
    r"(?:名称|项目)?(?:叫做?|名为|称为)[“\"]?(?P<name>[一-龥A-Za-z0-9+]{4,30})[”\"]?(?=[，。；]|$)"
)
_CARRIED_OUT = re.compile(
    r"(?:负责实施|承担|组织实施|实施|开展|申请|申报|举办|推进)(?:了)?(?:20\d\d年(?:度)?的?)?(?P<name>[一-龥]{3,24}?(?:计划|项目|工程|专项经费|经费|服务|赛事|建设))(?=[，。；\d]|$)"
)
_SPEECH = re.compile(
    r"^(?:项目|实施|建设|服务|合同)?(?:期限?|工期|周期)|^(?:我们|我局|我区|根据|按照|为了|为|今年|本|加强)|[？！]|\d万|需要|打算|计划(?=[一-龥])|希望|请|今天|绩效|材料|[那这]个表|[你您]来?填|发我|发给|各位"
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
    heading = [s for s in sentences if s.label == TITLE and not _TABLE_TITLE.search(s.text)][:1]
    for sentence in [*heading, *(s for s in sentences[:1] if not s.topic or s.label == s.topic)]:
        yield from _name_in(sentence)
    for sentence in sentences[:8]:
        for pattern in (_QUOTED, _CALLED, _CARRIED_OUT, _DESCRIBED):
            if match := pattern.search(sentence.text):
                yield _fact("project_name", match.group("name"), sentence.start, match, "name")
    yield from _spoken_names(sentences)


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
            yield _fact("project_name", match.group("name"), sentence.start, match, "name")


def _names_all(first: Sentence, sentences: tuple[Sentence, ...]) -> bool:
    """True for the label of the first line where no other label names a piece of work."""
    if not first.label or header_field(first.label) or role_of(first.label):
        return False
    named = {s.label for s in sentences if s.label and NAME_END.search(s.label)}
    return named == {first.label} and len(first.label) > 3 and _is_name(first.label, False)


def _name_in(sentence: Sentence) -> Iterator[HeaderFact]:
    quoted = re.search(r"[“\"《]([^”\"》]{3,40}?项目)[”\"》]", sentence.text) or re.search(
        r"(?:申报|申请|开展|拟实施)[“\"]([^”\"]{3,30})[”\"]", sentence.text
    )
    piece = quoted.group(1) if quoted else _first_piece(sentence.text)
    bare = re.sub(r"^(?:关于)?(?:申报|申请|开展)?", "", piece)
    bare = _FUNDS.sub("", _NAME_TAIL.sub("", bare)).rstrip("的 ").strip('《》“”" ')
    bare = _SENT_BY.sub("", bare)
    if bare.count("“") != bare.count("”"):
        bare = bare.replace("“", "").replace("”", "")
    bare = _without_unit(re.sub(r"^\d{1,2}[.、]\s*", "", bare))
    if role_of(bare) is not None and len(bare) <= 4:
        return
    if _UNIT.fullmatch(bare) or not _is_name(bare, sentence.label == "标题" or bool(quoted)):
        return
    if (
        3 <= len(bare) <= 36
        and not _SPEECH.search(bare)
        and not re.search(r"^第.{1,3}[章节条]|^要|负责|承担|实施|拟|位于|共有", bare)
    ):
        at = sentence.text.find(bare)
        if at >= 0:
            yield HeaderFact(
                field="project_name",
                value=bare,
                start=sentence.start + at,
                end=sentence.start + at + len(bare),
            )


def _first_piece(text: str) -> str:
    """Up to the first comma or bracket; a bracket inside the name belongs to it."""
    inside = re.fullmatch(
        r"[^，,。；;：:|（(]+[（(](?:[^（）()]{1,10}[）)][^，,。；;：:|（()）\d]{2,16}"
        r"|(?:第?[一二三四五六七八九十]期|[^（）()]{1,6}(?:标段|片区|试点))[）)])",
        text,
    )
    return (text if inside else re.split(r"[，,。；;（(：:|]", text)[0]).strip()


# ……局关于……经费的请示：前面是来文单位。
_SENT_BY = re.compile(r"^[一-龥]{2,24}?关于(?:申报|申请|开展|实施|安排|解决|拨付)?(?=.{4,})")
_FUNDS = re.compile(r"(?<=工程|项目)(?:20\d\d年.{2,24}资金|(?:补助|专项)?(?:资金|经费))$")
_TASK = re.compile(
    r"^(?:全年|接到|收到|经费|资金|使|让|通过|开展|完成|组织|举办|采购|新建|购置|实施|今年|明年|年内)"
)


def _is_name(text: str, announced: bool) -> bool:
    """A first clause is a name when it ends like one, or is short and tells no task or quantity."""
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
    unit = _UNIT.match(bare)
    rest = bare[unit.end() :].strip() if unit else ""
    dated = re.match(r"^[一-龥]{4,20}?20\d\d年(?:度)?(?P<rest>.{4,})$", bare)
    if dated and _UNIT.match(bare):
        return dated.group("rest").strip()
    return re.sub(r"^20\d\d年(?:度)?\s*", "", rest).strip() if len(rest.strip()) >= 4 else bare


_GIVEN = re.compile(
    r"(?:申报|申请|实施|承办|承担|牵头|项目)?单位(?:就)?(?:是|为|叫)(?P<unit>[一-龥A-Za-z×]{3,24}?)(?=[，,。；;（(\s]|$)"
    r"|(?:^|[，,。；;])(?:申报|申请|实施|承办|牵头|项目)单位(?P<bare>[一-龥]{3,24}?)(?=[，,。；;（(\s]|$)"
    r"|(?:^|[，,。；;的])(?P<reporting>[一-龥]{3,20})(?:来?(?:申报|报的|报(?=[，,。；;]|$)|牵头申报))"
)
_WRITTEN = re.compile(r"(?!某)[一-龥]+")
_OTHERS = re.compile(
    r"^(?:经|报|请|向(?!阳|东|南|西|北)|根据|按照?|依据|对|与|会同|联合|委托|送|抄送|接受|由)"
)
_OTHERS_WORK = re.compile(
    r"^.{0,6}(?:组织(?:的)?(?:安全)?(?:鉴定|评审|验收|论证|评估)|批准|批复|审核|审批|同意|鉴定|核准|评审|认定|下达)"
)


def units_of(sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]) -> Iterator[HeaderFact]:
    """Title or signature, 单位是……, else the first organ that acts in the text."""
    named = [p for p in titles if p.kind == "unit"]
    for piece in sorted(named, key=lambda p: -sum(p.text.endswith(o.text) for o in named)):
        yield HeaderFact(field="applicant_unit", value=piece.text, start=piece.start, end=piece.end)
    for sentence in sentences:
        if sentence.role == "policy" or "《" in sentence.text:
            continue
        for match in _GIVEN.finditer(sentence.text):
            group = match.lastgroup or "unit"
            if unit_kind(match.group(group)) == "unit" and _WRITTEN.fullmatch(match.group(group)):
                yield _fact("applicant_unit", match.group(group), sentence.start, match, group)
    yield from short_units(sentences, titles)
    yield from leading_units(sentences)
    for sentence in sentences:
        if sentence.role != "policy" and sentence.text != sentence.topic:
            yield from _acting(sentence)
    yield from speaking_units(sentences)


_OVERSEER = re.compile(
    r"(?:(?:业务|行业|行政)?主管(?:部门|单位)?|一级预算单位|归口(?:管理)?(?:部门|单位))(?:就)?[是为：:]\s*"
    r"(?P<unit>[一-龥]{3,24}?)(?=[，,。；;）)\s]|$)"
)


def overseers_of(text: str) -> Iterator[HeaderFact]:
    """业务主管是市水利局, （主管部门：区卫生健康局）: the unit whose budget it is."""
    for match in _OVERSEER.finditer(text):
        if unit_kind(match.group("unit")) == "unit":
            yield _fact("budget_unit", match.group("unit"), 0, match, "unit")


# 县人民医院所在街道、市一中周边：说的是地方。
_STANDS_IN = re.compile(r"所在|周边|附近|门前|旁")


def _acting(sentence: Sentence) -> Iterator[HeaderFact]:
    for spoken in sentence.text.split("，"):
        if "《" in spoken or "》" in spoken:
            continue
        clause = re.sub(
            r"^(?:我们)?(?:是|由(?=.*(?:负责|实施|承担|牵头|承办)))", "", spoken.strip()
        )
        match = _UNIT.match(clause) or _SHORT_UNIT.match(clause) or _BEFORE_YEAR.match(clause)
        if not match or _OTHERS.match(clause) or _OTHERS_WORK.match(clause[match.end() :]):
            continue
        if is_no_unit(match.group(1)) or _STANDS_IN.match(clause[match.end(1) :]):
            continue
        at = sentence.text.find(match.group(1))
        end = at + len(match.group(1)) + len(match.group(2) or "")
        yield HeaderFact(
            field="applicant_unit",
            value=sentence.text[at:end],
            start=sentence.start + at,
            end=sentence.start + end,
        )


def suggestions_of(
    sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]
) -> Iterator[HeaderFact]:
    """What the text says in short and the form wants in full: 区妇联, 我们文保所, 校车那个项目."""
    for piece in titles:
        if piece.kind == "short_unit":
            yield HeaderFact(
                field="applicant_unit", value=piece.text, start=piece.start, end=piece.end
            )
    first = sentences[0] if sentences else None
    labelled = first and first.label and header_field(first.label) is None
    if first and labelled and _is_name(first.label, False) and NAME_END.search(first.label):
        yield HeaderFact(field="project_name", value=first.label, start=first.start, end=first.end)
    for sentence in sentences:
        for pattern, field in _HINTS:
            match = pattern.search(sentence.text) if sentence.role != "policy" else None
            group = (match.lastgroup or "unit") if match else ""
            if match and (field != "applicant_unit" or unit_kind(match.group(group))):
                tail = "项目" if group == "name" else ""
                yield _fact(field, match.group(group) + tail, sentence.start, match, group)


_HINTS = (
    (_GIVEN, "applicant_unit"),
    (
        re.compile(r"^(?:20\d\d年)?我们(?P<unit>[一-龥]{2,12}?(?:所|站|局|馆|中心|院|办|队))"),
        "applicant_unit",
    ),
    (
        re.compile(
            r"^(?:20\d\d年)?(?P<unit>[区县市省镇乡][一-龥]{0,10}?(?:大队|支队|中心|局|妇联|残联|文联|科协|团委|人武部|管委会|街道办|所))"
        ),
        "applicant_unit",
    ),
    (
        re.compile(
            r"^(?P<unit>[一-龥]{2,10}?(?:法院|检察院|妇联|残联|文联|科协|团委|总工会|人武部))(?=20\d\d年)"
        ),
        "applicant_unit",
    ),
    (
        re.compile(
            r"^(?:关于)?(?!.{0,8}[部局委办](?:那个|这个))(?P<name>[一-龥]{2,10}?)(?:(?:那个|这个|的)项目|(?:那个|这个)(?=[，,]))"
        ),
        "project_name",
    ),
    (
        re.compile(
            r"(?:^|明年|今年)那个(?P<whole>[一-龥]{2,12}?的(?:补贴|补助|经费|改造|采购|建设))$"
        ),
        "project_name",
    ),
    (
        re.compile(
            r"(?:^|明年|今年)(?!明年|今年)(?P<name>[一-龥]{3,12}?)(?:那个|这个|的)(?:申报)?表"
        ),
        "project_name",
    ),
    (
        re.compile(
            r"我们(?:[一-龥]{2,5}?)(?:明年|今年|20\d\d年)(?P<whole>[一-龥]{4,24}?的?(?:项目|工程))(?=$|[，。])"
        ),
        "project_name",
    ),
    (
        re.compile(r"(?:^|[，,])(?P<unit>[一-龥]{2,8}?局)(?=[一-龥]{2,12}(?:的事|这个事|这件事))"),
        "applicant_unit",
    ),
)


def _standing(piece: Piece) -> Sentence:
    return Sentence(piece.start, piece.end, piece.text, TITLE, None, "", 0, ())


def _fact(
    field: str, value: str, base: int, match: re.Match[str], group: int | str = 0
) -> HeaderFact:
    return HeaderFact(
        field=field, value=value, start=base + match.start(group), end=base + match.end(group)
    )
