"""“把合同审查改成120份”: finds the cell that is meant, writes it, says what was there before."""

from __future__ import annotations

import re
from typing import Final

from assistant.conversation import Intent
from assistant.model import OPEN, Finding
from assistant.parse.render import goal_amount
from assistant.parse.targets import parse_target
from assistant.ui.adding import category_said
from assistant.ui.cells import place_name, text_at
from assistant.ui.desk import Choice, Desk
from assistant.ui.handlers import answer
from assistant.ui.matching import is_named
from assistant.ui.places import cells_of
from assistant.ui.rechecking import needed
from assistant.ui.sentences import SEVERITY_WORDS, in_words
from assistant.ui.services import Services

_BARE_NUMBER: Final = re.compile(r"^\d[\d,.]*[^-~～至\d]*$")
_SIGN: Final = re.compile(r"^[≥≤＞＜]")


def change(desk: Desk, intent: Intent, services: Services) -> Desk | None:
    """The desk after the change; asks which cell when several fit; None when none does."""
    meant = cells_of(intent, needed(desk), services.profile)
    if not meant:
        return None
    if len(meant) == 1 and not _is_only_of_the_category(desk, meant[0], intent, services):
        return change_to(desk, meant[0], intent.value, services)
    if len(meant) == 1:
        return _asked_about(desk, meant[0], intent, services)
    choices = [
        Choice(label=_described(desk, path, services), kind="change", at=path, text=intent.value)
        for path in meant
    ]  # fmt: skip
    return desk.told(f"“{intent.subject}”可能指下面几处，把哪一处改成“{intent.value}”？", *choices)


def _is_only_of_the_category(desk: Desk, path: str, intent: Intent, services: Services) -> bool:
    """True for a row that was not named: it is the only one of the category that was, and its cell
    is filled already."""
    parts = path.split("/")
    if intent.row or parts[1] != "indicators" or path in desk.open_paths:
        return False
    row = needed(desk).indicators[int(parts[2])]
    if row.is_not_applicable or OPEN in text_at(needed(desk), path):
        return False
    return not is_named(intent.subject, row) and bool(
        category_said(intent.subject, services.profile)
    )


def _asked_about(desk: Desk, path: str, intent: Intent, services: Services) -> Desk:
    """Whether the category's only row is to be changed, or another one put beside it."""
    index = int(path.split("/")[2])
    row, words = needed(desk).indicators[index], f"{intent.subject}\t{intent.value}"
    said = f"“{intent.subject}”下面现在只有“{row.name}”这一行（{row.value}）。"
    return desk.told(
        f"{said}要改它，还是另加一行？",
        Choice(label=f"把“{row.name}”改成“{intent.value}”", kind="change", at=path,
               text=intent.value),
        Choice(label=f"另加一行“{intent.value}”", kind="add_said", text=words),
        Choice(label="去看这一行", kind="goto", at=path),
    )  # fmt: skip


def change_to(desk: Desk, path: str, value: str, services: Services) -> Desk:
    """Writes that cell (answering its question when one is open), says what changed and what the
    checker makes of it."""
    before = text_at(needed(desk), path)
    earlier = {finding.id for finding in desk.findings}
    desk = answer(desk, path, with_sign(value, _pattern(desk, path, before)), services)
    if desk.troubles:
        return desk.told(desk.troubles[0].text)
    after = text_at(needed(desk), path)
    place = in_words(place_name(path, needed(desk), services.profile))
    if after == before:
        return desk.told(f"{place}本来就是“{before}”，没有改动。")
    new = [finding for finding in desk.findings if finding.id not in earlier]
    said = f"已把{place}由“{before}”改为“{after}”。" if before else f"已填写{place}：“{after}”。"
    said += "".join(f"\n{SEVERITY_WORDS[f.severity]}：{f.message}" for f in new)
    ways = (*_goals_too(desk, path, before, after), *map(_way_out, new))
    return desk.told(said if new else f"{said}没有新的检查意见。", *ways)


def _goals_too(desk: Desk, path: str, before: str, after: str) -> list[Choice]:
    """A goal that still promises the old value of the row: offered to follow, as a proposal."""
    parts = path.split("/")
    if parts[1] != "indicators" or parts[-1] != "value":
        return []
    row = needed(desk).indicators[int(parts[2])]
    old, new = parse_target(before, row.unit), parse_target(after, row.unit)
    if not (old and new and row.name):
        return []
    was, now = goal_amount(old, before), goal_amount(new, after)
    return [
        Choice(label=f"{name}也改成“{row.name}{now}”", kind="rewrite", at=goal,
               text=f"把“{row.name}{was}”换成“{row.name}{now}”")
        for goal, name in (("annual_goal", "年度目标"), ("long_term_goal", "长期目标"))
        if f"{row.name}{was}" in (getattr(desk.declaration, goal) or "")
    ]  # fmt: skip


def _way_out(finding: Finding) -> Choice:
    """The fix of a new finding, or the way to its place."""
    if finding.fix is None:
        return Choice(label=f"去改{finding.place}", kind="goto", at=finding.path)
    return Choice(label=f"照此修改{finding.place}", kind="fix_one", at=finding.id)


def with_sign(value: str, pattern: str) -> str:
    """`120份` like `≥100份` is `≥120份`: who names only a number leaves the sign as it was."""
    sign = _SIGN.match(pattern)
    return sign[0] + value if sign and _BARE_NUMBER.match(value) else value


def _pattern(desk: Desk, path: str, before: str) -> str:
    """What stands in the cell, or what its open question proposes."""
    proposals = {question.path: question.proposal or "" for question in desk.questions}
    return proposals.get(path, before)


def _described(desk: Desk, path: str, services: Services) -> str:
    declaration = needed(desk)
    row = text_at(declaration, f"{path.rpartition('/')[0]}/name")
    now = text_at(declaration, path)
    return f"{row or place_name(path, declaration, services.profile)}（现在：{now or '空'}）"
