"""BA012."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

OPENING, CLOSING = r"[\u4e00-\u9fff]{1,8}[〔\[【［]\s*", r"\s*[〕\]】］]\s*"
BROKEN = (
    (OPENING + r"(?:19|20)[0-9]{2}" + CLOSING + r"第?[0-9]{1,4}(?!\s*[0-9号])", "缺“号”字"),
    (OPENING + r"(?:[0-9]{1,3}|[0-9]{5,})" + CLOSING + r"第?[0-9]{1,4}\s*号", "年份不是四位"),
    (OPENING + r"[0-9]{4}" + CLOSING + "号", "缺序号"),
)


class MalformedNumber(FormRule):
    """
    一句话：文号写得不完整：缺“号”字、缺序号，或年份不是四位。
    为什么：不完整的文号查不到文件。
    依据：惯例：发文字号由机关代字、年份、序号组成
    反例：财预〔2021〕101；财预〔21〕101号；财预〔2021〕号。
    正例：财预〔2021〕101号。
    修复是否安全：不自动修复；需对照原文。
    """

    code = "BA012"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per malformed number."""
        for pattern, problem in BROKEN:
            for match in re.finditer(pattern, form.text("policy_basis")):
                yield Remark(
                    "/policy_basis",
                    f"文号“{match[0]}”{problem}。",
                    "对照原文写全文号，如“财预〔2021〕101号”。",
                    match[0],
                    key=match[0],
                )
