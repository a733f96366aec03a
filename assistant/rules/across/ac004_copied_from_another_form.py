"""AC004."""

from collections.abc import Iterator
from functools import partial

from assistant.rules.across.readings import is_specific
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot, plain, shared, titles_of
from assistant.rules.form import NAMED_TEXTS, Cell
from assistant.rules.text import alike, sentence_around, shorten

HEAD = 4
"""Characters of a name by which it is looked up, so that texts are read once."""
SUBJECT = ("20", "将", "本年度", "年度")

Names = dict[str, dict[int, dict[str, list[Entry]]]]
"""By the first characters, then by length, then by the whole name."""
LONG = 30
"""Characters from which two texts are not alike by chance."""


class CopiedFromAnotherForm(AcrossRule):
    """
    一句话：文字是从另一张申报表抄来的：别的项目的名称还留在里面，或两个项目的目标逐字相同。
    为什么：审核人一眼看出整段没有改，会怀疑目标和指标都不是为本项目写的；不同的项目有不同的产出，
        整段相同，至少有一张是抄来的。
    依据：惯例：绩效目标结合本项目的内容设定，各栏说的是同一个项目
    反例：“食品抽检”的年度目标写“农贸市场改造项目2026年度将……”，而“农贸市场改造项目”另有一张表，
        写的是同样的话；“东湖公园养护”与“北山公园养护”的年度目标连数量都一样。
    正例：本项目2026年度将……；各写各的任务、数量和效果。
    修复是否安全：不自动修复；抄来的内容要整段重写。
    """

    code = "AC004"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per form and project whose name was left in it, and per shared goal."""
        yield from _names_left(batch)
        yield from _same_goals(batch)


def _names_left(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per declaration and project whose name was left in it."""
    named = batch.once(names)
    for entry in batch.projects:
        seen: set[str] = set()
        for cell in entry.form.texts:
            if cell.field in NAMED_TEXTS or cell.field == "policy_basis":
                continue
            for other, start in _named_in(cell.text, named):
                if other.project in seen or not _is_foreign(entry, other):
                    continue
                found = _copied(cell, start, entry, other)
                if found:
                    seen.add(other.project)
                    yield _remark(entry, other, cell, found)


def names(batch: Batch) -> Names:
    """The projects by the first characters of their names; names anybody may say are left out."""
    found: Names = {}
    for entry in batch.projects:
        name = entry.name
        if len(name) > HEAD and is_specific(name, entry):
            by_length = found.setdefault(name[:HEAD], {}).setdefault(len(name), {})
            by_length.setdefault(name, []).append(entry)
    return found


def _named_in(text: str, named: Names) -> Iterator[tuple[Entry, int]]:
    for start in range(len(text) - HEAD):
        for length, same in named.get(text[start : start + HEAD], {}).items():
            for other in same.get(text[start : start + length], ()):
                yield other, start


def _is_foreign(entry: Entry, other: Entry) -> bool:
    """Another project, whose name does not overlap with this one's own names."""
    if other.project == entry.project or (other.code and other.code == entry.code):
        return False
    own = plain(entry.name + entry.unit)
    return plain(other.name) not in own and plain(entry.name) not in plain(other.name)


def _copied(cell: Cell, start: int, entry: Entry, other: Entry) -> str | None:
    """The sentence with the foreign name, when the other form says the same or it is subject."""
    left, right = sentence_around(cell.text, start, start + len(other.name))
    sentence = cell.text[left:right].strip()
    rest = cell.text[start + len(other.name) :].lstrip("项目")
    leads = start - left <= 1 and cell.field.endswith("goal") and rest.startswith(SUBJECT)
    if leads or (len(plain(sentence)) >= 12 and _is_said(sentence, entry, other, cell)):
        return sentence
    return None


def _is_said(sentence: str, entry: Entry, other: Entry, cell: Cell) -> bool:
    bare, enough = sentence.replace(other.name, ""), entry.form.limit("copied_sentence")
    for theirs in other.form.texts:
        if theirs.field != cell.field:
            continue
        for text in (theirs.text, *theirs.text.replace("；", "。").split("。")):
            if alike(bare, text.replace(other.name, "")) >= enough:
                return True
    return False


def _remark(entry: Entry, other: Entry, cell: Cell, sentence: str) -> AcrossRemark:
    theirs = next((c.path for c in other.form.texts if c.field == cell.field), "/project_name")
    return AcrossRemark(
        (Spot(entry, cell.path), Spot(other, theirs)),
        f"{entry.title}的{entry.profile.label_of(cell.field)}里写着另一个项目{other.title}的名称，"
        "像是从那张表抄来没有改。",
        "改成本项目的内容；确实涉及那个项目的，写明两者的关系。",
        shorten(sentence, 60),
        key=f"{cell.field}/{other.project}",
    )


def _same_goals(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per goal that several projects of a unit share."""
    for peers in batch.peers:
        said: set[frozenset[str]] = set()
        for field in ("annual_goal", "long_term_goal"):
            for _, spots in shared(peers, partial(goal_of, field=field)):
                projects = frozenset(spot.entry.project for spot in spots)
                if projects in said:
                    continue
                said.add(projects)
                first = spots[0].entry
                yield AcrossRemark(
                    spots,
                    f"{titles_of(spots)}的{first.profile.label_of(field)}逐字相同。",
                    "按各项目自己的任务、数量和效果分别改写。",
                    shorten(first.form.text(field), 60),
                    key=field,
                    formerly="AC005",
                )


def goal_of(entry: Entry, field: str) -> Iterator[tuple[str, str]]:
    """The goal without the project's own name, with its path; nothing when it is short."""
    text = plain(entry.form.text(field))
    bare = text.replace(plain(entry.name), "") if entry.name else text
    if len(bare) >= LONG:
        yield bare, f"/{field}"
