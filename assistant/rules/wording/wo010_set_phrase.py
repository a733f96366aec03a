"""WO010."""

import re
from collections.abc import Iterator

from assistant.rules.base import FormRule, Remark
from assistant.rules.form import Form
from assistant.vocabulary.loading import load


class SetPhrase(FormRule):
    """
    一句话：固定的提法写错了：漏字、错字或次序颠倒。
    为什么：这类提法有统一的写法，写错一看便知，公开后尤其显眼。
    依据：惯例：固定提法照通行写法写全
    反例：提升基层党组织战斗作用；筑牢中华民族共同体意识。
    正例：提升基层党组织战斗堡垒作用；铸牢中华民族共同体意识。
    修复是否安全：需确认：换成通行写法，是否确为这一提法由填表人确认。
    """

    code = "WO010"
    severity = "warning"

    def remarks(self, form: Form) -> Iterator[Remark]:
        """One remark per phrase, however many cells have it."""
        phrases: list[dict[str, str]] = load("wording")["set_phrases"]
        for phrase in phrases:
            wrong, right = re.compile(phrase["wrong"]), phrase["right"]
            if not wrong.search(form.whole_text):
                continue
            cells = [cell for cell in form.texts if wrong.search(cell.text)]
            written = wrong.search(cells[0].text) if cells else None
            if written:
                yield Remark(
                    cells[0].path,
                    f"“{written[0]}”的通行写法是“{right}”。",
                    f"改为“{right}”。",
                    written[0],
                    related=tuple(cell.path for cell in cells[1:]),
                    key=right,
                    edits=tuple((cell.path, wrong.sub(right, cell.text)) for cell in cells),
                    safety="confirm",
                )
