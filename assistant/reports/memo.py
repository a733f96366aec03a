"""审核意见: one page per declaration as reviewers know it, in Markdown. No invented grade."""

from __future__ import annotations

from assistant.model import SEVERITIES, CheckedDeclaration, Finding
from assistant.reports.heads import ASKED, by_head
from assistant.reports.run import Run, name_of
from assistant.rules.catalogue import SEVERITY_WORDS
from assistant.vocabulary.loading import load


def render(run: Run) -> str:
    """The opinions on all declarations, one after another."""
    parts = [f"> 无法审核 {file.path}：{file.error}\n" for file in run.files if file.error]
    parts += [_opinion(checked, n, run) for n, checked in enumerate(run.declarations, 1)]
    return "\n---\n\n".join(parts)


def _opinion(checked: CheckedDeclaration, number: int, run: Run) -> str:
    form = checked.declaration
    live = [finding for finding in checked.findings if not finding.suppressed]
    lines = [
        "# 绩效目标审核意见",
        "",
        f"- 项目名称：{name_of(checked, number)}",
        f"- 项目编码：{form.project_code or '未填'}",
        f"- 申请单位：{form.applicant_unit or '未填'}",
        f"- 预算年度：{form.year or '未知'}",
        f"- 结果：{_counts(live)}",
        "",
    ]
    for order, (head, findings) in enumerate(by_head(live).items()):
        lines += [f"## {'一二三四'[order]}、{head}（{ASKED[head]}）", ""]
        lines += _listed(findings)
        lines.append("")
    lines += ["## 五、需由人判断的事项", ""]
    lines += [f"- {item['what']}：{item['why']}" for item in load("undecidable")]
    quiet = [finding for finding in checked.findings if finding.suppressed]
    if quiet:
        lines += ["", "## 六、已豁免", ""]
        lines += [f"- {f.code} {f.place}：{f.message}（理由：{f.suppressed}）" for f in quiet]
    lines += ["", *(f"未检查：{sentence}" for sentence in checked.unchecked), run.heading, ""]
    return "\n".join(lines)


def _counts(findings: list[Finding]) -> str:
    if not findings:
        return "未发现问题"
    counts = [(SEVERITY_WORDS[s], sum(f.severity == s for f in findings)) for s in SEVERITIES]
    return "，".join(f"{word}{count}条" for word, count in counts if count)


def _listed(findings: list[Finding]) -> list[str]:
    if not findings:
        return ["未发现问题。"]
    lines = []
    ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    for number, finding in enumerate(ordered, 1):
        word = SEVERITY_WORDS[finding.severity]
        lines.append(
            f"{number}. 【{word}】{finding.place}：{finding.message}{finding.suggestion}"
            f"（{finding.code}，{finding.id}）"
        )
    return lines
