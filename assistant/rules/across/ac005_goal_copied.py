"""AC005."""

from collections.abc import Iterator
from functools import partial

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, plain, shared, titles_of
from assistant.rules.text import shorten

LONG = 30
"""Characters from which two texts are not alike by chance."""


class GoalCopied(AcrossRule):
    """
    一句话：两个项目的目标逐字相同。
    为什么：不同的项目有不同的产出；整段相同，至少有一张是抄来的。
    依据：惯例：绩效目标结合本项目的内容设定
    反例：“东湖公园养护”与“北山公园养护”的年度目标连数量都一样。
    正例：各写各的任务、数量和效果。
    修复是否安全：不自动修复。
    """

    code = "AC005"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
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
                    )


def goal_of(entry: Entry, field: str) -> Iterator[tuple[str, str]]:
    """The goal without the project's own name, with its path; nothing when it is short."""
    text = plain(entry.form.text(field))
    bare = text.replace(plain(entry.name), "") if entry.name else text
    if len(bare) >= LONG:
        yield bare, f"/{field}"
