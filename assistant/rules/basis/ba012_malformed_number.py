"""BA012."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

NUMBER = r"[\u4e00-\u9fff]{1,8}[〔【]\s*([0-9]*)\s*[〕】]\s*第?\s*([0-9]*)\s*(号?)"
ORDER = r"[\u4e00-\u9fff]{1,8}令第\s*[0-9]{1,4}(?![0-9]|\s*号)"
BRACKETS = str.maketrans("[［]］", "【【】】")


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
        text = form.text("policy_basis").translate(BRACKETS)
        for match in re.finditer(ORDER, text):
            yield Remark(
                "/policy_basis",
                f"文号“{match[0]}”缺“号”字。",
                "对照原文写全，如“国务院令第467号”。",
                match[0],
                key=match[0],
            )
        if "〔" not in text and "【" not in text:
            return
        for match in re.finditer(NUMBER, text):
            problem = _problem(*match.groups())
            if problem:
                yield Remark(
                    "/policy_basis",
                    f"文号“{match[0]}”{problem}。",
                    "对照原文写全文号，如“财预〔2021〕101号”。",
                    form.text("policy_basis")[match.start() : match.end()],
                    key=match[0],
                )


def _problem(year: str, serial: str, ending: str) -> str | None:
    if not year or (not serial and not ending):
        return None
    if len(year) != 4:
        return "年份不是四位"
    if not serial:
        return "缺序号"
    return None if ending else "缺“号”字"
