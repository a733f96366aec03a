"""ST011."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class CodeFormat(FormRule):
    """
    一句话：项目编码的位数与惯例不符，或含数字以外的字符。
    为什么：编码由系统生成，少一位或多一位多半是抄录或导出时弄错的，会与预算系统对不上。
    依据：惯例：本表式所见编码的位数
    反例：编码 20 位，而本地编码一般为 21 位。
    正例：440304261063100201000（21 位）。
    修复是否安全：不自动修复；请与预算系统核对。
    """

    code = "ST011"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        code = form.text("project_code")
        convention = form.profile.conventions.code
        if not code or convention is None or "【待填】" in code:
            return
        if _is_of_elsewhere(code, convention.prefix):
            return
        if not (code.isascii() and code.isdigit()):
            problem = "含有数字以外的字符"
        elif len(code) != convention.digits:
            problem = f"为{len(code)}位，而本地项目编码一般为{convention.digits}位"
        else:
            return
        yield Remark(
            "/project_code",
            f"项目编码“{code}”{problem}。",
            "与预算系统中的编码逐位核对。",
            code,
        )


def _is_of_elsewhere(code: str, prefix: str) -> bool:
    """A code of another province follows another convention, which is not known here."""
    return len(code) > 6 and code[:2].isdigit() and code[:2] != prefix[:2]
