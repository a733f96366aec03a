"""The checker's own measurements: many declarations, many rows, odd texts, and AutoCorrect."""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

from eval.timing import Line, declarations, worked

if TYPE_CHECKING:
    from assistant.model import Declaration, Indicator

MANY = 10_000
LONG = 2_000
"""Characters of an odd text: more than any cell of a real form."""
ODD_PIECES = (
    "a", "1", "≥", "（", "《", "“", "。", "、", "，", " ", "\n", "年", "2026年", "1.", "×3元",
    "1万元", "24小时", "满意度≥90%，", "《甲办法》", "确保", "不低于", "第三季度", "每季度一份",
    "全部合格", "1,", "〔2024〕", "财预〔2024〕1号", "2.8", "目标1：", "一百二十三", "—", "%",
    "100%-90%", "其中",
)  # fmt: skip


def measurements() -> Iterator[Callable[[], Line]]:
    """Each measurement."""
    yield from (many_declarations, many_rows, long_texts, beside_autocorrect)


def many_declarations() -> Line:
    """Ten thousand declarations of a jsonl file, read and checked by two workers line by line."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(_many(MANY))
        file.flush()
        begun = time.perf_counter()
        with Pool(2) as pool, Path(file.name).open(encoding="utf-8") as lines:
            peaks = dict(pool.imap_unordered(_check_line, lines, chunksize=50))
        seconds = time.perf_counter() - begun
    memory = sum(peaks.values()) + _peak()
    return Line(
        f"{MANY} declarations from jsonl, 2 workers",
        f"{MANY / seconds:.0f}/s, {seconds:.0f} s, {memory:.0f} MB in all",
        "<= 400 MB", memory <= 400,
    )  # fmt: skip


def many_rows() -> Line:
    """CPU time per row with 10 to 3,000 rows, for the corpus' rows with names and values of their
    own; and the greatest growth from 100 to 1,000 rows, for those of any one form."""
    from assistant.model import Declaration
    from assistant.rules.engine import check

    per_row: dict[int, list[float]] = {}
    for path in declarations():
        form = Declaration.model_validate(json.loads(path.read_text("utf-8")))
        for number in (10, 100, 1000, 3000):
            longer = form.model_copy(update={"indicators": tuple(_rows(form, number))})
            seconds = _least(lambda f=longer: check(f), 2 if number < 1000 else 1)  # type: ignore[misc]
            per_row.setdefault(number, []).append(seconds / number)
    growth = max(much / few for few, much in zip(per_row[100], per_row[1000], strict=True))
    shown = " / ".join(f"{1000 * statistics.median(each):.2f}" for each in per_row.values())
    return Line(
        f"CPU ms per row with {' / '.join(map(str, per_row))} rows",
        f"{shown} (100 to 1000: {growth:.2f}x at worst)", "<= 2x", growth <= 2,
    )  # fmt: skip


def long_texts() -> Line:
    """Odd texts, and the same twice as long, in every field: linear is 2x, square would be 4x."""
    from assistant.model import Declaration
    from assistant.rules.engine import check

    worst, culprit = 0.0, ""
    for piece in ODD_PIECES:
        seconds = []
        for length in (LONG, 2 * LONG):
            text = (piece * (length // len(piece) + 1))[:length]
            form = Declaration(
                year=2026, annual_amount=5, policy_basis=text, budget_basis=text,
                annual_goal=text, long_term_goal=text,
            )  # fmt: skip
            seconds.append(_least(lambda f=form: check(f), 1))  # type: ignore[misc]
        if seconds[1] / seconds[0] > worst:
            worst, culprit = seconds[1] / seconds[0], piece
    return Line(
        f"odd texts, {2 * LONG} against {LONG} characters", f"{worst:.1f}x at worst ({culprit!r})",
        "<= 3x", worst <= 3,
    )  # fmt: skip


def beside_autocorrect() -> Line:
    """All rules against AutoCorrect's linter (Rust) on the same texts, for scale."""
    from assistant.model import Declaration
    from assistant.rules.engine import check

    try:
        import autocorrect_py
    except ImportError:
        return Line("all rules / AutoCorrect lint", "autocorrect-py is not installed", "-", True)
    forms = [
        Declaration.model_validate(json.loads(path.read_text("utf-8"))) for path in declarations()
    ]
    texts = [json.dumps(form.as_json(), ensure_ascii=False, indent=1) for form in forms]
    ours = _least(lambda: [check(form) for form in forms], 5)
    theirs = _least(lambda: [autocorrect_py.lint_for(text, "json") for text in texts], 5)
    return Line(
        "all rules / AutoCorrect lint, eleven forms",
        f"{1000 * ours:.0f} ms / {1000 * theirs:.0f} ms = {ours / theirs:.0f}x", "-", True,
    )  # fmt: skip


def _rows(form: Declaration, number: int) -> Iterator[Indicator]:
    """The answered rows of a form over and over, each with a name and a number of its own."""
    rows = [row for row in form.indicators if not row.is_not_applicable]
    for n, row in zip(range(number), cycle(rows), strict=False):
        value = re.sub("([0-9]+)", rf"\g<1>{n % 5}", row.value or "", count=1)
        yield row.model_copy(update={"name": f"第{n}片区{row.name}", "value": value})


def _check_line(line: str) -> tuple[int, float]:
    """Checks one declaration; the worker and the most memory it has held, in MB."""
    from assistant.model import Declaration
    from assistant.rules.engine import check

    check(Declaration.model_validate(json.loads(line)))
    return os.getpid(), _peak()


def _many(number: int) -> Iterator[str]:
    """The corpus over and over, each with a code, a name and a goal of its own."""
    forms = [json.loads(path.read_text("utf-8")) for path in declarations()]
    for n, form in zip(range(number), cycle(forms), strict=False):
        own = {"project_code": f"440304{20 + n % 7}{n:013d}"}
        own["project_name"] = f"{form['project_name']}之{n}"
        own["annual_goal"] = f"{form['annual_goal']}完成第{n}号任务。"
        yield json.dumps({**form, **own}, ensure_ascii=False) + "\n"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _least(work: Callable[[], object], runs: int) -> float:
    """CPU seconds of the quickest of some runs, after one that does not count."""
    work()
    return min(worked(work) for _ in range(runs))
