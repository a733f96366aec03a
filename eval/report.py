"""Results as a table, a README, a JSON object and a comparison with the baseline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.cases import FOLDER
from eval.results import Result
from eval.scorers import SCORERS

BASELINE = FOLDER / "baselines" / "latest.json"
README = FOLDER / "README.md"
TEMPLATE = FOLDER / "README.template.md"
_NOTICEABLE = 0.0005
# Projects whose own past declaration exists, and fields the corpus has never seen.
_GROUPS = {
    "往年有的项目": ("briefs",),
    "没有先例的领域": ("descriptions",),
    "合计": ("briefs", "descriptions"),
}

Figures = dict[str, Any]


def figures(results: tuple[Result, ...]) -> Figures:
    """Totals per scorer, per case the mean and every score; None where nothing was judged."""
    cases = {
        result.case.name: {
            "mean": round(result.mean, 4),
            "signable": float(result.signable),
            **{
                name: round(score.value, 4) if score.weight else None
                for name, score in result.scores.items()
            },
        }
        for result in results
    }
    groups = {
        label: [cases[r.case.name] for r in results if r.case.folder in folders]
        for label, folders in _GROUPS.items()
    }
    names = ("mean", "signable", *(scorer.name for scorer in SCORERS))
    totals = {
        label: {name: _mean([row[name] for row in rows]) for name in names}
        for label, rows in groups.items()
        if rows
    }
    return {"totals": totals, "cases": cases}


def as_json(results: tuple[Result, ...]) -> str:
    """The figures with the reasons and the drafts: for other programs."""
    detail = {
        result.case.name: {
            "reasons": {
                name: score.reason for name, score in result.scores.items() if score.reason
            },
            "draft": result.draft,
        }
        for result in results
    }
    return json.dumps({**figures(results), "detail": detail}, ensure_ascii=False, indent=1)


def table(found: Figures, before: Figures | None) -> str:
    """A Markdown table: one line per case, the totals last, differences to the baseline beside."""
    heads = ["案例", "平均", "可签", *(scorer.heading for scorer in SCORERS)]
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    known = (before or {}).get("cases", {})
    lines += [_line(name, row, known.get(name)) for name, row in found["cases"].items()]
    before_totals = (before or {}).get("totals", {})
    for label, row in found["totals"].items():
        lines.append(_line(f"**{label}**", row, before_totals.get(label)))
    return "\n".join(lines)


def comparison(found: Figures, before: Figures | None) -> str:
    """Which totals and cases moved against the baseline, one line each."""
    if before is None:
        return "没有基线可比（用 --save 存为基线）。"
    moved = [
        line
        for label, row in found["totals"].items()
        for line in _moved(label, row, before["totals"].get(label, {}))
    ]
    for name, row in found["cases"].items():
        old = before["cases"].get(name)
        moved += _moved(name, row, old) if old else [f"{name}：新案例"]
    return "\n".join(["与基线相比：", *moved]) if moved else "与基线相同。"


def load_baseline(path: Path = BASELINE) -> Figures | None:
    """The figures of the last accepted run; None before the first."""
    if not path.is_file():
        return None
    loaded: Figures = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def save_baseline(found: Figures, path: Path = BASELINE) -> None:
    """Makes a run the baseline."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def readme(found: Figures, before: Figures | None, searched: str) -> str:
    """The whole of eval/README.md; `searched` is the table of `searching`."""
    explained = "\n".join(
        f"- **{scorer.heading}**（`{scorer.name}`）：{scorer.meaning}" for scorer in SCORERS
    )
    template = TEMPLATE.read_text(encoding="utf-8")
    return template.format(
        table=table(found, before), explained=explained, cases=len(found["cases"]),
        searched=searched,
    )  # fmt: skip


def details(result: Result) -> str:
    """One draft in full with what failed: for `--case`."""
    lines = [
        f"# {result.case.name}（{result.case.field}；{result.case.style}）",
        "",
        result.case.description,
    ]
    lines += ["", "## 草稿", *_draft_lines(result.draft)] if result.draft else ["", result.error]
    lines += ["", "## 评分"]
    for scorer in SCORERS:
        score = result.scores[scorer.name]
        shown = f"{score.value:.2f}" if score.weight else "  — "
        lines.append(f"{shown}  {scorer.heading}  {score.reason}")
    return "\n".join(lines)


def _draft_lines(draft: dict[str, Any]) -> Iterator[str]:
    declaration = draft["declaration"]
    for key, value in declaration.items():
        if key != "indicators":
            yield f"{key}: {value}"
    for place, row in enumerate(declaration["indicators"]):
        cells = (row.get(cell) for cell in ("level2", "name", "value", "unit", "explanation"))
        yield f"{place:>3} " + " | ".join(str(cell) for cell in cells)
    for question in draft["questions"]:
        yield f"  ？ {question['path']} {question['question']}（{question.get('proposal')}）"
    for finding in draft["findings"]:
        yield f"  ！ {finding['severity']} {finding['code']} {finding['path']} {finding['message']}"


def _line(name: str, row: dict[str, float | None], before: dict[str, float | None] | None) -> str:
    keys = ("mean", "signable", *(scorer.name for scorer in SCORERS))
    cells = [_cell(row.get(key), (before or {}).get(key)) for key in keys]
    return f"| {name} | " + " | ".join(cells) + " |"


def _cell(value: float | None, before: float | None) -> str:
    if value is None:
        return "—"
    shown = f"{value * 100:.1f}".removesuffix(".0")
    if before is None or abs(value - before) < _NOTICEABLE:
        return shown
    return f"{shown} ({(value - before) * 100:+.1f})"


def _moved(
    label: str, row: dict[str, float | None], before: dict[str, float | None]
) -> Iterator[str]:
    heads = {"mean": "平均", "signable": "可签"} | {
        scorer.name: scorer.heading for scorer in SCORERS
    }
    for key, value in row.items():
        old = before.get(key)
        if value is not None and old is not None and abs(value - old) >= _NOTICEABLE:
            yield f"  {label} {heads.get(key, key)} {old * 100:.1f} → {value * 100:.1f}"


def _mean(values: list[float | None]) -> float | None:
    judged = [value for value in values if value is not None]
    return round(sum(judged) / len(judged), 4) if judged else None
