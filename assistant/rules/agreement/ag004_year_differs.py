"""AG004."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

TITLES = r"《[^》]*》"
STATED = r"(?<![0-9—~～至到-])(20[0-9]{2})\s*年(?!\s*[—~～至到-])(度)?"
COMPARED = ("较", "比", "自", "从", "截至", "对比", "相比", "与", "在", "至", "到")
PAST = ("底", "末", "以来", "已", "立项", "启动", "起", "开始", "基础", "实际", "完成情况", "同期")


class YearDiffers(FormRule):
    """
    一句话：年度目标或测算依据写的是别的年份。
    为什么：多半是从去年的表复制过来没有改，审核人会怀疑整张表是旧的。
    依据：惯例：年度目标、测算依据与预算年度一致
    反例：2026 年度的表，测算依据写“2025年运维服务项目40.68万元”。
    正例：2026年运维服务项目40.68万元。
    修复是否安全：不自动修复；合同年度确实不同的，要写明。
    """

    code = "AG004"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark per field."""
        for field, severity in (("annual_goal", "error"), ("budget_basis", "warning")):
            found = _other_year(form.text(field), form.year or 0)
            if found:
                label = form.profile.label_of(field)
                yield Remark(
                    f"/{field}",
                    f"{label}写的是“{found}”，预算年度为{form.year}年。",
                    f"改为{form.year}年的内容；确指其他年度的，写明与本年度的关系。",
                    found,
                    severity="error" if severity == "error" else "warning",
                )


def _other_year(text: str, year: int) -> str | None:
    """The other year the text is about; None when it names the budget year too."""
    plain = re.sub(TITLES, lambda match: "》" * len(match[0]), text)
    stated = [match for match in re.finditer(STATED, plain) if not _aside(plain, match)]
    if not stated or any(int(match[1]) == year for match in stated):
        return _declared_other(plain, year)
    first = stated[0]
    return plain[first.start() : first.end()]


def _declared_other(plain: str, year: int) -> str | None:
    """本项目2025年度将…: the sentence that says which year the goal is for."""
    match = re.search(r"本项目\s*(20[0-9]{2})\s*年度?", plain)
    return match[0] if match and int(match[1]) != year else None


def _aside(plain: str, match: re.Match[str]) -> bool:
    """True for a year named only to compare with, or as a date in the past or future."""
    before, after = plain[max(0, match.start() - 3) : match.start()], plain[match.end() :]
    if before.endswith(COMPARED) or after.startswith(PAST):
        return True
    return bool(re.match(r"\s*[0-9]{1,2}月", after))
