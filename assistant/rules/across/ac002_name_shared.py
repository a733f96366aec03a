"""AC002."""

from collections.abc import Iterator

from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped, plain


class NameShared(AcrossRule):
    """
    一句话：同一单位同一年度有两个同名、编码不同的项目。
    为什么：同名项目在汇总、批复和自评时分不清，也可能是同一个项目报了两次。
    依据：惯例：同一单位的项目名称不重复
    反例：同一单位2026年有两张“信息化运维项目”，编码不同。
    正例：“信息化运维项目（政务外网）”“信息化运维项目（办公终端）”。
    修复是否安全：不自动修复；确为两个项目的，在名称里写出区别。
    """

    code = "AC002"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per name with several codes in one unit and year."""
        for peers in batch.peers:
            for name, group in grouped(peers, lambda entry: plain(entry.name)).items():
                if not name or len({entry.code for entry in group if entry.code}) < 2:
                    continue
                spots = tuple(Spot(entry, "/project_name") for entry in group if entry.code)
                codes = "、".join(entry.code for entry in group if entry.code)
                yield AcrossRemark(
                    spots,
                    f"同一单位有{len(spots)}个项目都叫{group[0].title}，编码分别为{codes}。",
                    "核对是否同一个项目报了两次；确为两个项目的，在名称里写出区别。",
                    group[0].name,
                )
