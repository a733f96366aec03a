"""The checker's own measurements: many declarations, many rows, odd texts, and AutoCorrect."""

from __future__ import annotations

import gc
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from eval import generated
from eval.timing import ROOT, Line, declarations, worked

if TYPE_CHECKING:
    from assistant.model import Declaration, Indicator

MANY = 10_000
LONG = 2_000
"""Characters of an odd text: more than any cell of a real form."""
SUSPICIOUS = 2.5
ODD_PIECES = (
    "a", "1", "≥", "（", "《", "“", "。", "、", "，", " ", "\n", "年", "2026年", "1.", "×3元",
    "1万元", "24小时", "满意度≥90%，", "《甲办法》", "确保", "不低于", "第三季度", "每季度一份",
    "全部合格", "1,", "〔2024〕", "财预〔2024〕1号", "2.8", "目标1：", "一百二十三", "—", "%",
    "100%-90%", "其中", "（其中1万元", "（（《“）》”", "1.《甲办法》（某府〔2024〕3号） ",
    "监测费29.4万元。",
)  # fmt: skip


def measurements() -> Iterator[Callable[[], Line]]:
    """Each measurement."""
    yield from (many_declarations, many_rows, long_texts, beside_autocorrect)


def many_declarations() -> Line:
    """`check --jobs 2 --format json` of a jsonl of ten thousand declarations, all of it: read,
    checked, set side by side, written. Memory of the call and its workers together, sampled."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "many.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for form in generated.declarations(MANY):
                file.write(json.dumps(form.as_json(), ensure_ascii=False) + "\n")
        call = [sys.executable, "-m", "assistant", "check", str(source), "--jobs", "2"]
        begun, before = time.perf_counter(), _children_seconds()
        process = subprocess.Popen(
            [*call, "-o", str(Path(folder) / "out.json")], stderr=subprocess.DEVNULL, cwd=ROOT
        )
        memory = 0.0
        while process.poll() is None:
            memory = max(memory, _together(process.pid))
            time.sleep(0.2)
        seconds, cpu = time.perf_counter() - begun, _children_seconds() - before
    return Line(
        f"check --jobs 2 --format json, jsonl of {MANY}",
        f"{MANY / seconds:.0f}/s, {seconds:.0f} s ({cpu:.0f} s CPU), {memory:.0f} MB in all",
        "<= 400 MB", process.returncode in (0, 1) and memory <= 400,
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
    """Odd texts, and the same twice as long, in every field: linear is 2x, square would be 4x. What
    seems to grow faster is looked at again: a burst of other work does not come thrice."""
    worst, culprit = 0.0, ""
    for piece in ODD_PIECES:
        looks = [_growth(piece)]
        while looks[-1] > SUSPICIOUS and len(looks) < 3:
            looks.append(_growth(piece))
        if min(looks) > worst:
            worst, culprit = min(looks), piece
    return Line(
        f"odd texts, {2 * LONG} against {LONG} characters", f"{worst:.1f}x at worst ({culprit!r})",
        "<= 3x", worst <= 3,
    )  # fmt: skip


def _growth(piece: str) -> float:
    """How many times longer all rules take on a text of the piece that is twice as long."""
    from assistant.model import Declaration
    from assistant.rules.engine import check

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        form = Declaration(
            year=2026, annual_amount=5, policy_basis=text, budget_basis=text,
            annual_goal=text, long_term_goal=text,
        )  # fmt: skip
        return _least(lambda: check(form), 4)

    shorter = seconds(LONG)
    return seconds(2 * LONG) / shorter


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


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _together(root: int) -> float:
    """MB that a process and its descendants hold now; 0 where there is no /proc."""
    pages: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        number = int(stat.parent.name)
        pages[number] = int(fields[21])
        children.setdefault(int(fields[1]), []).append(number)
    waiting, held = [root], 0
    while waiting:
        number = waiting.pop()
        held += pages.get(number, 0)
        waiting += children.get(number, [])
    return held * resource.getpagesize() / 1024**2


def _least(work: Callable[[], object], runs: int) -> float:
    """CPU seconds of the quickest of some runs, after one that does not count; as in `timeit`,
    nobody looks for rubbish meanwhile: how often that happens depends on what was done before."""
    work()
    gc.collect()
    gc.disable()
    try:
        return min(worked(work) for _ in range(runs))
    finally:
        gc.enable()
