"""指标解释 says what is examined, gives a rate its formula, and is written for its own row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from eval.cases import Case
from eval.drafts import DraftView, Row
from eval.scorers.base import Score, share
from eval.text import level, squeeze
from eval.wording import faults

_OPENING = re.compile(r"^(?:该指标|本指标)?(?:主要)?(?:用于)?(?:考察|考核|反映|衡量)")
# 符合要求的数量/总数量 fits any rate and explains none.
_HOLLOW = ("符合要求的数量", "达标数/总数")
_FORMULA = re.compile(r"(?:计算方式|计算公式|计算方法|公式)[=:](?P<body>[^。;]+)")


def score(case: Case, draft: DraftView) -> Score:
    """The share of promises about explanations and units that hold."""
    rows = [row for row in draft.rows if row.state in ("filled", "level")]
    verdicts = [verdict for row in rows for verdict in _row(row)]
    texts = Counter(row.explanation for row in rows)
    shared = [f"多行共用一句解释：{text[:20]}" for text, times in texts.items() if times > 1]
    return share([*verdicts, *shared])


def _row(row: Row) -> Iterator[str | None]:
    text = level(row.explanation).strip()
    yield None if _OPENING.search(text) else f"解释未说考察什么：{row.name}"
    same = squeeze(text.rstrip("。")) == squeeze(row.name)
    yield f"解释只是重复名称：{row.name}" if same else None
    yield from (
        f"解释{fault}：{row.name}" if fault else None for fault in faults(row.explanation, "any")
    )
    if row.state == "level":
        yield None if "80%-100%" in text else f"定性指标没有分档：{row.name}"
    elif row.name.endswith(("率", "满意度")) and row.value.strip().endswith(("%", "‰")):
        yield _formula(row, text)
    yield _unit(row)


def _formula(row: Row, text: str) -> str | None:
    found = _FORMULA.search(text)
    if not found:
        return f"率值没有计算方式：{row.name}"
    if any(word in found["body"] for word in _HOLLOW):
        return f"算式空泛：{row.name}（{found['body'][:30]}）"
    if row.name.endswith("增长率") and not re.search(r"上年|基期|同期|增长|-", found["body"]):
        return f"增长率的算式不对：{row.name}（{found['body'][:30]}）"
    above, _, below = re.sub(r"[x×*]\s*100[%‰]", "", found["body"]).partition("/")
    if not below or squeeze(above).strip("()") == squeeze(below).strip("()"):
        return f"计算方式不成比率：{row.name}（{found['body'][:30]}）"
    return None


def _unit(row: Row) -> str | None:
    if row.state == "level":
        return None if row.unit == "%" else f"定性指标的单位不是%：{row.name}"
    spoken = level(row.value)
    kin = {"日": "工作日天", "天": "日", "月": "月日年", "人": "名", "时间": "月日", "年": "年月日"}
    fits = row.unit in spoken or any(unit in spoken for unit in kin.get(row.unit, ""))
    return None if row.unit and fits else f"单位与值不合：{row.name} {row.value}（{row.unit}）"
