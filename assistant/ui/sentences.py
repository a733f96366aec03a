"""Sentences that several handlers and panels say about a desk, in one place so that they agree."""

from __future__ import annotations

from typing import Final

from assistant.model import OPEN, DraftMeta, Provenance, ProvenanceKind, Severity, SourceText
from assistant.ui.desk import Desk

SEVERITY_WORDS: Final[dict[Severity, str]] = {"error": "错误", "warning": "警告", "info": "提示"}

PROVENANCE_WORDS: Final[dict[ProvenanceKind, str]] = {
    "brief": "来自项目说明",
    "computed": "由说明推算",
    "convention": "本表固定写法",
    "precedent": "同类项目写法",
    "placeholder": "待填",
}


def author(desk: Desk) -> str:
    """Who wrote the form: 离线拼装, the model's name, or the file it was read from."""
    if desk.meta is not None:
        return (
            "离线拼装" if desk.meta.engine == "offline" else f"模型 {desk.meta.model or '未具名'}"
        )
    return f"读自 {desk.file_name}" if desk.file_name else "手工填写"


def origin_said(entry: Provenance, source: SourceText) -> str:
    """Where a number comes from, in one line: with the sentence it stands in."""
    from assistant.ui.panels.evidence import quote

    if entry.source == "answer":
        return entry.note or "您填写"
    said = PROVENANCE_WORDS[entry.kind]
    quoted = quote(entry.source, source)
    if quoted:
        said += f"：“{quoted.before}{quoted.marked}{quoted.after}”"
    return said + (f"（{entry.note}）" if entry.note else "")


def made_by(meta: DraftMeta) -> str:
    """`模型在 10.0.0.5，提问 3 次，读 900、写 90 token，约 0.02 元`; empty without a model."""
    used = meta.usage or {}
    if not used:
        return ""
    place = f"模型在 {meta.endpoint}，" if meta.endpoint else ""
    return place + spent(
        used.get("calls", 0), used.get("input_tokens", 0), used.get("output_tokens", 0),
        used.get("cached", 0), meta.cost,
    )  # fmt: skip


def spent(calls: int, read: int, written: int, cached: int, cost: float | None) -> str:
    """`提问 3 次，读 1,234、写 567 token，约 0.02 元`."""
    said = f"提问 {calls} 次"
    said += f"（另 {cached} 次用了存下的回答）" if cached else ""
    said += f"，读 {read:,}、写 {written:,} token" if read or written else ""
    return said + (f"，约 {cost:.2f} 元" if cost is not None else "")


def counts(desk: Desk) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    return {
        severity: sum(f.severity == severity and not f.suppressed for f in desk.findings)
        for severity in SEVERITY_WORDS
    }


def checked(desk: Desk) -> str:
    """`检查完成：错误 1 条，警告 2 条。`"""
    found = [f"{SEVERITY_WORDS[key]} {n} 条" for key, n in counts(desk).items() if n]
    said = f"检查完成：{'，'.join(found)}。" if found else "检查完成：没有发现问题。"
    return said + "".join(f"\n未检查：{reason}" for reason in desk.unchecked)


def in_words(place: str) -> str:
    """`质量指标 第1行 指标值` within a sentence: 质量指标第1行的指标值."""
    *rows, cell = place.split(" ")
    return f"{''.join(rows)}的{cell}" if rows else cell


def open_count(desk: Desk) -> int:
    """How many 【待填】 stand in the form."""
    return desk.declaration.model_dump_json().count(OPEN) if desk.declaration else 0


def still_open(desk: Desk) -> str:
    """`含 3 处待填`, empty when nothing is open."""
    count = open_count(desk)
    return f"含 {count} 处待填" if count else ""
