"""How things stand (现有线路26条, 生猪存栏9.8万头, 年接待观众45万人次): told, not promised.

A sentence that tells the present goes on telling it until it speaks of a plan; what is kept up,
run or served by the project is its work all the same and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from assistant.facts.segments import Clause, Sentence
from assistant.model import Requirement

_STATE = re.compile(
    r"现有|原有|(?<!总)共有(?!产)|(?:^|[，。])(?:我们?|本)?[全我本辖][省市区县州镇乡局院校馆区](?:范围)?内?(?:现|共)?有(?=[一-龥])|目前|现在(?:是|有)|辖区(?:内)?有|下辖|存栏|在册|登记在案|地处|近[两二三四五几\d]年"
    r"|(?:普查|排查|摸底|调查|统计)(?:共|累计)?(?:发现|显示)|受[^，。]{1,8}威胁(?:的)?(?:群众|人口)|长期以来|多年来"
    r"|(?:^|，)(?:年均?|每年|常年)(?:接待|受理|办理|诊疗|火化|服务|就诊|运送)[^，。]{0,10}(?:约|近|超过?)"
    r"|而(?:全[省市区县]|我[省市区县])每年"
    # 辖区60岁以上老人1.13万人、公园总面积34.2公顷：有多少人、有多大，不是要做的
    r"|(?:^|[，。])(?:辖区|全[省市区县州镇乡]|我[省市区县镇乡])[^，。\d]{0,4}(?:\d{2}岁以上)?(?:常住|户籍|独居)?(?:老人|老年人|人口|居民|儿童|学生|企业)\d"
    r"|(?:总面积|总人口|常住人口|户籍人口)约?\d"
)
# 进水浓度长期低于120mg/L、共查出需维修的31栋：说的是为什么要做，一个数都不是目标。
_PROBLEM = re.compile(
    r"(?:长期|常年|一直|多年|持续)(?:低于|高于|超过|不足|徘徊)|截至|查出|摸排出|排查出|在读(?!率)|占地|"
    r"(?<=[馆库])馆藏[一-龥]{0,6}(?=\d)|仅(?=\d|有|为)|只有(?=\d)"
)
# 部分村的管子还是九十年代的、前几年装的器材坏了30多套、从县城开过去平均要28分钟：说的是现在怎样。
_OLD = re.compile(
    r"还是[^，。]{0,8}(?:年代|年前|\d年)[^，。]{0,6}的|(?:[这近前]|过去)(?:几|两|些|三)年[^，。]{0,14}(?:了|过)"
    r"|从[^，。\d]{1,10}(?:到|过去|过来)[^，。\d]{0,8}(?:要|得|需)(?:花|走|跑)?\d"
)
_BETTER = re.compile(r"以[内下上]|不超|缩短|降|控制|提高|提升|减少|新增|受益")
# 中心服务人口4.62万人：有多少人，不是要做的。
_RESIDENT = re.compile(
    r"[^，。\d]{0,8}(?:服务|常住|户籍|辖区|总|供水)人口(?:总数)?(?:约|为|共|有){0,2}\d[\d.]{0,8}(?:余)?万?(?:余)?人"
)
_BY_NOW = re.compile(r"\s*(?:早就?|都)?已经?(?:排|用|满|超|不|接近|饱和|挤)")
_TO_DO = re.compile(r"计划|拟|将|打算|新[建增设开购]|目标|力争|确保|达到")
_WHOLE = re.compile(r"^(?:全[省市区县州镇乡]|我[省市区县州]|辖区|区内|县内|境内)(?!年|力|部|面|程)")
_PLAN = re.compile(
    r"计划|拟|将|打算|准备|今年|明年|本年|本次|20\d\d年(?![冬春夏秋末底]?季?(?:普查|排查))|新[建增设开购]|实现|达到|力争|确保|完成|开展|组织|举办|购置|采购|改造|建设|更换|换发|安排|选[了定取]|^\s*(?:再)?建(?=\d)|每(?:人|月|户|季度|次|周|天)"
)
_KEPT_UP = re.compile(
    r"养护|管护|管养|运维|维护|维修|检修|保养|保洁|清扫|清运|看护|巡护|巡查|巡检|值守|值班|运行|运营|免费开放|开放|物业|安保|年检|检定|检测|监测|监管|"
    r"租赁|租用|聘用|派遣|购买|补助|补贴|发放|慰问|资助|体检|随访|签约|走访|培训|供餐|配送|接送|覆盖|纳入|服务"
)
_COUNTS = ("quantity",)


def without_present(
    requirements: Iterable[Requirement], sentences: Iterable[Sentence]
) -> tuple[Requirement, ...]:
    """The requirements without those that only count what there is; all of them when nothing
    countable would be left."""
    sentences = list(sentences)
    told = [span for sentence in sentences for span in _told(sentence)]
    found = tuple(requirements)
    problems = [span for sentence in sentences for span in _problems(sentence)]
    found = tuple(r for r in found if not any(a <= r.start and r.end <= b for a, b in problems))
    kept = tuple(
        r
        for r in found
        if r.kind not in _COUNTS or not any(a <= r.start and r.end <= b for a, b in told)
    )
    return kept if any(r.kind in _COUNTS for r in kept) else found


def background_in(sentences: Iterable[Sentence]) -> list[tuple[int, int]]:
    """The clauses that tell what is old or slow: no promise, and nobody asks for them."""
    old = [s for s in sentences if any(_tells_how_it_is(s, c) for c in s.clauses)]
    return [span for sentence in old for span in _problems(sentence)]


def _problems(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The clauses that say why the work is needed."""
    telling = False
    for clause, next_ in zip_longest(sentence.clauses, sentence.clauses[1:]):
        if _TO_DO.search(clause.text):
            telling = False
        elif _PROBLEM.search(clause.text):
            telling = bool(re.search(r"截至|只有|仅", clause.text))
            yield clause.start, clause.end
        elif _tells_how_it_is(sentence, clause):
            telling = bool(_OLD.search(clause.text))
            yield clause.start, clause.end
        elif telling and not _PLAN.search(clause.text):
            yield clause.start, clause.end  # 截至10月已完成13.8万卷，数字化率63.9%
        elif next_ and _BY_NOW.match(next_.text):
            yield clause.start, clause.end  # 固定透析病人86人，已经排到夜班


def _tells_how_it_is(sentence: Sentence, clause: Clause) -> bool:
    """True for a clause that tells what is old or slow, or how many people live there."""
    text = re.sub(r"\s", "", clause.text)
    if sentence.role in ("benefit", "requirement") or sentence.marked or sentence.topic:
        return False
    if _BETTER.search(text):
        return False
    return bool(_OLD.search(text) or _RESIDENT.fullmatch(text))


def _told(sentence: Sentence) -> list[tuple[int, int]]:
    """The clauses of a sentence that tell the present."""
    if sentence.role in ("benefit", "requirement"):
        return []
    if there := _there_is(sentence):
        return there
    if not _STATE.search(sentence.text):
        return []
    about = re.search(r"年均?接待[^，。]{0,10}(?:约|近|超)", sentence.text)
    if not about and _KEPT_UP.search(_outside_state(sentence)):
        return []
    spans, telling = [], False
    opens = True
    for clause in sentence.clauses:
        if (_STATE.search(clause.text) and not _planned(clause)) or (
            opens and _WHOLE.match(clause.text.strip()) and not _planned(clause)
        ):
            telling = True
        elif not clause.nested and _planned(clause):
            telling = False
        if telling:
            spans.append((clause.start, clause.end))
        opens = False
    return spans


# 全县65岁以上常住老人4.1万人、公园总面积34.2公顷：第一句说的是有多少人、有多大。
_POPULATION = re.compile(
    r"(?:全[省市区县州镇乡]|我[省市区县州镇乡]|本[市区县镇乡]|辖区|区内|县内|境内)(?:内|范围内)?(?:现|共)?有?[^，。\d]{0,12}(?:\d+(?:周)?岁(?:及)?(?:以上|以下))?的?"
    r"[^，。\d]{0,8}(?:人口|居民|老人|老年人|儿童|学生|群众|患者|残疾人|妇女|职工|农户|村民|户籍|常住)[^，。\d]{0,4}约?\d[\d.]*(?:余)?万?[人名户]"
)
_EXTENT = re.compile(
    r"[一-龥]{2,8}(?:总面积|占地面积|建筑面积|总库容|总人口|常住人口)(?:约|为|共|有)?\d[\d.]*万?[一-龥㎡]{1,4}"
)


def _there_is(sentence: Sentence) -> list[tuple[int, int]]:
    """The first clauses of a sentence where they say how many people live there, or how large the
    place is, and no work."""
    spans: list[tuple[int, int]] = []
    for number, clause in enumerate(c for c in sentence.clauses if not c.nested):
        text = re.sub(r"\s", "", clause.text)
        known = _POPULATION.fullmatch(text) or _EXTENT.fullmatch(text)
        part = spans and re.fullmatch(r"(?:其中)?[^，。\d]{2,10}\d[\d.]*万?[一-龥㎡]{1,4}", text)
        if not (known if not number else part) or _KEPT_UP.search(text):
            break
        spans.append((clause.start, clause.end))
    return spans


def _planned(clause: Clause) -> bool:
    return bool(_PLAN.search(clause.text)) and not re.search(r"存栏|在册|现有", clause.text)


def _outside_state(sentence: Sentence) -> str:
    """The sentence without the names of what there is (巡查员 of 现有巡查员12名)."""
    now = (c.text for c in sentence.clauses if not c.nested and not _PAST.match(c.text))
    return re.sub(r"[一-龥]{0,30}\d[\d.]{0,12}(?:万|亿)?[一-龥]{1,3}", "", "，".join(now))


# 2025年共配送19.6万剂：那一年做过的，不是还要做的。
_PAST = re.compile(
    r"\s*(?:20\d\d年(?:度|全年)?|去年|上年|往年)(?:全年)?(?:共|累计|实际|已|一共|总共)"
)
