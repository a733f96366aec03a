"""Said of the form: rows put in, taken out, moved; goals worded anew; values changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assistant.conversation import Intent, Kind
from assistant.model import NOT_APPLICABLE, OPEN
from assistant.ui import rows
from assistant.ui.adding import add_said
from assistant.ui.cells import short_label
from assistant.ui.changes import change
from assistant.ui.desk import Choice, Desk
from assistant.ui.places import row_name, rows_meant
from assistant.ui.proposals import GOALS, decide, propose
from assistant.ui.rechecking import needed
from assistant.ui.services import Services

Answer = Callable[[Desk, Intent, Services], Desk | None]
_DEEDS: Final = {
    "remove_row": ("删除", "remove_row"),
    "duplicate_row": ("照样加一行", "duplicate_row"),
    "row_up": ("上移", "row_up"),
    "row_down": ("下移", "row_down"),
}


def changed(desk: Desk, intent: Intent, services: Services) -> Desk | None:
    """A value changed, or one added that has no row yet; None when nothing fits."""
    done = change(desk, intent, services)
    if done is not None or intent.row or not intent.subject:
        return done
    return None


def added(desk: Desk, intent: Intent, services: Services) -> Desk | None:
    """A row put in."""
    return add_said(desk, intent.subject, intent.value, services)


def touched(desk: Desk, intent: Intent, services: Services) -> Desk | None:
    """A row taken out, moved or repeated; asks which one when several may be meant."""
    kind = intent.kind
    if kind == "move_row":
        deed = "row_up" if intent.direction == "up" else "row_down"
    else:
        deed = str(kind)
    word, act = _DEEDS[deed]
    declaration = needed(desk)
    meant = rows_meant(intent, declaration, services.profile)
    if not meant:
        count = len(declaration.indicators)
        if intent.row:
            return desk.told(f"没有这一行：表里共 {count} 行指标。说“删掉第3行”这样的行号就行。")
        return desk.told(f"表里没有“{intent.subject}”这一行。可以说行号，如“第3行”。")
    if len(meant) > 1:
        choices = [
            Choice(label=row_name(declaration, n), kind=act, at=f"/indicators/{n}") for n in meant
        ]
        return desk.told(f"“{intent.subject}”可能指下面几行，{word}哪一行？", *choices)
    return _done(desk, deed, meant[0], services)


def _done(desk: Desk, deed: str, index: int, services: Services) -> Desk:
    path = f"/indicators/{index}"
    before = needed(desk)
    name = row_name(before, index)
    undo = Choice(label="撤销", kind="undo")
    if deed == "row_up":
        return rows.move_row(desk, path, -1, services).told(f"已把{name}上移一行。", undo)
    if deed == "row_down":
        return rows.move_row(desk, path, 1, services).told(f"已把{name}下移一行。", undo)
    if deed == "duplicate_row":
        done = rows.duplicate_row(desk, path, services)
        return done.told(f"已照{name}再加一行，是第{index + 2}行，请改成需要的内容。", undo)
    if before.indicators[index].is_not_applicable:
        category = before.indicators[index].level2 or "这一类"
        return desk.told(
            f"“{category}”已经是“{NOT_APPLICABLE}”，官方表里这一类不能没有，留着不动。"
        )
    after = rows.remove_row(desk, path, services)
    is_gone = len(needed(after).indicators) < len(before.indicators)
    said = (
        f"已删除{name}。"
        if is_gone
        else (f"{name}是这一类唯一的一行，官方表里这一类不能没有，已改为“{NOT_APPLICABLE}”。")
    )
    return after.told(said, undo)


def rewritten(desk: Desk, intent: Intent, services: Services) -> Desk | None:
    """A goal worded anew, as a proposal; asks which goal when none was named."""
    declaration = needed(desk)
    field = intent.field
    if not field and desk.proposal is not None:
        field = "annual_goal" if desk.proposal.path == "/annual_goal" else "long_term_goal"
    filled = [g for g in GOALS if (getattr(declaration, g) or OPEN) not in (OPEN, NOT_APPLICABLE)]
    if not field and len(filled) == 1:
        return propose(desk, filled[0], intent.instruction, services)
    if not field:
        choices = [
            Choice(label=f"改写{short_label(g, services.profile)}", kind="rewrite", at=g,
                   text=intent.instruction)
            for g in GOALS
        ]  # fmt: skip
        return desk.told("改写哪一个目标？", *choices)
    return propose(desk, field, intent.instruction, services)


def decided(desk: Desk, intent: Intent, services: Services) -> Desk | None:
    """A proposal taken or left; None when there is none to decide about."""
    if desk.proposal is None:
        return None
    return decide(desk, intent.row, intent.kind == "accept", services)


DEEDS: Final[dict[Kind, Answer]] = {
    "change": changed, "add_row": added, "remove_row": touched, "duplicate_row": touched,
    "move_row": touched, "rewrite": rewritten, "accept": decided, "reject": decided,
}  # fmt: skip
