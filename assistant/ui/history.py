"""What the page can do with kept drafts: open, begin anew, compare, restore, put away; and what to
do when two pages worked on one draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.errors import AssistantError, UsageError
from assistant.store import DraftStore
from assistant.ui.cells import place_name
from assistant.ui.desk import Desk
from assistant.ui.keeping import form_of
from assistant.ui.rechecking import recheck
from assistant.ui.services import Services
from assistant.ui.session import Session

OVERTAKEN: Final = (
    "这份草稿刚才被另一个页面改过，您在这里的这一处改动没有写入；下面已是最新的内容，请再改一次。"
)
WORDS: Final = {
    "draft": "起草", "redraft": "重新起草", "example": "起草示例", "edit": "修改 {place}",
    "answer": "回答 {place}", "change": "修改 {place}", "add_row": "加一行",
    "remove_row": "删一行", "not_applicable": "改为不适用", "fix": "修复写法",
    "fix_one": "照意见修改", "undo": "撤销", "redo": "重做", "duplicate_row": "照样加一行",
    "row_up": "上移一行", "row_down": "下移一行", "add_to": "加一行", "add_said": "加一行",
    "accept": "采用改写", "reject": "放弃改写", "another": "换一种改写", "rewrite": "改写目标",
    "suppress": "豁免一条意见", "unwaive": "恢复一条意见", "fact": "更正读到的内容",
    "open": "打开文件", "files": "读入文件",
}  # fmt: skip


def label(kind: str, at: str, text: str, desk: Desk, services: Services) -> str:
    """What the version is called that a deed makes: `修改 质量指标 第1行 指标值`."""
    if kind == "say":
        return f"对话：{text.strip()[:40]}"
    words = WORDS.get(kind, "修改")
    if "{place}" not in words:
        return words
    place = place_name(at, desk.declaration, services.profile) if desk.declaration else ""
    return words.format(place=place).strip()


def reattach(session: Session, kind: str, draft: str, revision: str, number: str = "") -> bool:
    """Takes up the draft of a page that an earlier process served. False when it is gone, when that
    process has carried out the deed of that `number` and could not answer any more, or when the
    draft was changed since: the deed must not be carried out on what the page did not show."""
    try:
        with session.locked():
            session.open(draft)
    except AssistantError:
        return False
    if number and session.desk.deed == number:
        return False
    if str(session.standing.revision) == revision:
        return True
    if kind != "look":
        session.apply("chat", lambda desk: desk.failed("form", OVERTAKEN))
    return False


def resume(session: Session, at: str, text: str, services: Services) -> None:
    """Takes up the draft named in the page's address, and what was typed but not yet sent."""
    if at and at != session.standing.draft:
        _open(session, at, text, services)
    if text.strip() and session.desk.description != text and session.desk.declaration is None:
        session.apply("intake", lambda desk: desk.model_copy(update={"description": text}))


def look(session: Session, at: str, text: str, services: Services) -> None:
    """Follows another page that changed this draft, when nothing here would be lost."""
    standing = session.standing
    if not standing.draft or standing.is_side or standing.unkept:
        return
    if _store(session).revision(session.owner, standing.draft) != standing.revision:
        _open(session, standing.draft, "", services)


def _open(session: Session, at: str, text: str, services: Services) -> None:
    session.open(at)
    session.history = session.history.model_copy(update={"compared": ()})
    if session.desk.declaration is not None:
        session.apply("chat", lambda desk: recheck(desk, services))


def _new(session: Session, at: str, text: str, services: Services) -> None:
    session.part()
    session.desk = Desk()


def _restore(session: Session, at: str, text: str, services: Services) -> None:
    number = _number(at)
    forms = _store(session).forms(session.owner, session.standing.draft, [number])
    if number not in forms:
        raise UsageError(f"没有第 {at} 版；请从“历史”里另选一版。")

    def restored(desk: Desk) -> Desk:
        desk = recheck(form_of(forms[number], number, desk), services)
        return desk.told(f"已恢复到第 {number} 版。恢复前的内容也留着，可以撤销。")

    session.apply("chat", restored, "恢复")


def _compare(session: Session, at: str, text: str, services: Services) -> None:
    """Shows what differs between two versions; the same two again closes the comparison."""
    chosen = (_number(at), _number(text) if text else session.desk.version)
    same = session.history.compared == chosen
    session.history = session.history.model_copy(update={"compared": () if same else chosen})


def _archive(session: Session, at: str, text: str, services: Services) -> None:
    _store(session).archive(session.owner, at)
    if at == session.standing.draft:
        _new(session, "", "", services)


def _unarchive(session: Session, at: str, text: str, services: Services) -> None:
    _store(session).archive(session.owner, at, archived=False)


def _delete(session: Session, at: str, text: str, services: Services) -> None:
    """Only what was put away can be deleted: two deliberate steps."""
    store = _store(session)
    if at not in {entry.id for entry in store.drafts(session.owner, archived=True, limit=10_000)}:
        raise UsageError("只能删除已归档的草稿：请先归档，再到“已归档”里删除。")
    store.delete(session.owner, at)


def _show(session: Session, at: str, text: str, services: Services) -> None:
    """Switches a part of the panel: `archived`, `all_drafts` or `all_versions`."""
    if at in type(session.history).model_fields:
        shown = not getattr(session.history, at)
        session.history = session.history.model_copy(update={at: shown})


def _take_mine(session: Session, at: str, text: str, services: Services) -> None:
    """This page's form becomes the draft; the other one's stays among the versions."""
    seen = _store(session).revision(session.owner, session.standing.draft)
    session.keep("用这个页面的内容", seen=seen)


def _take_theirs(session: Session, at: str, text: str, services: Services) -> None:
    """The other page's form is shown here too; this one's stays among the versions."""
    _open(session, session.standing.draft, "", services)


def _take_both(session: Session, at: str, text: str, services: Services) -> None:
    """This page's form becomes a draft of its own."""
    session.part()
    session.apply(
        "chat",
        lambda desk: desk.told("这个页面的内容已另存为一份草稿；另一个页面的那份没有动。"),
        "另存为一份",
    )


Deed = Callable[[Session, str, str, Services], None]
DEEDS: Final[dict[str, Deed]] = {
    "resume": resume, "look": look, "open_draft": _open, "new_draft": _new,
    "restore_version": _restore, "compare_versions": _compare, "archive": _archive,
    "unarchive": _unarchive, "delete_draft": _delete, "show_history": _show,
    "take_mine": _take_mine, "take_theirs": _take_theirs, "take_both": _take_both,
}  # fmt: skip


def perform(session: Session, kind: str, at: str, text: str, services: Services) -> Desk:
    """Carries out one deed about drafts; what it raises is said in the history panel."""
    with session.locked():
        session.trouble = ""
        try:
            DEEDS[kind](session, at, text, services)
        except AssistantError as error:
            session.trouble = str(error)
        session.turn += 1
        return session.desk


def _store(session: Session) -> DraftStore:
    if session.store is None:
        raise UsageError("这个页面没有接草稿库，历史不可用。")
    return session.store


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"版本号要是整数，不能是“{text[:20]}”。")
    return int(text)
