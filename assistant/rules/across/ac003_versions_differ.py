"""AC003."""

from collections.abc import Iterator

from assistant.model import HEADER_FIELDS, TEXT_FIELDS
from assistant.rules.across.readings import same_name
from assistant.rules.base import AcrossRemark, AcrossRule
from assistant.rules.batch import Batch, Entry, Spot, grouped, plain, titles_of


class VersionsDiffer(AcrossRule):
    """
    一句话：同一项目同一年度有两份申报表。
    为什么：两份内容不同，不知以哪份为准；内容相同，汇总时会算两遍。
    依据：惯例：一个项目一个年度报一份申报表
    反例：同一项目一份写本年度80万元，另一份写90万元。
    正例：只保留定稿的一份。
    修复是否安全：不自动修复；以哪份为准由填报人定。
    """

    code = "AC003"
    severity = "warning"

    def remarks(self, batch: Batch) -> Iterator[AcrossRemark]:
        """One remark per project with different versions; one for all that are there twice."""
        twice: list[tuple[Spot, ...]] = []
        for group in grouped(batch.entries, lambda entry: (entry.project, entry.year)).values():
            versions = [entry for entry in group if same_name(group[0].name, entry.name)]
            if len(versions) < 2 or not group[0].name:
                continue
            labels = differing(versions)
            if labels:
                yield _differ(versions, labels)
            else:
                twice.append(tuple(Spot(entry, "") for entry in versions))
        if twice:
            yield _twice(twice)


def differing(versions: list[Entry]) -> list[tuple[str, str]]:
    """Field and label of what the versions do not agree on; widths and blanks do not count."""
    first = versions[0]
    found = [
        (f"/{field}", first.profile.label_of(field))
        for field in (*HEADER_FIELDS, *TEXT_FIELDS)
        if len({_said(entry, field) for entry in versions}) > 1
    ]
    if len({_rows(entry) for entry in versions}) > 1:
        found.append(("/indicators", "绩效指标"))
    return found


def _said(entry: Entry, field: str) -> str:
    value = getattr(entry.declaration, field)
    if isinstance(value, (int, float)):
        return f"{float(value):.2f}"
    return plain(str(value or ""))


def _rows(entry: Entry) -> tuple[str, ...]:
    return tuple(
        plain(f"{row.level2}|{row.name}|{row.value}|{row.explanation}")
        for row in entry.form.answered_rows
    )


def _differ(versions: list[Entry], labels: list[tuple[str, str]]) -> AcrossRemark:
    return AcrossRemark(
        tuple(Spot(entry, labels[0][0]) for entry in versions),
        f"{versions[0].title}同一年度有{len(versions)}份申报表，内容不同："
        f"{'、'.join(label for _, label in labels)}。",
        "确定以哪一份为准，其余的撤下。",
    )


def _twice(twice: list[tuple[Spot, ...]]) -> AcrossRemark:
    spots = tuple(spot for versions in twice for spot in versions)
    return AcrossRemark(
        spots,
        f"{titles_of(spots)}的申报表各有内容相同的两份以上。",
        "只报一份；汇总时不要重复计算。",
        severity="info",
        key="twice",
    )
