"""Promises without a figure that still say how much: 全部合格, 不发生事故, 都要及时登记, 按时完成.

The reading is shown with the value (“全部合格”→100%); what admits exceptions is left open.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from assistant.facts.naming import kind_of_rate
from assistant.facts.none_of import none_of
from assistant.facts.passed import passed
from assistant.facts.phrases import compact, squeeze, trim_start
from assistant.model import OPEN, Dimension, Mention, RequirementKind, Target
from assistant.vocabulary.description import action_words, word_pattern, words

PREDICATES = (
    "正常运转",
    "正常运行",
    "纳入管理",
    "合格",
    "达标",
    "到位",
    "完好",
    "有效",
    "合规",
    "完整",
    "准确",
    "覆盖",
    "整改",
    "办结",
    "解决",
    "达到标准",
    "通过",
)


class Promise(NamedTuple):
    """What a clause promises: the row's name and kind, the goal's wording, the reading if any."""

    kind: RequirementKind
    name: str
    object: str
    clause: str
    mention: Mention | None
    generic: bool = False
    """True when the name still needs the object of the sentence (合格率 of what?)."""


def promise_of(text: str, start: int) -> Promise | None:
    """The promise of one clause (brackets blanked, offset `start` in the source), or None."""
    for reader in (
        _zero,
        _none,
        _on_schedule,
        _covers_all,
        _every,
        _owed,
        _all,
        _each_one,
        _certified,
        _accepted,
        _passed,
        _same_day,
        _unfilled,
    ):
        if promise := reader(text, start):
            return promise
    return None


@cache
def _zero_pattern() -> re.Pattern[str]:
    events = "|".join(words("zero_events"))
    return re.compile(
        rf"(?:(?:不得|不能|不允许|不许|不准|不可|不|未|没有)(?:再)?(?:出现|发生|存在|有|产生|出)"
        rf"|(?<![一-龥])(?:全年)?无(?![人障纸线害烟偿缝])(?=[^，。]{{0,10}}"
        r"(?:事故|事件|火灾|伤亡|案件)$)"
        rf"|(?:做到|实现|确保|保持)无(?=[^，。]{{0,8}}(?:{events}))"
        rf"|无(?=有责|安全|责任|重大|较大|一起|一例|违规|投诉|事故)(?:一起|一例)?|杜绝|严禁(?:出现|发生)?|零"
        rf"|不因[^，。]{{1,14}}?(?:而)?(?:导致|造成|引发|出现|影响))"
        rf"(?P<event>[^，。]{{0,40}}?(?:{events}))(?:发生|出现)?$"
        rf"|(?P<front>[^，。]{{2,30}}?(?:{events}))(?:零发生|为零|0发生|零增长|不能有|不得有|不能出|不许有)$"
    )


def _zero(text: str, start: int) -> Promise | None:
    match = _zero_pattern().search(squeeze(text))
    if not match:
        return None
    event = re.sub(
        "^(?:任何)?一(?:起|例|次|宗|件)", "", match.group("event") or match.group("front")
    )
    because = _BECAUSE.match(match.group())
    event = f"{because['why']}的{event}" if because else event
    event = event.replace("、无", "、").replace("、不", "、")
    if match.group().startswith("零"):  # 档案实体零丢失、零损坏
        event = squeeze(text)[: match.start()] + event.replace("、零", "、")
    said = _event_words(re.sub(r"(?:的|等)?(?:情况|现象)$", "", event))
    event = _event_words(compact(said))
    if re.search(r"(?:死亡|伤亡|亡人)$", event):
        mention = _mention(text, start, Decimal(0), "人", f"“{squeeze(text)}”→ 0人")
        return Promise("social", f"{event}人数", event, f"不发生{event}", mention)
    unit = "起" if re.search(r"事故|事件|投诉|案|火灾|中毒|舆情|伤亡|溺水", event) else "次"
    if rain := _RAIN.search(squeeze(text)[: match.start()]):
        event = said = f"{rain['rain']}{event}"
    if event.endswith(_PLACES):
        unit = "处"
    name = event + {"起": "发生数", "处": "数量"}.get(unit, "次数")
    goal = f"不发生{said}" if unit == "起" else f"不出现{said}情况"
    mention = _mention(text, start, Decimal(0), unit, f"“{squeeze(text)}”→ 0{unit}")
    kind: RequirementKind = "quality" if event.endswith(_FLAWS) else "social"
    return Promise(kind, name, event, goal, mention)


def _none(text: str, start: int) -> Promise | None:
    """采集过程中文物损伤为零, 不出现一个辍学的学生."""
    found = none_of(squeeze(text)) if not re.search(r"\S\s{2,}\S", text) else None
    if found is None:
        return None
    mention = _mention(text, start, Decimal(0), found.unit, f"“{squeeze(text)}”→ 0{found.unit}")
    kind: RequirementKind = (
        "quality" if found.unit == "%" or found.event.endswith(_FLAWS) else "social"
    )
    return Promise(kind, found.name, found.event, found.goal, mention)


# 遇到2年一遇降雨不再出现内涝积水：多大的雨。
_RAIN = re.compile(r"(?:遇到?|发生|在)(?P<rain>\d+年一遇[一-龥]{2,8}?)(?:时|条件下|情况下)?$")
_FLAWS = ("缺陷", "裂缝", "差错")
# 三级以上缺陷、内涝积水点：数的是几处。
_PLACES = ("缺陷", "危房", "积水", "积水点", "隐患点", "断头路", "裂缝")
_BECAUSE = re.compile(r"(?:[^，。]{0,4})不(?P<why>因[^，。]{1,14}?(?:导致|造成|引发))")


def _event_words(event: str) -> str:
    plain = re.sub(
        r"^(?:力争|争取|确保|保证|做到|实现|达到|全年|年内|任何|各类|被|一[起例次件个处本名])+|(?<=[或者、])被",
        "",
        event,
    )
    return plain.replace("或者", "或")


@cache
def _all_pattern() -> re.Pattern[str]:
    verbs = "|".join(
        map(
            re.escape,
            sorted(
                {*PREDICATES, *(v for v in action_words() if len(v) > 1)}, key=len, reverse=True
            ),
        )
    )
    return re.compile(
        r"(?P<subject>[^，。]*?)(?:要|需|应|须|必须)?(?P<all>全部|全都|都|(?<![人户亩平年月日])均|(?<![安健完齐])全|一律|100%)(?:要|需|应|须|能|必须|得)?"
        rf"(?P<how>按时|及时|按期|如期|准时|按规定|依法)?(?:进行|做到|予以|验收)?"
        rf"(?P<manner>无害化|资源化|达标|规范|集中|分类|安全)?(?P<verb>{verbs})(?:到位|到|完成|完毕|完|好|率)?$"
    )


_EVERY = re.compile(
    r"(?:所有|全部|每[一个件项份])(?P<subject>[^，。]{1,16}?)(?:都|均|要|应|须)*(?P<how>按时|及时|按期)"
    r"(?P<verb>办结|完成|发放|拨付|整改|处理|处置|答复|回复|交付)(?:到位)?"
)


def _every(text: str, start: int) -> Promise | None:
    """所有投诉都要按时办结."""
    plain = squeeze(text)
    every = _EVERY.fullmatch(plain)
    if not every:
        return None
    subject = compact(every["subject"])
    return _whole(plain, (start, text), f"{subject}{every['how']}{every['verb']}率", subject)


_OWED = re.compile(r"(?P<subject>[^，。]{0,12}?)(?P<word>应([一-龥])尽\3)$")


def _owed(text: str, start: int) -> Promise | None:
    """符合条件的应保尽保."""
    plain = squeeze(text)
    owed = _OWED.search(plain) if "%" not in plain else None
    if not owed:
        return None
    name = f"{compact(trim_start(owed['subject']))}{owed['word']}率"
    mention = _mention(text, start, Decimal(100), "%", f"“{owed['word']}”→ 100%")
    return Promise("quality", name, owed["subject"], f"{name}达到100%", mention)


@cache
def _one_by_one() -> re.Pattern[str]:
    verbs = "|".join(re.escape(v) for v in (*PREDICATES, *action_words()) if len(v) > 1)
    each = "|".join(w for w in words("promising") if w.startswith("逐"))
    return re.compile(
        rf"(?P<subject>[一-龥]{{2,14}}?)(?:要|须|应|均|都|必须)*(?:{each})(?:进行)?(?P<verb>{verbs})(?:到位|完毕)?"
    )


def _each_one(text: str, start: int) -> Promise | None:
    """补贴机具逐台核验: none is left out."""
    plain = squeeze(text)
    blanked = re.search(r"\S\s{2,}\S", text)  # 单台补贴5万元以上的逐台核验：哪些，话里有数
    each = None if blanked else _one_by_one().fullmatch(plain)
    subject = compact(trim_start(each["subject"])) if each else ""
    if not each or len(subject) < 2:
        return None
    return _whole(plain, (start, text), f"{subject}{each['verb']}率", subject)


def _whole(plain: str, place: tuple[int, str], name: str, subject: str) -> Promise:
    """The promise that all of something is done; `place` is where, and as written."""
    start, text = place
    kind: RequirementKind = "timeliness" if _IN_TIME.search(name) else "quality"
    mention = _mention(text, start, Decimal(100), "%", f"“{plain}”→ 100%")
    generic = subject in ("", "验收", "项目")
    return Promise(kind, name, subject, f"{name}达到100%", mention, generic)


_IN_TIME = re.compile(r"(?:按时|及时|按期|如期|准时)[一-龥]{2,6}率$")
_LOOKED_AT = ("监测", "检查", "巡查", "检测", "体检", "随访", "评估", "培训")
_COVERED = re.compile(r"(?P<subject>[^，。]*?)(?:实现|达到|做到)?全覆盖")


def _all(text: str, start: int) -> Promise | None:
    """整改到位率……全部合格, 隐患全部整改, 全部无害化处理, 行政村全覆盖."""
    plain = squeeze(text)
    covered = _COVERED.fullmatch(plain)
    match = covered or _all_pattern().fullmatch(plain)
    if not match:
        return None
    subject = re.sub(r"^(?:所有|全部)", "", compact(trim_start(match["subject"])))
    tail = "覆盖率"
    if not covered:
        verb = f"{match['manner'] or ''}{match['verb']}"
        tail = f"{match['how'] or ''}{verb}{'覆盖' if verb in _LOOKED_AT else ''}率"
    if subject.endswith("验收"):
        tail = tail.removeprefix("验收")
    return _whole(plain, (start, text), f"{subject}{tail}", subject)


_CERTIFIED = re.compile(
    r"(?P<subject>[^，。]{0,16}?)(?:要|须|应|必须)?(?:都|全部|均|全都)(?:要|须|应|能|得|必须)?(?:拿到|取得|考取|获得|领到|考到)"
    r"(?P<paper>[^，。]{0,10}?(?:证书|证|资格|合格证))$"
)


def _certified(text: str, start: int) -> Promise | None:
    """都要拿到上岗合格证."""
    match = _CERTIFIED.fullmatch(squeeze(text))
    if not match:
        return None
    subject, paper = compact(trim_start(match.group("subject"))), match.group("paper")
    name = f"{subject}{paper}取得率"
    mention = _mention(text, start, Decimal(100), "%", f"“{squeeze(text)}”→ 100%")
    return Promise("quality", name, subject, f"{name}达到100%", mention)


_COVERS = re.compile(
    r"(?P<subject>[^，。]{2,10}?)(?:要|须|应|需|实现|做到)*覆盖(?:到)?(?:全部|所有|每[一个])(?P<who>[^，。]{2,30})"
)


def _covers_all(text: str, start: int) -> Promise | None:
    """避险演练要覆盖全部隐患点: none is left out."""
    plain = squeeze(text)
    match = _COVERS.fullmatch(plain)
    if not match:
        return None
    subject = compact(trim_start(match.group("subject")))
    mention = _mention(text, start, Decimal(100), "%", f"“{plain}” → 100%")
    name = f"{subject}覆盖率"
    return Promise("quality", name, subject, f"{name}达到100%", mention)


def _accepted(text: str, start: int) -> Promise | None:
    match = re.fullmatch(
        r"(?P<subject>[^，。]{0,20}?)(?:一次性|须|应|要|并|且|经){0,6}(?:通过验收|验收(?:要|须|应|必须|都要|均)?合格|验收(?:要|须|应)?通过)",
        squeeze(text),
    )
    if not match:
        return None
    subject = re.sub(r"(?:要|应|须|需)(?=一次|$)", "", compact(trim_start(match.group("subject"))))
    mention = _mention(text, start, Decimal(100), "%", "“验收合格”，未设例外 → 100%")
    return Promise(
        "quality",
        f"{subject}验收合格率",
        subject,
        f"{subject}验收合格率达到100%",
        mention,
        not subject,
    )


def _passed(text: str, start: int) -> Promise | None:
    """护理员须持证上岗, 剧目须经审查通过."""
    found = passed(squeeze(text)) if not re.search(r"\S\s{2,}\S", text) else None
    if found is None:
        return None
    mention = _mention(text, start, Decimal(100), "%", f"“{squeeze(text)}”，未设例外 → 100%")
    return Promise("quality", found.name, found.of, f"{found.name}达到100%", mention)


_PLANNED = re.compile(
    r"(?P<subject>[^，。]{0,16}?)(?:都|要|应|需|须|能|得|并|且|全部|均)*(?:按照?|依照)(?P<when>[^，。]{0,8}?(?:计划|时间|进度|节点|期|时))"
    r"[^，。]{0,6}?(?P<verb>完成|推进|完工|开展|实施|竣工|进行|交付|投用|执行|落实|到位)(?:到位|完毕)?$"
)
_STRICT = re.compile(
    r"全部|所有|均|都|完工|完成|竣工|不能拖|不得拖|不拖延|不得延期|不延误|无延误|不逾期"
)


def _on_schedule(text: str, start: int) -> Promise | None:
    plain = squeeze(text)
    match = _PLANNED.fullmatch(plain)
    if not match:
        return None
    subject = (
        re.sub(r"^(?:全部|所有|各项)|(?:全部|均|都)$", "", trim_start(match.group("subject")))
        or "工作"
    )
    verb = {"推进": "完成", "进行": "完成", "执行": "完成", "落实": "完成", "到位": "到位"}.get(
        match.group("verb"), match.group("verb")
    )
    name = f"{'项目' if subject == '项目' else subject}按时{verb}率".replace(
        "按时完工率", "按期完工率"
    )
    strict = _STRICT.search(plain) and not re.search(r"尽量|力争|争取", plain)
    mention = (
        _mention(text, start, Decimal(100), "%", f"“{plain}”，未设例外 → 100%") if strict else None
    )
    goal = f"{name}达到100%" if mention else f"{subject}按计划{verb}"
    return Promise("timeliness", name, subject, goal, mention)


_UNFILLED = re.compile(
    r"(?P<name>[\d一-龥]{0,10}?(?:满意度|满意率|[一-龥]{2}率))(?:要|应|需|须)?(?:达到|到)?[:：]?(?:_+|＿+|—+|[xX×]{2,}|待定)?%?"
)


def _unfilled(text: str, start: int) -> Promise | None:
    """15秒接起率__%，按时办结率，满意率: named, with the number left open."""
    plain = squeeze(text)
    match = _UNFILLED.fullmatch(plain)
    if not match or re.match(word_pattern("benefit_verbs").pattern, plain):
        return None
    name = compact(match["name"])
    return Promise(kind_of_rate(name), name, name, f"{name}{OPEN}", None)


_SAME_DAY_VERBS = (
    "回复",
    "办结",
    "受理",
    "处理",
    "处置",
    "反馈",
    "响应",
    "答复",
    "送达",
    "解决",
    "清运",
    "指派",
    "修复",
    "上报",
    "清理",
    "结算",
    "审核",
    "派单",
    "整改",
    "公示",
    "核查",
    "报送",
    "清零",
    "配送",
    "发放",
    "上架",
    "消除",
    "录入",
    "上传",
    "登记",
    "归档",
    "入库",
    "公布",
)
_SPOKEN_DEEDS = {
    "清完": "清理",
    "办完": "办结",
    "修好": "修复",
    "清走": "清运",
    "拉走": "清运",
    "传完": "上传",
}
_SAME_DAY = re.compile(
    r"(?P<subject>[^，。]{2,16}?)(?:实行|实现|做到|要|应|须|均|都)*(?:当日|当天|即日)(?P<verb>[一-龥]{2,4}?)(?:[到至进入]?(?:系统|平台|台账|本人|用户|家属))?(?:[、，]当[日天](?P<then>[一-龥]{2}))?$"
)


def _same_day(text: str, start: int) -> Promise | None:
    """咨询当日回复: within one day."""
    plain = squeeze(text)
    match = _SAME_DAY.fullmatch(plain)
    verb = _SPOKEN_DEEDS.get(match["verb"], match["verb"]) if match else ""
    if not match or verb not in _SAME_DAY_VERBS:
        return None
    subject = compact(trim_start(match.group("subject")))
    subject = re.sub(r"(?<=[一-龥]{2})在?(?:收到|接到)[一-龥]{1,6}$", "", subject)
    if match.group("then") in _SAME_DAY_VERBS:
        verb = f"{verb}、{match.group('then')}"
    target = Target(comparator="at_most", high=Decimal(1), unit="日", dimension="duration")
    mention = Mention(
        start=start, end=start + len(text), text=plain, target=target, reading=f"“当日{verb}”→ ≤1日"
    )
    name = f"{subject}{verb}时限"
    return Promise("timeliness", name, subject, f"{name}≤1日", mention)


def no_delay(text: str) -> bool:
    """True for a clause that only rules out delay (不能拖, 不得延期)."""
    return bool(
        re.fullmatch(
            r"(?:绝对|坚决|一律)?(?:不能|不得|不|不可|不许)(?:拖|拖延|延期|延误|逾期)(?:了|着|误)?",
            squeeze(text),
        )
    )


def strict_promise(promise: Promise, text: str) -> Promise:
    """The same promise, read as 100% because a neighbouring clause rules out any delay."""
    if promise.mention or promise.kind != "timeliness":
        return promise
    mention = Mention(
        start=0,
        end=0,
        text=squeeze(text),
        reading=f"“{squeeze(text)}”，不允许延误 → 100%",
        target=Target(
            comparator="equal", low=Decimal(100), high=Decimal(100), unit="%", dimension="ratio"
        ),
    )
    return promise._replace(mention=mention, clause=f"{promise.name}达到100%")


def _mention(text: str, start: int, value: Decimal, unit: str, reading: str) -> Mention:
    dimension: Dimension = "ratio" if unit == "%" else "count"
    target = Target(comparator="equal", low=value, high=value, unit=unit, dimension=dimension)
    return Mention(start=start, end=start + len(text), text=text, target=target, reading=reading)
