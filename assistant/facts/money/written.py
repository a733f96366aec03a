"""How a calculation stands in 测算依据: what, how many × price = amount.

体检1200人×380元/人=45.6万元 for 体检1200人，人均380元，45.6万元.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.facts.leading import NAME_END
from assistant.facts.money.reckoning import Reckoning
from assistant.facts.money.roles import Amount, item_noun
from assistant.facts.phrases import split_action, squeeze, trim
from assistant.model import BudgetItem, Money, Product
from assistant.parse import units
from assistant.parse.factors import Factor
from assistant.parse.numbers import tidy
from assistant.parse.render import number_text
from assistant.vocabulary.description import action_words, formal, words
from assistant.vocabulary.loading import load

_REPEAT_UNITS = {12: "个月", 4: "个季度", 2: "个学期"}
_GENERIC = re.compile(
    r"^(?:大概|约|就是|是|为|按|预算|补助|补贴|奖励|资助|经费|费用|费|标准|一次性|需|给予|给|发放|最高|不超过|计|\s)*$"
)
_OFTEN = re.compile(r"^一?个?(?:年|月|周|天|季度|学期)[一两二三四五六七八九十\d]+[次回场轮趟期]")
_SPOKEN = re.compile(
    r"^(?:\[\d{1,2}:\d\d\]\s*(?:[一-龥]{1,5}[：:])?)?(?:(?:嗯|哦|对|好的|还有|还|再加上?(?=[一-龥])|再|咱们|我们|(?:开支|支出|花钱|经费|费用|其中)?(?:的)?(?:大头|小头|最大的?一?[块项])(?:的)?(?:就?是)?|其余(?:的)?(?:就?是|为)|[一-龥]{0,4}(?:清单|明细)(?:就?是|为|有|包括)|其次(?:就?是)?|首先(?:就?是)?|最后(?:就?是)?)[，,]?)*"
)
_QUANTITY = r"(?<![\d+‹])(?<!(?<![A-Za-z])[A-Z])\d(?!\d*(?:岁|年以[上下]|年代|[”\"]))"
_THIS = re.compile(r"^.*?([一-龥]{2})(?:这块|那块|那个|这个)(?:一共|大概|共|一)?$")
# 资金由省级补助160万元、县级安排88万元：说的是谁出，不是花在哪。
_PAYERS = re.compile(r"由(?:中央|国家|上级|省|自治区|市|州|县|区|镇|乡|财政|本级|各级)[^，。；]*$")
_UNNAMED = re.compile(r"^$|^那?就|\d|[×*=@→]|^每|^一(?:[一-龥]|公里|平米|平方米?|人次)$")
# 意外险一人300、人头补助一天50块：名称不带“一人”“一天”。
# 为14个小区更换灭火器：花钱的是更换灭火器。
_FOR_THEM = re.compile(
    r"^(?:为|给|对|向|在)(?:全[区市县镇])?\d[\d.]*万?[个名户所家座处人][一-龥]{0,8}?(?=更换|新建|改造|安装|配备|购置|加装|维修|新增|发放|开展|建设)"
)
_PER_ONE = re.compile(
    r"(?<=[一-龥]{2})(?<![第同统之唯万])一(?:人|户|家|天|年|月|台|套|次|场|期|项|座|处|盏|个|辆)$"
)
_POINTED = re.compile(r"(?:这些|那些|这[一]?块|那[一]?块|另外算?)$")
_ONE_OF = r"^一(?:公里|人次|平方米?|平米|亩|户|台|套|张|辆|个)(?:补|发|给)?$"
_KEPT = ("原有", "现有", "新增", "新购", "新招", "新聘")
_LASTING = re.compile(r"\d(?:个月|个季度|个学期|天|日|个?工作日|年|周|小时)$")
_COUNTED_THING = re.compile(r"((?:(?!每)[一-龥]){1,4}?)(?=[×*xX，,、。；;）)（(\s]|每)")
_PIECES = re.compile(r"[，,。；;：:\n！？?!|\t]")
_NUMBERING = re.compile(
    r"[①-⑳]|^\s*(?:\d{1,2}[.、)）](?!\d)|[（(]?[一二三四五六七八九十][）)、]|[一二三四五六七八九]是|[-*•]\s)"
)


# 密码评估：2个系统，每个8万元：数的是系统，花钱的是评估。
_ONLY_COUNTED = (
    "系统",
    "项目",
    "点位",
    "学校",
    "小区",
    "社区",
    "单位",
    "企业",
    "平台",
    "场馆",
    "街道",
    "乡镇",
    "家庭",
)


def written_item(amount: Amount, reckoning: Reckoning, text: str) -> BudgetItem:
    """A written amount with the calculation behind it."""
    near = amount.begin <= reckoning.start < amount.money.start
    unnamed = amount.role == "item" and bool(_UNNAMED.search(amount.name))
    name = _name(reckoning, text) if near or unnamed else ""
    topic = amount.sentence.topic if len(amount.sentence.topic) <= 20 else ""
    name = _with_topic(name, topic, amount)
    if topic and any(c.start >= amount.money.end for c in reckoning.counts):
        name = topic  # 数在别处，名称是本条的标题
    name = name or topic or ("" if _UNNAMED.search(amount.name) else amount.name)
    if not near and not topic and amount.money.end <= reckoning.begin:
        name = _name(reckoning, text) or name  # 共288万元，发放高龄津贴2400人，人均每月100元
    return _item(amount.money, name, reckoning, text)


def _with_topic(name: str, topic: str, amount: Amount) -> str:
    """The bullet's subject where the words beside the count name too little: 县道 under 日常保养,
    检查 under 桥梁."""
    if not topic or not 2 <= len(topic) <= _SHORT or "，" in topic:
        return name
    if name in _ONLY_COUNTED or _LEVEL.fullmatch(name):
        return topic
    if re.sub(r"^(?:定期|日常)", "", name) in action_words() and not topic.endswith(name):
        return topic + name
    own = amount.name
    if not name and 2 <= len(own) <= 4 and own not in topic and _is_name(own):
        return own + topic
    return name


# 加装补助：区级每台10万元，70台：区级说的是谁出。
_LEVEL = re.compile(r"(?:中央|国家|上级|本级|省级?|市级?|区级?|县级?|镇级?|乡级?)(?:财政)?")
_SHORT = 20


def made_item(price: Amount, reckoning: Reckoning, text: str) -> BudgetItem:
    """An amount the description does not write, reckoned from a price and its counts."""
    shown = plain_amount(reckoning.yuan)
    money = price.money.model_copy(
        update={"yuan": tidy(reckoning.yuan), "text": shown, "unit": shown.lstrip("0123456789.")}
    )
    return _item(money, _name(reckoning, text) or price.name, reckoning, text)


def plain_amount(yuan: Decimal) -> str:
    """7.2万元; small sums in yuan."""
    return f"{number_text(yuan / 10_000)}万元" if yuan >= 10_000 else f"{number_text(yuan)}元"


def said_amount(money: Money) -> str:
    """An amount in the description's own digits, written out: 8.5万元 for 8万5, 850元 for 850块."""
    match = re.match(
        r"\D*(\d[\d,]*(?:\.\d+)?)\s*(万|亿)?(?:元|块钱?|圆)?(?:/.*)?(?:左右|上下)?$", money.text
    )
    if not match or (money.unit.startswith(("万", "亿")) and not match.group(2)):
        return plain_amount(money.yuan)
    digits = match.group(1)
    if "." in digits and "," in digits:
        return plain_amount(money.yuan)
    return f"{digits}{match.group(2) or ''}元"


def spoken_off(own: str) -> str:
    """Without what a chat puts before an item ([10:30] 王馆长：嗯，) and without its numbering."""
    written = _NUMBERING.sub("", _SPOKEN.sub("", own.strip())).strip()
    written = re.sub(r"^另?外?安排(?=[一-龥]{3})", "", written)
    return re.sub(r"^(?:今年|明年|打算|准备|计划)*(?:给|为)(?=\d)", "", written)


def _item(money: Money, name: str, reckoning: Reckoning, text: str) -> BudgetItem:
    factors = [f"{_counted(c, text)}" for c in reckoning.counts]
    price = said_amount(reckoning.price)
    per = _per(reckoning)
    factors.append(f"{price}/{per}" if per else price)
    if reckoning.repeats > 1:
        factors.append(f"{reckoning.repeats}{_REPEAT_UNITS[reckoning.repeats]}")
    name = _PER_ONE.sub("", _POINTED.sub("", name))
    lasting = [f for f in factors if _LASTING.search(f)]
    factors = [f for f in factors if f not in lasting] + lasting
    if len(name) > 1 and factors[0].endswith(f"个{name}"):
        factors[0] = factors[0].removesuffix(name)
    same = reckoning.yuan == money.yuan
    shown = f"{'×'.join(factors)}{'=' if same else '≈'}{said_amount(money)}"
    product = Product(
        start=reckoning.start,
        end=max([money.end, reckoning.price.end, *(c.end for c in reckoning.counts)]),
        text=shown,
        factors=(
            *(c.value for c in reckoning.counts),
            reckoning.price.yuan,
            Decimal(reckoning.repeats),
        ),
        result_yuan=tidy(reckoning.yuan),
        stated=money,
    )
    name = re.sub(r"([一-龥]{2})\1", r"\1", name)
    name = re.sub(r"(?<=[一-龥]{2})每[一-龥]{1,2}(?=(?:补助|补贴|奖励|资助|津贴)$)", "", name)
    joined = f"{name}{' ' if shown[:1].isdigit() and name[-1:].isdigit() else ''}{shown}"
    return BudgetItem(
        start=money.start, end=money.end, name=name, money=money, product=product, text=joined
    )


def _per(reckoning: Reckoning) -> str:
    """The unit of the price: as said (站·年), or the counted one where no thing is said."""
    first, *more = reckoning.per.split("·")
    things = load("money")["priced_things"]
    if not first or first in things or units.is_known(first) or first[:1] in "千百十万":
        return reckoning.per or _counted_by(reckoning)
    head = next((t for t in sorted(things, key=len, reverse=True) if first.startswith(t)), "")
    return "·".join(filter(None, [head or _counted_by(reckoning), *more]))


def _counted_by(reckoning: Reckoning) -> str:
    """The unit of the only count: what the price must be for."""
    counted = [c.unit.lstrip("万亿") for c in reckoning.counts]
    return counted[0] if len(counted) == 1 and counted[0] not in ("年", "月", "天") else ""


def _counted(count: Factor, text: str) -> str:
    """32人 for 32个人, 2.35万盏 as it is said."""
    said = re.sub(r"\s+", "", text[count.start : count.end])
    if said.endswith("个人"):
        return f"{said.removesuffix('个人')}人"
    if not said[:1].isdigit() and "各" in said:
        return f"{number_text(count.value)}{count.unit}"
    if count.unit == "个" and (thing := _COUNTED_THING.match(text, count.end)):
        return f"{said.removesuffix('个')}人" if thing[1] == "人" else f"{said}{thing[1]}"
    if said.replace(",", "").replace(".", "").isdigit() and count.unit:
        return f"{said}{count.unit}"
    return said


# --- what it pays for -------------------------------------------------------------------------


def _name(reckoning: Reckoning, text: str) -> str:
    """What a calculation pays for: the words before its count, with the thing counted."""
    head = _OF_A_LIST.sub("，", text[reckoning.begin : reckoning.start])
    said = _PIECES.split(_OPENED.sub("，", _masked(head)).rstrip("：: ，,（("))
    pieces = [_cleaned(p) for p in said]
    after = _thing_after(reckoning, text)
    last = pieces.pop() if pieces else ""
    if last and (verb := _bare_verb(last)):
        object_left_out = verb in _KEPT or last in words("once_verbs")
        thing = after or (_thing_before(reckoning, text) if object_left_out else "")
        return f"{verb}{thing or _said_before(pieces)}"
    priced = _before_price(reckoning, text)
    if _is_name(last):
        return _of_the_price(last, priced, pieces)
    firsts = [
        p for p, raw in zip(pieces, said, strict=False) if raw is said[0] or p in raw[-len(p) :]
    ]
    named = next((p for p in reversed(firsts) if _is_name(p)), "")
    named = next((p for p in reversed(firsts) if _is_name(p) and NAME_END.search(p)), named)
    return (
        _of_the_price(after, priced, [])
        if _is_name(after)
        else (priced or named or _before_others(reckoning, text))
    )


def _before_others(reckoning: Reckoning, text: str) -> str:
    """领读者培训 of 每期80人、3天，举办领读者培训4期: what stands before a later count."""
    for count in reckoning.counts[1:]:
        piece = _cleaned(_PIECES.split(text[reckoning.begin : count.start])[-1])
        if _is_name(piece) and not _bare_verb(piece):
            return piece
    return ""


_RECEIVERS = re.compile(
    r"(?:受益|惠及|覆盖|服务|参保|在校|困难|低保|享受){0,3}"
    r"(?:学生|儿童|幼儿|老年?人|居民|群众|村民|农户|职工|对象|人口|残疾人|学员|人数)(?:数|人数)?"
)
_SPENDING = re.compile(r"(?:补[助贴]|经费|资助|救助|津贴|保险|体检|改善计划|供餐|费)$")


def _of_the_price(last: str, priced: str, pieces: list[str]) -> str:
    """保洁船 + 运维费: what the thing counted is paid; 营养改善补助, not those who receive it."""
    fee = re.sub(r"^(?:年|月|日)(?=[一-龥]{2})", "", priced)
    if fee.endswith(("费", "租金", "工资", "津贴")) and len(fee) > 2 and fee not in last:
        return f"{last}{fee}"
    named = next((p for p in reversed(pieces) if _is_name(p) and _SPENDING.search(p)), "")
    return named if named and _RECEIVERS.fullmatch(last) else last


_BY_WHOM = r"[一-龥]{2,14}?(?:局|委|办|中心|馆|院|校|中学|小学|所|站|队|会|处|政府)"
# 孕妇3000人、新生儿|2800人：数的是新生儿。
_OF_A_LIST = re.compile(r"(?:(?<=[\d万亿][一-龥])|(?<=）))、(?=[一-龥]{2,12}$)")
_OPENED = re.compile(r"（(?=[^（）]*$)")


def _said_before(pieces: list[str]) -> str:
    """站牌 of 站牌，要换150个: the thing named right before its verb."""
    said = re.sub(r"^(?:还有个?|另外|个)|[嘛吧啊呢]$", "", pieces[-1]) if pieces else ""
    said = re.sub(r"^(?:其中|包括)", "", said)
    return said if 2 <= len(said) <= 8 and _is_name(said) and not _bare_verb(said) else ""


def _masked(head: str) -> str:
    """Without brackets: （以实际为准） names nothing."""
    return re.sub(r"[（(][^（）()]*[）)]", "", head)


def _cleaned(said: str) -> str:
    piece = _THIS.sub(r"\1", _POINTED.sub("", spoken_off(said)))
    piece = _OFTEN.sub("", piece)
    piece = re.sub(r"^(?:其中|包括|另外|再?加上|再加|主要用于|用于|用来|还剩|剩余)", "", piece)
    piece = re.sub(
        rf"^{_BY_WHOM}20\d\d年(?:度)?(?:计划|拟)?|20\d\d年(?:度)?|^2\d年(?:度)?(?=[一-龥])",
        "",
        piece,
    )
    piece = _FOR_THEM.sub("", piece)
    piece = re.sub(r"(?:不少于|至少|不低于|大约|大概|约|日均|年均)$", "", piece)
    if re.search("单价$|均价$", piece):
        return ""
    piece = re.sub(r"按?(?:每个?[一-龥]{1,3}){1,2}(?:不超过|最多)?$", "", piece.strip())
    piece = re.sub(r"(?:当年|本年|全年|年内|计划)?(?:完成|实施|开展)$", "", piece) or piece
    piece = _PAYERS.sub("", piece)
    piece = re.sub(r"(?<=[一-龥]{2})一(?:具|台|套|个|件|张|辆|把|副|只)$", "", piece)
    if piece in _KEPT:
        return piece
    if (number := re.search(_QUANTITY, piece)) and number.start() > 1:
        piece = re.sub(r"(?:日均|年均|约|一共|总共|共)$", "", piece[: number.start()].strip())
    piece = _THIS.sub(r"\1", piece)
    often = re.search(r"(?:定期|日常)(?=[一-龥]{2})", piece)
    piece = re.sub(r"给予|予以", "", trim(piece))
    if often and piece and f"{often.group()}{piece}" in said:
        piece = often.group() + piece
    piece = re.sub(r"^(?:目前|现有|全[区县市镇])+(?=.{4,})", "", piece)
    return re.sub(r"^(?:完成|开展|实施|进行)(?=.{4,})", "", piece)


def _is_name(piece: str) -> bool:
    return (
        2 <= len(piece) <= 40
        and not re.search(
            rf"{_ONE_OF}|怎么|多少|^(?:主要)?[用花投]在?[在于到]|^(?:主要)?(?:是)?(?:这|那|以下|下面|如下)几[个块项方]|{_QUANTITY}|[×*=@]|每|^按|^一[一-龥]$|(?:规模|数量|面积|单价|标准|人数|人次|总数)$|^[全各辖本][区市县省镇街校院馆]",
            piece,
        )
        and not _GENERIC.match(piece)
        and bool(item_noun(piece))
    )


def _bare_verb(piece: str) -> str:
    """新建, 买, 原有: words that need a thing to say what is paid for."""
    if piece in action_words():
        return formal(piece)
    return piece if piece in _KEPT else ""


def _thing_after(reckoning: Reckoning, text: str) -> str:
    """便携B超 of 6台便携B超: what stands right behind the first count."""
    if not reckoning.counts:
        return ""
    first = reckoning.counts[0]
    rest = re.split(
        r"[，,。；;：:（(\n、]?(?=每)|[，,。；;：:（(\n×*@=→]", text[first.end : first.end + 40]
    )[0]
    if re.search(r"[。；\n]", text[reckoning.price.end : first.start]):
        return ""  # 数写在后面别的句子里，那里的话说的是别的事
    rest = re.sub(r"一[家个台套户人名场次所座间](?:给|补|发|按|要|约|是)*\d.*$", "", squeeze(rest))
    if len(rest) < 2 or re.search(r"[\d一二三四五六七八九]|^[人各均都]", rest):
        return ""
    if first.unit in _HELD and rest in action_words():
        return rest  # 两期培训、4次演练
    action = split_action(rest)
    return rest if not action.leading else ""


_HELD = ("期", "场", "次", "轮", "批", "届")


def _thing_before(reckoning: Reckoning, text: str) -> str:
    """微型消防站 of 115个微型消防站，新建12个: the thing counted in the same unit before."""
    if not reckoning.counts or not reckoning.counts[0].unit:
        return ""
    unit = re.escape(reckoning.counts[0].unit)
    before = text[: reckoning.start]
    told = re.findall(rf"\d{unit}((?!每)[一-龥]{{2,12}})(?![一-龥])", before)
    told = told or re.findall(rf"([一-龥]{{2,12}})\d+{unit}(?=[，,、；;])", before)
    told = [re.sub(r"^其中", "", str(t)) for t in told]
    told = [a.object if (a := split_action(t)).leading and a.object else t for t in told]
    told = [re.sub(r"^[全各我][区市县省镇街乡村]|^辖区", "", str(t)) for t in told]
    return next((t for t in reversed(told) if not _bare_verb(t)), "")


def _before_price(reckoning: Reckoning, text: str) -> str:
    """租赁费 of 租赁费一台一年16.8万, 站点运营 of 每站站点运营5万."""
    clause = re.split(
        r"[，,。；;：:\n（(、|\t]", text[max(0, reckoning.price.start - 24) : reckoning.price.start]
    )[-1]
    clause = squeeze(clause)
    around = re.match(
        r"(.*?)(?:每|(?<![第同统之唯万])一|(?:人|户|生)均|单价)[个]?[一-龥]{0,4}?(?:[每一][一-龥]{1,2})?$",
        clause,
    )
    before = _cleaned(around.group(1)) if around else ""
    if len(before) > 1 and _is_name(before) and before not in action_words():
        return before
    behind = re.search(
        r"[每一]个?(?:[站点家户所校村场次期人名])([一-龥]{4,8})$|每[一-龥]{1,2}每?[年月]?([一-龥]{2,6}费)(?:用?[为是约])?$",
        clause,
    )
    said = _cleaned(behind.group(1) or behind.group(2)) if behind else ""
    return said if _is_name(said) else ""
