"""AC012."""

from collections.abc import Iterator

from assistant.rules.across.documents import Quote, cited
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped


class NumberKnownElsewhere(AcrossRule):
    """
    一句话：一张表引用文件没写文号或引的是草案，另一张表写着正式文号。
    为什么：文号就在自己单位的另一张表里，补上即可。
    依据：惯例：引用规范性文件写全标题与文号，各表一致
    反例：一张写《深圳市加快打造人工智能先锋城市行动计划（2025—2026年）》，另一张写了深工信〔2025〕43号。
    正例：两张都写（深工信〔2025〕43号）。
    修复是否安全：不自动修复；先核对是不是同一份文件。
    """

    code = "AC012"
    severity = "info"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per document with and without number."""
        for title, group in grouped(batch.once(cited), lambda quote: quote.title).items():
            known = next((q for q in group if q.number and not q.is_draft), None)
            if known is None:
                continue
            bare = [q for q in group if not q.number and q.entry.project != known.entry.project]
            if not bare:
                continue
            yield AcrossRemark(
                tuple(Spot(quote.entry, "/policy_basis") for quote in (*bare, known)),
                f"{'、'.join(dict.fromkeys(map(_said, bare)))}引用{known.label}，"
                f"{known.entry.title}写作“{known.written}”。",
                f"核对为同一份文件后，统一写{known.written}。",
                bare[0].label,
                key=title,
                by_key=True,
            )


def _said(quote: Quote) -> str:
    how = "引的是征求意见稿或草案" if quote.is_draft else "没写文号"
    return f"{quote.entry.title}（{how}）"
