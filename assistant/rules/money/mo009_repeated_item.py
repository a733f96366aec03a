"""MO009."""

from collections.abc import Iterator

from assistant.rules.amounts import read_budget
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form


class RepeatedItem(FormRule):
    """
    一句话：测算依据里同一项内容、同一金额列了两遍。
    为什么：重复列支会把预算算多。
    依据：惯例：测算依据各项不重复
    反例：1.监测服务29.4万元。2.监测服务29.4万元。
    正例：1.监测服务29.4万元。
    修复是否安全：不自动修复；内容确实不同的，要写明区别。
    """

    code = "MO009"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per repeated item."""
        text = form.text("budget_basis")
        seen: set[str] = set()
        for item in read_budget(form).items:
            head = text[: item.start].rstrip("：: ")
            begin = max(head.rfind(mark) for mark in "。；;，,\n、:：）).．") + 1
            words = "".join(c for c in head[begin:] if "\u4e00" <= c <= "\u9fff")
            key = f"{words}{item.yuan}"
            if len(words) >= 4 and key in seen:
                yield Remark(
                    "/budget_basis",
                    f"“{words}{item.text}”列了两遍。",
                    "删去重复的一项；内容不同的，写明区别。",
                    item.text,
                    key=words,
                )
            seen.add(key)
