"""The unit that applies for the project, and the one whose budget it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.identity.matched import matched
from assistant.facts.identity.opening import opening_of
from assistant.facts.leading import leading_units, short_units, speaking_units
from assistant.facts.segments import Sentence
from assistant.facts.titles import Piece, is_no_unit, unit_kind
from assistant.model import HeaderFact

_UNIT_TAIL = (
    r"(?:局|委员会|委|办公室|办事处|医院|学校|中学|小学|幼儿园|学院|大学|中心|馆|所|站|支队|大队|处|厅|院|"
    r"联合会|协会|指挥部|政府)(?:[一-龥]{2,4}分局)?"
)
UNIT = re.compile(
    rf"(?:由|我们是)?((?:[一-龥]{{1,6}}(?:省|自治区|市|自治州|区|县|州|旗|镇|乡|街道)){{1,3}}[一-龥]{{0,18}}?{_UNIT_TAIL})(?![一-龥]{{0,24}}?{_UNIT_TAIL}(?=[，。、\s（(]|$))(（本级）|\(本级\))?"
)
"""A unit with the place it belongs to; its second group is （本级）."""
_BEFORE_YEAR = re.compile(
    r"((?!经|由|在|自|从|到|至)[一-龥]{2,16}(?:人民法院|检察院|委员会|局|联合会|办事处|医院|中心|学校|中学|小学|馆|支队|大队|政府))()(?=20\d\d年)"
)
_SHORT_UNIT = re.compile(
    rf"([省市区县州旗镇乡][一-龥]{{2,14}}?{_UNIT_TAIL})(（本级）|\(本级\))?"
    r"(?=$|想|拟|申请|计划|打算|负责|承担|牵头|组织|实施|在|对|关于|现有|现承担|管理|管护|馆藏|下辖|目前|每年|全年|20\d\d)"
)
GIVEN = re.compile(
    r"(?:申报|申请|填报|编报|报送|实施|承办|承担|牵头|项目)?单位(?:就)?(?:是|为|叫|写|填)(?:我们|咱们?)?(?P<unit>[一-龥A-Za-z×]{3,24}?)(?=[，,。；;（(\s]|$)"
    r"|(?:^|[，,。；;])(?:申报|申请|填报|编报|报送|实施|承办|牵头|项目)单位(?P<bare>[一-龥]{3,24}?)(?=[，,。；;（(\s]|$)"
    r"|(?:^|[，,。；;的由])(?:我们|咱们?)?(?P<reporting>(?:(?!由)[一-龥]){3,20}?)(?:来?(?:申报|报的|报(?=[，,。；;]|$)|牵头申报))"
)
"""单位是……, ……来申报."""
_WRITTEN = re.compile(r"(?!某)[一-龥]+")
_OTHERS = re.compile(
    r"^(?:经|报|请|向(?!阳|东|南|西|北)|根据|按照?|依据|对|与|会同|联合|委托|送|抄送|接受|由|受)"
)
_OTHERS_WORK = re.compile(
    r"^.{0,6}(?:组织(?:的)?(?:安全)?(?:鉴定|评审|验收|论证|评估)|批准|批复|审核|审批|同意|鉴定|核准|评审|认定|下达)"
)


def units_of(sentences: tuple[Sentence, ...], titles: tuple[Piece, ...]) -> Iterator[HeaderFact]:
    """Title or signature, 单位是……, else the first organ that acts in the text."""
    named = [p for p in titles if p.kind == "unit"]
    for piece in sorted(named, key=lambda p: -sum(p.text.endswith(o.text) for o in named)):
        yield HeaderFact(field="applicant_unit", value=piece.text, start=piece.start, end=piece.end)
    told = [s for s in sentences if s.role != "policy"]
    for sentence in told:
        if "《" not in sentence.text:
            yield from _given(sentence)
    said = [f for f in opening_of(sentences) if f.field == "applicant_unit"]
    yield from (f for f in said if unit_kind(str(f.value)) == "unit")
    yield from short_units(sentences, titles)
    yield from leading_units(sentences)
    for sentence in told:
        if sentence.text != sentence.topic:
            yield from _acting(sentence)
    yield from speaking_units(sentences)


def _given(sentence: Sentence) -> Iterator[HeaderFact]:
    """申请单位是……, ……来申报."""
    for match in GIVEN.finditer(sentence.text):
        group = match.lastgroup or "unit"
        unit = match.group(group)
        if unit_kind(unit) == "unit" and _WRITTEN.fullmatch(unit):
            yield matched("applicant_unit", unit, sentence.start, match, group)


_OVERSEER = re.compile(
    r"(?:(?:业务|行业|行政)?主管(?:部门|单位)?|一级预算单位|归口(?:管理)?(?:部门|单位))(?:就)?[是为：:]\s*"
    r"(?P<unit>[一-龥]{3,24}?)(?=[，,。；;）)\s]|$)"
)


def overseers_of(text: str) -> Iterator[HeaderFact]:
    """业务主管是市水利局, （主管部门：区卫生健康局）: the unit whose budget it is."""
    for match in _OVERSEER.finditer(text):
        if unit_kind(match.group("unit")) == "unit":
            yield matched("budget_unit", match.group("unit"), 0, match, "unit")


# 县人民医院所在街道、市一中周边：说的是地方。
_STANDS_IN = re.compile(r"所在|周边|附近|门前|旁")


# 志书向全市各单位及图书馆、建成景区救护站：说的不是哪个单位。
_NO_UNIT = re.compile(r"向(?!阳|东|南|西|北)|各单位|[及写]|建成|新建")


def _acting(sentence: Sentence) -> Iterator[HeaderFact]:
    for spoken in sentence.text.split("，"):
        if "《" in spoken or "》" in spoken:
            continue
        clause = re.sub(
            r"^(?:我们|具体)?(?:是|(?:本项目|该项目|项目)?由(?=.*(?:负责|实施|承担|牵头|承办)))",
            "",
            spoken.strip(),
        )
        match = UNIT.match(clause) or _SHORT_UNIT.match(clause) or _BEFORE_YEAR.match(clause)
        if not match or _OTHERS.match(clause) or _OTHERS_WORK.match(clause[match.end() :]):
            continue
        if (
            is_no_unit(match.group(1))
            or _NO_UNIT.search(match.group(1))
            or _STANDS_IN.match(clause[match.end(1) :])
        ):
            continue
        at = sentence.text.find(match.group(1))
        end = at + len(match.group(1)) + len(match.group(2) or "")
        yield HeaderFact(
            field="applicant_unit",
            value=sentence.text[at:end],
            start=sentence.start + at,
            end=sentence.start + end,
        )
