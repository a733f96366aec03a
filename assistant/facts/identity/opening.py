"""The first line that says unit, project, year and money in one breath, between commas.

沙河县园林绿化中心，口袋公园建设项目，2027年新增…; 水利局2027年新增饮水水质提升项目，…;
文物数字化是博物馆2027年新立的项目; 教育局的困难学生资助，2027年安排582万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.identity.matched import matched
from assistant.facts.leading import NAME_END
from assistant.facts.segments import Sentence
from assistant.facts.titles import unit_kind
from assistant.model import HeaderFact

_UNIT = r"(?P<unit>(?:(?!我们|本局|我局)[一-龥]){3,28}?)"
_NAME = r"(?P<name>(?!项目)[一-龥A-Za-z0-9“”\"、—\-]{4,36}?)"
_PLACE = r"(?:[（(][一-龥]{2,8}[）)])?"
_FORMS = (
    # 单位，项目，……
    re.compile(rf"{_UNIT}{_PLACE}[，,、\s]\s{{0,3}}(?:20\d\d年(?:度)?)?{_NAME}(?=[，,]|$)"),
    # 单位2027年新增……项目，
    re.compile(
        rf"{_UNIT}{_PLACE}20\d\d年(?:度)?(?:拟|计划)?新(?:增|设立?|立|上)的?"
        rf"(?P<name>[一-龥A-Za-z0-9“”、]{{4,36}}?(?:项目|工程))(?=[，,]|$)"
    ),
    # ……是单位2027年新立的项目
    re.compile(
        rf"{_NAME}(?:项目)?[，,]?是(?:我们)?{_UNIT}{_PLACE}(?:20\d\d年(?:度)?|今年|明年)?"
        r"(?:新[立增设上]|首次|继续|延续|一直|常年|拟|开始|启动|起|实施|组织|承担)[一-龥]{0,6}?的?(?:一个)?(?:[一-龥]{0,4}项目|工程)(?=[，,]|$)"
    ),
    # 单位的……，2027年安排582万元
    re.compile(
        rf"{_UNIT}的{_NAME}(?=[，,](?:项目)?20\d\d年(?:度)?"
        r"(?:预算|安排|申请|计划|投入|共|需|资金|经费){0,3}\d)"
    ),
)
# 体育公园维护是一年一报的项目。
_IS_PROJECT = re.compile(
    rf"{_NAME}(?:这个)?(?:项目)?是[一-龥0-9]{{0,20}}?的[一-龥]{{0,6}}?项目(?=[，,]|$)"
)
_NO_NAME = re.compile(
    r"\d{1,9}(?:[万亿]|元|个|名|人|次|场|公里)|^(?:20\d\d|我|本|该|现|全)|[了着过]|负责|承担"
)


def opening_of(sentences: tuple[Sentence, ...]) -> Iterator[HeaderFact]:
    """The project's name and its unit, where the first line tells both."""
    for sentence in sentences[:1]:
        if sentence.label and sentence.label != sentence.topic:
            continue
        for form in _FORMS:
            match = form.match(sentence.text)
            if match and _tells_both(match, first=form is _FORMS[0]):
                yield matched("project_name", match["name"], sentence.start, match, "name")
                yield matched("applicant_unit", match["unit"], sentence.start, match, "unit")
                return
        alone = _IS_PROJECT.match(sentence.text)
        if alone and not (_NO_NAME.search(alone["name"]) or unit_kind(alone["name"])):
            yield matched("project_name", alone["name"], sentence.start, alone, "name")


def _tells_both(match: re.Match[str], first: bool) -> bool:
    """True for an organ beside words that can be a project's name."""
    name = match["name"]
    if not unit_kind(match["unit"]) or unit_kind(name) or _NO_NAME.search(name):
        return False
    return bool(NAME_END.search(name)) or not first
