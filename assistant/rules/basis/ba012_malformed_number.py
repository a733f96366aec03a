"""BA012."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔【]\s*([0-9]*)\s*[〕】]\s*第?\s*([0-9]*)\s*(号?)")
ORDER = re.compile(r"[\u4e00-\u9fff]{1,8}令第\s*[0-9]{1,4}(?![0-9]|\s*号)")
BRACKETS = str.maketrans("[［]］", "【【】】")
WRONG = re.compile(
    r"(?<=[\u4e00-\u9fff])[\[【(（［]\s*((?:19|20)[0-9]{2})\s*[\]】)）］]\s*(?=第?[0-9]{1,4}\s*号)"
)


class MalformedNumber(FormRule):
    """
    一句话：文号写得不完整（缺“号”字、缺序号、年份不是四位），或年份没有用六角括号〔〕。
    为什么：不完整的文号查不到文件；公文文号的年份用六角括号，写法统一便于查找。
    依据：惯例：发文字号由机关代字、年份、序号组成，年份用六角括号括起
    反例：财预〔2021〕101；财预〔21〕101号；财预〔2021〕号；财预[2021]101号。
    正例：财预〔2021〕101号。
    修复是否安全：括号安全：只换括号；不完整的不自动修复，需对照原文。
    """

    code = "BA012"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per malformed number, and one for all wrong brackets."""
        written = form.text("policy_basis")
        text = written.translate(BRACKETS)
        for match in ORDER.finditer(text):
            yield _remark(match[0], "缺“号”字", "如“国务院令第467号”", match[0])
        if "〔" in text or "【" in text:
            for match in NUMBER.finditer(text):
                problem = _problem(*match.groups())
                if problem:
                    as_written = written[match.start() : match.end()]
                    yield _remark(match[0], problem, "如“财预〔2021〕101号”", as_written)
        yield from _brackets(written)


def _remark(number: str, problem: str, example: str, written: str) -> Remark:
    whole = "写全" if "令" in example else "写全文号"
    return Remark(
        "/policy_basis",
        f"文号“{number}”{problem}。",
        f"对照原文{whole}，{example}。",
        written,
        key=number,
    )


def _problem(year: str, serial: str, ending: str) -> str | None:
    if not year or (not serial and not ending):
        return None
    if len(year) != 4:
        return "年份不是四位"
    if not serial:
        return "缺序号"
    return None if ending else "缺“号”字"


def _brackets(text: str) -> Iterator[Remark]:
    if not any(f"{mark}{century}" in text for mark in "[【(（［" for century in ("19", "20")):
        return
    found = [match[0] for match in WRONG.finditer(text)]
    if found:
        yield Remark(
            "/policy_basis",
            f"文号年份的括号应为〔〕，现为{'、'.join(found[:3])}。",
            "改用六角括号〔〕。",
            found[0],
            severity="info",
            edits=(("/policy_basis", WRONG.sub(r"〔\1〕", text)),),
            formerly="BA009",
        )
