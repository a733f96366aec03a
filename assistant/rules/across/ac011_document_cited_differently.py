"""AC011."""

from collections.abc import Iterator

from assistant.rules.across.documents import Quote, cited
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped
from assistant.rules.text import contained


class DocumentCitedDifferently(AcrossRule):
    """
    一句话：同一份文件在各表里引得不一样：文号不同、有的没写文号或引的是草案，
        或同一个文号配了不同的文件名。
    为什么：至少有一处抄错，或有一张引的是已被修订的旧版；缺的文号就在自己单位的另一张表里，
        补上即可。
    依据：惯例：引用规范性文件写全标题与文号，二者一一对应，各表一致
    反例：《福田区政务信息化项目管理办法》一张写福府办〔2024〕3号，另一张写福府办〔2023〕4号；
        一张没写文号，另一张写了；财预〔2021〕101号一张配《核心绩效目标指引》，
        另一张配《资金管理办法》。
    正例：各表都写同一个文件名和现行有效的文号。
    修复是否安全：不自动修复；以原文为准，先核对是不是同一份文件。
    """

    code = "AC011"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per title, or number, that is cited in several ways."""
        yield from _numbers_of_a_title(batch)
        yield from _number_known(batch)
        yield from _titles_of_a_number(batch)


def _numbers_of_a_title(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per title with several numbers."""
    for title, group in grouped(batch.once(cited), lambda quote: quote.title).items():
        numbers: dict[str, Quote] = {}
        for quote in group:
            if quote.number:
                numbers.setdefault(quote.number, quote)
        if len(numbers) < 2 or len({q.entry.project for q in group}) < 2:
            continue
        spots = tuple(Spot(quote.entry, "/policy_basis") for quote in numbers.values())
        shown = "、".join(f"{quote.written}（{quote.entry.title}）" for quote in numbers.values())
        yield AcrossRemark(
            spots,
            f"{group[0].label}在各表里文号不同：{shown}。",
            "对照原文核对；有新旧两版的，都引用现行的一版。",
            next(iter(numbers.values())).written,
            key=title,
            by_key=True,
        )


def _number_known(batch: Batch) -> Iterator[AcrossRemark]:
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
            severity="info",
            formerly="AC012",
        )


def _said(quote: Quote) -> str:
    how = "引的是征求意见稿或草案" if quote.is_draft else "没写文号"
    return f"{quote.entry.title}（{how}）"


def _titles_of_a_number(batch: Batch) -> Iterator[AcrossRemark]:
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
            formerly="AC013",
        )


def _apart(one: str, other: str) -> bool:
    """True for titles of which neither is a shortened form of the other."""
    return max(contained(one, other), contained(other, one)) < 0.5
