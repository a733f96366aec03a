"""BA007."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten

VAGUE = (
    "三定方案", "三定规定", "上级要求", "领导批示", "会议精神", "工作需要", "部门职责", "单位职责",
    "工作要求", "有关规定", "相关规定", "相关文件", "有关文件", "上级文件", "实际需要",
)  # fmt: skip
KINDS = (
    r"(?:管理办法|实施办法|暂行办法|实施细则|实施意见|工作方案|实施方案|行动计划|管理规定|造价指导"
    r"|工作规划|的通知|的意见|的决定|的批复)$"
)
PIECES = (
    r"[\n；;。]|(?<=[）)》条款项号])[、，,]|(?<=》)(?=[^《》（(、，,；;。]{4,40}办法)"
    r"|(?<=[^0-9])\s+|(?:^|\s)[0-9]{1,2}[.．、]\s*"
)


class NoDocument(FormRule):
    """
    一句话：政策依据里没有一份具体的文件，或文件名没有加书名号。
    为什么：“根据三定方案”“按上级要求”说明不了为什么设这个项目；没有书名号，
        读不清文件名从哪里起到哪里止，也不易查找。
    依据：惯例：政策依据应列出文件名称（用书名号标示）和文号
    反例：根据本部门三定方案，设立此项目；中央和国家机关基层党组织党建活动经费管理办法。
    正例：《深圳市福田区机关事务管理办法》（福府办〔2023〕5号）第三条。
    修复是否安全：不自动修复；标题的起止要由人确认。
    """

    code = "BA007"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark: at the first title without marks, else that there is none."""
        text = form.text("policy_basis")
        title = _bare_title(text)
        if title:
            yield Remark(
                "/policy_basis",
                f"文件名“{shorten(title, 30)}”没有加书名号。",
                "文件名加《》，后面写文号。",
                title,
                severity="info",
                formerly="BA008",
            )
        elif (
            text and "【待填】" not in text and not any(c.title or c.number for c in form.policies)
        ):
            vague = next((word for word in VAGUE if word in text), None)
            reason = f"只写“{vague}”，" if vague else ""
            yield Remark(
                "/policy_basis",
                f"政策依据{reason}没有列出具体文件。",
                "列出支持本项目的文件名称（加书名号）和文号。",
                shorten(text),
            )


def _bare_title(text: str) -> str | None:
    for piece in re.split(PIECES, text):
        title = re.sub(r"[(（][^()（）]*[)）]$", "", piece.strip())
        if 6 <= len(title) <= 60 and "《" not in title and re.search(KINDS, title):
            return title
    return None
