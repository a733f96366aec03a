"""BA008."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten

KINDS = (
    r"(?:管理办法|实施办法|暂行办法|实施细则|实施意见|工作方案|实施方案|行动计划|管理规定|造价指导"
    r"|工作规划|的通知|的意见|的决定|的批复)"
)


class TitleWithoutMarks(FormRule):
    """
    一句话：文件名没有加书名号。
    为什么：没有书名号，读不清文件名从哪里起到哪里止，也不易查找。
    依据：惯例：文件名称用书名号标示
    反例：中央和国家机关基层党组织党建活动经费管理办法。
    正例：《中央和国家机关基层党组织党建活动经费管理办法》（财行〔2017〕324号）。
    修复是否安全：不自动修复；标题的起止要由人确认。
    """

    code = "BA008"
    severity = "info"
    supersedes = ("BA007",)

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per form, at the first such title."""
        text = form.text("policy_basis")
        for piece in re.split(
            r"[\n；;。]|(?<=[）)》])[、，,]|(?<=[^0-9])\s+|(?:^|\s)[0-9]{1,2}[.．、]\s*", text
        ):
            title = re.sub(r"[(（][^()（）]*[)）]$", "", piece.strip())
            bare = title and "《" not in title and re.search(KINDS + "$", title)
            if bare and 6 <= len(title) <= 60:
                yield Remark(
                    "/policy_basis",
                    f"文件名“{shorten(title, 30)}”没有加书名号。",
                    "文件名加《》，后面写文号。",
                    title,
                )
                return
