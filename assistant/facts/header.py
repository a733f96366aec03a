"""The header cells a description fills: code, type, period, whether it is new; name and unit are
read in `identity`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.facts.identity import names_of, overseers_of, units_of
from assistant.facts.segments import Sentence
from assistant.facts.titles import Piece
from assistant.model import HeaderFact, Period
from assistant.parse.dates import find_periods
from assistant.parse.numbers import parse_number
from assistant.vocabulary.description import header_field

_CODE = re.compile(r"(?<![\dA-Za-z.])\d{15,25}(?![\dA-Za-z.])")
_IDENTITY = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_TYPE = re.compile(
    r"(?:(\d{2})\s*)?(?:属于?|为|是)?([一-龥]{2,6}?类(?:[（(][一-龥]{2,4}[）)])?(?:项目)?)(?:[（(](\d{2})[）)])?"
)
_STARTS_INSIDE = re.compile(r"[^属为是]*$|.*分类")
_OLD = re.compile(
    r"延续(?:性)?项目|续建|延续|继续(?:实施|开展|请|做|安排|聘|推进)|续[签聘租](?!率)|老项目|(?:往年|每年|一直)都?(?:在|有)?(?:做|安排|搞|开展)的|非新增|不是新增|经常性项目|历年|连续安排|连年"
)
_NEW = re.compile(
    r"新增项目|新立项|新上(?:的|项目|(?=[，,。；;]|$))|(?:项目|这个|这项)(?:是|为|属于?)(?:新[增建设上]|首次|第一次|头一[次回年])|(?:第一次|头一[次回年])(?:申报|申请|搞|做|办|安排)|新设立?项目|首次(?:申报|安排|实施)|(?<![更创翻革])新项目|今年新(?:开|设|上)|一次性项目"
    r"|(?:^|(?<=[，,、；;。（(]))(?:20\d\d年(?:度)?)?(?:本次|当年)?(?:属于?|为|是)?新增(?=[，,。；;、）)]|$)"
    r"|20\d\d年(?:度)?新[增立设](?:的)?(?:[一-龥]{0,24}?)(?:项目|工程)(?=[，,。；;、）)\s]|$)"
)


def header_of(
    text: str, sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]
) -> tuple[HeaderFact, ...]:
    """Header facts without amounts, each field once, labelled statements first."""
    found = [
        *_labelled(sentences),
        *_code(text),
        *names_of(sentences, titles),
        *units_of(sentences, titles),
        *overseers_of(text),
        *_type(text),
        *_is_new(text),
    ]
    kept: dict[str, HeaderFact] = {}
    for fact in found:
        kept.setdefault(fact.field, fact)
    return tuple(kept.values())


def period_of(text: str, sentences: tuple[Sentence, ...]) -> Period | None:
    """The project's period: a labelled one first, else the one that spans most years."""
    periods = [
        p
        for p in find_periods(text)
        if not _in_title(text, p.start) and not _OF_THE_PAST.match(text, p.end)
    ]
    spans = [(s.start, s.end) for s in sentences if header_field(s.label) == "period"]
    labelled = [p for p in periods if any(a < p.end and p.start < b for a, b in spans)]
    stated = _spoken(text)
    labelled += [q for s in sentences if header_field(s.label) == "period" for q in _bare_length(s)]
    candidates = (labelled and labelled + stated) or [
        p for p in periods if p.first_year or p.last_year or _about_project(text, p)
    ] + stated
    return _merge(candidates or _planned(text))


# 1998年至2015年形成的档案：说的是东西的年代，不是项目的期限。
_OF_THE_PAST = re.compile(
    r"[^，。；\d]{0,6}?(?:形成|产生|建成|竣工|出版|购置|安装|出生|登记|审批|办理|建设|生产|毕业|入学)的"
)
_ONE_YEAR = re.compile(r"(?<!\d)1月(?:份|1日|初)?\s*(?:到|至|-|—|~)\s*12月(?:份|31日|底|末)?")
_YEARS_OF_WORK = re.compile(r"第(?P<n>[一二三四五])年(?:即|为|是|[（(])?(?P<year>20\d\d)年?")
_SPLIT = re.compile(r"分(?P<n>[两二三四五])年(?:干|做|实施|完成|建设|进行|安排|建成)?")


def _planned(text: str) -> list[Period]:
    """第一年2027年 …第二年2028年, 分两年干; 1月到12月 is a year without saying which."""
    split, whole = _SPLIT.search(text), _ONE_YEAR.search(text)
    named = {_ORDER[m.group("n")]: m for m in _YEARS_OF_WORK.finditer(text)}
    if named:
        last = max(named)
        first = int(named[last].group("year")) - last + 1
        years = max(last, _ORDER[split.group("n")] if split else last)
        return [_length(named[last], years, first)]
    if split:
        return [_length(split, _ORDER[split.group("n")])]
    return [_length(whole, 1)] if whole else []


def _length(match: re.Match[str], years: int, first: int | None = None) -> Period:
    return Period(
        start=match.start(),
        end=match.end(),
        text=match.group(),
        years=years,
        first_year=first,
        last_year=first + years - 1 if first else None,
    )


_ORDER = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


_SPOKEN = re.compile(
    r"(?:实施期|服务期|建设期|项目期限?|期限|为期|工期|就[买做干]|就这)[^，。；\d]{0,3}?(?P<n>[一二两三四五六七八九十]|\d{1,2})年|(?:^|[，。；：])做(?P<m>[一二两三四五六七八九十]|\d{1,2})年"
    r"|(?P<each>一年一[报申定批]|总额(?:同|与|等于|就是)本年度)|(?P<one>一年)(?:干完|做完|完成|建成)|(?P<this>当年(?:内)?(?:建成|完成|完工|实施完毕)(?=[，,。；;\s）)]|$)|当年项目|一次性项目|当年(?:实施|建设)、?当年完成)",
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
        field = None if sentence.topic else header_field(sentence.label)
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
            piece = re.split(r"(?<!\s)\s+(?=(?:预算)?年度|20\d\d|[^\s]{2,8}[：:])", piece)[0]
            if field == "project_name":
                piece = (
                    re.sub(
                        r"[（(]\d{10,}[）)]|[（(]20\d\d年?(?:度)?[）)]|^20\d\d年(?:度)?", "", piece
                    ).strip('《》"“” ')
                    or piece
                )
            piece = re.sub(r"^(?:全称)?(?:是|为)", "", piece)
            if field.endswith("_unit"):
                piece = _OVERSEEN.sub("", piece).strip()
            if piece and len(piece) <= 60:
                yield HeaderFact(
                    field=field, value=piece, start=sentence.start, end=sentence.start + len(piece)
                )
        elif field == "project_code":
            code = re.match(r"[0-9A-Za-z\-]{6,30}", sentence.text)
            if code:
                yield _fact("project_code", code.group(), sentence.start, code)


# 申报单位：县妇幼保健院（主管部门：县卫生健康局）
_OVERSEEN = re.compile(r"[（(](?:业务)?(?:主管|上级|一级预算|归口)[^（）()]*[）)]$")


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


def _type(text: str) -> Iterator[HeaderFact]:
    for match in _TYPE.finditer(text):
        if re.search(r"[一-龥\d]$", text[: match.start()]) and _STARTS_INSIDE.match(match.group()):
            continue  # 2027年生活垃圾分类项目：名称的一截
        number = match.group(1) or match.group(3)
        name = re.sub(r"^(?>.*?(?:属于|属|为|是))(?=.*类)", "", match.group(2))
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
