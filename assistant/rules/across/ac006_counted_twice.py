"""AC006."""

from collections.abc import Iterator

from assistant.rules.across.readings import is_specific
from assistant.rules.amounts import as_money, read_budget
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot, plain, shared, titles_of

NEAR = 120
"""Characters before an amount among which the words it is for are looked for."""


class CountedTwice(AcrossRule):
    """
    一句话：同一项支出、同一金额列进了两个项目的测算依据，或同一项产出、同样的数量写进了两个项目。
    为什么：同一件事在两个项目里都安排了钱，就是重复列支；一份成果算了两遍，
        两个项目都拿它作支出的理由。
    依据：惯例：同一支出事项只在一个项目中安排预算，同一产出只在一个项目中考核
    反例：“数据资源管理”和“数字化发展项目”都列“AI辅助政务应用标准技术服务7.64万元”；
        两个项目都写“党政机关新媒体技术监测季度报告 4份”。
    正例：只在承担该任务的项目中列支和考核；分摊的，写明各承担多少。
    修复是否安全：不自动修复；各表都写得通，是否重复要看合同。
    """

    code = "AC006"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per set of projects that share items, and per output that several count."""
        yield from _items(batch)
        yield from _outputs(batch)


def _items(batch: Batch) -> Iterator[AcrossRemark]:
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


def _outputs(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per output that several projects of a unit count alike."""
    for peers in batch.peers:
        for _, spots in shared(peers, outputs_of):
            row = spots[0].entry.form.rows[int(spots[0].path.split("/")[2])]
            yield AcrossRemark(
                spots,
                f"{titles_of(spots)}都把“{row.name} {row.value}”作为自己的产出。",
                "核对是否同一项任务；是的，只留在承担任务的项目中。",
                f"{row.name} {row.value}",
                key=plain(row.name),
                formerly="AC007",
            )


def outputs_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Name and value of every quantity that says which thing it counts."""
    for row in entry.form.rows_of("quantity"):
        if row.target is not None and is_specific(row.name, entry):
            yield f"{plain(row.name)}|{plain(row.value)}", row.path()
