"""What a number counts: the thing and its verb, before it, behind it or clauses ago."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.naming import per_words
from assistant.facts.phrases import (
    Action,
    compact,
    ending_verb,
    first_piece,
    split_action,
    squeeze,
    trim,
    trim_start,
)
from assistant.facts.requirements.context import Context, Spot
from assistant.model import Mention
from assistant.vocabulary.description import (
    action_words,
    formal,
    is_measure,
    one_character,
    word_pattern,
    words,
)

_PLACE = re.compile(
    r"^(?:目前|现有|现在)?(?:辖区|全区|全市|全县|全镇|全街道|本区|街道|共有|共|有|涉及)*$"
)
_STATE = re.compile(
    r"^(?:目前|现在|现)?(?:全区|全市|全县|辖区|街道|学校)?(?:现在|共(?!计))?(?:有(?![效机线害序关责组])|现有|共有|拥有)?"
)
_IN_CHARGE = re.compile(r"^[^，。]{0,16}?(?:负责|承担|牵头)(?:对|实施|组织)?")
_SERVED = re.compile(
    r"(?P<who>.+?)(?:免费)?(?:提供|发放|开展|进行|办理|安排|安装|做|实施|适配|配备)(?P<what>.+)$"
)
_GAINS = re.compile(r"更|受益|惠及|改善|享受|获益")
PEOPLE = ("人", "名", "户", "位", "万人", "万名", "万户")
THESE = re.compile(r"(?:^|(?>.*把)|(?>.*将)|(?>.*对))(?P<list>[^，。]*?)这$")
_TENDED = re.compile(
    r"(?P<noun>[^，。；]{1,12}?)(?:做好|进行|开展|实施)?(?P<verb>运营|运维|维护|建设|管理|改造|优化|升级)(?:好|工作)?$"
)
_TAIL_VERB = re.compile(
    r"(?:的(?:日常|定期|全年)?|(?<=[一-龥])(?:进行|开展|实施)(?:全面|日常|定期|统一)?)(?P<verb>[一-龥]{2,6})$"
)


def thing_counted(spot: Spot, context: Context) -> Action | None:
    """The thing a number counts and the verb that goes with it; None when nothing tells."""
    action = (
        _summed(spot, context)
        or _known(spot, context)
        or these(spot)
        or _gaining(spot, context)
        or _inside(spot, context)
        or _counted(spot, context)
    )
    if action is None or not (compact(action.object) or action.verb):
        return None
    if doing := _PEOPLE_DOING.fullmatch(action.object):
        action = action._replace(object=f"{doing['what']}{doing['who']}")
    return _completed(_continued(action, context), spot, context)


_PEOPLE_DOING = re.compile(
    r"(?P<who>学生|学员|老人|儿童|群众|居民|村民|职工|患者|教师|市民|游客)(?P<what>上课|就餐|就读|就医|参加|住宿|入住|使用|健身|活动|观看)"
)


SUM = re.compile(r"(?:共计|合计|总计|一共|总共|全年共|共)")


def _summed(spot: Spot, context: Context) -> Action | None:
    """…开一场课，全县32所中学，共32场: a sum counts what was last counted in the same unit."""
    known = context.by_unit.get(spot.mention.target.unit)
    return known if known and SUM.fullmatch(squeeze(spot.before)) else None


_KNOWN = re.compile(r"(?:^|[这那])(?P<verb>[一-龥]{1,4})的$")


def _known(spot: Spot, context: Context) -> Action | None:
    """新开的|2个|点, after 新开幸福食堂2个: the same things again, under their own name."""
    said = _KNOWN.search(squeeze(spot.before))
    if not said or said.group("verb") not in action_words():
        return None
    verb, target = formal(said.group("verb")), spot.mention.target
    for earlier in reversed(context.stated):
        known = earlier.mention and earlier.mention.target
        if (
            known
            and earlier.action == verb
            and (known.low, known.unit) == (target.low, target.unit)
        ):
            return Action(verb, earlier.object, True)
    return None


def these(spot: Spot) -> Action | None:
    """把A、B、C这|4个|场景做好运营: the thing counted stands after, what it consists of before."""
    listed, tended = THESE.match(squeeze(spot.before)), _TENDED.match(squeeze(spot.after))
    return Action(tended.group("verb"), tended.group("noun"), True) if listed and tended else None


# 解决8200名|群众的出行安全问题：数的是受益的人。
_HELPED = re.compile(
    r"(?P<who>群众|居民|村民|师生|学生|老人|老年人|职工|市民|农户|农民|患者|儿童|残疾人|游客)的[一-龥]{2,}"
)


def _gaining(spot: Spot, context: Context) -> Action | None:
    """改善沿线1.8万名居民的居住环境: people are counted who benefit."""
    people = spot.mention.target.unit in PEOPLE
    where = spot.before or context.noun
    if people and re.search(r"惠及|受益", spot.clause) and where.endswith(words("places")):
        return Action("", "受益群众", False)  # 惠及11个行政村|2.3万人
    helped = _HELPED.match(squeeze(spot.after))
    if (
        people
        and helped
        and re.search(r"解决|改善|满足|保障|惠及|方便|消除|提高|提升", spot.clause)
    ):
        return Action("", f"受益{helped['who']}", False)
    wide = spot.mention.target.dimension == "area" and re.search(r"保护", spot.clause)
    if wide and trim(spot.before) in ("耕地", "农田", "林地", "草地", "湿地"):
        return Action("", f"保护{trim(spot.before)}", False)  # 保护人口1.3万人、耕地1.1万亩
    lead = trim(spot.before)
    better = re.match(word_pattern("benefit_verbs").pattern, lead)
    gains = better or _GAINS.search(spot.after) or re.search(r"受益$|惠及$", lead)
    places = re.match(r"(?:行政村|自然村|村|社区|学校|乡镇|街道)", squeeze(spot.after))
    if not gains and places:
        gains = _GAINS.search(spot.clause)
    if not gains or not (places or spot.mention.target.unit in PEOPLE):
        return None
    who = compact(re.split(r"的|出行|更|受益|得到|享受|生活", squeeze(spot.after))[0])
    if who.endswith(words("places")) and not places:
        who = ""
    if not who:
        bare = lead[better.end() :] if better else re.sub(r"^.*?(?:受益|惠及)", "", lead)
        who = compact(bare) or "群众"
        who = "群众" if who.endswith(words("places")) and not places else who
    return Action("", f"受益{who}", False) if len(who) <= 12 else None


def _inside(spot: Spot, context: Context) -> Action | None:
    """A frequency that holds its verb: 每个季度交一份|监测报告, 知识图谱|每月更新一次."""
    mention = spot.mention
    if not mention.reading and not mention.per and len(mention.text) < 6:
        return None
    per = re.escape(per_words(mention.per)) or "(?!)"
    plain = re.sub(
        rf"^(?:全年|年内|[日周月年]均|{per}|每个?(?:季度|月|周|年|半年|天|日|学期)|按(?:季度|月))(?:至少|要|需|应|均|都)?",
        "",
        squeeze(mention.text),
    )
    verb = next((v for v in action_words() if plain.startswith(v)), "")
    if not verb and plain == squeeze(mention.text):
        return None
    if not verb:
        named = re.match(
            r"(?P<noun>[^\d一二两三四五六七八九十≥≤]{2,}?)(?:不少于|至少|各)?[\d一二两三四五六七八九十]",
            plain,
        )
        said = trim(named.group("noun")) if named else ""
        if not said or re.search(r"不少于|不低于|至少|不超过|达到", said):
            said = trim(spot.before) or told_before(mention, context)
        return _phrase(said) if said else None
    held = re.match(rf"{re.escape(verb)}(?P<noun>[^\d一二两三四五六七八九十≥≤不至]{{2,}})", plain)
    noun = re.split(r"[，。；、]", spot.after.removeprefix("的"))[0].strip() or (
        held.group("noun") if held else ""
    )
    if noun:
        return Action(formal(verb), compact(noun), True)
    noun = trim(spot.before) or context.for_count()
    if _lists(verb, noun):
        return Action("", formal(verb), False)  # 内容包括修剪、浇水和补植。全年修剪不少于8次
    if not noun:
        return Action(formal(verb), "", True)
    beneficiary = re.sub(r"^(?:对|给|为|向)", "", noun)
    return Action(
        formal(verb),
        split_action(beneficiary).object if beneficiary.endswith(verb) else beneficiary,
        True,
    )


def _counted(spot: Spot, context: Context) -> Action | None:
    """What is counted, and the verb: 举办|10场|会议, 审查合同|100份|, |30个| after a topic."""
    before = (
        _IN_CHARGE.sub("", squeeze(spot.before))
        if _IN_CHARGE.match(squeeze(spot.before))
        else squeeze(spot.before)
    )
    before = (
        _STATE.sub("", before) if _STATE.match(before) and not before.startswith("现场") else before
    )
    before = re.sub(r"^[一-龥]{2,8}(?:涵盖|包括|包含|分为|含有)(?=[一-龥]{2})", "", before)
    before = "" if re.fullmatch(r"(?:共|合)?计(?:约)?", before) else before
    before = re.sub(r"^每[一-龥]{1,2}(?=[为给对向]$)", "", before)
    lead = "" if _PLACE.match(re.sub(r"^[为给对向]", "", before)) else trim(before)
    if chosen := _chosen(spot, before, context):
        return chosen
    noun = _noun_after(spot.after)
    if len(noun) == 1 and len(lead) > 2 and one_character(noun) == noun:
        noun = ""  # 数字资源续订2个库
    swept = _ALL_ONCE.match(noun)
    if (
        swept
        and (swept["all"] or re.search(r"[遍次轮]$", noun))
        and swept.group("verb") in action_words()
    ):
        return Action(swept.group("verb"), swept.group("noun"), True)
    if noun in ("点", "处", "家", "人", "所"):
        noun = compact(first_piece(context.for_count())) or noun
    if noun and lead and split_action(lead).object and noun.startswith(_long_verbs()):
        noun = ""  # 宣传活动12场发材料2万份: the next verb begins another thing
    if noun:
        return _with_noun(spot, lead, _whole_word(noun), context)
    if len(lead) == 1 and lead in action_words():
        return Action(formal(lead), "", True)  # 站牌，要换|150个
    if lead:
        return _phrase(lead if len(lead) > 1 else before, squeeze(spot.before))
    about = told_before(spot.mention, context)
    if spot.mention.target.unit not in ("个", "处"):  # 86处点位，共344台套
        part = next((p for p in words("parts") if about.endswith(p) and len(about) > len(p)), "")
        about = about.removesuffix(part)
    if about and context.last.verb and compact(about) == compact(context.last.object):
        return context.last  # 培训志愿者3次，150人次
    return _phrase(trim(about)) if about else None


# 至少1个|获得省级推介, 其中被市委采用|不少于2篇|：数的是前面那些里的一部分。
_OF_THEM = re.compile(
    r"(?:获得?|荣获|入选|被(?!审)|评为|获评|纳入|列入|达到|通过|创建为|晋升)[^，。；\d]{2,16}$"
)


def _chosen(spot: Spot, before: str, context: Context) -> Action | None:
    """Some of what was counted before, told by what becomes of them."""
    unit, after = spot.mention.target.unit, squeeze(spot.after).removeprefix("以上")
    fate = next((t for t in (after, trim_start(before)) if _OF_THEM.fullmatch(t)), "")
    if not fate or spot.mention.target.dimension != "count":
        return None
    lead = trim(before) if fate == after else ""
    known = context.by_unit.get(unit)
    thing = lead or (plain_object(known) if known else "")
    return Action("", f"{thing}{fate}", False) if len(thing) > 1 else None


_ANY_UNIT = (
    "个",
    "次",
    "项",
    "人",
    "名",
    "份",
    "件",
    "家",
    "户",
    "场",
    "期",
    "轮",
    "位",
    "人次",
    "批次",
)


def told_before(mention: Mention, context: Context) -> str:
    """What a number without a noun of its own counts: the bullet's topic or label for a frequency,
    what was counted in a unit of its own (座, 盏), else the clause before."""
    unit, per = mention.target.unit, mention.per
    if unit in ("次", "轮", "期", "场") and _process(context.theme) and not _process(context.noun):
        return context.theme  # 公益培训，羽毛球乒乓球，一年12期
    if unit in ("次", "轮", "期"):
        if context.row_topic:
            return context.row_topic
        if len(context.label) > 2 and context.label.endswith(action_words()):
            return context.label
    if per and unit in ("次", "场", "小时", "课时") and (context.activity or context.taken):
        return context.activity or context.taken
    if unit not in _ANY_UNIT and not context.row_topic and (whole := _in_same_unit(unit, context)):
        return whole
    return context.for_count()


@cache
def _long_verbs() -> tuple[str, ...]:
    return tuple(verb for verb in action_words() if len(verb) > 1)


def _process(phrase: str) -> bool:
    return phrase.endswith((*words("processes"), *(v for v in action_words() if len(v) > 1)))


def _in_same_unit(unit: str, context: Context) -> str:
    """公厕 of 改造公厕24座（一类10座、二类14座）: the whole, where parts are counted too."""
    counted = [
        r
        for r in context.stated
        if r.kind == "quantity" and r.mention and r.mention.target.unit == unit
    ]
    most = max(counted, key=lambda r: (r.mention and r.mention.target.low) or 0, default=None)
    return most.object if most else ""


def _noun_after(after: str) -> str:
    if re.match(
        r"\s*(?:以上|左右|以内|/|每|共|合计|总计|，|。|、|；|的?$|应|必?须|需|均|都|由|按|可以|具备|具有|是|和|与|及|并)",
        after,
    ):
        return ""
    noun = re.split(r"[，。；、]", after.strip().removeprefix("的"))[0]
    noun = re.sub(r"(?<=[一-龥]{2})(?:进行|开展|实施)[一-龥]{2,8}$", "", noun)
    noun = re.split(r"每(?:个)?(?:季度|月|周|年|天)", noun)[0]
    return re.sub(r"(?:要|须|应|需)?(?:在|于)$|(?:总共|总计|合计|共计|共)$", "", squeeze(noun))


# 1680路|前端全部巡检一遍：动词在后，次数已在“每月”里。
_ALL_ONCE = re.compile(
    r"^(?P<noun>[^，。]+?)(?P<all>全部|都|逐一|轮流)?(?:要|需|应)?(?P<verb>[一-龥]{2})(?:一遍|一次|一轮|1次|1遍)?$"
)


def _whole_word(noun: str) -> str:
    """车 alone is no name: 车辆."""
    return one_character(noun) if len(noun) == 1 else noun


def _with_noun(spot: Spot, lead: str, noun: str, context: Context) -> Action:
    before = squeeze(spot.before)
    if re.match(r"(?:为|向|给|对|组织)", before) and (served := _SERVED.match(noun)):
        what = re.sub(r"(?:的)?服务$", "服务", served.group("what"))
        context.activity = what
        return Action(
            "", f"{what}{served.group('who')}" if len(what) <= 12 else served.group("who"), False
        )
    shared = _TAIL_VERB.search(squeeze(spot.clause))
    deed = shared["verb"] if shared and shared["verb"].endswith(action_words()) else ""
    split = split_action(lead) if lead else Action("", "", False)
    _, end = ending_verb(lead)
    if end and not (split.leading and split.object):
        return Action(end, noun, True)
    if split.verb and split.leading:
        return Action(split.verb, noun, True)
    if deed and not noun.endswith(deed):
        return Action(deed, noun, False)
    return _phrase(noun)


# 年削减COD；但“年处理水量”本身是一个量。
_A_YEAR = re.compile(r"^年(?=(?:处理|处置|削减|节约|减少|减排|接待|供应)[^，。]*(?<!量)$)")


def _phrase(phrase: str, whole: str = "") -> Action:
    """A noun phrase before its number; means (用PDA…) and recipients (给网格员…) are left out."""
    if is_measure(phrase) or re.match(r"(?:受益|惠及)(?=人口|人群|群众|居民|农户|学生)", phrase):
        return Action("", phrase, False)
    phrase = re.sub(r"^每[一-龥]{1,2}(?=.{3})", "", phrase)
    phrase = re.sub(r"(?:使用(?:年限|时间)?|服役)(?:已?超过|满|达到?)\d+年(?:以上)?的?", "", phrase)
    phrase = re.sub(
        r"^年(?=(?:处理|处置|削减|节约|减少|减排|接待|供应)[^，。]*(?<!量)$)", "", phrase
    )
    if re.match(r"用|利用|通过|使用|运用|依托|借助|给|为|向", whole):
        for verb in action_words():
            at = phrase.find(verb, 1)
            if len(verb) > 1 and 0 < at <= 8 and len(phrase) > at + len(verb) + 1:
                return Action(formal(verb), phrase[at + len(verb) :], True)
    given = re.match(r"(?:对)?(?P<who>.+?)(?:给予|予以)(?P<what>.+)$", phrase)
    if given:
        return Action("", f"{given.group('who')}{given.group('what')}", False)
    return split_action(phrase)


_MEASURES = (
    "总面积",
    "总长",
    "总长度",
    "总里程",
    "面积",
    "长度",
    "里程",
    "规模",
    "数量",
    "容积",
    "建筑面积",
)
_ACTIONS = ("提升", "改造", "扩建", "维修", "更新", "优化", "升级")


def _lists(verb: str, phrase: str) -> bool:
    """True where the verb is one of several: 内容包括修剪、浇水和补植."""
    listed = re.split(r"[和与、及]|包括|包含|用于", phrase)
    return len(listed) > 1 and verb in listed


def _completed(action: Action, spot: Spot, context: Context) -> Action:
    """The verb goes on through a list (覆盖班级48个、师生2400人); a bullet's subject through its
    clauses (足球联赛，参赛队伍32支); a verb without object is about the clause before."""
    about = compact(first_piece(context.for_count()))
    if action.object in _MEASURES and about:
        return Action("", f"{about}{action.object}", False)
    if action.leading and action.object in _ACTIONS and about:
        return Action(f"{action.verb}{action.object}", about, True)
    if action.verb in words("complete_verbs") and (action.leading or not action.object):
        return Action(action.verb, _subject_of(context), False)
    if not action.object and action.verb in ("举办", "开展", "组织") and context.last.verb:
        return context.last  # 培训骨干教师120人次，办3期
    if not action.object and action.verb:
        noun = compact(first_piece(context.for_count()))
        if spot.mention.per and re.search(r"全年|每", noun):
            return Action("", action.verb, False)  # 公园全年开放，保洁每天2遍
        if _lists(action.verb, context.for_count()):
            return Action("", action.verb, False)  # 用于培训和演练，其中培训4次
        return action._replace(object=noun, leading=True)
    if again := _same_deed(action, spot, context):
        return again
    if not action.verb and context.label in action_words() and spot.mention.target.unit == "次":
        return Action(formal(context.label), action.object, False)
    if not action.verb and context.verb and not action.object.startswith("受益"):
        return Action(context.verb, action.object, True)
    head = compact(context.head)
    whole = compact(trim(spot.before)) or compact(context.noun)
    if not action.verb and action.object in words("parts") and len(whole) > 2:
        return Action("", f"{whole}{action.object}", False)
    if (
        head
        and not action.verb
        and len(compact(action.object)) <= 4
        and head not in action.object
        and 2 <= len(head) <= 14
    ):
        return Action("", f"{head}{compact(plain_object(action))}", False)
    return action


_SEASON = re.compile(
    r"(?:汛期|淡季|旺季|冬季|夏季|春季|秋季|工作日|节假日|寒暑假|平时|夜间|白天|其他|其余)$"
)


def _same_deed(action: Action, spot: Spot, context: Context) -> Action | None:
    """汛期每天巡查1次，非汛期每月2次; 等级保护测评：三级系统9个: the deed is said before."""
    unit = spot.mention.target.unit
    known = context.by_unit.get(unit)
    if action.verb or not action.object:
        return None
    if _SEASON.search(action.object) and known and known.verb:
        return Action(known.verb, action.object, False)
    deed = next((v for v in action_words() if len(v) > 1 and context.label.endswith(v)), "")
    if (
        not deed
        or unit in ("次", "场", "期", "轮")
        or len(context.label) > 14
        or len(context.label) < 4
    ):
        return None
    if deed in action.object or context.label in action.object or spot.mention.per:
        rest = action.object.removeprefix(deed)
        told = context.label in action.object or not deed or action.object.endswith(deed)
        if told or rest == action.object or len(rest) > 4:
            return None
        return Action("", f"{context.label}{'' if rest == unit else rest}", False)
    whole = "" if context.label.startswith(action.object) else action.object
    return Action("", f"{whole}{context.label}", False)  # 村级防疫员补助。村级防疫员135人


def _subject_of(context: Context) -> str:
    """Who does what a verb with its own object says (食堂 of 每天供餐600份)."""
    noun = compact(first_piece(context.for_count()))
    return noun if 2 <= len(noun) <= 12 and not split_action(noun).leading else ""


def _continued(action: Action, context: Context) -> Action:
    """专区运维，每季度交一份运维报告 → 专区运维报告: the object takes up the clause before it."""
    noun = compact(context.noun)
    if (
        len(noun) > 2
        and noun.endswith(action.object[:2])
        and action.leading
        and len(action.object) > 2
    ):
        return action._replace(object=noun + action.object[2:])
    return action


def plain_object(action: Action) -> str:
    """The thing counted, with its verb where that stands behind it."""
    return compact(action.object) + ("" if action.leading or not action.verb else action.verb)


def split_unit(mention: Mention, after: str) -> tuple[Mention, str]:
    """2个|点, 12个|人: what follows 个 is the thing, not the unit; 3万|人: it is the unit."""
    unit = mention.target.unit
    if unit == "个" and after.startswith("等级"):
        return _in_unit(mention, "个等级"), after.removeprefix("等级")
    if unit == "个人":
        return _in_unit(mention, "人"), after
    if unit in ("万", "亿"):
        noun = re.match(
            r"(?![做买用给发换吧呢嘛啊了的左整])[一-龥]{1,3}(?=$|[，。；、×*（\s])", after
        )
        whole = f"{unit}{noun.group()}" if noun else unit
        return _in_unit(mention, whole), after[len(noun.group()) if noun else 0 :]
    if not re.fullmatch(r"个(?!工作日|月|百分点|季度|小时|星期|等级)[一-龥]{1,2}", unit):
        return mention, after
    return _in_unit(mention, "个"), f"{unit[1:]}{after}"


def _in_unit(mention: Mention, unit: str) -> Mention:
    return mention.model_copy(update={"target": mention.target.model_copy(update={"unit": unit})})
