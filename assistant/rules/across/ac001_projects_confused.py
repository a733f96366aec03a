"""AC001."""

from collections.abc import Iterator

from assistant.rules.across.readings import same_name
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped, plain, titles_of


class ProjectsConfused(AcrossRule):
    """
    一句话：同一年度两个不同的项目用了同一个项目编码，或同一单位有两个同名、编码不同的项目。
    为什么：编码是项目在预算系统里的身份，两个项目共用一个，必有一处填错；同名项目在汇总、
        批复和自评时分不清，也可能是同一个项目报了两次。
    依据：惯例：一个项目一个编码，同一单位的项目名称不重复
    反例：“基层党建”和“综合事务管理”的编码都是440304221061500000005；
        同一单位2026年有两张“信息化运维项目”，编码不同。
    正例：两个项目各用自己的编码；“信息化运维项目（政务外网）”“信息化运维项目（办公终端）”。
    修复是否安全：不自动修复；哪一处写错要到预算系统里核对，确为两个项目的，在名称里写出区别。
    """

    code = "AC001"
    severity = "error"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per code, and per name, that several projects share."""
        yield from _one_code(batch)
        yield from _one_name(batch)


def _one_code(batch: Batch) -> Iterator[AcrossRemark]:
    """One remark per code that projects of different names share in one year."""
    coded = (entry for entry in batch.projects if entry.code and entry.name)
    for group in grouped(coded, lambda entry: (entry.code, entry.year)).values():
        others = [e for e in group[1:] if not same_name(group[0].name, e.name)]
        if not others:
            continue
        spots = tuple(Spot(entry, "/project_code") for entry in (group[0], *others))
        yield AcrossRemark(
            spots,
            f"{titles_of(spots)}的项目编码都是“{group[0].form.text('project_code')}”。",
            "在预算系统中逐一核对，改正填错的一处。",
            group[0].form.text("project_code"),
        )


def _one_name(batch: Batch) -> Iterator[AcrossRemark]:
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
                severity="warning",
                formerly="AC002",
            )
