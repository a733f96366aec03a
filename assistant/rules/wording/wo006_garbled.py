"""WO006."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.rules.base import Remark, TextRule
from assistant.rules.form import Cell, Form
from assistant.vocabulary.loading import load


class Garbled(TextRule):
    """
    一句话：文字夹坏了：漏字、动词叠在一起、两个比率连写等，读不通。
    为什么：关键处读不通，会被要求说明或退回修改。
    依据：惯例：文字通顺，要求明确
    反例：每年于1次的盘点；参与率及时率达到90%；提升保障服务能力。
    正例：每年不少于1次的盘点；参与率、及时率均达到90%；提升服务保障能力。
    修复是否安全：不自动修复；原意要由填表人确认。
    """

    code = "WO006"
    severity = "warning"
    supersedes = ("IN007",)

    def look(self, cell: Cell, form: Form) -> Iterator[Remark]:
        """One remark per kind of damage and cell."""
        for entry in form.once(_possible):
            match = re.search(entry["pattern"], cell.text)
            if match:
                around = cell.text[max(0, match.start() - 6) : match.end() + 6]
                yield Remark(
                    cell.path,
                    f"“{around}”：{entry['message']}。",
                    "对照原稿改通顺。",
                    match[0],
                    key=str(entry["key"]),
                )


def _possible(form: Form) -> list[dict[str, Any]]:
    """The kinds of damage that the form's whole text may have; each cell is asked again. Where one
    of the words that a kind `needs` is missing, there is no need to look."""
    text = form.whole_text
    return [
        entry
        for entry in load("wording")["garbled"]
        if any(word in text for word in entry.get("needs", ("",)))
        and re.search(entry["pattern"], text)
    ]
