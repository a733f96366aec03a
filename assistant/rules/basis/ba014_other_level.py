"""BA014."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.documents import label, window_of
from assistant.rules.form import Form

CENTRAL_ONLY = r"中央(?:和国家机关|部门|本级|单位|国家机关|预算单位)"
LOCAL_UNIT = r"[省市区县旗镇乡]|街道|自治州"


class OtherLevel(FormRule):
    """
    一句话：地方单位引用只适用于中央机关的办法作依据。
    为什么：题目写明适用于中央和国家机关的办法，地方单位应引用本省、本市的相应规定，或说明参照执行。
    依据：惯例：引用适用于本级的文件
    反例：区级单位引用“中央和国家机关……经费管理办法”。
    正例：引用本省、市的相应办法；参照执行的，写“参照……”。
    修复是否安全：不自动修复。
    """

    code = "BA014"
    severity = "info"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """At most one remark."""
        text = form.text("policy_basis")
        match = re.search(CENTRAL_ONLY, text)
        if not match or "参照" in text or not re.search(LOCAL_UNIT, form.text("applicant_unit")):
            return
        cited = next((c for c in form.policies if c.start <= match.start() < c.end), None)
        name = label(cited) if cited else f"“{match[0]}……”"
        yield Remark(
            "/policy_basis",
            f"{name}适用于中央机关，本单位属地方。",
            "换成本省、本市的相应规定；参照执行的，写明“参照”。",
            window_of(cited, form) if cited else match[0],
        )
