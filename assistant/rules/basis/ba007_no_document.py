"""BA007."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.rules.text import shorten

VAGUE = (
    "三定方案", "三定规定", "上级要求", "领导批示", "会议精神", "工作需要", "部门职责", "单位职责",
    "工作要求", "有关规定", "相关规定", "相关文件", "有关文件", "上级文件", "实际需要",
)  # fmt: skip


class NoDocument(FormRule):
    """
    一句话：政策依据里没有一份具体的文件。
    为什么：“根据三定方案”“按上级要求”说明不了为什么设这个项目，审核人会要求列出文件。
    依据：惯例：政策依据应列出文件名称和文号
    反例：根据本部门三定方案，设立此项目。
    正例：《深圳市福田区机关事务管理办法》（福府办〔2023〕5号）第三条。
    修复是否安全：不自动修复。
    """

    code = "BA007"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        text = form.text("policy_basis")
        if not text or "【待填】" in text or any(c.title or c.number for c in form.policies):
            return
        vague = next((word for word in VAGUE if word in text), None)
        reason = f"只写“{vague}”，" if vague else ""
        yield Remark(
            "/policy_basis",
            f"政策依据{reason}没有列出具体文件。",
            "列出支持本项目的文件名称（加书名号）和文号。",
            shorten(text),
        )
