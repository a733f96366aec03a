"""GO007."""

import re
from collections.abc import Iterator

from assistant.rules.base import GoalRule, Remark
from assistant.rules.form import Form, Goal

CLAUSES = r"[，,；;。\n]"
ENDINGS = ("数量", "次数", "人数", "数", "率", "时限", "满意度")
VERBS = (
    r"提[高升]|降低|减少|增加|完善|保障|确保|加强|控制|扩大|优化|增强|促进|改善|压缩|缩短"
    r"|统计|分析|公布|了解"
)
BARE = (
    r"(?:确保|保证)(?!.*(?:开展|完成|组织|参加|落实|做好|做到|推进|覆盖|到位|有序|正常|到位|质量|效果))"
    r".{2,12}(?:学习|培训|宣传|演练|走访|巡查|检查)"
)
"""确保本单位内控学习: what is ensured of it is not said."""
SAID = r"[0-9０-９一二三四五六七八九十百千万全零]|每"
COUNTLESS = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{3,16})(?<![线链配省月部年身讲法信教章])(?P<unit>条|个|座|套|份|公里|人次)"
    r"[、和及][\u4e00-\u9fff]{2,16}[0-9][0-9.]{0,8}(?P=unit)"
)
"""定制公交线路条、夜间公交线路16条: the number before the first measure word is gone."""
CONTINUES = r"\s*(?:达|均|分别|为|不|保持|稳定|[0-9≥≤])"


class NumberMissing(GoalRule):
    """
    一句话：目标里说到“……数”“……率”，或只说“确保……学习”，却没有写是多少。
    为什么：话说了一半，多半是漏填了数值，或把指标名称贴进来忘了写值。
    依据：惯例：绩效目标应细化量化
    反例：完成平台改造数，实现12项功能。
    正例：完成平台改造数3个，实现12项功能。
    修复是否安全：不自动修复；是多少只有单位知道。
    """

    code = "GO007"
    severity = "warning"

    def look(self, goal: Goal, form: Form) -> Iterator[Remark]:
        """One remark per clause that ends in a measure without its number."""
        for match in COUNTLESS.finditer(goal.text):
            thing = re.sub("^.*(?:年度?|将|通过|完成|确保)", "", match["what"]) + match["unit"]
            yield Remark(
                goal.path,
                f"“{thing}”没有写是多少。",
                "补写数值；不作要求的，删去这半句。",
                thing,
                key=thing,
            )
        clauses = re.split(CLAUSES, goal.text)
        for clause, follows in zip(clauses, [*clauses[1:], ""], strict=True):
            words = clause.strip()
            if re.fullmatch(BARE, words) and not re.search(SAID, words):
                yield Remark(
                    goal.path,
                    f"“{words}”没有写做几次、做到什么程度。",
                    "补写次数、覆盖面或达到的要求；不作要求的，删去这半句。",
                    words,
                    key=words,
                    severity="info",
                )
            if len(words) < 4 or not words.endswith(ENDINGS) or words.endswith(("倍数", "效率")):
                continue
            if re.search(VERBS, words) or re.search(SAID, words) or re.match(CONTINUES, follows):
                continue
            yield Remark(
                goal.path,
                f"“{words}”没有写是多少。",
                "补写数值；不作要求的，删去这半句。",
                words,
                key=words,
            )
