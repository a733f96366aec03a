"""Names of indicators and the category they belong to, from what a clause says."""

from __future__ import annotations

import re

from assistant.facts.phrases import Action, compact, split_action
from assistant.model import RequirementKind, Target
from assistant.vocabulary.description import is_measure, is_silent, kind_cues, suffix_of, words

# 只说比率、没有说是什么的比率；命名时要补上对象。
GENERIC_RATE = re.compile(
    r"(?:工程|项目)?(?:验收|一次验收)?(?:合格|通过|及时|准确|完成|整改|达标|完好|优良|优秀|存活|复发|入住|按时完成|按期完成|办结|参与|参加|出勤|"
    r"覆盖|解决|成活|保存|签订|按时|准时|按期|在线|修复|到位|知晓|履约|处置|回访|使用|利用|达标)率|满意度|满意率|比例|覆盖面"
)
OUTCOME_COUNTS = re.compile(
    r"人均[一-龥]{0,8}面积|收入[一-龥]{0,2}(?:增加|增长|提高)|专利授权|防洪[一-龥]{0,4}保障|(?:防雹|防护|保护)面积|^保护[一-龥]{2}面积|增加降水|挽回|追回|减免|审减|核减|拉动|撬动|(?:新增|带动|实现|促进|吸纳)[^，]{0,6}就业|就业(?:人数|岗位|意向)|产能|产量|增产|二氧化碳|节约水|受益|惠及|增收|减排|削减|节约|节省|节水(?!灌溉|设施|器具|改造|型)|节电|带动|撬动|使用年限|使用寿命|设计年限|服务年限|事故|投诉|通报|曝光"
)
COUNTED_EVENTS = re.compile(
    r"(?:数量|次数|场次|人数|户数|期数|数|(?<!质)量|面积|长度|时长|人次|天数)$"
)


def kind_of_rate(name: str) -> RequirementKind:
    """The category of a rate, by what its name speaks of; quality when nothing tells otherwise."""
    if re.search(r"成本|预算|超支|单价|费用", name) and not re.search(r"下降|降低|减少", name):
        return "cost"
    if "满意" in name and not re.search(r"(?:办结|处置|整改)率$", name):
        return "served_satisfaction"
    if re.match(r"[^，。]{0,12}\d+个?(?:工作日|小时|天|日|分钟)内", name):
        return "timeliness"  # 7个工作日内受理率
    cues = kind_cues()
    if name.endswith("完成率") and not re.search(r"按时|按期|及时|准时|按计划|\d", name):
        return "quantity"
    for kinds in (("served_satisfaction", "timeliness", "ecological"), ("social", "quality")):
        for word, kind in cues:
            tail = name.endswith((word, f"{word}率")) and len(word) > 1
            if kind in kinds and (tail if "quality" in kinds else word in name):
                return kind
    if name.endswith(("下降率", "减少率", "降低率", "下降幅度", "提升幅度")):
        return next((kind for word, kind in cues if word in name), "quality")
    others = ((word, kind) for word, kind in cues if kind != "social")
    return next((kind for word, kind in others if word in name), "quality")


def kind_of_count(name: str, target: Target) -> RequirementKind:
    """The category of a counted thing: an output, unless its name speaks of an effect."""
    if (
        target.dimension == "money"
        and re.search(r"投资|成本|造价|费用", name)
        and not re.search(r"带动|撬动|拉动|节约|审减|核减|减免|挽回|追回", name)
    ):
        return "cost"
    if "满意" in name:
        return "served_satisfaction"
    if target.unit in _PAPERS and "通报" in name:
        return "quantity"  # 每月出1份通报：是写出来的，不是被通报
    if is_measure(name) or CONCENTRATION.search(target.unit):
        return "cost" if name.endswith("耗") else "quality"
    if not OUTCOME_COUNTS.search(name) or _HANDLED.search(name):
        return "quantity"
    kind = next(
        (k for word, k in kind_cues() if word in name and k not in ("quality", "timeliness")), None
    )
    if kind:
        return kind
    return "economic" if target.dimension == "money" else "social"


_PAPERS = ("份", "期", "篇")
# 投诉举报受理9000件：是办的事，不是少了的投诉。
_HANDLED = re.compile(r"(?:受理|办理|处理|处置|接听|调解|调处|核查|转办)(?:数量|件数|起数|次数)?$")
_CHANGED = re.compile(
    r"(?:提高|提升|增加|增产|减少|下降|降低|节约|节水|节能|节电|削减|减排|处理|处置|清运|收运)$"
)


def count_name(action: Action, unit: str, per: str | None = None) -> str:
    """审查 + 合同 + 份 → 合同审查数量; 举办 + AI主题会议 + 场 → AI主题会议举办场次."""
    thing = without_per(compact(action.object), per)
    if is_measure(thing) and not action.verb:
        return _measure(thing)
    suffix = _suffix(thing, unit)
    if action.leading and (turned := re.fullmatch(r"(?P<old>.{2,}?)为(?P<new>.{2,})", thing)):
        return f"{turned['old']}{action.verb}为{turned['new']}{suffix}"
    verb = _said_verb(action, thing, suffix)
    if verb == "新增" and action.leading and not per:
        return f"{verb}{thing}{suffix}"
    if suffix.startswith("接种") and (action.verb in _BOUGHT or thing.endswith(_BOUGHT)):
        suffix = "数量"  # 疫苗采购2.6万剂
    if suffix.startswith("接种") and "接种" in f"{thing}{verb}":
        suffix, verb = (suffix.removeprefix("接种"), "") if "接种" in thing else (suffix, "")
    if per and suffix == "时长":
        suffix = f"{per_words(per)}服务时长"
    elif per and "均" not in thing and "/" not in unit:
        return f"{per_words(per)}{thing}{verb}{suffix}"
    if "/" in unit and not verb:
        return f"{thing}浓度" if CONCENTRATION.search(unit) and "浓度" not in thing else thing
    return _with_ending(thing, verb, suffix, action.leading)


def _with_ending(thing: str, verb: str, suffix: str, leading: bool) -> str:
    """The thing with its verb and ending, unless it already ends as a measure does."""
    if thing.endswith(("总长", "总宽", "总高")):
        return f"{thing}度"
    if not COUNTED_EVENTS.search(thing):
        ending = _as_amount(suffix, thing, bool(verb))
        return f"{thing}{verb}{ending}" if ending else thing
    if verb and leading and thing.endswith(("面积", "长度", "里程")):
        return f"{verb}{thing}"
    return f"{thing}{verb}量" if verb and thing.endswith("量") else thing


_MONEY_WORDS = re.compile(r"(?:投资|投入|收入|产值|支出|成本|造价|费用|工资|资金|补贴|补助)$")
_GAINED = re.compile(
    r"(?:提高|增加|增长|减少|降低|节约|节省|节水|节电|减排|增收|增产)$|^年?(?:节约|节省|减少)用?[水电气油煤肥药]$"
)


def _as_amount(suffix: str, thing: str, is_done: bool) -> str:
    """粮食产能提高|量, 年节水|量, 人均年增收|额, 亩均投资| : a weight, a volume or a sum as a name
    has it."""
    if suffix == "金额" and _MONEY_WORDS.search(thing):
        return ""
    if suffix == "金额" and _GAINED.search(thing):
        return "额"
    if suffix in ("重量", "体积"):
        return "量" if is_done or _GAINED.search(thing) else suffix
    return suffix


CONCENTRATION = re.compile(r"^(?:mg|μg|ug|g)/(?:L|l|m|升|立方)")


def _measure(thing: str) -> str:
    return f"{thing}度" if thing.endswith("宽") else thing


def per_words(per: str | None) -> str:
    """每站每月 of 站·月."""
    return "".join(f"每{part}" for part in per.split("·")) if per else ""


def without_per(thing: str, per: str | None) -> str:
    """书屋 of 每屋书屋, when 每屋 is said by the number anyway."""
    for part in per.split("·") if per else ():
        thing = thing.replace(f"每个{part}", "").replace(f"每{part}", "")
    return thing


def _suffix(thing: str, unit: str) -> str:
    suffix = suffix_of(re.sub(r"^[万亿](?=.)", "", unit))
    if suffix in ("重量", "体积") and _CHANGED.search(thing):
        return "量"  # 粮食产能提高量, 年节水量
    people = thing.endswith(("人员", "队员", "成员", "人", "人口"))
    return "数量" if people and suffix == "人数" else suffix


_BOUGHT = ("采购", "购置", "购买", "储备", "配送", "运输", "发放")
_GENERAL = ("开展", "实施", "组织", "提供", "进行")
_PERSONS = ("人数", "人次", "户数")


def _said_verb(action: Action, thing: str, suffix: str) -> str:
    """The verb, where the name needs it: one behind its object always, one before unless silent."""
    if action.verb in _GENERAL and suffix in _PERSONS and thing.endswith(words("processes")):
        return ""  # 残疾人职业技能培训|人数
    silent = is_silent(action.verb) and (action.leading or action.verb == "达到")
    point = re.fullmatch(rf"{re.escape(action.verb)}[点站]", thing)  # 监测点监测次数
    return "" if silent or (action.verb in thing and not point) else action.verb


# 群众满意程度、问卷中表示满意率：都是满意度。
_CONTENT = re.compile(
    r"(?:表示|感到|比较)?满意(?:程度|情况率?|比例|占比|的?人数占比)$|(?:表示|感到)满意率$"
)


def rate_name(subject: str, topic: str) -> str:
    """The rate with its object: 合格率 about 法律顾问服务 → 法律顾问服务合格率."""
    name = _CONTENT.sub("满意度", compact(subject))
    about = re.match(r"(?>(.+?)对(?!象)).+?的?(满意度|满意率)$", name)
    if about and len(about.group(1)) >= 2:
        return about.group(1) + about.group(2)
    if GENERIC_RATE.fullmatch(name):
        if name.startswith(("工程", "项目")) and "验收" in name:
            return name
        if name in ("满意度", "满意率"):
            return f"{_people(topic)}{name}"
        return join_topic(topic, name)
    return name


# 疫木下山后就地粉碎、污泥含水（率）：只留下说的是什么东西。
_MANNER = re.compile(
    r"(?<=[一-龥]{2})(?:(?:下山|运抵|采样|出厂|收集)后.*|就地[一-龥]{2}.*|含[水氧糖硫]量?)$"
)
# 验收的是做成的东西，不是人。
_PEOPLE = re.compile(
    r"(?:工作|户|者|群众|居民|村民|老人|老年人|学生|师生|儿童|患者|职工|人员|对象|学员)$"
)


def join_topic(topic: str, name: str) -> str:
    """Topic and rate as one noun, without saying the same word twice."""
    about = compact(topic)
    about = "" if re.match(r"\d+个?(?:工作日|小时|天|日|分钟)内", about) else about
    about = "" if re.search(r"安排|(?<!存)在(?![线校职册岗建用])", about) else about
    about = _MANNER.sub("", about)
    about = "" if "验收" in name and _PEOPLE.search(about) else about
    about = "" if name.startswith("验收") and about.endswith(("资金", "经费", "补贴")) else about
    about = "" if re.search(r"(?:要求|进度|安排|目标|标准|情况|方面)$", about) else about
    root = re.sub(r"率$|^验收", "", name)
    if name == "签订率":
        about = about.replace(root, "", 1)  # 外包人员签订保密协议，签订率100%
    stem = re.sub(r"按时|按期|及时|准时|足额|全额", "", root)
    if re.search(r"及时|按时|按期|准时", name):
        about = re.sub(r"按时|按期|及时|准时|按照?.{0,6}计划的?时间", "", about)
    for word in (root, stem):
        if word and about.endswith(word):
            about = about[: -len(word)]
    about = re.sub(
        r"(?:督促|限期|全部|都|要一次|须一次|应一次|一次性?|要|需|进行|的|完成|及时|，.*)$",
        "",
        about,
    )
    if name.startswith("验收"):
        about = about.removesuffix("验收")
    return (about or "项目") + name


def _people(topic: str) -> str:
    about = compact(topic)
    return (
        about
        if re.search(
            r"(?:人员|群众|单位|企业|对象|学生|家长|患者|居民|职工|学员|户|者|员|生)$", about
        )
        else "服务对象"
    )


def time_name(subject: str, verb: str) -> str:
    """软件问题 + 响应 → 软件问题响应时限."""
    about = compact(subject)
    if verb and about.endswith(verb):
        verb = ""
    if not verb and about == "工期":
        return "工程工期"
    if not verb and about.endswith(("时间", "时长", "时限", "工期", "周期", "天数")):
        return about
    return f"{re.sub('时间$', '', about)}{verb}时限"


def split_named(text: str) -> Action:
    """`split_action` for phrases that already are a name."""
    return split_action(compact(text))
