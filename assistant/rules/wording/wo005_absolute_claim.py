"""WO005."""

import re
from collections.abc import Iterator

from assistant.rules.base import GoalRule, Remark
from assistant.rules.form import Form, Goal
from assistant.vocabulary.loading import load


class AbsoluteClaim(GoalRule):
    """
    一句话：目标里有“全国领先”“全国典范”一类无从佐证的说法。
    为什么：绝对化的说法年终无法证明，容易成为扣分点。
    依据：惯例：目标应合理可行、可以验证
    反例：打造全国一流、国内领先的服务平台。
    正例：服务平台可用率≥99%，用户满意度≥95%。
    修复是否安全：不自动修复；删改由填表人决定。
    """

    code = "WO005"
    severity = "info"

    def look(self, goal: Goal, form: Form) -> Iterator[Remark]:
        """At most one remark per goal."""
        vocabulary = load("wording")
        patterns = "|".join((*vocabulary["absolute_claims"], *vocabulary["absolute_patterns"]))
        match = re.search(patterns, goal.text)
        if match:
            yield Remark(
                goal.path,
                f"“{match[0]}”是绝对化的说法，年终难以佐证。",
                "改为可以衡量的表述，或写明依据（如评选文件、排名）。",
                match[0],
            )
