"""The header cells a description fills: code, name, unit, type, period, whether it is new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.facts.segments import Sentence
from assistant.model import HeaderFact, Period
from assistant.parse.dates import find_periods
from assistant.parse.mentions import find_mentions
from assistant.parse.numbers import parse_number
from assistant.vocabulary.description import header_field, role_of

_CODE = re.compile(r"(?<![\dA-Za-z.])\d{15,25}(?![\dA-Za-z.])")
_IDENTITY = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_UNIT_TAIL = (
    r"(?:局|委员会|委|办公室|办事处|医院|学校|中学|小学|幼儿园|学院|大学|中心|馆|所|站|支队|大队|处|厅|院|"
    r"联合会|协会|指挥部|政府)(?:[一-龥]{2,4}分局)?"
)
_UNIT = re.compile(
    rf"(?:由|我们是)?((?:[一-龥]{{1,6}}(?:省|自治区|市|自治州|区|县|州|旗|镇|乡|街道)){{1,3}}[一-龥]{{0,18}}?{_UNIT_TAIL})(?![一-龥]*?{_UNIT_TAIL}(?=[，。、\s（(]|$))(（本级）|\(本级\))?"
)
_SHORT_UNIT = re.compile(
    rf"([省市区县州旗镇乡][一-龥]{{2,14}}?{_UNIT_TAIL})(（本级）|\(本级\))?"
    r"(?=$|想|拟|申请|计划|打算|负责|承担|组织|20\d\d)"
)
_TYPE = re.compile(
    r"(?:(\d{2})\s*)?(?:属于?|为|是)?([一-龥]{2,6}?类(?:[（(][一-龥]{2,4}[）)])?(?:项目)?)(?:[（(](\d{2})[）)])?"
)
_OLD = re.compile(
    r"延续(?:性)?项目|续建|延续|继续(?:实施|开展|请|做|安排|聘|推进)|非新增|不是新增|经常性项目|历年|连续安排|连年"
)
_NEW = re.compile(
    r"新增项目|新立项|新设立?项目|首次(?:申报|安排|实施)|新项目|今年新(?:开|设|上)|一次性项目"
)
_NAME_TAIL = re.compile(
    r"(?:绩效目标)?(?:的)?(?:（节选）|\(节选\))?(?:实施方案|工作方案|情况说明|申报说明|项目说明|项目描述|说明|申请|请示|立项申请|采购需求|需求书|预算说明|建议书|可行性研究报告|方案)$"
)


def header_of(text: str, sentences: tuple[Sentence, ...]) -> tuple[HeaderFact, ...]:
    """Header facts without amounts, each field once, labelled statements first."""
    found = [
        *_labelled(sentences),
        *_code(text),
        *_name(sentences),
        *_unit(sentences),
        *_type(text),
        *_is_new(text),
    ]
    kept: dict[str, HeaderFact] = {}
    for fact in found:
        kept.setdefault(fact.field, fact)
    return tuple(kept.values())


def period_of(text: str, sentences: tuple[Sentence, ...]) -> Period | None:
    """The project's period: a labelled one first, else the one that spans most years."""
    periods = [p for p in find_periods(text) if not _in_title(text, p.start)]
    spans = [(s.start, s.end) for s in sentences if header_field(s.label) == "period"]
    labelled = [p for p in periods if any(a < p.end and p.start < b for a, b in spans)]
    stated = _spoken(text)
    labelled += [q for s in sentences if header_field(s.label) == "period" for q in _bare_length(s)]
    candidates = (labelled and labelled + stated) or [
        p for p in periods if p.first_year or p.last_year or _about_project(text, p)
    ] + stated
    return _merge(candidates)


_SPOKEN = re.compile(
    r"(?:实施期|服务期|建设期|项目期限?|期限|为期|工期|就[买做干]|就这)[^，。；\d]{0,3}?(?P<n>[一二两三四五六七八九十]|\d{1,2})年|(?:^|[，。；：])做(?P<m>[一二两三四五六七八九十]|\d{1,2})年"
    r"|(?P<one>一年)(?:干完|做完|完成|建成)|(?P<this>当年(?:内)?(?:建成|完成|完工|实施完毕)|当年项目|一次性项目|当年(?:实施|建设)、?当年完成)",
    re.MULTILINE,
)


def _bare_length(sentence: Sentence) -> list[Period]:
    """期限：1年."""
    match = re.match(r"([一二两三四五六七八九十]|\d{1,2})\s*(?:个)?年", sentence.text)
    years = parse_number(match.group(1)) if match else None
    if not match or not years:
        return []
    start = sentence.start
    return [Period(start=start, end=start + match.end(), text=match.group(), years=int(years))]


def _spoken(text: str) -> list[Period]:
    """实施期两年, 做三年, 今年一年干完: a length without years."""
    found = []
    for match in _SPOKEN.finditer(text):
        number = match.group("n") or match.group("m") or "1"
        years = parse_number(number)
        if years and not _in_title(text, match.start()):
            found.append(
                Period(
                    start=match.start(),
                    end=match.end(),
                    text=match.group().strip("，。；：\n"),
                    years=int(years),
                )
            )
    return found


def _in_title(text: str, at: int) -> bool:
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def _about_project(text: str, period: Period) -> bool:
    return bool(
        re.search(
            r"实施期限?|期限|建设期|周期|为期|项目期|工期$",
            text[max(0, period.start - 8) : period.start],
        )
    )


def _merge(periods: list[Period]) -> Period | None:
    """One period out of several statements (4年, 2025年立项, 到2028年); the first word counts."""
    if not periods:
        return None
    known = sorted(periods, key=lambda p: -((p.first_year is not None) + (p.last_year is not None)))
    best = known[0]
    first = best.first_year or next((p.first_year for p in known if p.first_year), None)
    last = best.last_year or next((p.last_year for p in known if p.last_year), None)
    stated = next((p.years for p in known if _states_length(p, best)), None)
    years = stated or best.years
    if first and last:
        return best.model_copy(
            update={"first_year": first, "last_year": last, "years": stated or last - first + 1}
        )
    if first and years:
        last = first + years - 1
    elif last and years:
        first = last - years + 1
    return best.model_copy(update={"first_year": first, "last_year": last, "years": years})


def _states_length(period: Period, best: Period) -> bool:
    """两年 beside （2025年6月至2027年5月）: the stated length counts, not the years touched."""
    beside = abs(period.start - best.start) <= 20 and not period.text.startswith("服务期")
    return bool(beside and period.years and not (period.first_year and period.last_year))


def _labelled(sentences: Iterable[Sentence]) -> Iterator[HeaderFact]:
    for sentence in sentences:
        field = header_field(sentence.label)
        if field == "is_new":
            value = sentence.text.strip()[:1] in ("是", "新")
            yield HeaderFact(field=field, value=value, start=sentence.start, end=sentence.end)
        elif field in (
            "project_name",
            "applicant_unit",
            "budget_unit",
            "project_type",
            "allocation_method",
        ):
            cut = re.match(r"[^，,。；;]+", sentence.text)
            piece = cut.group().strip() if cut else ""
            if field == "project_name":
                piece = (
                    re.sub(
                        r"[（(]\d{10,}[）)]|[（(]20\d\d年?(?:度)?[）)]|^20\d\d年(?:度)?", "", piece
                    ).strip('《》"“” ')
                    or piece
                )
            piece = re.sub(r"^(?:全称)?(?:是|为)", "", piece)
            if piece and len(piece) <= 60:
                yield HeaderFact(
                    field=field, value=piece, start=sentence.start, end=sentence.start + len(piece)
                )
        elif field == "project_code":
            code = re.match(r"[0-9A-Za-z\-]{6,30}", sentence.text)
            if code:
                yield _fact("project_code", code.group(), sentence.start, code)


def _fact(
    field: str, value: str, base: int, match: re.Match[str], group: int | str = 0
) -> HeaderFact:
    return HeaderFact(
        field=field, value=value, start=base + match.start(group), end=base + match.end(group)
    )


def _code(text: str) -> Iterator[HeaderFact]:
    match = next((m for m in _CODE.finditer(text) if not _IDENTITY.fullmatch(m.group())), None)
    if match:
        yield _fact("project_code", match.group(), 0, match)


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
    r"^(?:我们|我局|我区|根据|按照|为了|为|今年|本|加强)|[？！]|\d+(?:\.\d+)?万|需要|打算|计划(?=[一-龥])|希望|请"
)


def _name(sentences: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    """The heading, else a quoted or spoken name, else the first clause when it is a name."""
    titles = [s for s in sentences if s.label == "标题"][:1]
    for sentence in [*titles, *sentences[:1]]:
        yield from _name_in(sentence)
    for sentence in sentences[:8]:
        for pattern in (_CALLED, _CARRIED_OUT, _DESCRIBED):
            if match := pattern.search(sentence.text):
                yield _fact("project_name", match.group("name"), sentence.start, match, "name")


def _name_in(sentence: Sentence) -> Iterator[HeaderFact]:
    quoted = re.search(r"[“\"《]([^”\"》]{3,40}?项目)[”\"》]", sentence.text) or re.search(
        r"(?:申报|申请|开展|拟实施)[“\"]([^”\"]{3,30})[”\"]", sentence.text
    )
    piece = quoted.group(1) if quoted else re.split(r"[，,。；;（(：:|]", sentence.text)[0].strip()
    bare = re.sub(r"^(?:关于)?(?:申报|申请|开展)?", "", piece)
    bare = _NAME_TAIL.sub("", bare).rstrip("的 ").strip('《》“”" ')
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


_TASK = re.compile(
    r"^(?:全年|接到|收到|经费|资金|使|让|通过|开展|完成|组织|举办|采购|新建|购置|实施|今年|明年|年内)"
)
_NAME_END = re.compile(
    r"(?:项目|工程|经费|服务|管理|运维|建设|计划|补贴|补助|奖补|培训|改造|养护|推广|监测|治理|购置|采购|保障|宣传|研究|编制|"
    r"修复|维修|整治|防治|筛查|接种|保护|展览|赛事|扶持|救助|运营|检测|抽检|普查|保洁|绿化|党建|人员|活动|资金)(?:（[^）]*）)?$"
)


def _is_name(text: str, announced: bool) -> bool:
    """A first clause is a name when it ends like one, or is short and tells no task or quantity."""
    if announced:
        return True
    if find_mentions(text) or re.search(r"你好|您好|情况", text):
        return False
    if _NAME_END.search(text):
        return not _TASK.match(text) or text.endswith(("项目", "工程"))
    return len(text) <= 12 and not _TASK.match(text) and not re.search(r"使|让|更加|不断", text)


def _without_unit(name: str) -> str:
    """龙泉市博物馆2026年免费开放项目 → 免费开放项目: unit and year have their own cells."""
    bare = re.sub(r"^20\d\d年(?:度)?\s*", "", name)
    unit = _UNIT.match(bare)
    rest = bare[unit.end() :].strip() if unit else ""
    dated = re.match(r"^[一-龥]{4,20}?20\d\d年(?:度)?(?P<rest>.{4,})$", bare)
    if dated and _UNIT.match(bare):
        return dated.group("rest").strip()
    return re.sub(r"^20\d\d年(?:度)?\s*", "", rest).strip() if len(rest.strip()) >= 4 else bare


def _unit(sentences: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    for sentence in sentences:
        if sentence.role == "policy" or "《" in sentence.text:
            continue
        for clause in sentence.text.split("，"):
            clause = re.sub(r"^(?:我们)?(?:是|由)", "", clause.strip())
            match = _UNIT.match(clause.strip()) or _SHORT_UNIT.match(clause.strip())
            if match:
                at = sentence.text.find(match.group(1))
                end = at + len(match.group(1)) + len(match.group(2) or "")
                yield HeaderFact(
                    field="applicant_unit",
                    value=sentence.text[at:end],
                    start=sentence.start + at,
                    end=sentence.start + end,
                )
                return


def _type(text: str) -> Iterator[HeaderFact]:
    for match in _TYPE.finditer(text):
        number = match.group(1) or match.group(3)
        name = re.sub(r"^.*?(?:属于|属|为|是)(?=.*类)", "", match.group(2))
        if not name.endswith("项目") and "履职类" not in name:
            continue
        value = f"{number} {name}" if number else name
        yield _fact("project_type", value, 0, match)


def _is_new(text: str) -> Iterator[HeaderFact]:
    old, new = _OLD.search(text), _NEW.search(text)
    if old and not new:
        yield HeaderFact(
            field="is_new",
            value=False,
            start=old.start(),
            end=old.end(),
            reading=f"“{old.group()}”→ 否",
        )
    elif new and not old:
        yield HeaderFact(
            field="is_new",
            value=True,
            start=new.start(),
            end=new.end(),
            reading=f"“{new.group()}”→ 是",
        )
