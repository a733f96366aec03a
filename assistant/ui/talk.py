"""The conversation without a model: a sentence in, the desk with the deed done and the answer out.

Nothing is a dead end: what is not understood is said, with what can be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.errors import UsageError
from assistant.rules.catalogue import page_of, page_text
from assistant.ui.cells import place_name
from assistant.ui.changes import change
from assistant.ui.desk import Choice, Desk
from assistant.ui.handlers import fix_safe, start_draft, undo
from assistant.ui.intents import Intent, Kind, understand
from assistant.ui.matching import cells_meant
from assistant.ui.rechecking import needed, recheck
from assistant.ui.sentences import PROVENANCE_WORDS, checked, still_open
from assistant.ui.services import Services

CAN_ASK: Final = (
    "可以这样说：\n"
    "· 回答问题或改数：“验收合格率 95%”“把合同审查改成120份”“把验收合格率的度量单位改成%”\n"
    "· “检查”“修复”“撤销”“还缺什么”“导出”\n"
    "· “为什么 VA003”看一条规则的理由和依据，“验收合格率哪来的”看数字的来源\n"
    "也可以直接点右边表里的单元格修改。"
)
SHORTEST_DESCRIPTION: Final = 12
NEW_DESCRIPTION: Final = 60


def say(desk: Desk, text: str, services: Services) -> Desk:
    """Carries out what a sentence asks for and answers. Raises AssistantError when it cannot."""
    text = text.strip()
    if not text:
        return desk
    desk = desk.asked(text)
    intent = understand(text)
    if desk.declaration is None:
        return _before_a_form(desk, text, intent, services)
    if intent.kind == "change":
        changed = change(desk, intent, services)
        return changed or _unknown(desk, text, intent, services)
    return ANSWERS[intent.kind](desk, text, intent, services)


def _before_a_form(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    if intent.kind == "why" and intent.code:
        return _why(desk, text, intent, services)
    if intent.kind == "redraft" and desk.description.strip():
        return start_draft(desk, desk.description, services)
    if intent.kind in ("change", "unknown") and len(text) >= SHORTEST_DESCRIPTION:
        return start_draft(desk.told("我把这段话当作项目说明来起草。"), text, services)
    return desk.told(
        "还没有申报表。请在上面的框里写几句项目说明（做什么、做多少、要求、金额、依据），点“起草”；"
        "或把去年的申报表拖进来检查。第一次用，可以先点一个示例。"
    )


def _help(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    return desk.told(CAN_ASK)


def _check(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    desk = recheck(desk, services)
    first = [f"· {f.place}：{f.message}（{f.code}）" for f in desk.findings[:3]]
    more = ["全部意见在右边的“检查意见”里。"] if len(desk.findings) > len(first) else []
    return desk.told("\n".join((checked(desk), *first, *more)), *_fix_choice(desk))


def _fix_choice(desk: Desk) -> tuple[Choice, ...]:
    safe = sum(f.fix is not None and f.fix.safety == "safe" for f in desk.findings)
    return (Choice(label=f"修复 {safe} 处写法问题", kind="fix"),) if safe else ()


def _fix(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    return fix_safe(desk, services)


def _undo(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    return undo(desk, services)


def _export(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    note = still_open(desk)
    return desk.told(
        f"点下面的按钮下载{f'（{note}，交表前请补齐）' if note else ''}。",
        Choice(label="下载 Word", kind="download", text="docx"),
        Choice(label="下载 JSON", kind="download", text="json"),
    )


def _why(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    if intent.code:
        try:
            page = page_of(intent.code)
            return desk.told(page_text(page).replace(f" {page.name}", "", 1).strip())
        except UsageError:
            return desk.told(f"没有编号为 {intent.code} 的规则。", *_codes(desk))
    if desk.findings:
        return desk.told("想看哪一条的理由？", *_codes(desk))
    return desk.told("现在没有检查意见。要看某条规则，请带上编号，例如“为什么 VA003”。")


def _codes(desk: Desk) -> tuple[Choice, ...]:
    codes = dict.fromkeys(finding.code for finding in desk.findings)
    return tuple(Choice(label=code, kind="say", text=f"为什么 {code}") for code in list(codes)[:8])


def _sources(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    declaration = needed(desk)
    meant = cells_meant(intent.subject, "", declaration, services.profile) if intent.subject else ()
    rows = {match.path.rsplit("/", 1)[0] or match.path for match in meant}
    entries = [p for p in desk.provenance if any(p.path.startswith(row) for row in rows)]
    if not entries:
        return desk.told("每个数字从哪来，列在右边的“内容来源”里；点一处可以跳到表里的位置。")
    lines = [
        f"· {place_name(e.path, declaration, services.profile)} “{e.text}”："
        f"{PROVENANCE_WORDS[e.kind]}{f'，{e.note}' if e.note else ''}"
        for e in entries
    ]
    return desk.told("\n".join(lines))


def _open(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    if not desk.questions:
        note = still_open(desk)
        return desk.told(
            f"没有待答问题了，但表中{note}。" if note else "没有待答问题，表中没有待填的格。"
        )
    question = desk.questions[0]
    said = f"还有 {len(desk.questions)} 个问题，先答第一个：\n{question.question}"
    said += f"\n（{question.because}）" if question.because else ""
    choices = (
        [
            Choice(
                label=f"用“{question.proposal}”",
                kind="answer",
                at=question.path,
                text=question.proposal,
            )
        ]
        if question.proposal
        else []
    )
    choices.append(Choice(label="在表里填写", kind="goto", at=question.path))
    return desk.told(said, *choices)


def _redraft(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    return desk.told(
        "重新起草会换掉右边现在的表（可以撤销）。",
        Choice(label="用左边的项目说明重新起草", kind="redraft", text=desk.description),
    )


def _unknown(desk: Desk, text: str, intent: Intent, services: Services) -> Desk:
    if len(text) >= NEW_DESCRIPTION:
        added = f"{desk.description.rstrip()}\n{text}".strip()
        return desk.told(
            "这段话像是项目说明。要怎么用？（重新起草会换掉右边现在的表，可以撤销）",
            Choice(label="加进现有说明，重新起草", kind="redraft", text=added),
            Choice(label="只用这段话重新起草", kind="redraft", text=text),
        )
    return desk.told(f"没有听懂“{text[:40]}”。{CAN_ASK}")


ANSWERS: Final[dict[Kind, Callable[[Desk, str, Intent, Services], Desk]]] = {
    "help": _help, "check": _check, "fix": _fix, "export": _export, "why": _why,
    "undo": _undo, "sources": _sources, "open": _open, "redraft": _redraft, "unknown": _unknown,
}  # fmt: skip
