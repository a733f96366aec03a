"""Dates to keep: 6月底前印发, 设备于8月底前安装调试完成, 补助资金每月10日前拨付."""

from __future__ import annotations

import re

from assistant.facts.phrases import (
    compact,
    ending_verb,
    split_action,
    squeeze,
    trim,
    trim_start,
)
from assistant.facts.requirements.context import Context, Spot, timed
from assistant.model import Requirement
from assistant.vocabulary.description import action_words, deeds_done, formal, words

_DATED_VERBS = re.compile(
    r"(完工通车|建成投用|建成开放|竣工验收|投入使用|投入运营|正式运营|交付使用|移交进馆|拨到|通水|通气|通电|通暖|定稿|审定|送检|到货|结业|毕业|开班|移交|进场|动工|拨付到位|发放到位|完工|竣工|通车|投用|开工|到位|开门|开放|开馆|上线|装好|做完|弄完|搞完|干完|修完|建完|挂牌投用|挂牌|办完|办结|发到|发至|"
    r"完成|建成|交付|印发|发布|下达|报备|备案|上报|公示|公布|支付|报送|提交|送到|送达|拨付|发放|启用|启动|结束|到账|兑现|打到)"
)


# 11月底前完成当年25个小区改造：完成的是小区改造。
_ALL_OF_THEM = ("当年", "本年", "今年", "全部", "上述", "其余", "剩余")
_COUNTED_THING = re.compile(r"\d[\d.]{0,12}[万亿]?[个座条处项户件台套](?P<thing>[一-龥]{2,10})")


def deadline(spot: Spot, context: Context) -> Requirement | None:
    """于2026年6月底前|印发《规划》: what is to be done by then."""
    if _SURVEYED.match(squeeze(spot.clause)):
        return None
    subject = re.sub(r"(?:应|须|要|于|在|的)$", "", trim(_UNTIL.sub("", squeeze(spot.before))))
    subject = re.sub(r"^(?:全部|所有)", "", subject)
    given = _GIVEN.match(squeeze(spot.after))
    thing, verb = (given["thing"], given["verb"]) if given else _dated(spot.after)
    verb = _plain_verb(verb)
    rest = spot.clause.partition(spot.mention.text)[2]
    if thing in _ALL_OF_THEM:
        some = _COUNTED_THING.search(rest)
        thing = some["thing"] if some else ""
    elif not thing and verb and re.match(rf"\s*{re.escape(squeeze(spot.after))}\s*\d", rest):
        some = _COUNTED_THING.match(rest.strip().removeprefix(squeeze(spot.after)).strip())
        thing = some["thing"] if some else ""  # 6月15日前完成3处|易涝点整治
    named = re.search(r"^(.*?)(?:时间|日期|节点|期限|时限)$", subject)
    if not verb and named and not squeeze(spot.after):
        thing, verb = "项目", named.group(1) or "完成"
    if not verb:
        return None
    if verb == "完成" and len(thing) == _DEED and thing in action_words():
        thing, verb = "", f"{thing}完成"  # 7月底前安装完成
    thing = thing or compact(subject) or _of_its_kind(verb, context) or _topic(context)
    thing, verb = _said_once(thing, verb, _RUN_OUT.fullmatch(_FULLY.sub("", squeeze(spot.after))))
    verb = "完成" if len(verb) == _DEED and verb in thing else verb  # 标准器送检溯源，3月底前送检
    thing = re.sub(r"按(?:月|季度|年|时|期)(?:发放|拨付|支付)?$", "", thing) or "资金"
    thing = _batch(thing, context) if 1 < len(thing) <= 36 else "项目"
    mention = spot.mention
    made = timed(mention, "timeliness", f"{thing}{verb}时间", thing, verb)
    return made.model_copy(update={"clause": _in_order(thing, verb, mention.text, bool(subject))})


# 由区卫健局年底统一调查：满意度怎样来，不是要做到的日子。
_SURVEYED = re.compile(
    r"(?:由|委托)[^，。]{2,20}(?:统一|组织|开展|进行|随机|第三方){0,3}(?:问卷|抽样|电话)?(?:调查|测评|回访|打分)$"
)
# 体检放在6月底前、维修养护赶在4月30日前：说的是体检、维修养护。
_UNTIL = re.compile(
    r"(?:(?:(?<![开投排发燃摆解存])放|赶|定|安排|排|力争|争取|必须|一定)?(?:于|在|到)|必须|一定)$"
)


# 7月启动、11月起投入运营：没有说是谁的，是整个项目的。
_OF_THE_WHOLE = ("启动", "投入运营", "正式运营", "上线运营", "进场", "动工")


def _of_its_kind(verb: str, context: Context) -> str:
    """What a verb without thing or subject is said of: works, the devices, the whole project; ""
    for what the clauses before are about."""
    if verb in _WORKS_DONE:
        return "工程"
    if verb in _OF_THE_WHOLE:
        return "项目"
    if verb in _SUPPLIED:
        return _worked_on(context)
    if verb in _PAYING:
        return _money_told(context)
    delivered = verb in _DELIVERED or verb.startswith(("安装", "调试"))
    return "设备" if delivered and not context.of_one_thing() else ""


def _worked_on(context: Context) -> str:
    """投放点升级改造 of 升级改造投放点15个: the work counted last; "" for none."""
    done = (r for r in reversed(context.stated) if r.kind == "quantity" and r.action)
    last = next(done, None)
    if not last or len(last.object) < 2:
        return ""
    return last.object if last.object.endswith(last.action) else f"{last.object}{last.action}"


_PAYING = ("拨付", "发放", "到账", "兑付")
_DELIVERED = ("到货", "交付", "到位")
_MONEY = re.compile(r"[一-龥]{0,8}(?:补助|补贴|资金|奖金|奖励|经费|津贴|款)")


def _money_told(context: Context) -> str:
    """助餐补贴 of 助餐补贴按月结算，次月15日前拨到助餐点."""
    said = _MONEY.match(compact(context.noun))
    return said.group() if said else ""


def _said_once(thing: str, verb: str, run_out: re.Match[str] | None) -> tuple[str, str]:
    """路灯更换LED灯，9月底前换完: the deed stands in the thing; 11月底前打完: it is the thing."""
    deed = verb.removesuffix("完成")
    if deed == verb or not deed:
        return thing, verb
    if thing == "项目":
        return deed, "完成"
    done = run_out and any(v in thing for v in action_words() if len(v) > 1)
    return (thing, "完成") if done or deed in thing else (thing, verb)


_DEED = 2


_BATCH = re.compile(r"第[一二三四五六]批")


def _batch(thing: str, context: Context) -> str:
    """第二批 after 第一批补助资金: of the same thing."""
    if not _BATCH.fullmatch(thing):
        return thing
    said = (r.object for r in reversed(context.stated) if _BATCH.match(r.object))
    return thing + next((_BATCH.sub("", one) for one in said if len(one) > len(thing)), "")


_WORKS_DONE = ("完工", "竣工", "完工通车", "建成投用", "竣工验收", "通车")
# 改造老旧管网8.5公里，8月底前通水。
_SUPPLIED = ("通水", "通气", "通电", "通暖")


def _in_order(thing: str, verb: str, date: str, subject_first: bool) -> str:
    """于6月底前印发规划, but 补助资金于9月底前拨付."""
    if (
        subject_first
        or re.search("[一-龥]完成$", verb)
        or (
            _DATED_VERBS.fullmatch(re.sub("^(?:对外|正式|全面|全部)", "", verb))
            and verb not in ("完成", "印发", "发布", "报送", "提交", "交付")
        )
    ):
        return f"{thing}于{date}{verb}"
    return f"于{date}{verb}{thing}"


def _topic(context: Context) -> str:
    about = context.for_rate()
    if context.noun and context.noun == context.before and not context.row_topic:
        return "项目"  # 不发生档案损毁。12月15日前通过验收：验收的是项目
    if _FITTED.match(about) and (work := _worked_on(context)):
        return work
    worked_on = any(r.object == about and r.action for r in context.stated)
    placed = about.endswith(words("places")) and not worked_on
    if about.startswith("每") or (placed and context.theme):
        about = context.theme or about
    topic = compact(re.split(r"[，、]", about)[0])
    topic = "" if re.search(r"(?:要求|进度|安排|目标|标准|情况|方面)$", topic) else topic
    return re.sub(r"^(?:组织|开展|进行)(?=.{2})", "", topic) or "项目"


# 升级改造投放点15个，加装洗手池、雨棚和监控，6月底前完成：完成的是升级改造。
_FITTED = re.compile(r"(?:加装|增设|配套|增配|加建|增加)[一-龥]{2}")


_ENDED = re.compile(r"(?:完成?|完毕|好|到位)$")
_HANDLED = re.compile(
    r"(?:把|将)(?P<thing>[一-龥]{2,8}?)(?P<verb>评估|审核|确定|采购|安装|整改|发放|清理|改造|评审|招标|拨付)(?:定|做|弄|办|搞)?(?:下来|出来|好|完|到位)"
)
# 4月底前|将物资配发到乡镇。
_GIVEN = re.compile(
    r"(?:将|把)(?P<thing>[一-龥]{2,10}?)(?:全部|足额|及时|统一)*(?P<verb>配发|发放|拨付|兑付|下达|下拨|发到|发至|送到|送达|移交|交付|报送|上报|上传|提交|印发|打到)(?=[到至给]|$|[一-龥])"
)
# 安全鉴定9月底前拿到结论。
_GOT = re.compile(
    r"(?:要|得|须|必须|能)?(?:拿到|取得)(?:了)?(?P<what>[一-龥]{0,4}(?:结论|报告|结果|批复|许可证?|证书?))"
)
# 把结算审核做完、验收结算做完：做完的是结算审核。
_MADE = re.compile(
    r"(?:(?:把|将)(?P<thing>[一-龥]{2,12}?)(?:都|全部|全)?|(?P<deeds>[一-龥]{4,10}))(?:做|弄|办|搞|干|忙)(?:完|好|到位)(?:了)?"
)
_IN_USE = ("开放", "投用", "使用", "通车", "运营", "运行", "开业", "启用")
_USABLE = re.compile(r"(?:能|可以?|就能)(?:投入)?(?:使用|用上?)$|用上$")


# 11月底前全部演完：一个字的动作，书面怎么写。
_RUN_OUT = re.compile(r"(?:全部|全|都|要|得|须|必须|一定){0,4}(?P<deed>[一-龥])?完(?:了|成)?")

# 五个公园全部|建成开放。
_ALL_BEHIND = re.compile(r"(?<=[一-龥]{2})(?:全部|全都|都|均)$")
_AFTER_VERB = re.compile(r"^(?:到位|完毕|完成?|好|给|至|到(?=[一-龥])).*$")


_DONE = re.compile(r"(?:完成|完毕|到位|完|好|成)$")
# 安装调试完毕：两件事一起做完。
_BOTH_DONE = re.compile(
    r"(?P<deeds>(?:采购|安装|改造|建设|施工|检测|招标|拆除|敷设|铺设)(?:安装|调试|验收|施工|整改|布设|恢复))(?:完毕|完成|到位|好)"
)
_DONE_LIST = re.compile(
    r"[一-龥]{1,4}?(?:完成|完毕|到位|完|好)(?:[、和并][一-龥]{1,4}?(?:完成|完毕|到位|完|好))+$"
)


def _whole_deed(plain: str) -> str:
    """The deed where the words behind a date are nothing but one: 安装调试完毕, 对外开放."""
    if re.search(r"(?:完毕|完成|到位|调试)?(?:并|后)?投入使用$", plain) and len(plain) <= 14:
        return "投入使用"
    if plain in ("完", "好", "完了", "弄好", "做好"):
        return "完成"  # 大修10月底前完
    if opened := _OPENED.fullmatch(plain):
        return opened["how"]
    if ready := re.match(r"具备(?P<what>[一-龥]{2,6}?)条件", plain):
        return f"具备{ready['what']}条件"
    if both := _BOTH_DONE.fullmatch(plain):
        return f"{both['deeds']}完成"
    if all_done := _DONE_LIST.match(plain):
        verbs = [formal(_DONE.sub("", v)) for v in re.split(r"[、和并]", all_done.group())]
        return f"{''.join(verbs)}完成"
    return ""


_OPENED = re.compile(r"(?:正式|全面|免费)?(?P<how>对外开放|向社会开放|对外营业|对外服务)")


_AND_ACCEPTED = re.compile(
    r"(?<=[一-龥]{2})(?:并且?|且|、)(?:一次性?)?(?:通过[一-龥]{0,6}验收|[一-龥]{0,4}验收(?:合格|通过))$"
)
_FULLY = re.compile(r"^(?:全部|全面|基本|正式|顺利|圆满|如期|按期|均)+")


def _dated(after: str) -> tuple[str, str]:
    """(object after the verb, verb) of what follows a date."""
    plain = trim_start(_FULLY.sub("", squeeze(after)))
    plain = _FULLY.sub("", plain)
    if whole := _whole_deed(plain):
        return "", whole
    if begun := _DATED_VERBS.match(plain):
        rest = re.split(r"[，。；\d]|并(?=[一-龥]{2})", compact(plain[begun.end() :]))[0]
        if rest in _IN_USE:
            return "", f"{_plain_verb(begun.group())}{rest}"
        to_whom = begun.group() in ("打到", "拨到", "送到", "送达", "发到", "发至")
        thing = "" if to_whom else _AFTER_VERB.sub("", rest)
        return thing, _plain_verb(begun.group())
    plain = _AND_ACCEPTED.sub("", plain)
    if got := _GOT.fullmatch(plain):
        return "", f"{got['what']}取得"
    if made := _MADE.fullmatch(plain):
        return made["thing"] or made["deeds"], "完成"
    action = split_action(plain)
    if action.verb and action.leading and action.object:
        thing = re.split(r"[，。；\d]|并(?=[一-龥]{2})", compact(action.object))[0]
        return re.sub(r"^(?:到位|完毕|完成?|好|给|至|到(?=[一-龥]{2})).*$", "", thing), _tidy(
            plain, action.verb
        )
    found = _DATED_VERBS.search(plain)
    if found and found.start() <= 10:
        ahead = _ALL_BEHIND.sub("", compact(plain[: found.start()]))
        run = _RUN_OUT.fullmatch(ahead)
        if run and run["deed"] in deeds_done():
            return "", f"{deeds_done()[run['deed']]}{found.group()}"  # 装完|通水
        return ahead, _plain_verb(found.group())
    if handled := _HANDLED.fullmatch(plain):
        return handled["thing"], handled["verb"]
    if _USABLE.search(plain):
        return "", "投用"
    if (run := _RUN_OUT.fullmatch(plain)) and (not run["deed"] or run["deed"] in deeds_done()):
        deed = deeds_done()[run["deed"]] if run["deed"] else ""
        return "", f"{deed}完成"
    stem, verb = ending_verb(_ENDED.sub("", plain))
    if verb and _ENDED.search(plain):
        verb = f"{verb}完成"  # 7月15日前场地改造完
    return compact(stem), verb


def _tidy(plain: str, verb: str) -> str:
    found = _DATED_VERBS.match(plain)
    return _plain_verb(found.group()) if found else verb


def _plain_verb(said: str) -> str:
    return {
        "装好": "安装完成",
        "做完": "完成",
        "弄完": "完成",
        "搞完": "完成",
        "干完": "完成",
        "修完": "维修完成",
        "建完": "建设完成",
        "办完": "举办完成",
        "送到": "送达",
        "拨付到位": "拨付",
        "打到": "到账",
        "拨到": "拨付",
        "发到": "发放",
        "发至": "发放",
        "发放到位": "发放",
        "开门": "投用",
    }.get(said, said)
