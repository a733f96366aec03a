"""What the page can do with a form: a desk and plain values in, a desk out. No gradio here."""

from __future__ import annotations

from assistant.errors import UsageError
from assistant.model import NOT_APPLICABLE, OPEN, Edit, SourceText
from assistant.rules.edits import apply_edits
from assistant.ui.cells import text_at
from assistant.ui.desk import Choice, Desk
from assistant.ui.rechecking import changed, needed, recheck
from assistant.ui.rows import not_applicable
from assistant.ui.sentences import author, checked, open_count
from assistant.ui.services import Services
from assistant.ui.user_words import header_words, is_same_project, noted, spoken_again


def start_draft(desk: Desk, description: str, services: Services) -> Desk:
    """A new draft from the description. Raises AssistantError when there is nothing to go by."""
    if not description.strip():
        raise UsageError("项目说明还是空的：请先写几句项目要做什么、做多少、花多少钱，或拖入文件。")
    source = source_of(description, desk.texts)
    goes_on = is_same_project(desk.source.text or desk.description, description)
    words = desk.words if goes_on else ()
    draft = services.draft(source, header_words(desk) if goes_on else {})
    fresh = Desk(
        description=description, source=source, texts=desk.texts, shelf=desk.shelf,
        talk=desk.talk, past=desk.past, meta=draft.meta, words=words,
    ).with_draft(draft)  # fmt: skip
    fresh, kept = spoken_again(fresh, services)
    fresh = recheck(fresh, services)
    said = f"申报表起草好了（{author(fresh)}）。{checked(fresh)}"
    if kept:
        said += f"\n您以前填写或说过的 {kept} 处照原样保留。"
    elif desk.words:
        said += f"\n这像是另一个项目：以前填写的 {len(desk.words)} 处没有带过来（可以撤销）。"
    if draft.meta.notice:
        said += f"\n注意：{draft.meta.notice}"
    if services.index.trouble:
        said += f"\n注意：{services.index.trouble}"
    read = Choice(label="核对读到的内容", kind="show", at="facts")
    if not fresh.questions:
        return fresh.told(said, read)
    waiting = f"，表中 {open_count(fresh)} 处写着{OPEN}" if open_count(fresh) else ""
    said += f"\n还有 {len(fresh.questions)} 个问题要您回答{waiting}。"
    return fresh.told(said, Choice(label="逐个回答", kind="say", text="还缺什么"), read)


def source_of(description: str, texts: tuple[tuple[str, str], ...]) -> SourceText:
    """The description with the files it came from, as far as their text still stands in it."""
    found = [(name, description.find(text)) for name, text in texts if text]
    parts = sorted(((n, at) for n, at in found if at >= 0), key=lambda part: part[1])
    return SourceText(text=description, parts=tuple(parts))


def edit_cell(desk: Desk, path: str, text: str, services: Services) -> Desk:
    """Writes one cell, or answers its question, and checks again. What cannot stand there is told
    at the cell, which stays as it was."""
    text = text.strip()
    if text == text_at(needed(desk), path) and path not in desk.open_paths:
        return desk.model_copy(update={"troubles": ()})
    try:
        return noted(recheck(_written(desk, path, text, services), services), path)
    except UsageError as error:
        return desk.failed("form", str(error), at=path)


def answer(desk: Desk, path: str, text: str, services: Services) -> Desk:
    """Answers an open question; 不适用 answers the whole row."""
    if not text.strip():
        return desk.failed("form", "请先填写答案，再点“填入”。", at=path)
    if text.strip() == NOT_APPLICABLE and path.startswith("/indicators/"):
        return not_applicable(desk, path, services)
    return edit_cell(desk, path, text, services)


def _written(desk: Desk, path: str, text: str, services: Services) -> Desk:
    is_side_cell = path.endswith(("/unit", "/explanation"))
    if not text or (text == NOT_APPLICABLE and is_side_cell):
        edit = Edit(path=path, value=text or None)
        return changed(desk, apply_edits(needed(desk), [edit]), (path,))
    return desk.with_draft(services.continue_draft(desk.as_draft(), {path: text}))


def fix_safe(desk: Desk, services: Services) -> Desk:
    """Applies all safe fixes and says what they were."""
    mended, applied = services.unit.fix(needed(desk), services.profile)
    if not applied:
        return desk.told("没有可以自动修复的问题：剩下的意见请您改，或逐条点“照此修改”。")
    paths = tuple(edit.path for f in applied if f.fix for edit in f.fix.edits)
    lines = "\n".join(f"· {finding.place}：{finding.message}" for finding in applied)
    told = f"已修复 {len(applied)} 处（只改写法，不改意思）：\n{lines}"
    return recheck(changed(desk, mended, paths), services).told(told)


def fix_one(desk: Desk, finding_id: str, services: Services) -> Desk:
    """Applies the fix of one finding."""
    finding = next((f for f in desk.findings if f.id == finding_id), None)
    if finding is None or finding.fix is None:
        return desk.told("这条意见已经不在了，可能刚才的改动已解决它。")
    mended = apply_edits(needed(desk), finding.fix.edits)
    paths = tuple(edit.path for edit in finding.fix.edits)
    said = f"已修改 {finding.place}：{finding.suggestion or finding.message}"
    return recheck(changed(desk, mended, paths), services).told(said)
