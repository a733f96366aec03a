"""The conversation: a message in, the desk with the deeds done and the answer out.

Nothing is a dead end: what is not understood is said, with what can be asked.
"""

from __future__ import annotations

import json
import re
from typing import Final

from assistant.conversation import Intent, Kind
from assistant.conversation.words import plain
from assistant.errors import AssistantError, Cancelled, UsageError
from assistant.model import InvalidValue
from assistant.ui.asking import answered
from assistant.ui.desk import Choice, Desk
from assistant.ui.handlers import start_draft
from assistant.ui.services import Services
from assistant.ui.talk_answers import ANSWERS, why
from assistant.ui.talk_rows import DEEDS

CAN_ASK: Final = (
    "可以这样说：\n"
    "· 回答问题或改数：“验收合格率 95%”“把合同审查改成120份”“第3行单位改成次”\n"
    "· 加行删行：“加一个满意度指标”“增加培训场次12场”“删掉第3行”“绿化面积往上移”\n"
    "· 改写目标：“年度目标短一点”“长期目标到2028年”“改写年度目标，把管养换成养护”\n"
    "· “检查”“修复”“还缺什么”“撤销”“重做”“导出”“复制整张表”\n"
    "· 问理由：“为什么 VA003”“苗木成活率哪来的”“类似项目满意度怎么写”\n"
    "· 不改的意见：“忽略 IN008，因为……”“恢复 IN008”\n"
    "· 检查去年的表：把文件拖到左边“项目说明”下面的框里；一批文件在上面的“批量检查”\n"
    "· 从前的样子：左边的“历史”里可以比较和恢复\n"
    "也可以直接点表里的单元格修改。"
)
STARTERS: Final = (
    Choice(label="检查", kind="say", text="检查"),
    Choice(label="还缺什么", kind="say", text="还缺什么"),
    Choice(label="类似项目怎么写", kind="say", text="类似项目怎么写"),
)
SHORTEST_DESCRIPTION: Final = 12
NEW_DESCRIPTION: Final = 60
SHORT_DESCRIPTION: Final = 24
KIND_WORDS: Final[dict[Kind, str]] = {
    "change": "改一格", "add_row": "加一行", "remove_row": "删一行", "duplicate_row": "照样加一行",
    "move_row": "移动一行", "rewrite": "改写目标", "accept": "采用改写", "reject": "放弃改写",
    "suppress": "豁免意见",
}  # fmt: skip
_FIGURE: Final = re.compile(r"\d")
_CLAUSE: Final = re.compile("[，。；,;]")
_MAY_ANSWER: Final = ("unknown", "change")


def say(desk: Desk, text: str, services: Services) -> Desk:
    """Carries out what a message asks for and answers. Raises AssistantError when it cannot."""
    text = text.strip()
    if not text:
        return desk
    desk = desk.asked(text)
    try:
        reading = services.read_message(text, desk)
    except Cancelled as error:
        return desk.told(str(error))
    if desk.declaration is None:
        return _before_a_form(desk, text, reading[0], services)
    for intent in reading:
        desk = _done(desk, text, intent, services)
    return desk


def _done(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    """One thing of a message done; what cannot be done is said, the rest of the message goes on."""
    if intent.source == "model" and (intent.kind in DEEDS or intent.kind == "suppress"):
        return _confirming(desk, intent)
    try:
        return _carried_out(desk, text, intent, services)
    except AssistantError as error:
        return desk.told(str(error))


def _confirming(desk: Desk, intent: Intent) -> Desk:
    """What a model made of the message is shown before it changes anything."""
    parts = (intent.subject, intent.field, intent.value, intent.instruction, intent.reason)
    row = f"第{intent.row}行" if intent.row else ""
    meant = "，".join(part for part in (KIND_WORDS[intent.kind], row, *parts) if part)
    agreed = intent.model_copy(update={"source": "phrasing"}).model_dump(mode="json")
    return desk.told(
        f"我理解成：{meant}。对吗？",
        Choice(label="对，照办", kind="do", text=json.dumps(agreed, ensure_ascii=False)),
        Choice(label="不是，可以怎么说", kind="say", text="帮助"),
    )


def do(desk: Desk, agreed: str, services: Services) -> Desk:
    """Carries out an intent that the user agreed to. Raises UsageError when it is none."""
    try:
        intent = Intent.model_validate(json.loads(agreed))
    except (ValueError, InvalidValue) as error:
        raise UsageError("页面与服务的版本不一致，请刷新页面。") from error
    if desk.declaration is None:
        raise UsageError("还没有申报表，没有可以改的。")
    return _done(desk, "", intent, services)


def _carried_out(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    waiting = desk.asking
    desk = desk.model_copy(update={"asking": ""})  # an answer is the message after its question
    if intent.kind == "open":
        desk = desk.model_copy(update={"asking": waiting})
    if intent.kind in ANSWERS:
        return ANSWERS[intent.kind](desk, intent, services)
    if intent.kind == "help":
        return desk.told(CAN_ASK, *STARTERS)
    if intent.kind == "redraft":
        return _redraft(desk)
    deed = DEEDS.get(intent.kind)
    done = deed(desk, intent, services) if deed else None
    if done is None and intent.kind in _MAY_ANSWER:
        asked = desk.model_copy(update={"asking": waiting})
        done = answered(asked, text, services)
    return done or _unknown(desk, text, intent)


def _before_a_form(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    if intent.kind == "why" and intent.code:
        return why(desk, intent, services)
    if intent.kind == "redraft" and desk.description.strip():
        return start_draft(desk, desk.description, services)
    is_told = intent.kind in ("change", "add_row", "rewrite", "unknown")
    if is_told and len(text) >= SHORTEST_DESCRIPTION:
        return start_draft(desk.told("我把这段话当作项目说明来起草。"), text, services)
    return desk.told(
        "还没有申报表。请在上面的框里写几句项目说明（做什么、做多少、要求、金额、依据），点“起草”；"
        "或把去年的申报表拖进来检查。第一次用，可以先点一个示例。"
    )


def _redraft(desk: Desk) -> Desk:
    if not desk.description.strip():
        return desk.told("左边还没有项目说明：请先写几句，再点“起草”。现在的表不动。")
    return desk.told(
        "重新起草会换掉现在的表；您填过、说过的值会照原样带过去（可以撤销）。",
        Choice(label="用左边的项目说明重新起草", kind="redraft", text=desk.description),
    )


def _is_told(text: str) -> bool:
    """True for what tells of a project: long, or shorter with a number among its clauses."""
    is_order = plain(text).startswith(("把", "将", "第"))
    tells = bool(_FIGURE.search(text)) and bool(_CLAUSE.search(text)) and not is_order
    return len(text) >= (SHORT_DESCRIPTION if tells else NEW_DESCRIPTION)


def _unknown(desk: Desk, text: str, intent: Intent) -> Desk:
    if not plain(text):
        return desk.told("好的。要接着做什么，直接说，或点下面的按钮。", *STARTERS)
    if _is_told(text):
        added = f"{desk.description.rstrip()}\n{text}".strip()
        return desk.told(
            "这段话像是项目说明。要怎么用？（重新起草会换掉现在的表，可以撤销）",
            Choice(label="加进现有说明，重新起草", kind="redraft", text=added),
            Choice(label="只用这段话重新起草", kind="redraft", text=text),
            Choice(label="是另一个项目，另起一份", kind="example", text=text),
        )
    if intent.kind in ("accept", "reject"):
        return desk.told("现在没有等您决定的改写。", *STARTERS)
    if intent.kind == "change" and intent.subject:
        told = f"表里没有找到“{intent.subject}”这一行或这一栏。"
        add = f"{intent.subject}\t{intent.value}"
        return desk.told(
            f"{told}可以说行号（“第3行改成…”），或者加一行。",
            Choice(label=f"加一行“{intent.subject}”", kind="add_said", text=add),
            Choice(label="可以怎么说", kind="say", text="帮助"),
        )
    return desk.told(f"没有听懂“{text[:40]}”。{CAN_ASK}", *STARTERS)
