"""What earlier clauses of a sentence, bullet or table row were about."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.facts.phrases import Action, squeeze, trim
from assistant.model import Mention, Requirement, RequirementKind
from assistant.parse.render import goal_amount

_OFTEN = re.compile(r"每(?:个)?(?:月|季度|周|天|日|年|学期|半年)|全年|年内")


_NO_SUBJECT = re.compile(
    r"(?:共计?|总|计划|预计|合计)?(?:投入|投资|安排|申请|需要?)|[一-龥]{0,6}(?:全出|全额(?:承担|负担|保障)|兜底|托底)|单价|价格|标准|费用|金额|预算|经费|资金|小计|合计|据实|若干|按需|不限|详见.*|全年|同上|无|其中|另外"
)
_SAYS_WHY = re.compile(
    r"按(?=[^，。]{2,}(?:测算|计算|估算|核算|推算|来算|算)$)|按照|根据|依据|依照|(?:确保|保证|保障|力争|实现)(?=[一-龥]{2,}(?:使用|运行|运转|开学|投用|通车|开放|完成|安全|稳定|度汛)$)|为(?:落实|贯彻|做好|切实|进一步|了)"
)
# 任务均衡、人员到位：说的是怎样，不是什么。
_STATE_ONLY = re.compile(
    r"(?:完毕|投入使用|投用|进行|均衡|合理|有序|充足|完备|齐全|齐备|健全|良好|过硬|稳妥|妥当)$"
)
# 改造后由残联组织：说是谁做，后面接着说的不是它。
_BY_WHOM = re.compile(r"由[一-龥]{2,10}(?:组织|负责|牵头|承担|实施)$")
# 电影放映归宣传部，不算我们的：说的是别人的事。
_NOT_OURS = re.compile(
    r"不算|不归|不包括|不含|不在此列|除外|归[一-龥]{2,8}(?:管|负责|承担|部|局|办)"
)
# 服务的主要是……：说是谁，不是接着要说的事。
_SAYS_WHO = re.compile(r"^[^，。]{0,8}?的(?:主要|大多|大部分|多半|基本上?|都|全)?(?:是|为)")


# 文件里写得很清楚：说话，不是接着要说的事。
_TALK = re.compile(
    r"(?:写|说|讲|定|算)得|很清楚|很明白|说清楚|讲清楚|^(?:文件|通知|办法|方案|合同)(?:里|上|中)"
)
# ①招聘会：序号不是名称的一部分。
_NUMBERED = re.compile(r"^(?:[①-⑳]|\d{1,2}[.、．])\s*")


# 某区2027年适老化改造项目。：这是项目的名字，做的是适老化改造。
_OF_A_PROJECT = re.compile(r"(?<=[一-龥]{4})项目$")
# 申请县财政资金78万元：钱已经取走，说的是钱，不是接着要说的事。
_FUNDS = re.compile(
    r"(?:申请|安排|下达|争取|申报|预算)?(?:中央|省|市|县|区|镇|本)?级?(?:财政|专项|预算|补助|拨款|项目)*(?:资金|经费|预算|拨款)"
)
# 满意度是问沿线村民的，90%以上：说的是沿线村民满意度。
_ASKED_OF = re.compile(
    r"^满意度(?:主要)?(?:是|就是|就|要|也)?(?:问|调查|测|访|查)(?:一下)?(?P<who>[一-龥]{2,8}?)(?:的|们)?$"
)
# 街道从2025年起陆续开办社区食堂：接着说的是社区食堂。
_SO_FAR = re.compile(
    r"^[一-龥]{2,8}?(?:陆续|先后|逐步|已经?)(?:开办|建成|开设|建设|设立|设置|建起)(?:了)?(?=[一-龥]{2})"
)


class Spot(NamedTuple):
    """A number with the text around it that may belong to it."""

    mention: Mention
    before: str
    after: str
    clause: str


_FINISHED = ("完工", "竣工", "完工通车", "竣工验收")


class Context:
    """The subject that goes on from clause to clause."""

    def __init__(
        self, topic: str, stated: list[Requirement] | None = None, label: str = ""
    ) -> None:
        """`stated` holds what the text has stated so far; it grows while the walk goes on. `label`
        is what stands before the colon (巡查：…)."""
        self.row_topic = topic
        self.label = _NUMBERED.sub("", label)
        self.stated = [] if stated is None else stated
        self.noun = ""
        self.head = ""
        self.verb = ""
        self.by_unit: dict[str, Action] = {}
        self.was: dict[str, Requirement] = {}
        """What was counted in past years, by unit: a later number may be its aim."""
        self.last = Action("", "", False)
        self.service_subject = ""
        self.limit_verb = ""
        self.rate_noun = ""
        self.rated = ("", "")
        """What the last rate was said of, and its name."""
        self.activity = ""
        self.begin = ""
        self.theme = ""
        self.taken = ""
        self.parting = ""
        """The unit in which the parts of a sum are told (其中……)."""
        self.before = ""
        """What the sentences before this one were about, as far as nothing was said since."""
        self.told = ""
        """What the same line has said before this sentence."""
        self.since = self.earlier = 0
        """Where the sentence begins, and the one before it."""

    def for_count(self) -> str:
        """The phrase that names what is counted: the last clause, else the bullet's topic."""
        return self.noun or self.row_topic.split("，")[-1]

    def for_rate(self) -> str:
        """The noun a bare rate (合格率) belongs to."""
        return self.noun or self.row_topic.split("，")[0]

    def of_one_thing(self) -> str:
        """`for_rate`, where it is clear which thing a bare rate is about: not the last one of
        several that were counted side by side."""
        if self.noun == self.before and any(
            r.start >= self.since and r.action in _FINISHED for r in self.stated
        ):
            return "工程"  # 11月底前全部完工，一次验收合格率100%
        begin = self.earlier if self.noun == self.before else self.since
        counted = [r for r in self.stated if r.start >= begin and r.kind == "quantity"]
        things = {r.object for r in counted if r.mention and not r.mention.per}
        return "" if len(things) > 1 and self.noun in things else self.for_rate()

    def take_up(self, clause: str) -> None:
        """Remember a clause without numbers as what the next one is about."""
        if _BY_WHOM.search(squeeze(clause)) or _NOT_OURS.search(clause):
            return
        if _TALK.search(squeeze(clause)):
            return
        if _SAYS_WHO.match(squeeze(clause)) or _SAYS_WHY.match(squeeze(clause)):
            return
        phrase = trim(_OFTEN.sub("", squeeze(clause)))
        phrase = re.sub(
            r"(?<=[一-龥]{2})(?:要|得)?(?:早|晚|快|慢|多|少|好)(?:一点|一些|点|些)$", "", phrase
        )
        phrase = re.sub(
            r"(?:往上走|往上提|有所提[升高]|稳步提[升高]|上一个台阶|(?:继续|持续)?(?:保持|实现)?(?:稳中有[升进]|稳步上升|不断提[升高]))$",
            "",
            phrase,
        )
        phrase = re.split(
            r"(?<=[一-龥]{2})(?:还要|也要|要|应|须|不能|不得|不要)(?=[一-龥])", phrase
        )[0]
        phrase = re.sub(r"得(?=培训|参加|完成|检查|验收|整改)", "", phrase)
        phrase = _SO_FAR.sub("", phrase)
        if re.fullmatch(r"按(?:月|季度?|半年|年|期|学期|次)[一-龥]{2}", phrase):
            return
        if (
            re.fullmatch(r"[一每][一-龥]{1,2}|[一每][天周月日][一-龥]{1,3}一[遍次趟]", phrase)
            or _NO_SUBJECT.fullmatch(phrase)
            or _STATE_ONLY.search(phrase)
        ):
            return
        if _FUNDS.fullmatch(phrase):
            return
        bare = re.sub(r"(?<!\d)\d+(?:周)?岁(?:以上|以下)?", "", phrase)
        phrase = re.sub(r"^(?:剩余|其余|余下)?(?:资金|经费)?(?:主要)?用于(?=.{2})", "", phrase)
        phrase = re.sub(r"(?<=[一-龥]{2})(?:去年|上年|往年|前年).*$", "", phrase)
        phrase = _ASKED_OF.sub(r"\g<who>满意度", phrase)
        if 2 <= len(phrase) <= 40 and not re.search(r"\d|^每|^计$|^共", bare):
            named = _OF_A_PROJECT.search(phrase)
            phrase = phrase[: named.start()] if named else phrase
            self.noun = self.taken = phrase
            self.theme = self.theme or ("" if named else phrase)


def timed(
    mention: Mention, kind: RequirementKind, name: str, thing: str, action: str = ""
) -> Requirement:
    """A requirement with a length of time or a date, worded for the goal."""
    return Requirement(
        start=mention.start,
        end=mention.end,
        kind=kind,
        name=name,
        object=thing,
        action=action,
        clause=f"{name}{goal_amount(mention.target, mention.text)}",
        mention=mention,
    )
