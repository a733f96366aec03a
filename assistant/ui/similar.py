"""类似项目怎么写: the indicator library, for this project or for what is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.conversation import Intent
from assistant.retrieval.usage import UsedIndicator
from assistant.ui.adding import category_said
from assistant.ui.desk import Choice, Desk
from assistant.ui.rechecking import needed
from assistant.ui.services import Services

SHOWN = 6
NEAR = 0.2
"""Below this an indicator only happens to share a few characters."""

GOALS: Final = {
    "年度目标": "年度目标一般分三层写：先写今年做什么、做多少，再写做到什么标准、什么时限，"
    "最后写要达到的效果；每个数都和下面的指标行一致。",
    "长期目标": "长期目标一般写实施期内持续做什么、累计做多少，各项标准稳定在什么水平，"
    "最后写要达到的效果；只做一年的项目不用写。",
}
"""How a goal is built up, by its name in the form."""


def similar(desk: Desk, intent: Intent, services: Services) -> Desk:
    """How past forms write it: names, usual values, who used them; a row can be borrowed by name,
    never with its number."""
    goal = next((name for name in GOALS if name in intent.subject), "")
    if goal:
        rewrite = Choice(label=f"改写{goal}", kind="say", text=f"改写{goal}")
        return desk.told(GOALS[goal], rewrite)
    index = services.index.get()
    if index is None:
        return desk.told(
            services.index.trouble or "往年库还没有打开，现在查不到类似项目；稍后再问一次。"
        )
    category = category_said(intent.subject, services.profile) if intent.subject else None
    project = needed(desk).project_name or ""
    level2 = category.level2 if category else None
    work = project if category or not intent.subject else intent.subject
    found = [x for x in index.indicators(work, k=SHOWN, level2=level2) if x.score >= NEAR]
    about = intent.subject or project or "这类项目"
    if found:
        return _told(desk, f"往年申报表里，和“{about}”相近的指标：", found)
    if level2:
        usual = index.indicators(k=SHOWN, level2=level2)
        return _told(desk, f"往年库里没有同类项目；“{level2}”各项目的写法：", usual)
    return desk.told(
        f"往年库里没有和“{about}”相近的项目，不拿不相干的来凑。可以看某一类指标一般怎么写，"
        "或者把本单位往年的申报表放进往年库。",
        *[
            Choice(label=f"{name}一般怎么写", kind="say", text=f"{name}一般怎么写")
            for name in ("质量指标", "社会效益指标", "满意度")
        ],
    )


def _told(desk: Desk, said: str, found: Sequence[UsedIndicator]) -> Desk:
    if not found:
        return desk.told("往年库里还没有这一类的指标。")
    known = {row.name for row in needed(desk).indicators}
    lines = [f"{number}. {_said(each)}" for number, each in enumerate(found, 1)]
    choices = [
        Choice(
            label=f"加一行“{each.name}”", kind="add_to", at=each.level2 or "", text=f"{each.name}\t"
        )
        for each in found
        if each.level2 and each.name not in known
    ]
    note = "数字只供参考：加行时指标值留着等您填。"
    return desk.told("\n".join((said, *lines, note)), *choices[:4])


def _said(each: UsedIndicator) -> str:
    values = "、".join(f"{value}（{count}个项目）" for value, count in each.values[:3])
    projects = list(dict.fromkeys(use.project_name for use in each.uses))
    names = "".join(f"《{name}》" for name in projects[:2])
    said = f"{each.level2 or ''} {each.name}：{values or '没有写数'}；见于{names}"
    return f"{said}等 {len(projects)} 个项目" if len(projects) > 2 else said
