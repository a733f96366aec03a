"""What can be computed about well-written goals: whole sentences, no residue, the field's form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eval.cases import Case
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.text import NOT_APPLICABLE, PLACEHOLDER, squeeze
from eval.wording import faults

_MIN_GOAL, _MAX_GOAL = 40, 400
# A project with fifteen deliverables needs more room than the usual goal.
_ROOM_PER_ROW = 45
_LONGEST_RUN = 60
# 做好 says nothing of what is done: once or twice is style, more is padding.
_PADDING = 2


def score(case: Case, draft: DraftView) -> Score:
    """The share of checks over both goals that pass."""
    return share(_goals(case, draft))


def _goals(case: Case, draft: DraftView) -> Iterator[str | None]:
    annual, long_term = draft.text("annual_goal"), draft.text("long_term_goal")
    room = max(_MAX_GOAL, _ROOM_PER_ROW * len(case.rows))
    shortest = _MIN_GOAL if len(case.rows) > 1 else _MIN_GOAL // 2
    fits = shortest <= len(annual) <= room
    yield None if fits else f"年度目标 {len(annual)} 字"
    dated = case.year is None or str(case.year) in annual
    yield None if dated else f"年度目标未写 {case.year} 年度"
    yield "年度目标与长期目标雷同" if _near(annual, long_term) else None
    for label, goal in (("年度目标", annual), ("长期目标", long_term)):
        if goal.replace(PLACEHOLDER, "").strip() not in ("", NOT_APPLICABLE):
            yield from (f"{label}{fault}" if fault else None for fault in _prose(goal.strip()))


def _prose(text: str) -> Iterator[str | None]:
    yield None if text.endswith("。") else "未以句号结尾"
    yield from faults(text, "goal")
    sentences = [squeeze(part) for part in re.split(r"[。；]", text) if len(part) > 6]
    yield "有重复的句子" if len(sentences) != len(set(sentences)) else None
    longest = max((len(part) for part in re.split(r"[。；，、：]", text)), default=0)
    yield f"有 {longest} 字不断开的长句" if longest > _LONGEST_RUN else None
    padding = text.count("做好")
    yield f"“做好”用了 {padding} 次" if padding > _PADDING else None


def _near(one: str, two: str) -> bool:
    first, second = squeeze(one), squeeze(two)
    if min(len(first), len(second)) < 20:
        return False
    grams = [{text[i : i + 3] for i in range(len(text) - 2)} for text in (first, second)]
    return len(grams[0] & grams[1]) / len(grams[0] | grams[1]) > 0.9
