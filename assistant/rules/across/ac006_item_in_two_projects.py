"""AC006."""

from collections.abc import Iterator

from assistant.rules.across.readings import is_specific
from assistant.rules.amounts import as_money, read_budget
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot, shared, titles_of

NEAR = 120
"""Characters before an amount among which the words it is for are looked for."""


class ItemInTwoProjects(AcrossRule):
    """
    一句话：两个项目的测算依据里列了同一项支出、同一金额。
    为什么：同一件事在两个项目里都安排了钱，就是重复列支。
    依据：惯例：同一支出事项只在一个项目中安排预算
    反例：“数据资源管理”和“数字化发展项目”都列“AI辅助政务应用标准技术服务7.64万元”。
    正例：只在一个项目中列支；分摊的，写明各承担多少。
    修复是否安全：不自动修复；各表都写得通，是否重复要看合同。
    """

    code = "AC006"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per set of projects that share items."""
        for peers in batch.peers:
            together: dict[tuple[Entry, ...], list[str]] = {}
            for item, spots in shared(peers, items_of):
                entries = tuple(spot.entry for spot in spots)
                together.setdefault(entries, []).append(item)
            for entries, items in together.items():
                if _is_whole(entries, items) or _is_telling(entries, items):
                    yield _remark(entries, items)


def items_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """`内容|金额` of every item of 测算依据 that says what it is for."""
    text = entry.form.text("budget_basis")
    for item in read_budget(entry.form).items:
        head = text[max(0, item.start - NEAR) : item.start].rstrip("：: ")
        begin = max(head.rfind(mark) for mark in "。；;，,\n、:：") + 1
        words = "".join(char for char in head[begin:] if "\u4e00" <= char <= "\u9fff")
        own = item.text if any("\u4e00" <= char <= "\u9fff" for char in item.text[:1]) else ""
        words = words or own
        if len(words) >= 4:
            yield f"{words}|{as_money(item.yuan)}", "/budget_basis"


def _is_telling(entries: tuple[Entry, ...], items: list[str]) -> bool:
    return any(is_specific(item.split("|")[0], entries[0]) for item in items)


def _is_whole(entries: tuple[Entry, ...], items: list[str]) -> bool:
    """True when the whole breakdown, of several items, is the same in each."""
    return len(items) > 1 and all(len(set(items_of(entry))) == len(items) for entry in entries)


def _remark(entries: tuple[Entry, ...], items: list[str]) -> AcrossRemark:
    spots = tuple(Spot(entry, "/budget_basis") for entry in entries)
    shown = "、".join(f"“{item.replace('|', '')}”" for item in items[:3])
    more = f"等{len(items)}项" if len(items) > 3 else ""
    whole = "，整份测算相同" if _is_whole(entries, items) else ""
    return AcrossRemark(
        spots,
        f"{titles_of(spots)}的测算依据都列了{shown}{more}{whole}。",
        "核对是否同一笔支出；是的，只在一个项目中列支，分摊的写明各承担多少。",
        items[0].replace("|", ""),
    )
