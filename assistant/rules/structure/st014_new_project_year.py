"""ST014."""

from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.conventions import code_year
from assistant.rules.form import Form


class NewProjectYear(FormRule):
    """
    一句话：“是否新增项目”与编码中的立项年份对不上。
    为什么：编码年份早于预算年度却填“是”，或等于预算年度却填“否”，两处说法不一；
        新增与延续的审核要求不同。
    依据：惯例：编码中的两位数字为立项年份
    反例：编码年份 25、预算年度 2026，是否新增项目填“是”。
    正例：编码年份 26、预算年度 2026，填“是”；编码年份 23，填“否”。
    修复是否安全：不自动修复；哪一处写错只有单位知道。
    """

    code = "ST014"
    severity = "warning"
    needs_year = True

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        begun, is_new = code_year(form), form.declaration.is_new
        if begun is None or is_new is None or form.year is None or begun > form.year:
            return
        if is_new == (begun == form.year):
            return
        written = "是" if is_new else "否"
        kind = f"{begun}年立项的延续项目" if begun < form.year else "本年度新立的项目"
        yield Remark(
            "/is_new",
            f"是否新增项目填“{written}”，而编码中的年份为{begun}年，按惯例是{kind}。",
            "核对是否新增项目与项目编码，把写错的一处改正。",
            written,
            related=("/project_code",),
        )
