"""Dropped files: a form is opened and checked, any other text joins the project description."""

from __future__ import annotations

from assistant.errors import FileError, NoDeclaration, UsageError
from assistant.model import Imported
from assistant.ui.desk import Choice, Desk, Shelved, Upload
from assistant.ui.rechecking import recheck
from assistant.ui.sentences import checked
from assistant.ui.services import Services


def take_files(desk: Desk, uploads: tuple[Upload, ...], services: Services) -> Desk:
    """Reads the files. What cannot be read is told beside the drop zone; the others go on."""
    desk = desk.model_copy(update={"troubles": ()})
    refused: list[str] = []
    forms: list[Shelved] = []
    for upload in uploads:
        try:
            read = services.read(upload.content, upload.name)
            forms.extend(Shelved(file_name=upload.name, imported=each) for each in read)
        except NoDeclaration as error:
            desk, problem = _take_text(desk, upload, services, str(error))
            refused.extend(problem)
        except FileError as error:
            refused.append(str(error))
    if forms:
        desk = _shelve(desk, tuple(forms), services)
    return desk.failed("files", "\n".join(refused)) if refused else desk


def open_form(desk: Desk, number: int, services: Services) -> Desk:
    """Opens one of the declarations on the shelf and checks it."""
    is_there = 0 <= number < len(desk.shelf)
    return opened(desk, desk.shelf[number] if is_there else None, services)


def opened(desk: Desk, chosen: Shelved | None, services: Services) -> Desk:
    """The desk with that form on it, checked; None: it is not there any more."""
    if chosen is None:
        raise UsageError("这份申报表已经不在了，请重新拖入文件。")
    imported = chosen.imported
    after = Desk(
        description=desk.description, texts=desk.texts, talk=desk.talk, shelf=desk.shelf,
        troubles=desk.troubles, declaration=imported.declaration, file_name=chosen.file_name,
        cells=dict(imported.cells), notes=imported.notes, past=desk.past,
    )  # fmt: skip
    after = recheck(after, services)
    name = imported.declaration.project_name or "未写项目名称"
    said = f"已打开“{name}”（{chosen.file_name}）。{checked(after)}"
    if imported.cut:
        said += f"\n{imported.cut}"
    if imported.notes:
        said += f"\n读取时有 {len(imported.notes)} 处说明，列在检查意见下面。"
    return after.told(said)


def open_stored(desk: Desk, declaration_id: str, services: Services) -> Desk:
    """Opens a copy of a declaration of the library; the library's own is not changed by it."""
    index = services.index.get()
    if index is None:
        raise UsageError("检索索引打不开，往年库暂时用不了；请看服务窗口里的提示。")
    stored = Imported(declaration=index.declaration(declaration_id))
    return opened(desk, Shelved(file_name="往年库", imported=stored), services)


def _shelve(desk: Desk, forms: tuple[Shelved, ...], services: Services) -> Desk:
    desk = desk.model_copy(update={"shelf": forms})
    if len(forms) == 1:
        return open_form(desk, 0, services)
    choices = [
        Choice(label=_name(form, number), kind="open", text=str(number))
        for number, form in enumerate(forms)
    ]
    return desk.told(f"读到 {len(forms)} 份申报表，点一份打开检查：", *choices)


def _name(form: Shelved, number: int) -> str:
    return form.imported.declaration.project_name or f"第 {number + 1} 份（未写项目名称）"


def _take_text(
    desk: Desk, upload: Upload, services: Services, reason: str
) -> tuple[Desk, list[str]]:
    """The file's text at the end of the description; the problems, if it has none to give."""
    try:
        text = services.text_of(upload.content, upload.name).strip()
    except FileError as error:
        return desk, [str(error)]
    if not text:
        return desk, [reason]
    joined = f"{desk.description.rstrip()}\n\n{text}".strip()
    desk = desk.model_copy(
        update={"description": joined, "texts": (*desk.texts, (upload.name, text))}
    )
    return desk.told(
        f"“{upload.name}”里没有申报表，已把文字放进左边的项目说明，看过后点“起草”。"
    ), []
