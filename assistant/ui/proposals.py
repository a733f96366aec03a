"""A goal worded anew: proposed as a diff, each change taken or left; nothing is written before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, cast
from zlib import crc32

from assistant.drafting.tokens import tokens_of
from assistant.errors import UsageError
from assistant.model import Candidate, Declaration, Edit, Provenance
from assistant.rules.edits import apply_edits
from assistant.ui.cells import short_label, text_at
from assistant.ui.desk import Choice, Desk, Piece, Proposal
from assistant.ui.rechecking import needed, recheck
from assistant.ui.services import Services
from assistant.ui.user_words import noted

GoalField = Literal["annual_goal", "long_term_goal"]
GOALS: tuple[GoalField, ...] = ("annual_goal", "long_term_goal")
_TOO_SHORT_TO_STAND = 2


def propose(desk: Desk, field: str, instruction: str, services: Services) -> Desk:
    """The desk with a new wording of that goal to decide about. Raises AssistantError."""
    goal = cast(GoalField, field)
    declaration = _with_open_proposal(desk, f"/{field}")
    rewrite = services.rewrite(declaration, goal, instruction)
    label = short_label(field, services.profile)
    notice = rewrite.meta.notice or ""
    author = "离线规则" if rewrite.meta.engine == "offline" else f"模型 {rewrite.meta.model or ''}"
    changing = [c for c in rewrite.candidates if c.after != text_at(needed(desk), f"/{field}")]
    if not changing:
        said = notice or "按规则没有可以改的地方。可以说得具体些，如“加一句……”“去掉……”。"
        return desk.told(f"“{label}”没有改动：{said}", *_by_hand(desk, field, declaration))
    first, *others = changing
    desk = _proposing(desk, first, tuple(others), instruction, author, notice)
    return desk.told(_offer(desk, label), *_deciding(desk))


def _by_hand(desk: Desk, field: str, declaration: Declaration) -> list[Choice]:
    """What the user himself may drop or write, where the program may not."""
    clauses = re.split(r"[，；。、]", str(getattr(declaration, field) or ""))[1:]
    numbered = [clause for clause in clauses if re.search(r"\d", clause) and len(clause) < 24]
    drops = [
        Choice(label=f"去掉“{clause}”", kind="rewrite", at=field, text=f"去掉“{clause}”")
        for clause in numbered[-3:]
    ]
    return [*drops, Choice(label="我自己改", kind="goto", at=f"/{field}")]


def decide(desk: Desk, number: int, taken: bool, services: Services, mark: str = "") -> Desk:
    """Takes or leaves one change (numbered from 1), or all that are open (0). `mark`: which change
    the page meant by the number; it is another one's once an earlier one is decided."""
    proposal = _standing(desk)
    open_changes = proposal.open_changes
    if mark:
        marks = [mark_of(place, proposal.pieces[place]) for place in open_changes]
        if mark not in marks:
            raise UsageError("这一处已经决定过，或改写已经换了；请看表里现在的改写建议。")
        number = marks.index(mark) + 1
    if number > len(open_changes):
        raise UsageError(f"没有第 {number} 处改动：现在还有 {len(open_changes)} 处没有决定。")
    chosen = set(open_changes if number == 0 else [open_changes[number - 1]])
    pieces = tuple(
        _decided(piece, taken) if place in chosen else piece
        for place, piece in enumerate(proposal.pieces)
    )
    after = proposal.model_copy(update={"pieces": pieces})
    if taken:
        desk = _written(desk, proposal.path, after.before, proposal.instruction, services)
    left = len(after.open_changes)
    desk = desk.model_copy(update={"proposal": after if left else None, "troubles": ()})
    word = "采用" if taken else "放弃"
    place = "全部改动" if number == 0 else f"第 {number} 处"
    label = short_label(proposal.path[1:], services.profile)
    if left:
        return desk.told(f"已{word}{place}，“{label}”还有 {left} 处没有决定。", *_deciding(desk))
    return desk.told(f"已{word}{place}。{'可以撤销。' if taken else f'“{label}”保持原样。'}")


def another(desk: Desk, services: Services) -> Desk:
    """The next wording, when there is one."""
    proposal = _standing(desk)
    if not proposal.others:
        return desk.told("没有别的写法了；可以换个要求，如“年度目标短一点”。", *_deciding(desk))
    first, *others = proposal.others
    desk = _proposing(
        desk, first, tuple(others), proposal.instruction, proposal.author, proposal.notice
    )
    return desk.told(
        _offer(desk, short_label(proposal.path[1:], services.profile)), *_deciding(desk)
    )


def pieces_of(before: str, diff: Iterable[tuple[str, str]]) -> tuple[Piece, ...]:
    """A diff as pieces kept and pieces changed; a crumb kept between two changes joins them."""
    pieces: list[Piece] = []
    for kind, text in diff:
        old, new = (
            (text, text) if kind == "equal" else (text, "") if kind == "delete" else ("", text)
        )
        if pieces and kind != "equal" and pieces[-1].is_change:
            pieces[-1] = Piece(old=pieces[-1].old + old, new=pieces[-1].new + new)
        else:
            pieces.append(Piece(old=old, new=new))
    return tuple(_joined(pieces))


def _joined(pieces: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        is_crumb = (
            not piece.is_change
            and len(piece.old) <= _TOO_SHORT_TO_STAND
            and 0 < number < len(pieces) - 1
        )
        if found and found[-1].is_change and (piece.is_change or is_crumb):
            found[-1] = Piece(old=found[-1].old + piece.old, new=found[-1].new + piece.new)
        else:
            found.append(piece)
    return found


def is_current(desk: Desk) -> bool:
    """Whether the proposal still fits the goal as it stands."""
    proposal = desk.proposal
    return proposal is not None and text_at(needed(desk), proposal.path) == proposal.before


def _proposing(
    desk: Desk, first: Candidate, others: tuple[Candidate, ...], instruction: str, author: str,
    notice: str,
) -> Desk:  # fmt: skip
    from assistant.drafting.rewriting.differing import differences

    before = text_at(needed(desk), first.path)
    proposal = Proposal(
        path=first.path, instruction=instruction, others=others, author=author, notice=notice,
        pieces=pieces_of(before, differences(before, first.after)),
    )  # fmt: skip
    return desk.model_copy(update={"proposal": proposal, "troubles": ()})


def _with_open_proposal(desk: Desk, path: str) -> Declaration:
    """The declaration; with `再短一点` the open proposal is what is worded anew."""
    declaration = needed(desk)
    if desk.proposal and desk.proposal.path == path and is_current(desk):
        return declaration.model_copy(update={path[1:]: desk.proposal.after})
    return declaration


def _standing(desk: Desk) -> Proposal:
    if desk.proposal is None:
        raise UsageError("现在没有等您决定的改写；可以说“改写年度目标”“年度目标短一点”。")
    if not is_current(desk):
        raise UsageError("这段目标在改写之后又改过了，改写不再适用；请再说一次“改写……”。")
    return desk.proposal


def _decided(piece: Piece, taken: bool) -> Piece:
    text = piece.new if taken else piece.old
    return Piece(old=text, new=text)


def _written(desk: Desk, path: str, text: str, instruction: str, services: Services) -> Desk:
    declaration = apply_edits(needed(desk), [Edit(path=path, value=text)])
    entries = tuple(e for e in desk.provenance if e.path != path)
    goal = tuple(_evidence(desk, path, text, instruction))
    update = {"declaration": declaration, "provenance": (*entries, *goal), "troubles": ()}
    desk = recheck(desk.model_copy(update=update), services)
    # What the instruction named by a number is the user's word; the rest may be worded anew.
    return noted(desk, path) if any(map(str.isdigit, instruction)) else desk


def _evidence(desk: Desk, path: str, text: str, instruction: str) -> Iterable[Provenance]:
    """Where the goal's numbers come from: as before, from the row that has it, or the user."""
    own = [e for e in desk.provenance if e.path == path and e.text in text]
    yield from own
    known = {e.text for e in own}
    for token in tokens_of(text):
        if token.text in known or any(token.text in each for each in known):
            continue
        known.add(token.text)
        of_row = next((e for e in desk.provenance if token.text in e.text and e.path != path), None)
        if of_row is not None:
            yield of_row.model_copy(update={"path": path, "text": token.text})
        else:
            said = f"改写要求：{instruction}" if token.text in instruction else "改写时采用"
            yield Provenance(path=path, kind="brief", text=token.text, source="answer", note=said)


def _offer(desk: Desk, label: str) -> str:
    proposal = desk.proposal
    assert proposal is not None
    count = len(proposal.open_changes)
    said = f"“{label}”改写好了（{proposal.author}），有 {count} 处改动，还没有写进表里："
    said += "\n" + "\n".join(
        f"{number}. {change_said(proposal.pieces[place])}"
        for number, place in enumerate(proposal.open_changes, 1)
    )
    return said + (f"\n注意：{proposal.notice}" if proposal.notice else "")


def mark_of(place: int, piece: Piece) -> str:
    """By which the page names a change, whatever is decided before it."""
    return f"{place}-{crc32(f'{piece.old}|{piece.new}'.encode()):x}"


def change_said(piece: Piece) -> str:
    """One change in words."""
    if not piece.old:
        return f"加上“{piece.new}”"
    return f"“{piece.old}”改为“{piece.new}”" if piece.new else f"删去“{piece.old}”"


def _deciding(desk: Desk) -> tuple[Choice, ...]:
    proposal = desk.proposal
    assert proposal is not None
    choices = [
        Choice(label="逐处看", kind="show", at="proposal"),
        Choice(label="全部采用", kind="accept", at="0"),
        Choice(label="全部放弃", kind="reject", at="0"),
    ]
    return (*choices, *([Choice(label="换一种写法", kind="another")] if proposal.others else []))
