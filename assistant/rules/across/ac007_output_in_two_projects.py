"""AC007."""

from collections.abc import Iterator

from assistant.rules.across.readings import is_specific
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, plain, shared, titles_of


class OutputInTwoProjects(AcrossRule):
    """
    一句话：同一项产出、同样的数量写进了两个项目。
    为什么：一份成果算了两遍，两个项目都拿它作支出的理由。
    依据：惯例：同一产出只在一个项目中考核
    反例：两个项目都写“党政机关新媒体技术监测季度报告 4份”。
    正例：只在承担该任务的项目中写；共同完成的，写明各自的部分。
    修复是否安全：不自动修复。
    """

    code = "AC007"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
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
                )


def outputs_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Name and value of every quantity that says which thing it counts."""
    for row in entry.form.rows_of("quantity"):
        if row.target is not None and is_specific(row.name, entry):
            yield f"{plain(row.name)}|{plain(row.value)}", row.path()
