"""Asked about the form: what was found and why, where a number comes from, how others write it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.conversation import Intent, Kind
from assistant.conversation.words import any_of
from assistant.errors import UsageError
from assistant.model import Finding
from assistant.rules.catalogue import page_of, page_text
from assistant.rules.registry import retired_notices
from assistant.ui.asking import asked_next
from assistant.ui.cells import place_name
from assistant.ui.desk import Choice, Desk
from assistant.ui.exporting import FORMAT_WORDS
from assistant.ui.facts import facts_of
from assistant.ui.handlers import fix_safe
from assistant.ui.places import cells_of, evidence_meant, findings_meant, row_name, rows_meant
from assistant.ui.rechecking import needed, recheck
from assistant.ui.sentences import SEVERITY_WORDS, checked, origin_said, still_open
from assistant.ui.services import Services
from assistant.ui.similar import similar
from assistant.ui.stepping import redo, undo

Answer = Callable[[Desk, Intent, Services], Desk]
MOST: Final = 6


def check(desk: Desk, intent: Intent, services: Services) -> Desk:
    """What the checker says, the most serious first."""
    desk = recheck(desk, services)
    ranked = sorted(_open(desk), key=lambda f: list(SEVERITY_WORDS).index(f.severity))
    first = [f"· {SEVERITY_WORDS[f.severity]} {f.place}：{f.message}" for f in ranked[:3]]
    more = [f"全部 {len(ranked)} 条在“检查意见”里。"] if len(ranked) > len(first) else []
    return desk.told("\n".join((checked(desk), *first, *more)), *_ways(desk, ranked))


def _ways(desk: Desk, ranked: list[Finding]) -> list[Choice]:
    safe = sum(f.fix is not None and f.fix.safety == "safe" for f in ranked)
    ways = [Choice(label=f"修复 {safe} 处写法问题", kind="fix")] if safe else []
    if any(f.fix is not None and f.fix.safety == "confirm" for f in ranked):
        ways.append(Choice(label="其余逐条确认", kind="say", text="逐条修复"))
    return [*ways, *([Choice(label="看全部意见", kind="show", at="findings")] if ranked else [])]


def fix(desk: Desk, intent: Intent, services: Services) -> Desk:
    """Safe fixes at once; a fix that writes something new is shown and confirmed."""
    if not (intent.code or intent.subject or intent.row):
        is_stepwise = desk.talk and any_of("stepwise").search(desk.talk[-1].text)
        return _one_by_one(desk) if is_stepwise else fix_safe(desk, services)
    meant = [f for f in findings_meant(intent, desk, services.profile) if not f.suppressed]
    if not meant:
        return desk.told("没有这样的意见，或刚才的改动已经解决了它。", *_codes(desk))
    fixable = [f for f in meant if f.fix]
    if not fixable:
        return desk.told(
            "这条意见要您来改，程序不替您决定：\n" + "\n".join(map(_explained, meant[:3])),
            *[Choice(label=f"去改{f.place}", kind="goto", at=f.path) for f in meant[:3]],
        )
    return _confirming(desk, fixable)


def _one_by_one(desk: Desk) -> Desk:
    waiting = [f for f in _open(desk) if f.fix and f.fix.safety == "confirm"]
    if not waiting:
        return desk.told("没有要逐条确认的修改了；剩下的意见请点位置去改。")
    return _confirming(desk, waiting[:1])


def _confirming(desk: Desk, fixable: list[Finding]) -> Desk:
    from assistant.ui.panels.findings import changes

    lines = [f"{_explained(f)}\n  改为：{changes(f)}" for f in fixable[:3]]
    choices = [Choice(label=f"照此修改{f.place}", kind="fix_one", at=f.id) for f in fixable[:3]]
    return desk.told("看清再点，可以撤销：\n" + "\n".join(lines), *choices)


def why(desk: Desk, intent: Intent, services: Services) -> Desk:
    """The page of a rule, the findings of a place with their reasons, or where a number is from."""
    if intent.code:
        return desk.told(*_page(intent.code, desk))
    meant = [f for f in findings_meant(intent, desk, services.profile) if not f.suppressed]
    if meant:
        choices = [
            Choice(label=f"{code} 的依据和例子", kind="say", text=f"为什么 {code}")
            for code in dict.fromkeys(f.code for f in meant[:3])
        ]
        return desk.told("\n".join(map(_explained, meant[:3])), *choices)
    if intent.subject and evidence_meant(intent, desk, services.profile):
        desk = desk.told(f"“{intent.subject}”现在没有检查意见；其中的数字是这样来的：")
        return sources(desk, intent, services)
    if intent.subject and cells_of(intent, needed(desk), services.profile):
        return desk.told(f"“{intent.subject}”现在没有检查意见，也没有需要说明来源的数字。")
    if _open(desk):
        return desk.told("想看哪一条的理由？", *_codes(desk))
    return desk.told("现在没有检查意见。要看某条规则，请带上编号，例如“为什么 VA003”。")


def _explained(finding: Finding) -> str:
    said = f"· {SEVERITY_WORDS[finding.severity]} {finding.place}（{finding.code}）："
    said += finding.message
    said += f"\n  建议：{finding.suggestion}" if finding.suggestion else ""
    return said + (f"\n  依据：{finding.source}" if finding.source else "")


def _page(code: str, desk: Desk) -> tuple[str, *tuple[Choice, ...]]:
    try:
        page = page_of(code)
    except UsageError:
        return (f"没有编号为 {code} 的规则。", *_codes(desk))
    told = "".join(f"{notice}\n" for notice in retired_notices([code]))
    here = [f for f in desk.findings if f.code == page.code]
    choices = [Choice(label=f"去看{f.place}", kind="goto", at=f.path) for f in here[:3]]
    return (told + page_text(page).replace(f" {page.name}", "", 1).strip(), *choices)


def _codes(desk: Desk) -> tuple[Choice, ...]:
    codes = dict.fromkeys(finding.code for finding in _open(desk))
    return tuple(Choice(label=code, kind="say", text=f"为什么 {code}") for code in list(codes)[:8])


def sources(desk: Desk, intent: Intent, services: Services) -> Desk:
    """The sentence, the calculation or the convention behind each number asked about."""
    declaration = needed(desk)
    entries = evidence_meant(intent, desk, services.profile)
    if not entries and intent.subject:
        return desk.told(
            f"“{intent.subject}”没有要说明来源的数字。全部来源在“内容来源”里。",
            Choice(label="看内容来源", kind="show", at="evidence"),
        )
    if not entries:
        return desk.told(
            "每个数字从哪来，列在“内容来源”里；点表里任何一格，下面也会说这一格的来源。",
            Choice(label="看内容来源", kind="show", at="evidence"),
        )
    lines = [
        f"· {place_name(e.path, declaration, services.profile)} “{e.text}”："
        f"{origin_said(e, desk.source)}"
        for e in entries[:MOST]
    ]
    return desk.told("\n".join(lines), Choice(label="去看这一格", kind="goto", at=entries[0].path))


def suppress(desk: Desk, intent: Intent, services: Services) -> Desk:
    """A finding accepted with its reason; asks for what is missing."""
    from assistant.ui.accepting import suppress as accept

    meant = [f for f in findings_meant(intent, desk, services.profile) if not f.suppressed]
    if not meant:
        return desk.told("要豁免哪一条？请带上编号和理由，如“忽略 IN008，因为……”。", *_codes(desk))
    if not intent.reason:
        return desk.told(
            f"不改要写理由，如“忽略 {meant[0].code}，因为……”；或在意见下面点“不改，写理由”。",
            *[Choice(label=f"去看{f.place}", kind="remarks", at=f.path) for f in meant[:3]],
        )
    if len(meant) > 1:
        choices = [
            Choice(label=f.place, kind="suppress", at=f.id, text=intent.reason) for f in meant
        ]
        return desk.told(f"{meant[0].code} 有 {len(meant)} 处，豁免哪一处？", *choices)
    return accept(desk, meant[0].id, intent.reason, services)


def restore(desk: Desk, intent: Intent, services: Services) -> Desk:
    """An accepted finding taken up again; when several could be meant they are offered."""
    from assistant.ui.accepting import restore as take_up

    accepted = [f for f in desk.findings if f.suppressed]
    meant = [f for f in accepted if not intent.code or f.code == intent.code]
    if not meant:
        return desk.told(f"没有豁免过{f' {intent.code}' if intent.code else '意见'}。")
    if len(meant) == 1:
        return take_up(desk, meant[0].id, services)
    choices = [Choice(label=f"{f.code} {f.place}", kind="unwaive", at=f.id) for f in meant[:8]]
    return desk.told("恢复哪一条？", *choices)


def new_draft(desk: Desk, intent: Intent, services: Services) -> Desk:
    """The button that leaves this draft and begins an empty one."""
    return desk.told(
        "现在这份已存在“历史”里，随时可以再打开。点一下从空白页开始：",
        Choice(label="新起一份", kind="new_draft"),
    )


def open_questions(desk: Desk, intent: Intent, services: Services) -> Desk:
    """The next open question."""
    return asked_next(desk)


def facts(desk: Desk, intent: Intent, services: Services) -> Desk:
    """What was understood of the description, in short; the list is for correcting it."""
    found = facts_of(desk, services)
    if not found:
        return desk.told("这份表不是从项目说明起草的，没有可以核对的理解。")
    lines = [f"· {fact.label}：{fact.read}" for fact in found[:MOST]]
    more = [f"……共 {len(found)} 条，在“读到的”里逐条核对，不对的当场改。"]
    return desk.told(
        "\n".join(("我从项目说明里读到：", *lines, *more)),
        Choice(label="逐条核对", kind="show", at="facts"),
    )


def export(desk: Desk, intent: Intent, services: Services) -> Desk:
    """The download buttons."""
    note = still_open(desk)
    wanted = {intent.format: ""} if intent.format in FORMAT_WORDS else FORMAT_WORDS
    return desk.told(
        f"点下面的按钮下载{f'（{note}，交表前请补齐）' if note else ''}。",
        *[Choice(label=f"下载 {FORMAT_WORDS[k]}", kind="download", text=k) for k in wanted],
    )


def copy(desk: Desk, intent: Intent, services: Services) -> Desk:
    """The button that puts a cell, a row or the whole form on the clipboard."""
    declaration = needed(desk)
    if intent.row or intent.subject:
        rows = rows_meant(intent, declaration, services.profile)
        cells = [c for c in cells_of(intent, declaration, services.profile) if c.count("/") == 1]
        choices = [
            Choice(label=f"复制{row_name(declaration, n)}", kind="copy", at=f"/indicators/{n}")
            for n in rows
        ]
        choices += [
            Choice(label=f"复制{place_name(c, declaration, services.profile)}", kind="copy", at=c)
            for c in cells
        ]
        if choices:
            return desk.told("点一下就放进剪贴板，可以直接粘贴：", *choices)
        return desk.told(f"表里没有“{intent.subject or f'第{intent.row}行'}”。")
    return desk.told(
        "点一下把整张表放进剪贴板，按申报表的顺序：先表头各栏，再各行指标。",
        Choice(label="复制整张表", kind="copy", at="table"),
        Choice(label="只复制指标各行", kind="copy", at="rows"),
    )


def _open(desk: Desk) -> list[Finding]:
    return [finding for finding in desk.findings if not finding.suppressed]


ANSWERS: Final[dict[Kind, Answer]] = {
    "check": check, "fix": fix, "why": why, "sources": sources, "suppress": suppress,
    "restore": restore, "new_draft": new_draft,
    "open": open_questions, "facts": facts, "export": export, "copy": copy, "similar": similar,
    "undo": lambda desk, intent, services: undo(desk),
    "redo": lambda desk, intent, services: redo(desk),
}  # fmt: skip
