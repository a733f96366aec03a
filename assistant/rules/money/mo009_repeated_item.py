"""MO009."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from assistant.rules.amounts import read_budget, tolerance, total_of
from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form

MARKS = "。；;，,\n、:：）).．"
LONGEST = 120
"""Characters before an amount among which the words it is for are looked for."""


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
        """One remark per item that is listed more than once."""
        text = form.text("budget_basis")
        items = [(_words_before(text, item.start), item) for item in read_budget(form).items]
        times = Counter((words, item.yuan) for words, item in items if len(words) >= 4)
        first = {(words, item.yuan): item for words, item in reversed(items)}
        for (words, yuan), count in times.items():
            if count > 1:
                written = first[words, yuan].text
                explains = _explains(form, yuan * (count - 1))
                yield Remark(
                    "/budget_basis",
                    f"“{words}{written}”列了{'两' if count == 2 else count}遍。",
                    "删去重复的一项；内容不同的，写明区别。",
                    written,
                    key=words,
                    severity="error" if explains else None,
                    silences=("MO001",) if explains else (),
                )


def _explains(form: Form, twice: Decimal) -> bool:
    """True when the items make up the year's amount once what is listed again is left out."""
    annual, items = form.declaration.annual_amount, read_budget(form).items
    if annual is None:
        return False
    return abs(total_of(items) - twice - Decimal(str(annual))) <= tolerance(items) + Decimal(1)


def _words_before(text: str, start: int) -> str:
    """What an amount is for: the Chinese characters before it, back to the last mark."""
    head = text[max(0, start - LONGEST) : start].rstrip("：: ")
    begin = max(head.rfind(mark) for mark in MARKS) + 1
    return "".join(c for c in head[begin:] if "\u4e00" <= c <= "\u9fff")
