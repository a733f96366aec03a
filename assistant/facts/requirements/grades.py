"""Levels to reach: 出水水质达到一级A标准, 技术状况不低于二类, 考核良好以上, 测评进入全省前10名.

A level stays as the description writes it: which end of a scale is the better is not known here.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.naming import join_topic
from assistant.facts.phrases import compact, squeeze, trim
from assistant.facts.requirements.context import Context, Spot
from assistant.model import Requirement
from assistant.parse.scanning import either
from assistant.vocabulary.loading import load

# 现状为Ⅳ类、原为三级：说的是现在怎样。
_NOW = re.compile(r"(?:目前|现状|现为|现[已仍]|原[有来]?为?|仍|曾|此前|已[经]?(?:达到|评|创)|鉴定)")
_TAIL = re.compile(r"(?:应|须|要|需|均|都|全部|稳定|持续|分别|定|评|结果为|结论为|[为是：:]){1,4}$")
# 只说“水质”“等级”，没有说是谁的。
_BARE = re.compile(
    r"(?:水质|质量|(?:技术)?状况|等级|等次|结果|级别|类别|排名|"
    r"(?:第三方|年度|绩效|综合){0,3}(?:考核|考评|评定|评价|评估|测评|验收)(?:等级|等次|结果|结论|成绩)?)"
)
_WATER = re.compile(
    r"(?:断面|水体|水源地?|河道|河流|湖泊|水库|出水|饮用水|地表水|地下水|[河湖库])$"
)
_MEASURE = re.compile(r"(?<=[一-龥]{2})(?:面积|长度|里程|数量|规模)$")
_RANK = re.compile(r"前(?:\d|[一二三四五六七八九十])")
_CLASS = re.compile(r"(?:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V|[一二三四五])类|[AB]标准")


def grade(spot: Spot, context: Context) -> Requirement | None:
    """The requirement a level states, named after what is graded; None for how things are now."""
    if _NOW.search(squeeze(spot.before)):
        return None
    mention, level = spot.mention, spot.mention.text
    scale = _scale().search(squeeze(spot.before))
    subject = scale["of"] if scale else _led().sub("", squeeze(spot.before))
    name = _name(compact(trim(_TAIL.sub("", trim(subject)))), level, context)
    verb = "" if level.startswith(_compared()) else "进入" if _RANK.search(level) else "达到"
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind="served_satisfaction" if "满意" in name else "quality",
        name=name,
        object=name,
        clause=f"{name}{verb}{level}",
        mention=mention,
    )


def _name(subject: str, level: str, context: Context) -> str:
    """水质 of what the text counted before, 景区等级 where only the thing is named."""
    about = _MEASURE.sub("", compact(context.for_rate()))
    about = "" if about.endswith(_RATED) else about
    if about and (not subject or _BARE.fullmatch(subject)):
        subject = join_topic(about, subject)
    elif about.endswith(subject[:2]) and subject[2:] in _ENDS:
        subject = about + subject[2:]  # 绿地养护…，养护质量达到…
    if _RANK.search(level):
        return subject if subject.endswith(_RANKED) or not subject else f"{subject}排名"
    if subject.endswith(tuple(load("grades")["graded"])) or not subject:
        return subject
    return f"{subject}{'水质' if _WATER.search(subject) and _CLASS.search(level) else '等级'}"


_ENDS = ("质量", "等级", "状况", "水平")
_RATED = ("率", "满意度")
_RANKED = ("排名", "名次", "位次")


@cache
def _compared() -> tuple[str, ...]:
    return tuple(load("grades")["kept"])


@cache
def _scale() -> re.Pattern[str]:
    """达到电子病历应用水平|4级标准: the scale is named between."""
    found = load("grades")
    return re.compile(
        rf"(?:{either(found['reached'])})(?P<of>[一-龥]{{2,12}}?(?:{either(found['scales'])}))$"
    )


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(load('grades')['reached'])})$")
