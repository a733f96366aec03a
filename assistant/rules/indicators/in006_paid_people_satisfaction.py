"""IN006."""

import re
from collections.abc import Iterator

from assistant.rules.base import Remark, RowRule
from assistant.rules.form import Form, Row
from assistant.rules.measures import words

TRAINED = ("培训", "食堂", "用餐", "体检", "宿舍", "活动", "学习", "就餐", "疗养", "慰问")

WAGES = re.compile(r"(?:领取|支付|发放)[^，,。；;]{0,6}(?:工资|补助|报酬|劳务费|薪酬|误工费)")
"""What says that those who are asked are those who are paid."""
NOUNS = ("人员", "员", "警", "工", "商", "单位", "机构")


class PaidPeopleSatisfaction(RowRule):
    """
    一句话：满意度问的是由本项目支付报酬的人，而不是受益的服务对象。
    为什么：拿钱的人满意不等于服务做得好；服务对象是被服务的群众、企业或使用单位。
    依据：惯例：服务对象满意度考核受益对象的满意程度
    反例：编外人员经费项目，满意度写“劳务派遣人员满意度”。
    正例：写“用人部门满意度”或“办事群众满意度”。
    修复是否安全：不自动修复；服务对象是谁由单位确定。
    """

    code = "IN006"
    severity = "warning"

    def look(self, row: Row, form: Form) -> Iterator[Remark]:
        """At most one remark per row."""
        if row.kind != "served_satisfaction" or "对" in row.name:
            return
        paid = next((w for w in words("paid_people") if row.name.startswith(w)), None)
        if paid is None or not (WAGES.search(row.explanation) or _is_paid(paid, form)):
            return
        yield Remark(
            row.path("name"),
            f"“{row.name}”问的是由本项目支付的{_people(paid, row.name)}，不是本项目的服务对象。",
            "改问受益的一方，如用人部门、办事群众、使用单位；确无外部服务对象的写“不适用”。",
            row.name,
        )


def _people(paid: str, name: str) -> str:
    """受聘 alone names nobody: 受聘群测群防员."""
    return paid if paid.endswith(NOUNS) else name.partition("满意")[0]


def _is_paid(people: str, form: Form) -> bool:
    """True when the project pays these people: their wages are its content."""
    if people in ("职工", "员工", "工作人员", "在编人员") and any(
        w in form.once(_all) for w in TRAINED
    ):
        return False
    about = form.once(_all)
    return any(
        word in about
        for word in ("工资", "派遣", "薪酬", "报酬", "劳务费", "人员经费", "服务费", "工程款")
    )


def _all(form: Form) -> str:
    names = " ".join(row.name for row in form.answered_rows)
    return " ".join((form.text("project_name"), form.text("budget_basis"), form.annual.text, names))
