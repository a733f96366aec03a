"""IN012."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.text import contained

RATE = r"([\u4e00-\u9fff]{2}(?:率|度))(?![\u4e00-\u9fff]{0,2}情况)"
SHORT_RATE = re.compile(r"[\u4e00-\u9fff]{2}率")
FILLER = (
    r"^(?:该指标)?(?:主要)?(?:考察|考核|反映|衡量|用于|用以)+"
    r"|及时性|及时率|数量|情况|程度|的|[，。,.]"
)
APART = 0.25
HEAD = 5
"""The shortest name that is looked for in another row's explanation."""
RELATES = "自|从|到|至|起|止|净|新增|减|末|实有|在册"
"""自受理到答复的天数: words of reckoning, which share nothing with what is reckoned."""
FOREIGN = 8
"""The shortest explanation that is told to be of another form by none of its words being here."""
DEFINES = (
    r"(?:小时|天|工作日|分钟|月|年|次|人|件|份|台|户|路|场|个|期|项|起)数(?:$|[，,（])"
    r"|次数|人次|日期|用时|(?:净增|新增|减少|实有|在册)数"
)
"""考察接报到恢复的小时数: an explanation in other words that says what is counted."""
BEHIND = re.compile(r"计算(?:方[式法]|公式)|[=＝。；“]")
"""What ends the part of an explanation that says what is measured."""
PLACE = re.compile(
    r"^(?:该指标)?(?:主要)?(?:考察|考核|反映)([^对向后前的在与和及\x00-\x7f]{1,6}?)"
    r"(中心|公园|医院|学校|车站|街道|小区|大厦|场馆|工地|水库|市场)"
)
OPENING = re.compile(r"^(?:该指标)?(?:主要)?(?:用于|用以)?(?:考察|考核|反映|衡量)")


class ExplanationOtherMeasure(RowRule):
    """
    一句话：指标解释说的是另一个指标、另一件事，或表中别处没有提过的单位、场所。
    为什么：解释与名称不是一回事，不知道按哪个考核；多半是从别的行或别的表粘贴来的。
    依据：惯例：指标解释说明本指标考核什么、怎么算
    反例：名称“工作完成及时率”，解释“考察工作完成率”；项目是创新服务中心运营，
        解释却写“考核指挥中心运营时间”。
    正例：名称“工作完成及时率”，解释“考察工作是否按时完成。计算方式=按时完成数/总数×100%”。
    修复是否安全：不自动修复。
    """

    code = "IN012"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        foreign = _foreign_place(row, form)
        if foreign is not None:
            yield foreign
            return
        if len(row.explanation) < 4 or len(row.name) < 3:
            return
        head = BEHIND.split(row.explanation, maxsplit=1)[0]
        other = _other_rate(row.name, head)
        if other:
            problem = f"名称考核的是“{row.name[-3:]}”，解释说的却是“{other}”"
        elif _other_subject(row.name, head) or _unrelated(row, head, form):
            problem = f"名称是“{row.name}”，解释说的却是“{OPENING.sub('', head).rstrip('。')[:24]}”"
        elif _names_other_row(row, head, form):
            problem = "解释说的是另一行的指标"
        else:
            return
        yield Remark(
            row.path("explanation"),
            f"{problem}。",
            "把解释改成说明本指标考核什么、怎么算。",
            row.explanation[:40],
            related=(row.path("name"),),
        )


def _foreign_place(row: Row, form: Form) -> Remark | None:
    match = PLACE.match(row.explanation)
    if match is None:
        return None
    modifier, kind = match[1][-2:], match[2]
    if len(modifier) < 2 or form.count(modifier) != row.explanation.count(modifier):
        return None
    return Remark(
        row.path("explanation"),
        f"指标解释说的是“{match[1]}{kind}”，表中别处没有提到它。",
        "改为本项目的对象；确实有关的，在目标中写明。",
        match[0],
        related=(row.path("name"),),
        formerly="AG005",
    )


def _other_rate(name: str, head: str) -> str | None:
    """The rate the explanation ends in, when it is another one than the name's."""
    own = SHORT_RATE.fullmatch(name[-3:]) if name.endswith("率") else None
    said = SHORT_RATE.findall(head) if own else ()
    if own is None or not said or own[0] in said:
        return None
    core = own[0][:2]
    if core in head or any(word in head for word in SAME_SENSE.get(core, ())):
        return None
    return str(said[-1])


SAME_SENSE = {
    "及时": ("按时", "准时", "按期", "时限"), "合格": ("通过", "达标"), "通过": ("合格", "达标"),
    "达标": ("合格", "通过", "符合"), "准确": ("正确",), "正确": ("准确",), "覆盖": ("全部", "应"),
    "解决": ("修复", "处理"), "控制": ("成本",),
}  # fmt: skip


def _unrelated(row: Row, head: str, form: Form) -> bool:
    """True when name and explanation, without measure words, have nothing in common; what says what
    is counted in other words must have nothing in common with the whole form."""
    if "本项目" in head or not OPENING.match(head):
        return False
    said, meant = (re.sub(FILLER, "", text) for text in (head, row.name))
    if min(len(said), len(meant)) < 6 or contained(meant, said) > 0:
        return False
    if not re.search(DEFINES, head):
        return True
    if re.search(RELATES, head):
        return False
    return len(said) >= FOREIGN and contained(said, _others(row, form)) == 0


def _others(row: Row, form: Form) -> str:
    """All that the form says but for this explanation."""
    return form.whole_text.replace(row.explanation, "")


def _other_subject(name: str, head: str) -> bool:
    """考察Y及时性 under X及时性, where X and Y have next to nothing in common."""
    if not name.endswith(("率", "性", "度")):
        return False
    said = OPENING.sub("", re.split("[，,；;]", head.rstrip("。；，,. "))[-1])
    said = said.removesuffix("情况")
    ending = _common_ending(name, said)
    if ending < 3 or "本项目" in said:
        return False
    x, y = name[:-ending].removesuffix("的"), said[:-ending].removesuffix("的")
    return min(len(x), len(y)) >= 6 and contained(x, y) < APART and contained(y, x) < APART


def _common_ending(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-length - 1] == other[-length - 1]:
        length += 1
    return length


def _names_other_row(row: Row, head: str, form: Form) -> bool:
    """True when the explanation names another row in full and has little of its own row's name."""
    if contained(row.name, head) >= 0.3:
        return False
    names = form.once(_names_by_head)
    return any(
        head.startswith(name, at)
        for at in range(len(head) - HEAD + 1)
        for name in names.get(head[at : at + HEAD], ())
    )


def _names_by_head(form: Form) -> dict[str, set[str]]:
    """The names of the rows by their first characters."""
    found: dict[str, set[str]] = {}
    for row in form.answered_rows:
        if len(row.name) >= HEAD:
            found.setdefault(row.name[:HEAD], set()).add(row.name)
    return found
