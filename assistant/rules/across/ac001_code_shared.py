"""AC001."""

from collections.abc import Iterator

from assistant.rules.across.readings import same_name
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Spot, grouped, titles_of


class CodeShared(AcrossRule):
    """
    一句话：同一年度两个不同的项目用了同一个项目编码。
    为什么：编码是项目在预算系统里的身份，两个项目共用一个，必有一处填错。
    依据：惯例：一个项目一个编码
    反例：“基层党建”和“综合事务管理”的编码都是440304221061500000005。
    正例：两个项目各用自己的编码。
    修复是否安全：不自动修复；哪一处写错要到预算系统里核对。
    """

    code = "AC001"
    severity = "error"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
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
