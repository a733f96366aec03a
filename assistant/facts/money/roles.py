"""What an amount is: told by the words before it in its clause, its label or its table column."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from assistant.facts.phrases import squeeze, trim
from assistant.facts.segments import Clause, Sentence
from assistant.model import Money
from assistant.parse.scanning import either
from assistant.vocabulary.description import header_field, role_of
from assistant.vocabulary.loading import load

Role = Literal[
    "annual",
    "total",
    "item",
    "unit_price",
    "effect",
    "other_year",
    "subtotal",
    "factor",
    "source",
]

_TOTAL = re.compile(
    r"总(?:投资|金额|额|预算|盘子|经费|资金|概算|计|费用|规模|造价)?(?:为|是|约|共)?$"
    r"|(?:[二两三四五六七八九十]|\d{1,2})年(?:期|内|下来)?(?:合计|共计|一共|共|总共|总计|总|加起来|合起来)?(?:计划|规划|预计|估计|估算|测算|大概|大约|拟)?(?:总)?"
    r"(?:的?盘子|概算|投入|安排|预算|资金|经费|投资|费用)?(?:约|需要?|要|为|是|共|大概|大约){0,2}$"
    r"|总的(?:是|就是)?$|概算(?:总投资)?(?:为|约)?$|(?:实施期|全周期|期限内)(?:合计|共)?$|中期(?:规划)?(?:金额|总额)?$|总[^，。；]{0,6}$"
)
_UNIT_PRICE = re.compile(
    r"(?:亩均[^，。；]{0,8}|单位(?:造价|成本)[^，。；]{0,6}|每[^，。；]{1,8}|人均[^，。；]{0,6}|户均|单价|均价|日均|/"
    r"|(?<=[一-龥])一(?:台|套|个|辆|件|人|名|间|座|亩|公里|平方米|次|场|天|晚|个月|学期))(?:为|约|预算|补助|补贴|资助|奖励|发放|费用|需|按)*$|(?<![\d元])按$|@$"
)
_AFTER_UNIT_PRICE = re.compile(r"^\s*(?:[/／]|每|一(?:个|次|人|户|台|套|亩)|的?标准)")
_EFFECT = re.compile(
    r"比[^，。；]{0,8}(?:多|少|增加|减少|增长)(?:了|约)?$|(?:风险(?:保障|额度|敞口)|保额|保险金额|授信|贷款|节约|节省|增收|带动|撬动|拉动|产值|营业收入|税收|成交额|销售额|销售收入|旅游收入|融资|损失)[^，。；]{0,10}$"
    r"|(?:平均|市场)(?:造价|价格?|成本|单价)(?:为|是|约)?$|(?:居民|群众|业主|住户|农户|村民|企业|家庭|个人|用户)自[筹付行]?[^，。；\d]{0,6}$|(?:送审|审减|核减|审定)(?![^，。；]{0,8}(?:费|服务))[^，。；]{0,10}$|票价(?:是|为)?$"
    r"|(?:为[^，。；]{2,16}|预计|预期|可|累计)减免[^，。；]{0,8}$|挽回[^，。；]{0,14}$"
)
_ANNUAL = re.compile(r"(?:本年度?|今年|当年|年度|一年|全年|每年|本次|此次)[^，。；]{0,12}$")
_WHOLE = re.compile(
    r"(?:以上|上述|各项)?(?:合计|总计|一共|总共|共计|共|小计|年度预算|预算|本年|年预算|加起来|合起来|金额|总额|安排|需|需要|共需|所需|所需资金|所需经费|经费|项目经费|资金|申请资金|申请经费|申请|计)?"
)
_SPENT = re.compile(
    r"(?:(?:花|用|支出|安排|投入|下达|拨付?|批|列支)了|已经?(?:投入|支付|花|用|到位|下达)(?:资金|了)?|执行了?|去年|上年)[^，。；]{0,4}$"
)
_RANGE = re.compile(r"\d{4}(?:年)?(?:[—\-~至到]+)\d{4}年?(?:合计|共计?|总计)?$")
_SUM_ROW = re.compile(r"合计|总计|小计")


_PIECES = re.compile(
    r"(?:牌|板|屏|表|砖|匾|碑|标识|电池|玻璃|补挂|悬挂|安装|更换|制作|铺)[^，。；\d]{0,4}$"
)


def counts_pieces(text: str, money: Money) -> bool:
    """True for a 块 that counts plates, boards or meters and is no money."""
    if money.unit != "块" or money.text.endswith("钱"):
        return False
    return bool(_PIECES.search(text[max(0, money.start - 8) : money.start]))


class Placed(NamedTuple):
    """An amount with its surroundings: the words before it, and what it stands in."""

    money: Money
    before: str
    after: str
    sentence: Sentence
    clause: Clause | None


class Amount(NamedTuple):
    """One amount with its role, what it pays for, and the text from the item before it on."""

    money: Money
    role: Role
    name: str
    sentence: Sentence
    begin: int
    per: str = ""
    """For a unit price: the unit it is the price of (公里, 件)."""
    year: int | None = None
    """The year named with it."""


def role_of_amount(placed: Placed, year: int | None) -> tuple[Role, int | None]:
    """(role, the year named with it)."""
    plain = _ITS_YEARS.sub("年", squeeze(placed.before))
    said = re.search(r"(20\d\d)年", plain) or _SHORT_YEAR.match(plain)
    said_year = int(f"20{said.group(1)[-2:]}") if said else None
    sentence = placed.sentence
    if _RANGE.search(plain):
        return "total", None
    if _is_price(plain, placed):
        return "unit_price", None
    if "明年" in sentence.text[: placed.money.start] and _THIS_YEAR.search(plain):
        return "effect", None  # 明年一共52.8万，今年是48万
    if _PAST_YEARS.search(plain) or _is_count_now(placed):
        return "effect", None
    if _EFFECT.search(plain) or _is_aim(plain) or _is_compared(placed):
        return "effect", None
    if year and (stage := _STAGE.match(sentence.topic or sentence.label)) and _stated_sum(plain):
        stage_year = int(stage.group(1))
        return ("annual" if stage_year == year else "other_year"), stage_year
    if _OF_WHICH.match(sentence.topic) and _YEARS_SUM.search(plain):
        return "total", None
    if sentence.topic and not _SUM_ROW.fullmatch(sentence.topic):
        return ("annual" if _sums_up(plain, placed) else "item"), None
    if _TOTAL.search(plain) and not said:
        return "total", None
    if _SPENT.search(plain):
        return "other_year", said_year
    if said_year and year and said_year != year and not re.search(r"起|自", plain):
        return "other_year", said_year
    if year and not said_year and (past := _past_range(placed, year)):
        return "other_year", past
    if said_year or _ANNUAL.search(plain):
        return "annual", said_year
    return _by_form(plain, placed), None


# 三年（2026—2028年）共960万元：括号里是三年的起止。
_ITS_YEARS = re.compile(r"(?<=[一二两三四五\d])年[（(]20\d\d年?[—\-~至到]{1,2}20\d\d年?[）)]")
# 其中：……。项目周期2026—2027年，两年合计290万元：说的又是整个项目。
_OF_WHICH = re.compile("其中|包括|具体是|经费安排|主要用于")
_YEARS_SUM = re.compile(r"^[二两三四五]年(?:合计|总计|共计|一共|总共|共)(?:约|需|投入|安排){0,2}$")
# 27年先要296万：两位数说的年份。
_SHORT_YEAR = re.compile(r"(?:其中|那)?(?<![\d.])(2\d)年(?!期|龄|限|[以及]?[上下内])")
_PAST_YEARS = re.compile(
    r"(?:过去|历年|近|前|以往)[一二两三四五六七八九十几\d]{0,3}年[^，。；]{0,8}$"
)
_COUNTED_FIRST = re.compile(
    r"(?<![\d.])\d[\d.]{0,9}[万亿]?(?:人次|[人户家名只头棵株亩册份件条辆个次])(?:以上|左右)?[，,（(](?:现在|目前|今年|去年|上年|原来|现有|当前)(?:才|只|大约|约)?(?:是|有|为)?$"
)


def _is_count_now(placed: Placed) -> bool:
    """注册志愿者要到3.2万人，现在是2.8万: the same things, counted as they are."""
    before = placed.sentence.text[: placed.money.start]
    return placed.money.text.endswith(("万", "亿")) and bool(_COUNTED_FIRST.search(before))


_THIS_YEAR = re.compile(r"今年(?:只|才|就|实际)?(?:是|有|花|用|安排|批|给)?了?$")
_YEARS = re.compile(r"(?<!\d)(?:(20\d\d)年?(?:[—\-~至到]+))?(20\d\d)年")


def _past_range(placed: Placed, year: int) -> int | None:
    """2026 of 2023—2026年，全区累计加装184台，兑付补助3680万元: the years the sentence told of."""
    said = list(_YEARS.finditer(placed.sentence.text[: placed.money.start]))
    if not said or not said[-1].group(1) or int(said[-1].group(2)) >= year:
        return None
    return int(said[-1].group(2))


_AIM = re.compile(r"(?:不少于|不低于|不小于|至少|力争|争取|稳定在|保持在|达到)(?:约)?$")
_PAID = re.compile(r"投入|预算|安排|经费|资金|配套|补助|补贴|筹|出资|花|付|价|费")


def _is_aim(plain: str) -> bool:
    """追讨劳动报酬不少于400万元: no cost is asked to be at least so much."""
    return bool(_AIM.search(plain)) and not _PAID.search(plain)


_COMPARED = re.compile(r"20\d\d年(?:度|底|末|全年)?(?:为|是|仅|达到?|约为?)约?$")


def _is_compared(placed: Placed) -> bool:
    """产值15亿元以上（2025年为15.3亿元）: how a measure stood, where it is nothing paid."""
    if not (placed.clause and placed.clause.nested and _COMPARED.search(squeeze(placed.before))):
        return False
    host = placed.sentence.text[: max(0, placed.clause.start - placed.sentence.start)]
    return not _PAID.search(re.split("[，。；]", host)[-1])


_STAGE = re.compile(r"[第一二三四五六\d]{0,3}(?:阶段|期|年)[（(](20\d\d)年?度?[）)]$")


def _stated_sum(plain: str) -> bool:
    """True for the sum of a stage (第二阶段（2027年）：…，投资3840万元), not for a part of it."""
    return not item_noun(plain)


def _sums_up(plain: str, placed: Placed) -> bool:
    """经费说明：甲20万元，乙30万元，一共50万元: the last amount is no item of its own."""
    earlier = placed.sentence.text[: placed.money.start]
    return bool(
        re.fullmatch(r"(?:以上)?(?:合计|一共|总共|共计|总计|加起来)(?:约|需|为)?|以上", plain)
        and role_of(placed.sentence.topic) == "money"
        and len(re.findall(r"\d(?:万|亿)?元|\d[万亿]", earlier)) > 1
    )


def _is_price(plain: str, placed: Placed) -> bool:
    plain = _OUT_OF_A_PRICE.sub("", plain)
    return bool(
        _is_rate(placed.money)
        or (_spoken_price().search(plain) and not _is_phase(plain, placed))
        or _UNIT_PRICE.search(plain)
        or _AFTER_UNIT_PRICE.match(placed.after)
        or (
            _PRICE_COLUMN.search(placed.sentence.label)
            and not (placed.sentence.marked or _HEADING.match(placed.sentence.label))
            and not _SUMMED.search(placed.sentence.text)
        )
    )


def _is_rate(money: Money) -> bool:
    """True for 元/人; 25万元/年 is what a year costs."""
    per = money.unit.partition("/")[2]
    return bool(per) and not (per in ("年", "年度") and money.yuan >= _A_YEAR_COSTS)


def _is_phase(plain: str, placed: Placed) -> bool:
    """一期20万元，二期40万元: phases of the work, no price of one class."""
    return plain.endswith("一期") and "二期" in placed.sentence.text


_A_YEAR_COSTS = 10_000
# 按每人每天180元安排16.2万元：说的是单价算出来的数。
_OUT_OF_A_PRICE = re.compile(
    r"^.*\d(?:万?元|块)(?:的?标准)?(?=(?:共|合计|安排|测算|核算|列支|计|需){1,4}$)"
)
_SUMMED = re.compile(r"(?:合计|总计|小计|共计|[，；]共)[^，。；\d]{0,4}\d")
# 二、内容和标准：标题里的“标准”不说下面的数是单价。
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_PRICE_COLUMN = re.compile("单价|均价|标准|单位成本|定额")


@cache
def _spoken_price() -> re.Pattern[str]:
    """一台一年, 一套, 一期经费: what is said before a price."""
    words = load("money")
    things, said = either(words["priced_things"]), either(words["price_said"])
    each = rf"(?:每|(?<![第同统之唯万])一)个?(?P<per>{things})"
    also = rf"(?:[每一]个?(?P<also>{either(words['price_periods'])}|{things}))?"
    return re.compile(
        rf"{each}{also}(?:{said})*$|一(?P<one>个)[一-龥]{{2,4}}[一每]个?[年月](?:{said})*$"
    )


# 人均月工资5200元、人均每月100元。
_AVERAGE = re.compile(r"(人|户|生)均每?(月|年|天)[一-龥]{0,6}$")


def priced_per(amount: Amount) -> str:
    """What a unit price is for: 台·年 of 一台一年16.8万, 亩 of 每亩30元, "" if it is not said."""
    written = amount.money.unit.partition("/")[2]
    at = amount.money.start - amount.sentence.start
    before = squeeze(amount.sentence.text[max(0, at - 12) : at])
    if (average := _AVERAGE.search(before)) and written in ("", average.group(1)):
        return "·".join(average.groups())
    if written:
        return written
    said = _spoken_price().search(before)
    return "·".join(filter(None, said.group("per", "also", "one"))) if said else ""


def _by_form(plain: str, placed: Placed) -> Role:
    """An amount without year or total: the year's where nothing else is named, else a part."""
    if placed.clause and placed.clause.nested:
        return "item"
    field = (
        header_field(re.sub(r"[（(].*", "", placed.sentence.label))
        if placed.sentence.label
        else None
    )
    if (
        field in ("annual_amount", "total_amount")
        and not item_noun(plain)
        and not _follows_count(placed)
    ):
        return "annual" if field == "annual_amount" else "total"
    if not _WHOLE.fullmatch(trim(plain)):
        return "item"
    return (
        "item" if _follows_count(placed) and not re.search(r"以上|上述|各项", plain) else "annual"
    )


def _follows_count(placed: Placed) -> bool:
    """购置装备400套，72万元: a bare amount behind a counted clause pays for it."""
    earlier = [
        c
        for c in placed.sentence.clauses
        if not c.nested and c.end <= placed.sentence.start + placed.money.start
    ]
    years = re.compile(r"20\d\d(?:年(?:度)?)?|(?<!\d)2\d年(?:度)?")
    return any(re.search(r"\d", years.sub("", c.text)) for c in earlier[-2:])


_ITEM_LEAD = re.compile(
    r"^(?:(?:其中|那)?(?:第[一二三四五]年|首年|2\d年(?:度)?)(?:先|就|想|拟|计划){0,2}(?:要(?!素|件|点|害))?|按[一-龥]{2,4}(?:计算|测算)|其中|包括|主要用于|用于|用途[：:]|[:：、]|本年度?|今年|当年|全年|年度)+"
)
_ITEM_TAIL = re.compile(
    r"(?:小计|预算|合同|(?<!中央)(?<!级)资金|金额|(?<!公)共|(?<![一-龥])合|约|需|安排|合计|支出|投入|投资|给予|(?<![审设统估会])计|为|是|：|:){1,12}$"
)
_NO_ITEM = re.compile(
    r"[\d一二三四五六七八九十、.]*|(?:所|所需|安排|投入|预算|经费|资金|计划|投资|申请|拟|申报|报|列支|部门|继续|列入|需|项目|费用|总|以上|上述|合计|钱)+|人均.*|每.{1,4}"
)


def item_noun(plain: str) -> str:
    """What an amount pays for, from the words before it; empty when they only announce a sum."""
    noun = trim(_ITEM_LEAD.sub("", trim(re.sub(r"20\d\d年(?:度)?", "", plain))))
    noun = re.sub(r"^.*?(?:想申请|拟申请|申请|(?:拟|局|委|院|中心|政府|办)安排)(?=.{2,})", "", noun)
    noun = _ITEM_TAIL.sub("", noun)
    noun = re.sub(r"(?:给予|予以|补助|补贴|发放|按)?每[一-龥]{1,4}$", "", noun)
    noun = _ONE_PIECE.sub("", noun)
    noun = next((f"{w}{noun}" for w in _OFTEN if noun and f"{w}{noun}" in plain), noun)
    return "" if _NO_ITEM.fullmatch(noun) else noun


_ONE_PIECE = re.compile(r"(?<=[一-龥]{2})一(?:具|台|套|个|件|张|辆|把|副|只)$")
_OFTEN = ("日常", "定期", "第三方")


def outer_clause(amount: Amount) -> Clause | None:
    """The clause whose bracket holds the amount; None for an amount in no bracket."""
    at, clauses = amount.money.start, amount.sentence.clauses
    if not any(c.nested and c.start <= at < c.end for c in clauses):
        return None
    return next((c for c in clauses if not c.nested and c.start <= at < c.end), None)


def clause_at(sentence: Sentence, at: int) -> Clause | None:
    """The innermost clause around a place: a bracket's own clause before the one it stands in."""
    around = [c for c in sentence.clauses if c.start <= at < c.end]
    return min(around, key=lambda c: c.end - c.start, default=None)
