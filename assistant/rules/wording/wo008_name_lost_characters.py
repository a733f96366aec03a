"""WO008."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, Rule
from assistant.rules.form import Cell, Form
from assistant.vocabulary.loading import load

LONGEST_TAIL = 4
SHORTEST = 4
CHINESE = r"[\u4e00-\u9fff]+"
BOUNDARY = r"(?:^|(?<=[，,。；;：:、（(\s%％0-9]))"
HEAD = 6
"""Characters at the beginning of a name by which it is known where its first one is lost."""
ENDS_WELL = ("项目", "工程", "经费", "工作", "管理", "服务", "资金", "补助", "专项", "运维", "建设")


class NameLostCharacters(Rule):
    """
    一句话：项目名称或指标名称少了末尾的字，或文中一个词少了头一个字，而表中别处写得更全。
    为什么：名称在导出时常被截断，会与系统里的项目对不上；少头一个字多半是删改时多删的。
    依据：惯例：名称须完整，同一项目前后一致
    反例：项目名称“……管理运营服”，测算依据写“……管理运营服务项目”；年度目标“务派遣人员满意度≥95%”，
        指标“劳务派遣人员满意度”。
    正例：两处都写“……管理运营服务项目”、“劳务派遣人员满意度”。
    修复是否安全：需确认：用表中别处的写法补齐。
    """

    code = "WO008"
    severity = "error"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark per name on its end, and per cell on a lost beginning."""
        for cell in form.texts:
            if cell.field in ("project_name", "name") and len(cell.text) >= SHORTEST:
                yield from _tail_lost(cell, form)
        beheaded = _beheaded(form)
        for cell in form.texts if beheaded else ():
            if cell.field not in ("policy_basis", "applicant_unit", "budget_unit"):
                yield from _head_lost(cell, beheaded, form)


def _tail_lost(cell: Cell, form: Form) -> Iterator[Remark]:
    whole = fuller_name(cell, form)
    if whole:
        yield Remark(
            cell.path,
            f"名称“{cell.text}”像是被截断了，表中别处写作“{whole}”。",
            f"改为“{whole}”。",
            cell.text[-8:],
            edits=((cell.path, whole),),
            safety="confirm",
        )
    elif cell.text.endswith(_HALF_WORDS):
        yield Remark(
            cell.path,
            f"名称“{cell.text}”停在半个词上，像是被截断了。",
            "按原稿补全名称。",
            cell.text[-8:],
        )


def _head_lost(cell: Cell, beheaded: dict[str, str], form: Form) -> Iterator[Remark]:
    if not any(tail in cell.text for tail in beheaded):
        return
    for start, word in _clause_heads(cell.text):
        whole = _fuller(word, beheaded, cell, form)
        if whole:
            mended = f"{cell.text[:start]}{whole[0]}{cell.text[start:]}"
            yield Remark(
                cell.path,
                f"“{word}”前面像是漏了“{whole[0]}”字，表中别处写作“{whole}”。",
                f"改为“{whole}”。",
                word,
                severity="warning",
                edits=((cell.path, mended),),
                safety="confirm",
                formerly="WO007",
            )
            return


_HALF_WORDS = (
    "咨询服", "运营服", "技术服", "运维服", "监测服", "保障服", "管理服", "维护服", "政务服",
    "信息化项", "服务项", "建设项", "工程项", "满意", "及时", "合格", "完成", "覆盖", "准确",
    "响应时", "到场时", "修复时", "办结时", "反馈时", "等候时", "送达时", "处理时", "发放时",
    "完好", "整改", "达标", "正确", "的", "和", "与", "及",
)  # fmt: skip


_LAST_WORDS = (
    "项目", "服务", "工程", "保障", "管理", "建设", "维护", "运营", "改造", "补助", "补贴", "养护",
    "检测", "监测", "评估", "宣传", "采购", "租赁", "整治", "治理", "防治", "救助", "培训", "修缮",
)  # fmt: skip
_WHOLE = (
    "专项", "事项", "各项", "单项", "多项", "施工", "人工", "职工", "员工", "手工", "开工", "完工",
    "竣工", "制服", "党建", "城建", "基建", "共建", "创建", "新建", "扩建", "改建", "援建", "营运",
    "货运", "客运", "春运", "航运", "监管", "城管", "主管", "保管", "托管", "消防", "国防", "人防",
    "边防", "联防", "三防", "技防", "法治", "综治", "自治", "共治", "社保", "医保", "环保", "安保",
    "低保", "参保", "整改", "医改", "供养", "赡养", "抚养", "疗养", "托养", "抽检", "送检", "年检",
    "巡检", "体检", "质检", "安检", "测评", "考评", "环评", "外宣", "集采", "公租", "调整", "急救",
    "检修", "装修", "编修", "大修", "抢修", "研修", "岁修",
)  # fmt: skip


def fuller_name(cell: Cell, form: Form) -> str | None:
    """The name with the tail that another cell gives it; None when it is complete as it stands.

    Only a tail that completes a broken word counts: a name that ends in a whole word (…项目) and is
    followed by more elsewhere is a longer phrase, not a longer name.
    """
    name = cell.text
    if name.endswith(ENDS_WELL):
        return None
    if cell.field == "project_name" and (called := _called(name, form)):
        return called
    half = _half_of_last_word(name)
    if half is None and not name.endswith(_HALF_WORDS):
        return None
    if form.count(name) == cell.text.count(name):
        return None
    for other in form.texts:
        at = -1 if other.path == cell.path else other.text.find(name)
        if at < 0:
            continue
        tail = re.match(r"[\u4e00-\u9fff]{1,8}", other.text[at + len(name) :])
        whole = name + _tail(tail[0]) if tail else ""
        if whole.endswith(ENDS_WELL):
            return whole
        if half and other.text.startswith(half, at + len(name)):
            return name + half
    return None


def _called(name: str, form: Form) -> str | None:
    """What a goal calls the project where it says the year: 贷款贴息2026年度将…, of 贷款贴."""
    for goal in form.goals:
        found = re.search(rf"{re.escape(name)}([\u4e00-\u9fff])(?=20[0-9]{{2}}年)", goal.text)
        if found and found[1] not in "在于自至从为是将拟到":
            return name + found[1]
    return None


def _half_of_last_word(name: str) -> str | None:
    """The character that a name broken inside its last word lacks: 养护项 → 目."""
    if name.endswith(_WHOLE):
        return None
    return next((word[1] for word in _LAST_WORDS if name.endswith(word[0])), None)


def _tail(text: str) -> str:
    """The tail up to the last word a name may end in: 务项目, 务."""
    ends = [text.find(word) + len(word) for word in ENDS_WELL if word in text[:LONGEST_TAIL]]
    halves = [1] if text.startswith("务") else []
    return text[: max([*ends, *halves], default=0)]


def _clause_heads(text: str) -> Iterator[tuple[int, str]]:
    """The first five characters of every clause that is longer than that."""
    for match in re.finditer(BOUNDARY + CHINESE, text):
        if len(match[0]) >= HEAD - 1:
            yield match.start(), match[0][: HEAD - 1]


def _fuller(word: str, beheaded: dict[str, str], cell: Cell, form: Form) -> str | None:
    """The word with the character it lost, when every other cell writes it so."""
    whole = beheaded.get(word)
    if whole is None:
        return None
    elsewhere = [form.count(text) - cell.text.count(text) for text in (whole, word)]
    return whole if elsewhere[0] == elsewhere[1] else None


def _beheaded(form: Form) -> dict[str, str]:
    """The names of the form by their second to sixth character (务派遣人员 → 劳务派遣人员), as far
    as those stand somewhere without the first."""
    names = (form.text("project_name"), *(row.name for row in form.answered_rows))
    heads = (name[:HEAD] for name in names if _is_chinese(name[:HEAD]))
    alone = tuple(load("wording")["lone_prefixes"])
    whole = {h[1:]: h for h in heads if len(h) == HEAD and not h.startswith(alone)}
    return {tail: h for tail, h in whole.items() if form.count(tail) != form.count(h)}


def _is_chinese(text: str) -> bool:
    return bool(text) and all("\u4e00" <= sign <= "\u9fff" for sign in text)
