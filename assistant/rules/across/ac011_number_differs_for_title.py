"""AC011."""

from collections.abc import Iterator

from assistant.rules.across.documents import Quote, cited
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped


class NumberDiffersForTitle(AcrossRule):
    """
    一句话：同一份文件在两张表里写了不同的文号。
    为什么：至少有一处抄错，或有一张引的是已被修订的旧版。
    依据：惯例：引用规范性文件写全标题与文号
    反例：《福田区政务信息化项目管理办法》一张写福府办〔2024〕3号，另一张写福府办〔2023〕4号。
    正例：两张都写现行有效的文号。
    修复是否安全：不自动修复；以原文为准。
    """

    code = "AC011"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per title with several numbers."""
        for title, group in grouped(batch.once(cited), lambda quote: quote.title).items():
            numbers: dict[str, Quote] = {}
            for quote in group:
                if quote.number:
                    numbers.setdefault(quote.number, quote)
            if len(numbers) < 2 or len({q.entry.project for q in group}) < 2:
                continue
            spots = tuple(Spot(quote.entry, "/policy_basis") for quote in numbers.values())
            shown = "、".join(
                f"{quote.written}（{quote.entry.title}）" for quote in numbers.values()
            )
            yield AcrossRemark(
                spots,
                f"{group[0].label}在各表里文号不同：{shown}。",
                "对照原文核对；有新旧两版的，都引用现行的一版。",
                next(iter(numbers.values())).written,
                key=title,
                by_key=True,
            )
