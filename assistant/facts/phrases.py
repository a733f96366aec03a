"""Small tools on Chinese phrases: trimming what only leads in or out, splitting verb and object.

No segmenter is used: what a phrase may begin or end with is vocabulary (`description.yaml`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.facts.words import edges
from assistant.vocabulary.description import (
    action_words,
    formal,
    verbs_beginning,
    verbs_ending,
    words,
)

# 项目符号、带圈序号：不是内容。
_MARKS = re.compile(r"^(?:\d{1,2}[.．、](?=[一-龥]))?[①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿●○▪▫■□◆◇★☆※√✓➢•·@＠]*")
# 动词后紧跟这些词时，整个是名词：监测报告、培训班、宣传报道。
COMPOUND_HEADS = re.compile(
    r"(?:监理|报告|报道|班|会|会议|点|站|站点|中心|意见|意见书|记录|档案|员|工|工人|人|师|师傅|队|队伍|手册|方案|活动|项目|对象|服务|工作|费|费用|经费|"
    r"单位|标准|速度|宽度|厚度|高度|深度|强度|荷载|年限|容量|任务|机构|点位|基地|室|课程|教材|文书|计划|场次|次数|量|专区|箱|卡|证|券|包|门诊|人次|人数|户数|家数|批次|面积|长度|里程|规模|数量|断面|率|度|周期|过程|期|能力|水平)"
    r"(?:（[^）]*）)?"
)
_NOT_OBJECT = re.compile(r"[之前后时中率及和、与]|合格|通过|完毕|情况|以上|后的|前的")

# 检验机构飞行检查、监测设备校准：动词修饰名词，后面另有动词。
_ATTRIBUTE = re.compile(
    r"(?:机构|单位|人员|系统|平台|数据|设备|设施|仪器|器材|中心)[一-龥]{0,40}(?:检查|检测|校准|抽查|核查|培训|考核|评估|维护|运维|更新|更换|升级|检定|巡检|采购|测评|配送|运输|服务|管理|监测|保洁|治理)$"
)

# 招聘会、调查户、送审：动词和后面的字合成一个名词。
_ONE_NOUN = re.compile(r"器|井|会(?!计|场|议室)|户(?!外|籍|口|厕|用|均)|员(?!工)")


# 助餐点、巡护站、培训室、监测员：动词后面的字和它合成一个名词。
_PLACE_OF = re.compile(
    r"点(?!位|亮|对|播|名|多|检)|站(?!台|点|位)|室(?!内|外)|[馆厅](?!内|外)|员(?!工)|队(?!伍|员|列)"
)
_NOUN = 2


class Action(NamedTuple):
    """A phrase split into its verb (written form) and object; `leading` tells V+O from O+V."""

    verb: str
    object: str
    leading: bool


def first_piece(text: str) -> str:
    """Up to the first comma or 、; 四、五类 is one word."""
    return re.split(r"，|(?<![一二三四五六七八九])、", text)[0]


def squeeze(text: str) -> str:
    """Without blanks (brackets leave blanks behind) and without straight quotes at the edges."""
    return _MARKS.sub("", "".join(text.split())).strip("，,。；;：:、")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("leading"))))


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, words("trailing"))) + ")$")


@cache
def _protected() -> tuple[str, ...]:
    return words("protected")


def trim(text: str) -> str:
    """The phrase without words that only lead in (计划, 全年, 对 …) or out (达到, 共, 均 …)."""
    return trim_end(trim_start(text))


# 应援尽援、应免畜禽：“应”是名称的一部分。
_OWED = re.compile(
    r"应(.)尽\1|应[免检评收接查保享发缴还建纳登录统培种补退领赔报采测扫拆改][^，。]{0,6}?(?:率|畜|对象|人员|户|单位|儿童|学生|面积|数)"
)


# 县博物馆2027年举办…：谁、哪一年，不是做的事。
_WHO_AND_WHEN = re.compile(
    r"(?:[一-龥]{2,14}?(?:局|馆|院|中心|所|站|委|办|处|大队|支队|学校|中学|小学|联合会|政府))?(?:拟|计划)?(?:在|于)?20\d\d年(?:度)?"
    r"|[一-龥]{2,14}?(?:局|馆|院|中心|所|站|委|办|处|大队|支队|学校|中学|小学|联合会|政府)(?:这边)?[今明]年(?:计划|打算|准备|拟|想)?(?=[一-龥]{2})"
    r"|\d{1,2}[-—~至到]\d{1,2}月份?|\d{1,2}月份(?=[一-龥]{2})"
)


def trim_start(text: str) -> str:
    """Cut leading-in words, as long as what they begin is not a word of its own (及时, 在线)."""
    rest = squeeze(text)
    while rest and not rest.startswith(_protected()) and not _OWED.match(rest):
        match = _leading().match(rest) or _WHO_AND_WHEN.match(rest)
        if not match or match.end() == 0:
            break
        rest = rest[match.end() :]
    return rest


def trim_end(text: str) -> str:
    """Cut leading-out words."""
    rest = squeeze(text)
    while match := _trailing().search(rest):
        if rest.endswith(_ENDING_WORDS):
            return rest
        if match.start() == 0:
            return ""
        rest = rest[: match.start()]
    return rest


# 以引出语的字结尾、但本身是词的，不截。
_ENDING_WORDS = (
    "反应",
    "供应",
    "效应",
    "响应",
    "送达",
    "抵达",
    "到达",
    "传达",
    "下达",
    "表达",
    "对应",
    "适应",
    "必须",
    "需要",
    "主要",
    "重要",
    "纪要",
    "概要",
    "摘要",
    "所有",
    "国有",
    "集体所有",
    "存在",
    "潜在",
    "送达",
    "到达",
    "抵达",
    "直达",
    "传达",
    "表达",
    "行为",
    "作为",
    "公共",
    "合约",
    "签约",
    "节约",
    "预约",
    "履约",
    "平均",
    "人均",
    "报到",
    "首都",
    "首要",
    "内需",
)


def split_action(text: str) -> Action:
    """Verb and object of a phrase; an empty verb when none is recognised at either end."""
    for verb in verbs_beginning(text):
        if not _part_of_word(text, verb):
            rest = text[len(verb) :].removeprefix("了").removeprefix("好")
            tail = next((v for v in verbs_ending(rest) if len(v) > 1), "")
            if tail and len(rest) - len(tail) == 1:
                break  # 检查井修复: the verb stands at the end
            if len(verb) > 1 and len(rest) > _NOUN and _PLACE_OF.match(rest):
                break  # 助餐点运营补助: the verb is part of a noun
            if _ATTRIBUTE.match(rest) or (len(verb) > 1 and _ONE_NOUN.match(rest)):
                break  # 检验机构飞行检查: the verb describes a noun
            if len(verb) > 1 and len(rest) == 1 and verb not in _MAKING:
                break  # 保洁船, 维修井: one noun
            if len(verb) > 1 and len(rest) > 1 and rest in action_words():
                return Action("", text, False)  # 巡检维护
            held = verb in _HOLDING and rest in _HELD  # 举办活动
            compound = COMPOUND_HEADS.fullmatch(rest) and not held
            if rest and not compound and not _NOT_OBJECT.match(rest):
                return Action(formal(verb), rest, True)
            if not rest:
                return Action(formal(verb), "", True)
            break
    for verb in verbs_ending(text):
        if len(verb) > 1 and len(text) > len(verb):
            return Action(formal(verb), text[: -len(verb)], False)
    return Action("", text, False)


_HOLDING = ("举办", "召开", "举行", "组织", "开展", "承办")
_HELD = ("活动", "会议", "培训班", "课程", "比赛", "展览")
# 新建桥、购置车：后面一个字就是做的东西。
_MAKING = ("新建", "购置", "采购", "购买", "修建", "改建", "扩建", "建设", "新打", "添置", "新购")

# 单字动词后接这些字时，是另一个词的一部分（改善、建议、出行）。
_WORDS_OF_ONE = {
    "改": "善进革变观",
    "开": "展放设通发工馆门学业支户标挖园闭启庭办具票源口幕锁机采垦拓荒"
    "车盘场店镇市区阔销列除创立局端始关",
    "建": "议档筑设立成",
    "修": "养建",
    "装": "修备",
    "换": "届",
    "种": "类子",
    "编": "外制办内",
    "出": "院行勤诊警租口入生现席版",
    "交": "通易流叉接警",
    "发": "展现生病热电票达挥",
    "配": "套合",
    "办": "公事学理案证件税",
    "测": "试",
    "巡": "查检护逻回视航防山礼展演诊讲更河游线林田",
    "查": "处找验阅",
    "送": "达审检验评样修",
    "修复": "",
    "请": "示求假",
    "搞": "活",
    "印": "发制刷章证花象度痕染",
    "做": "法",
    "买": "卖",
    "铺": "张",
    "购": "买置物销书票房机",
}


_COMPLEMENTS = tuple(
    "齐完好成到出动置备强开制写辑排付接送达回挥布放展现育训养护内外类理公事学证案套合通管易流车工新再"
)


def _part_of_word(text: str, verb: str) -> bool:
    if len(verb) == 1 and text[1:2] not in tuple("完好成到出齐动") and 1 in edges(text[:4]):
        return False  # 办|公益|培训班
    if len(verb) == 1 and text[1:2] in _COMPLEMENTS:
        return True
    return text[len(verb) : len(verb) + 1] in tuple(_WORDS_OF_ONE.get(verb, "")) and len(
        text
    ) > len(verb)


def ending_verb(text: str) -> tuple[str, str]:
    """(what stands before, verb as written) when the phrase ends in a verb, else (text, "")."""
    for verb in verbs_ending(text):
        if (
            len(verb) > 1
            or len(text) == 1
            or text[-2] in "要需将拟再另共各均年月"
            or (verb in "办搞做开印" and text[:-1].endswith((*words("processes"), "册", "折页")))
        ):
            return text[: -len(verb)], formal(verb)
    return text, ""


_OURS = re.compile(r"^我[省市县区州镇乡](?:已?纳入[一-龥]{0,6}?(?:计划|规划|名录)的?)?(?=.{2})")
_STEP = re.compile(r"^第[一二三四五六七八九十](?:阶段|步|期)(?:（[^）]*）)?")


# 烟感装好了得保证在线率、专职队建起来后要求：说的是做好以后。
_ONCE_DONE = re.compile(
    r"(?<=[一-龥]{2})(?:[装建做修弄铺](?:好|完|成|起来)(?:了|以?后|之后)*(?:得|要|应|须|必须)*(?:保证|确保|做到|要求))"
)


# 改造后由残联组织验收：说的是验收，不是谁来做。
_BY_WHOM = re.compile(
    r"^(?:[一-龥]{2,4}后)?由[一-龥]{2,8}?(?:组织|负责|牵头)(?=[一-龥]{2})"
    r"|(?<=[一-龥]{2})(?:全部|均|都|统一)?(?<!自)(?:交?由)[一-龥]{2,10}?(?:具体|统一)?(?:负责|承担|组织)(?:日常|具体)?(?=[一-龥]{2})"
)
# 建成后、投入使用后：说的是什么时候，不是什么。
_AFTERWARDS = re.compile(
    r"^(?:本?项目|工程|设备|平台|系统|设施)?(?:全部)?(?:建成|建好|完工|竣工|投入使用|投用|启用|改造完?|完成)(?:以|之)?后(?=[一-龥]{3})"
    r"|(?<=[一-龥]{2})(?:[装建修铺](?:好|成|起来)(?:了|以?后|之后)+|(?:都|均|全都)(?:要|应|须|需|得)(?=[一-龥]{2}|$))"
)


_LEADING_ON = re.compile(r"[了着过]?出的|(?<=[^目])的(?=[^确])")
# 名称里不带的字：从前到后依次去掉。
_LEFT_OUT = tuple(
    map(
        re.compile,
        (
            r"^满意度(?:就)?(?:写|填)(?=[一-龥]{2})",
            r"(?<=[一-龥]{2})(?:实行|进行|开展)(?=[一-龥]{2})|(?<=[一-龥])要?做(?=[一-龥]{2})|^要?做(?=[一-龥]{2})",
            r"^(?:目前|现有|全区|全市|全县)(?=享受|接受|参加|符合)",
            r"^(?:所有|全部|各个|每个|每位|各类|各项(?=[^采]))",
            r"(?<=.{2})[这那]一[块项](?:的)?$",
            r"(?<=[一-龥]{2})20\d\d年(?:先|再|计划|拟)(?=[一-龥]{2,4}$)",
            r"(?<=[一-龥])(?:能够?|可以?)(?=(?:收治|接待|容纳|承接|处理|供应|服务)(?:的)?[一-龥]{2})",
        ),
    )
)
_PEOPLE = re.compile(r"老百姓|(?<![一-龥])百姓")


def compact(text: str) -> str:
    """A noun phrase as a name carries it: 核查出的问题 → 核查问题, 活动的比例 → 活动比例."""
    text = _OURS.sub("", _STEP.sub("", text))
    text = _BY_WHOM.sub("", text)
    text = _AFTERWARDS.sub("", _ONCE_DONE.sub("", squeeze(text).replace("的话", "")))
    text = _LEADING_ON.sub("", squeeze(text))
    if len(text) > 6:
        text = text.replace("给予", "").replace("予以", "")
    for words_left_out in _LEFT_OUT:
        text = words_left_out.sub("", text)
    text = _PEOPLE.sub("群众", text)
    return text.replace("之前", "前").replace("之后", "后").replace("之内", "内")
