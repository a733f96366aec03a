"""Timings with their limits: `python -m eval.bench` (make bench). Everything offline.

`--index` measures retrieval at 10,000 declarations instead (make bench-index): some five minutes.

Cold starts are timed in pairs, ours and the baseline one after the other in the same environment,
so that a busy machine slows both; the ratio of each pair counts. Both find their byte code cached
(in a folder of the bench's own), as they do from the second call on. Warm figures leave the first
run out.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle

from eval import bench_draft, bench_formats, bench_model, bench_rules, patterns
from eval.timing import ROOT, RUNS, Line, declarations, worked

VENDORS = (
    "chromadb", "docx", "gradio", "httpx", "langchain", "langchain_core", "langgraph", "lxml",
    "numpy", "openai", "openpyxl", "pandas", "pdfplumber",
)  # fmt: skip
PAIRS = 9


def main() -> int:
    """Prints the table. A missed limit is shown, not an error: machines differ."""
    if sys.argv[1:] == ["--index"]:
        from eval.bench_index import lines

        _print(lines())
    else:
        every = (
            *bench_draft.measurements(),
            *bench_rules.measurements(),
            *bench_formats.measurements(),
            *bench_model.measurements(),
        )
        own: Sequence[Callable[[], Line]] = (cold_check, rules_alone, all_rules)
        _print(measure() for measure in (*own, *every, patterns.measurement))
    return 0


def _print(lines: Iterable[Line]) -> None:
    rows = [("measured", "result", "limit", ""), ("---", "---", "---", "---")]
    rows += [(x.what, x.measured, x.limit, "ok" if x.holds else "MISSED") for x in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print(
            "| "
            + " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            + " |"
        )


def cold_check() -> Line:
    """`python -m assistant check x.json` against importing pydantic and yaml."""
    form = str(declarations()[0])
    base = [sys.executable, "-c", "import pydantic, yaml"]
    ours = [sys.executable, "-m", "assistant", "check", form]
    with tempfile.TemporaryDirectory() as byte_code:
        pairs = [(_seconds(base, byte_code), _seconds(ours, byte_code)) for _ in range(PAIRS + 1)]
    del pairs[0]
    ratio = statistics.median(check / baseline for baseline, check in pairs)
    seconds = statistics.median(check for _, check in pairs)
    return Line(
        "cold `check x.json` / cold `import pydantic, yaml`",
        f"{ratio:.2f}x ({seconds:.2f} s)", "<= 2.5x", ratio <= 2.5,
    )  # fmt: skip


def rules_alone() -> Line:
    """Which libraries of others the checker brings in."""
    code = (
        "import sys, json, assistant.rules; from assistant.rules.engine import chosen_rules;"
        "chosen_rules();"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
    loaded = [name for name in json.loads(answer.stdout) if name in VENDORS]
    return Line(
        "vendor libraries loaded by assistant.rules",
        ", ".join(loaded) or "none",
        "none",
        not loaded,
    )


def all_rules() -> Line:
    """Reading one declaration and every rule on it, each time on the next one of the corpus."""
    from assistant.formats import read
    from assistant.rules.engine import check

    following = cycle(declarations())

    def read_and_check() -> None:
        for found in read(next(following)):
            check(found.declaration)

    for _ in declarations():
        read_and_check()
    milliseconds = 1000 * statistics.median(worked(read_and_check) for _ in range(10 * RUNS))
    return Line(
        "all rules on one declaration, reading included (CPU)", f"{milliseconds:.1f} ms",
        "<= 8 ms", milliseconds <= 8,
    )  # fmt: skip


def _seconds(command: Sequence[str], byte_code: str) -> float:
    """Wall clock of one process; its exit code (findings or none) does not matter here."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPYCACHEPREFIX": byte_code}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=environment)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
