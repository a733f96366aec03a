"""How good the checker is: against the hand labels, injected defects, and forms without defects.

The labels (labels/futian-2026.yaml) were made by reading the forms before looking at what the
checker says. A label counts as found when a finding of one of its rules stands at its place; each
finding answers for one label.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from assistant.model import Declaration, Finding
from assistant.rules.engine import check
from eval.mutations import across, harness
from eval.timing import ROOT, declarations

LABELS = ROOT / "eval" / "labels" / "futian-2026.yaml"
PAGE = ROOT / "eval" / "CHECKER.md"
SAMPLE = 3
"""Forms that each defect is injected into when not all are asked for."""
WEIGHTS = {"must": "必须指出", "ask": "应当追问", "note": "提示即可"}

Label = dict[str, str | list[str]]


@dataclass
class Labelled:
    """What became of the labels and of the findings."""

    found: list[tuple[str, Label, Finding]] = field(default_factory=list)
    missed: list[tuple[str, Label]] = field(default_factory=list)
    unlabelled: list[tuple[str, Finding]] = field(default_factory=list)


def against_labels() -> Labelled:
    """The eleven forms checked, label by label."""
    forms = {form.project_name: form for form in _corpus()}
    result = Labelled()
    for entry in yaml.safe_load(LABELS.read_text("utf-8"))["labels"]:
        project, form = entry["project"], forms[entry["project"]]
        left = list(check(form)[0])
        for label in entry["defects"]:
            hit = next((f for f in left if _answers(f, label, form)), None)
            if hit is None:
                result.missed.append((project, label))
            else:
                left.remove(hit)
                result.found.append((project, label, hit))
        result.unlabelled += [(project, finding) for finding in left]
    return result


def page(*, full: bool) -> str:
    """All results as Markdown; `full` injects every defect into every form it applies to."""
    parts = (_label_lines(against_labels()), _mutation_lines(full=full), _clean_lines())
    return "\n".join(line for part in parts for line in part) + "\n"


def _answers(finding: Finding, label: Label, form: Declaration) -> bool:
    """One of the label's rules, at its place: the same cell, its row, or the form as a whole."""
    if finding.code not in label["rules"]:
        return False
    place, wanted = _place(finding, form), str(label["path"])
    return place.startswith(wanted) or wanted.startswith(place) or wanted == "/indicators"


def _place(finding: Finding, form: Declaration) -> str:
    """The finding's place as labels write it: /annual_goal, 时效指标/运营时间/value."""
    parts = finding.path.strip("/").split("/")
    if parts[0] != "indicators" or len(parts) < 2 or int(parts[1]) >= len(form.indicators):
        return finding.path
    row = form.indicators[int(parts[1])]
    return "/".join((row.level2 or "", row.name or "", *parts[2:]))


def _label_lines(result: Labelled) -> Iterator[str]:
    again = [label for _, label, _ in result.found if label.get("second")]
    more = len(again) + sum(bool(label.get("second")) for _, label in result.missed)
    said = len(result.found) + len(result.unlabelled)
    yield "## 十一份真实申报表\n"
    yield _scored("第一遍通读（先于查看检查结果）", result, said, more, len(again))
    yield _scored(f"加上第二遍补标的 {more} 处", result, said, 0, 0)
    yield "| 分类 | 标注 | 查出 | 查全率 | 报出 | 查准率 |\n| --- | --- | --- | --- | --- | --- |"
    yield from _families(result)
    yield from (f"- 未查出 {p} · {la['path']} · {la['what']}" for p, la in result.missed)
    yield from (
        f"- 未标注 {project} · {f.code} {f.place}：{f.message}" for project, f in result.unlabelled
    )
    yield ""


def _scored(which: str, result: Labelled, said: int, without: int, not_found: int) -> str:
    """One sentence: labels, found, recall, precision; `without` labels of the second reading, of
    which `not_found` were found and count as unlabelled."""
    found = len(result.found) - not_found
    labels = len(result.found) + len(result.missed) - without
    return (
        f"{which}：标注 {labels} 处，查出 {found} 处，查全率 {found / labels:.1%}；报出 {said} 条，"
        f"其中标注过的 {found} 条，查准率 {found / said:.1%}。\n"
    )


def _families(result: Labelled) -> Iterator[str]:
    found = Counter(finding.code[:2] for _, _, finding in result.found)
    missed = Counter(str(label["rules"][0])[:2] for _, label in result.missed)
    more = Counter(finding.code[:2] for _, finding in result.unlabelled)
    for family in sorted({*found, *missed, *more}):
        yield _row(family, found[family], missed[family], more[family])
    for weight, name in WEIGHTS.items():
        hits = sum(label["weight"] == weight for _, label, _ in result.found)
        yield _row(name, hits, sum(la["weight"] == weight for _, la in result.missed), None)


def _row(name: str, found: int, missed: int, more: int | None) -> str:
    labels = found + missed
    recall = f"{found / labels:.0%}" if labels else "—"
    if more is None:
        return f"| {name} | {labels} | {found} | {recall} | — | — |"
    said = found + more
    precision = f"{found / said:.0%}" if said else "—"
    return f"| {name} | {labels} | {found} | {recall} | {said} | {precision} |"


def _mutation_lines(*, full: bool) -> Iterator[str]:
    one = list(harness.run(None if full else SAMPLE))
    between = list(across.run())
    extent = "每处都注入所有适用的表" if full else f"每处注入至多 {SAMPLE} 份表，--full 为全部"
    yield f"## 注入的错误\n\n{extent}；各表之间的都试。\n"
    yield "| | 注入 | 查出 | 查全率 | 连带误报 |\n| --- | --- | --- | --- | --- |"
    yield from (_injected(name, group) for name, group in _by_family(one))
    yield _injected("一张表，合计", one)
    yield _injected("各表之间", between)
    for outcome in (*one, *between):
        what = {k: v for k, v in outcome.defect.items() if k != "also"}
        if not outcome.caught:
            yield f"- 未查出 {outcome.form} · {what}"
        if outcome.noise:
            yield f"- 误报 {outcome.form} · {what.get('code')} · {outcome.noise[0]}"
    yield ""


def _by_family(outcomes: Iterable[harness.Outcome]) -> list[tuple[str, list[harness.Outcome]]]:
    groups: dict[str, list[harness.Outcome]] = defaultdict(list)
    for outcome in outcomes:
        code = outcome.defect["code"]
        groups[(code if isinstance(code, str) else code[0])[:2]].append(outcome)
    return sorted(groups.items())


def _injected(name: str, outcomes: list[harness.Outcome]) -> str:
    caught, noisy = sum(o.caught for o in outcomes), sum(bool(o.noise) for o in outcomes)
    return (
        f"| {name} | {len(outcomes)} | {caught} | {caught / (len(outcomes) or 1):.1%} | {noisy} |"
    )


def _clean_lines() -> Iterator[str]:
    forms = harness.clean_forms()
    loud = [(n, f) for n, form in forms.items() for f in check(form)[0] if f.severity != "info"]
    count = Counter(finding.severity for _, finding in loud)
    yield "## 没有错误的申报表\n"
    yield f"{len(forms)} 份：错误 {count['error']} 条，警告 {count['warning']} 条。"
    yield from (f"- {name} · {f.code} {f.place}：{f.message}" for name, f in loud)


def _corpus() -> list[Declaration]:
    return [
        Declaration.model_validate(json.loads(path.read_text("utf-8"))) for path in declarations()
    ]
