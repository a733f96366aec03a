"""审核意见 as values: what stands on the page, before it is Markdown or Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.model import SEVERITIES, CheckedDeclaration, Finding, Value
from assistant.reports.heads import ASKED, by_head
from assistant.reports.run import Run, name_of
from assistant.rules.catalogue import SEVERITY_WORDS
from assistant.vocabulary.loading import load

TITLE = "绩效目标审核意见"
NOTHING = "未发现问题。"


class Section(Value, kw_only=False):
    """One head with its remarks; `numbered` where they are findings."""

    heading: str
    remarks: tuple[str, ...]
    numbered: bool = True


class Opinion(Value, kw_only=False):
    """The opinion on one declaration. No invented grade."""

    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]


def opinions(run: Run) -> Iterator[Opinion]:
    """One opinion per declaration, in order."""
    for number, checked in enumerate(run.declarations, 1):
        yield _opinion(checked, number, run)


def unreadable(run: Run) -> tuple[str, ...]:
    """A sentence for each file that could not be read."""
    return tuple(f"无法审核 {file.path}：{file.error}" for file in run.files if file.error)


def _opinion(checked: CheckedDeclaration, number: int, run: Run) -> Opinion:
    form = checked.declaration
    live = [finding for finding in checked.findings if not finding.suppressed]
    facts = (
        ("项目名称", name_of(checked, number)),
        ("项目编码", form.project_code or "未填"),
        ("申请单位", form.applicant_unit or "未填"),
        ("预算年度", str(form.year or "未知")),
        ("结果", _counts(live)),
    )
    closing = (*(f"未检查：{sentence}" for sentence in checked.unchecked), run.heading)
    return Opinion(facts, tuple(_sections(checked, live)), closing)


def _sections(checked: CheckedDeclaration, live: Sequence[Finding]) -> Iterator[Section]:
    for order, (head, findings) in enumerate(by_head(live).items()):
        heading = f"{'一二三四'[order]}、{head}（{ASKED[head]}）"
        ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        yield Section(heading, tuple(map(_remark, ordered)))
    people = tuple(f"{item['what']}：{item['why']}" for item in load("undecidable"))
    yield Section("五、需由人判断的事项", people, numbered=False)
    quiet = [finding for finding in checked.findings if finding.suppressed]
    if quiet:
        said = tuple(f"{f.code} {f.place}：{f.message}（理由：{f.suppressed}）" for f in quiet)
        yield Section("六、已豁免", said, numbered=False)


def _remark(finding: Finding) -> str:
    word = SEVERITY_WORDS[finding.severity]
    return (
        f"【{word}】{finding.place}：{finding.message}{finding.suggestion}"
        f"（{finding.code}，{finding.id}）"
    )


def _counts(findings: Sequence[Finding]) -> str:
    if not findings:
        return "未发现问题"
    counts = [(SEVERITY_WORDS[s], sum(f.severity == s for f in findings)) for s in SEVERITIES]
    return "，".join(f"{word}{count}条" for word, count in counts if count)
