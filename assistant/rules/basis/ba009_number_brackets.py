"""BA009."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

WRONG = (
    r"(?<=[\u4e00-\u9fff])[\[【(（［]\s*((?:19|20)[0-9]{2})\s*[\]】)）］]\s*(?=第?[0-9]{1,4}\s*号)"
)


class NumberBrackets(FormRule):
    """
    一句话：文号的年份没有用六角括号〔〕。
    为什么：公文文号的年份用六角括号，写法统一便于查找。
    依据：惯例：发文字号的年份用六角括号括起
    反例：财预[2021]101号；财预（2021）101号。
    正例：财预〔2021〕101号。
    修复是否安全：安全：只换括号。
    """

    code = "BA009"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark for the cell."""
        text = form.text("policy_basis")
        if not any(f"{mark}{century}" in text for mark in "[【(（［" for century in ("19", "20")):
            return
        found = [match[0] for match in re.finditer(WRONG, text)]
        if found:
            yield Remark(
                "/policy_basis",
                f"文号年份的括号应为〔〕，现为{'、'.join(found[:3])}。",
                "改用六角括号〔〕。",
                found[0],
                edits=(("/policy_basis", re.sub(WRONG, r"〔\1〕", text)),),
            )
