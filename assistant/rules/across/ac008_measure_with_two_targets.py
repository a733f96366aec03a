"""AC008."""

from collections.abc import Iterator

from assistant.rules.across.readings import is_specific
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, plain, shared, titles_of
from assistant.rules.form import Row


class MeasureWithTwoTargets(AcrossRule):
    """
    一句话：同一单位的两个项目对同一个指标定了不同的目标值。
    为什么：同一件事一处要求90%、一处要求95%，年终不知按哪个考核。
    依据：惯例：同一单位同一指标口径和标准一致
    反例：“政务服务群众满意度”一张表≥90%，另一张≥95%。
    正例：两张表写同一个标准；考核对象不同的，在名称或解释里写明。
    修复是否安全：不自动修复。
    """

    code = "AC008"
    severity = "info"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per measure whose targets differ."""
        for peers in batch.peers:
            for name, spots in shared(peers, measures_of):
                rows = [spot.entry.form.rows[int(spot.path.split("/")[2])] for spot in spots]
                values = dict.fromkeys(row.value for row in rows)
                if len({plain_target(row) for row in rows}) < 2:
                    continue
                yield AcrossRemark(
                    spots,
                    f"{titles_of(spots)}的“{rows[0].name}”目标值不同：{'、'.join(values)}。",
                    "核对是否同一个指标；是的，统一标准，不是的，在名称或解释里写出区别。",
                    rows[0].value,
                    key=name,
                )


def measures_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Kind and name of every rate, time and satisfaction that says what it is of."""
    for row in entry.form.rows_of("quality", "timeliness", "served_satisfaction"):
        target = row.target
        if target is not None and target.dimension == "ratio" and is_specific(row.name, entry):
            yield f"{row.kind}|{plain(row.name)}", row.path("value")


def plain_target(row: Row) -> str:
    """The bounds of the target, without spelling."""
    target = row.target
    return f"{target.low}-{target.high}" if target else ""
