"""“加一个满意度指标”, “增加培训场次12场”: which category, and the row itself."""

from __future__ import annotations

from assistant.drafting.offline.explaining import explain
from assistant.drafting.tokens import tokens_of
from assistant.model import OPEN, Indicator, Provenance, Question, Requirement
from assistant.parse.mentions import find_mentions
from assistant.parse.targets import parse_target
from assistant.ui.cells import place_name
from assistant.ui.desk import Choice, Desk
from assistant.ui.rechecking import needed, recheck
from assistant.ui.rows import put_in
from assistant.ui.services import Services
from assistant.ui.user_words import is_open_row, noted
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Category, Profile
from assistant.vocabulary.works import open_row, work_of


def add_said(desk: Desk, subject: str, value: str, services: Services) -> Desk:
    """Adds the row that was asked for, or asks for its category."""
    category, name = placed(subject, services.profile)
    if category is None:
        choices = [
            Choice(label=each.level2, kind="add_to", at=each.level2, text=f"{name}\t{value}")
            for each in services.profile.categories
        ]
        what = f"“{name}”" if name else "新的一行"
        return desk.told(f"{what}加在哪一类下面？", *choices)
    return add_to(desk, category.level2, f"{name}\t{value}", services)


def add_to(desk: Desk, level2: str, text: str, services: Services) -> Desk:
    """Adds a row to that category; `text` is its name and its value, parted by a tab."""
    name, _, value = text.partition("\t")
    profile = services.profile
    category = profile.category_named(level2)
    if category is None:
        return desk.told(f"这张表没有“{level2}”这一类。")
    work = work_of(needed(desk).project_name or "")
    row = new_row(category, name, value, work)
    desk, index = _in_its_place(desk, row, category)
    path = f"/indicators/{index}"
    desk = recheck(_told_by(_asking(desk, path, row, category, work), path, row), services)
    for field in ("name", "value"):
        if getattr(row, field) != OPEN and (name if field == "name" else value):
            desk = noted(desk, f"{path}/{field}")
    place = place_name(path, needed(desk), profile)
    said = f"已在“{category.level2}”加上第 {index + 1} 行：{row.name} {row.value}（{place}）。"
    question = next((q for q in desk.questions if q.path.startswith(f"{path}/")), None)
    if question is None:
        return desk.told(said, Choice(label="去看这一行", kind="goto", at=f"{path}/name"))
    return desk.model_copy(update={"asking": question.path}).told(
        f"{said}\n{question.question}直接回复数值就行。",
        Choice(label="在表里填写", kind="goto", at=question.path),
        Choice(label="类似项目怎么写", kind="say", text=f"类似项目{row.name}怎么写"),
    )


def placed(subject: str, profile: Profile) -> tuple[Category | None, str]:
    """The category meant and the row's name: 质量 验收合格率 → (质量指标, 验收合格率)."""
    first, _, rest = subject.partition(" ")
    category = category_said(first, profile)
    if category is not None:
        return category, rest.strip()
    name = subject.replace(" ", "")
    kinds: dict[str, list[str]] = load("phrases")["row_kinds"]
    kind = next((k for k, ends in kinds.items() if name.endswith(tuple(ends))), None)
    found = next((c for c in profile.categories if c.kind == kind), None)
    return found, name


def category_said(words: str, profile: Profile) -> Category | None:
    """The category that goes by that name, by its full or its short one (满意度, 社会效益)."""
    plain = words.strip().lstrip("*＊").removesuffix("指标")
    if not plain:
        return None
    exact = profile.category_named(words) or profile.category_named(plain)
    short = exact or profile.category_named(f"{plain}指标")
    if short is not None:
        return short
    meant = [c for c in profile.categories if c.required and plain in c.level2]
    return meant[0] if meant and plain in ("满意度", "满意", "效益", "社会", "可持续") else None


def new_row(category: Category, name: str, value: str, work: str | None) -> Indicator:
    """The row as the drafter would write it; what is not known is open."""
    usual = open_row(category.kind, work)
    name = name or (usual.name if category.kind.endswith("satisfaction") else "")
    mentions = find_mentions(value) if value else ()
    target = parse_target(value) if value else None
    fact = Requirement(
        start=0, end=0, kind=category.kind, name=name, object=name, clause=name,
        mention=mentions[0] if mentions else None,
    )  # fmt: skip
    unit = (target.unit if target else None) or (
        usual.unit if name.endswith(("率", "度")) else OPEN
    )
    return Indicator(
        level1=category.level1,
        level2=category.level2,
        name=name or OPEN,
        value=value or OPEN,
        unit=unit,
        explanation=explain(fact) if name else OPEN,
    )


def _in_its_place(desk: Desk, row: Indicator, category: Category) -> tuple[Desk, int]:
    """Below the category's last row; in place of a row that says 不适用 or nothing."""
    rows = needed(desk).indicators
    same = [n for n, each in enumerate(rows) if each.level2 == category.level2]
    if len(same) == 1 and is_open_row(rows[same[0]]):
        replaced = (*rows[: same[0]], row, *rows[same[0] + 1 :])
        declaration = needed(desk).model_copy(update={"indicators": replaced})
        return desk.model_copy(update={"declaration": declaration, "troubles": ()}), same[0]
    at = same[-1] + 1 if same else len(rows)
    return put_in(desk, row, at), at


def _told_by(desk: Desk, path: str, row: Indicator) -> Desk:
    """With the numbers of the new row noted as the user's word."""
    cells = ((f"{path}/{field}", getattr(row, field)) for field in ("name", "value"))
    entries = [
        Provenance(
            path=at, kind="brief", text=token.text, source="answer", note=f"填报人补充：{text}"
        )
        for at, text in cells
        if text != OPEN
        for token in tokens_of(text)
    ]
    return desk.model_copy(update={"provenance": (*desk.provenance, *entries)})


def _asking(desk: Desk, path: str, row: Indicator, category: Category, work: str | None) -> Desk:
    """With questions for what is open in the new row."""
    asked = []
    if row.name == OPEN:
        text = f"“{category.level2}”新加的一行，指标名称怎么写？"
        asked.append(Question(path=f"{path}/name", question=text))
    if row.value == OPEN:
        usual = open_row(category.kind, work)
        text = usual.question if row.name == usual.name else f"“{row.name}”要达到多少？"
        if row.name == OPEN:
            text = "这一行的指标值是多少？"
        asked.append(Question(path=f"{path}/value", question=text))
    kept = tuple(q for q in desk.questions if not q.path.startswith(f"{path}/"))
    return desk.model_copy(update={"questions": (*kept, *asked)})
