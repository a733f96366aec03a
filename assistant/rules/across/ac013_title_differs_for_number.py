"""AC013."""

from collections.abc import Iterator

from assistant.rules.across.documents import cited
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped
from assistant.rules.text import contained


class TitleDiffersForNumber(AcrossRule):
    """
    一句话：同一个文号在两张表里配了不同的文件名。
    为什么：一个文号只属于一份文件，至少有一处抄错。
    依据：惯例：文件名称与文号一一对应
    反例：财预〔2021〕101号一张配《核心绩效目标指引》，另一张配《资金管理办法》。
    正例：两张都写同一个文件名。
    修复是否安全：不自动修复；以原文为准。
    """

    code = "AC013"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per number with titles that are not alike."""
        numbered = (quote for quote in batch.once(cited) if quote.number)
        for number, group in grouped(numbered, lambda quote: quote.number).items():
            first = group[0]
            others = [
                q
                for q in group[1:]
                if q.entry.project != first.entry.project and _apart(first.title, q.title)
            ]
            if not others:
                continue
            other = others[0]
            yield AcrossRemark(
                (Spot(first.entry, "/policy_basis"), Spot(other.entry, "/policy_basis")),
                f"{first.written}在{first.entry.title}配{first.label}，"
                f"在{other.entry.title}配{other.label}。",
                "对照原文核对文件名和文号。",
                first.written,
                key=number,
                by_key=True,
            )


def _apart(one: str, other: str) -> bool:
    """True for titles of which neither is a shortened form of the other."""
    return max(contained(one, other), contained(other, one)) < 0.5
