"""The text around a number that may belong to it, up to the next number or conjunction."""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.phrases import split_action, squeeze
from assistant.facts.requirements.context import Spot
from assistant.facts.segments import Clause, Sentence
from assistant.model import Mention
from assistant.vocabulary.description import service_verb, words

_EDGE = re.compile(r"(?:[、和,，]|(?<!参)与){1,9}$|^(?:[、和与]|及(?!时|格))+")
_PERIOD_LEAD = re.compile(
    r"^(?:到|至)20\d\d年(?:底|末)?(?:前)?(?:累计|共|总共|要|达到)*|^(?:长期|长远)(?:来)?看?[，,]?|^(?:实施期|项目期|全周期|期)内(?:累计)?"
    r"|^(?:[二两三四五六七八九十]|\d{1,2})年(?:累计|共|合计|内)?(?=[一-龥])"
)
_RESPECTIVELY = re.compile(
    r"^(?P<front>.*?)(?P<tail>[一-龥]{0,4}(?:率|满意度|比例|覆盖面))分别(?:不低于|不少于|达到|达|为|在|≥|保持)*$"
)


def respectively(clause: Clause, usable: list[Mention]) -> list[Spot]:
    """学生家长、学校满意度分别不低于93%、90%: one number for each subject."""
    if len(usable) < 2 or "分别" not in clause.text:
        return []
    head = clause.text[: usable[0].start - clause.start] + usable[0].text[:0]
    match = _RESPECTIVELY.match(squeeze(head)) or _RESPECTIVELY.match(
        squeeze(clause.text[: usable[0].end - clause.start]).split("分别")[0] + "分别"
    )
    subjects = re.split(r"[、和与及]", match.group("front")) if match else []
    if not match or len(subjects) != len(usable):
        return []
    first = usable[0].target
    return [
        Spot(
            m.model_copy(
                update={"target": m.target.model_copy(update={"comparator": first.comparator})}
            ),
            f"{subject}{match.group('tail')}",
            "",
            clause.text,
        )
        for subject, m in zip(subjects, usable, strict=True)
    ]


_RATES = re.compile(
    r"(?P<list>[^，。、和与及\d]{2,14}?(?:率|满意度)(?:[、和与及][^，。、和与及\d]{2,14}?(?:率|满意度))+)(?:均|都|皆|全部)?[^，。\d率度]{0,6}$"
)


def rates_listed(clause: Clause, usable: list[Mention]) -> list[Spot]:
    """学生满意度、企业满意度都要90%以上: one number, said of each of several rates."""
    if len(usable) != 1 or usable[0].target.dimension != "ratio":
        return []
    said = _RATES.search(squeeze(clause.text[: usable[0].start - clause.start]))
    if not said:
        return []
    return [
        Spot(usable[0], rate, "", clause.text) for rate in re.split(r"[、和与及]", said["list"])
    ]


# 由10家增加到……：前一个数不是名字；由2026年的88%则说的是从前。
_FROM = re.compile(
    r"(?:由|从)(?![^，。；\d]{0,8}20\d\d年(?:度|底|末|初)?[^，。；\d]{0,8}$)(?=[^，。]{0,60}\d)[^，。]{0,80}$"
)
_TOWARDS = re.compile(r"每个?(?P<per>天|日|周|月|季度|学期|半年)(?:向|对|为|给)[^，。；]{2,20}$")


def spot_of(
    clause: Clause, mention: Mention, edge: int, following: Mention | None, sentence: Sentence
) -> Spot:
    """The number with the words on both sides that may belong to it: from `edge`, where the number
    before it ends, up to the one that follows."""
    before = clause.text[edge - clause.start : mention.start - clause.start]
    after = _behind(clause, mention, following)
    if clause.nested:
        before, after = _out_of_brackets(clause, mention, sentence, before, after)
    if _RESULT.search(before) and mention.text.startswith(("=", "＝", "≈")):
        before = ""  # 12个场次×30人|=360人次
    mention, before = _often(clause, mention, before)
    before = "" if squeeze(before) in ("按", "按照") else _PRICE.sub("", before)
    before = _EDGE.sub("", _PERIOD_LEAD.sub("", _FROM.sub("", before).strip()))
    return Spot(mention, _without_when(before), after.strip(), clause.text)


# 疫苗按每剂58元采购（钱已经取走，留下空白）：说的是多少钱一剂，不是做什么。
_PRICE = re.compile(
    r"(?:按照?|以)?(?:平均)?(?:每[一-龥]{1,3}|人均|户均|单价)?(?<!\s)\s{3,20}(?!\s)(?:的?(?:标准|价格|单价))?(?=[一-龥])"
)
_RESULT = re.compile(r"[×*xX]|\d[一-龥]*\s{2,}$")
# 飞防作业5至6月开展|2次, 投诉举报全年预计受理|9000件：什么时候、估计，不是做什么。
_WHEN = re.compile(
    r"(?<=[一-龥]{2})(?:\d{1,2}月?[-—~至到]\d{1,2}月份?(?:期间)?|(?<![按照])(?:全年|年内|每年)?(?:预计|计划|拟)(?=[一-龥]{2})(?!生育|免疫|内|外))"
    r"|(?<=后)按(?:规定|要求|程序|约定|合同)$|^[一-龥]{2,4}(?:里面|里头|当中)(?=[一-龥]{2})"
)


# 跟您说下大概情况哈：明年计划送戏下乡|120场。
_PREFACE = re.compile(
    r"^[^：:]{0,16}(?:[您咱哈吧呢]|[这那]几[个样块件项](?:地方|方面|事|活)?|以下|如下|下列|(?:说|讲|汇报|报告)(?:一)?下)[^：:]{0,4}[：:](?:我们|咱们?)?(?:打算|准备|想)?"
)


def _without_when(before: str) -> str:
    before = _PREFACE.sub("", before)
    plain = _IN_YEAR.sub("", _OCCASION.sub("", before))
    told = len(_TIME.sub("", plain)) > 2
    return _WHEN.sub("", plain if told else before)


# 值班点2026年是|14个：哪一年，不是名称。
_IN_YEAR = re.compile(
    r"(?<=[一-龥]{2})(?<![到至由从较比])(?:我们|咱们?|我[局区县市校馆院])?(?:20\d\d年|今年|明年|本年)(?:度|全年|上半年)?(?:是|为|有|要|达到?|共|了|做到|争取|力争|控制在|不超过)*$"
)
# 6月6日“放鱼日”|举办放流活动1场, “六一”儿童节期间|举办亲子活动4场：什么时候，不是做什么。
_OCCASION = re.compile(
    r"^(?:在|于)?(?:\d{1,2}月\d{1,2}日)?[“\"「]?[一-龥]{2,10}(?:[”\"」][一-龥]{0,6})?(?:(?<=[日节])[”\"」]?(?:期间|当[天日]|来临之际|前后|之?前)|(?<=日)[”\"」]|(?<=日))"
    r"(?:要|将|拟|计划)?(?=(?:集中)?(?:举办|举行|召开|开展|组织|承办|走访|慰问)[一-龥]{2})"
)
_TIME = re.compile(r"[^一-龥]|[今明]年|计划|打算|准备|年")


# 12月15日前|70台全部竣工：到那天做完的是这70台。
_ALL_OF_THEM = re.compile(r"[一-龥]{0,6}?(?:全部|均|都|全面)[一-龥]{2,12}\s*$")


def _behind(clause: Clause, mention: Mention, following: Mention | None) -> str:
    """What stands behind the number and is its own: no other number's words, no calculation."""
    stop = following.start if following else clause.end
    after = clause.text[mention.end - clause.start : stop - clause.start]
    if following and not after.strip() and mention.target.comparator == "by_date":
        behind = clause.text[following.end - clause.start :]
        return behind if _ALL_OF_THEM.match(behind) else after
    if following and mention.target.comparator != "by_date":
        parts = re.split(r"[、；;]", after)
        after = parts[0] if len(parts) > 1 else _own_part(after, mention)
    after = re.split(r"[×*=≈]", after)[0]
    place = _working_place().match(squeeze(after)) if following else None
    return place.group() if place else after


def _out_of_brackets(
    clause: Clause, mention: Mention, sentence: Sentence, before: str, after: str
) -> tuple[str, str]:
    """What a number in brackets belongs to, where they say nothing but the number: the words
    around them."""
    host = _host(clause, sentence)
    if host is None:
        return before, after
    if mention.target.dimension == "count" and not squeeze(before):
        return _from_host(host, after)
    if mention.target.comparator == "by_date" and not squeeze(after):
        after = host.text[clause.end - host.start :].lstrip("）) ")
    return before, after


def _often(clause: Clause, mention: Mention, before: str) -> tuple[Mention, str]:
    """The number with how often it is done, where that stands apart from it."""
    if mention.per:
        return mention, before
    often = re.search(r"一(?:个)?(天|周|月|学期|季度|期(?=$))$", squeeze(before))
    lessons = mention.target.unit in ("课时", "学时")
    if often and (mention.target.dimension == "count" or lessons):
        mention = mention.model_copy(update={"per": often.group(1)})
        return mention, squeeze(before)[: often.start()]  # 班次一天|不少于260班
    towards = _TOWARDS.search(squeeze(clause.text[: mention.start - clause.start]))
    if towards and mention.target.unit in ("次", "场", "趟"):
        mention = mention.model_copy(update={"per": towards["per"]})  # 每月向23个单位配送1次
    return mention, before


@cache
def _working_place() -> re.Pattern[str]:
    """乡镇 of 3个|乡镇新建高标准农田|2.4万亩: where the work is done, then the work."""
    places = "|".join(map(re.escape, words("places")))
    verbs = "|".join((*words("once_verbs"), "开展", "举办", "组织", "实施", "发放", "种植"))
    return re.compile(rf"(?:{places})(?=(?:{verbs})[一-龥]{{2,}})")


def _own_part(between: str, mention: Mention) -> str:
    """What of the text between two numbers belongs to the first: up to a conjunction."""
    said = service_verb(squeeze(between))
    if mention.target.dimension == "duration" and said and said[0] == squeeze(between):
        return between  # 1分钟出动3分钟到场
    action = split_action(squeeze(between))
    if action.leading:
        return ""  # the next number's verb
    parts = re.split(r"(?=和|及|并|，|每(?:个)?(?:季度|月|周|年))", between, maxsplit=1)
    return parts[0] if len(parts) > 1 else ("" if len(squeeze(between)) > 12 else between)


def _host(nested: Clause, sentence: Sentence) -> Clause | None:
    """The clause whose bracket this one stands in."""
    return next(
        (c for c in sentence.clauses if not c.nested and c.start <= nested.start < c.end), None
    )


def _from_host(host: Clause, after: str) -> tuple[str, str]:
    """What a bare number in brackets counts: the clause around the brackets, unless that has
    figures of its own (then the brackets only say the same again)."""
    around = squeeze(host.text)
    delivered = re.search(r"(?:交|提交|出具|形成|编制|报送)([^，。]{2,12})$", around)
    if squeeze(after) and delivered:
        return "", f"{squeeze(after)}{delivered.group(1)}"
    if squeeze(after):
        return "", after
    return ("的的", "") if re.search(r"\d", around) else (around, "")
