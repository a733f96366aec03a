"""撤销 and 重做: the form as it was, while the conversation goes on."""

from __future__ import annotations

from assistant.ui.desk import Desk


def snapshot(desk: Desk) -> Desk:
    """The desk as one step to go back to: without steps of its own."""
    return desk.model_copy(update={"past": (), "future": (), "troubles": (), "talk": ()})


def undo(desk: Desk) -> Desk:
    """Takes back the last change of the form."""
    if not desk.past:
        return desk.told("没有可以撤销的改动。")
    future = (*desk.future, snapshot(desk))
    return _stepped(desk, desk.past[-1], desk.past[:-1], future).told("已撤销上一处改动。")


def redo(desk: Desk) -> Desk:
    """Does again what was taken back last."""
    if not desk.future:
        return desk.told("没有可以重做的改动：重做只能恢复刚撤销的。")
    past = (*desk.past, snapshot(desk))
    return _stepped(desk, desk.future[-1], past, desk.future[:-1]).told("已重做。")


def _stepped(desk: Desk, to: Desk, past: tuple[Desk, ...], future: tuple[Desk, ...]) -> Desk:
    return to.model_copy(update={"talk": desk.talk, "past": past, "future": future})
