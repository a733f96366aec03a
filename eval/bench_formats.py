"""Timings of reading files: against the bare libraries, in other processes, and at the caps.

Ratios are of pairs run one after the other, so that a busy machine slows both alike.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from eval.timing import ROOT, Line, declarations, timed, warm

FILES = 300
PAIRS = 3
CAP_MEGABYTES = 1500
_WORK = "texts = {}\nfor n in range(3_000_000): texts[n % 1024] = str(n)"
_PEAK = (
    "import resource, sys; from pathlib import Path; from assistant import formats, errors\n"
    "try: print(len(formats.read(Path(sys.argv[1]))), 'read')\n"
    "except errors.RefusedFile: print('refused')\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


def measurements() -> Iterator[Callable[[], Line]]:
    """Each measurement; those that need LibreOffice only where it is."""
    from assistant.formats import office

    yield lambda: against_the_library("docx", _walk_docx)
    yield lambda: against_the_library("xlsx", _walk_xlsx)
    if office.program():
        yield lambda: against_the_library("pdf", _walk_pdf)
        yield long_pdf
    yield long_workbook
    yield own_process
    yield two_workers


def against_the_library(kind: str, walk: Callable[[bytes], object]) -> Line:
    """Reading one form against opening and walking the same file with the bare library."""
    from assistant.formats import read_bytes

    ratios = []
    for form in _forms(kind, 6):
        read_bytes(form, f"x.{kind}"), walk(form)
        pairs = [
            (timed(lambda f=form: walk(f)), timed(lambda f=form: read_bytes(f, f"x.{kind}")))  # type: ignore[misc]
            for _ in range(5)
        ]
        ratios.append(statistics.median(ours / bare for bare, ours in pairs))
    ratio = statistics.median(ratios)
    return Line(f"reading one {kind} / the bare library", f"{ratio:.2f}x", "<= 1.5x", ratio <= 1.5)


def own_process() -> Line:
    """What reading apart adds: to start the process once, then for each file."""
    from assistant.formats import read_bytes
    from assistant.formats.apart import Child

    (form,) = _forms("docx", 1)
    child = Child()
    start = timed(lambda: child.read(form, "x.docx"))
    apart = statistics.median(warm(lambda: child.read(form, "x.docx")))
    here = statistics.median(warm(lambda: read_bytes(form, "x.docx")))
    child.close()
    told = f"{start:.2f} s once, {1000 * (apart - here):.0f} ms a file"
    return Line("cost of a process of its own", told, "reported", True)


def two_workers() -> Line:
    """A folder of mixed files, checked by two processes and by one. Beside it stands what two
    processes that share nothing gain on this machine at the same time: no program gains more."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as byte_code:
        _fill(Path(name))
        _check(name, 1, byte_code)  # what an installed program has done once: compile itself
        runs = [
            (_check(name, 1, byte_code), _check(name, 2, byte_code), _bare(1) / _bare(2))
            for _ in range(PAIRS)
        ]
    gain = statistics.median(one / two for one, two, _ in runs)
    bare = statistics.median(2 * of_one_to_two for *_, of_one_to_two in runs)
    told = f"{gain:.2f}x ({FILES / statistics.median(two for _, two, _ in runs):.0f} files/s)"
    return Line(
        f"{FILES} files with 2 workers / with 1", f"{told}; two bare processes {bare:.2f}x",
        ">= 1.7x", gain >= 1.7,
    )  # fmt: skip


def _bare(number: int) -> float:
    """Seconds of so many processes at once, each doing the same work by itself."""
    command = [sys.executable, "-c", _WORK]

    def work() -> None:
        for process in [subprocess.Popen(command) for _ in range(number)]:
            process.wait()

    return timed(work)


def long_pdf() -> Line:
    """A PDF at the cap of pages."""
    import pypdfium2

    from assistant.formats import read, to_bytes

    forms = [read(path)[0].declaration for path in declarations()]
    one = pypdfium2.PdfDocument(to_bytes(forms, "pdf"))
    whole = pypdfium2.PdfDocument.new()
    while len(whole) + len(one) <= 200:
        whole.import_pages(one)
    buffer = io.BytesIO()
    whole.save(buffer)
    return _peak(f"a PDF of {len(whole)} pages", buffer.getvalue(), "pdf")


def long_workbook() -> Line:
    """A workbook far past the cap of rows: refused before it is built."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表")
    for number in range(100_000):
        sheet.append([f"第{number}行", "数量指标", "名称", "≥1个", "个", "说明"])
    buffer = io.BytesIO()
    book.save(buffer)
    return _peak("a workbook of 100 000 rows", buffer.getvalue(), "xlsx")


def _peak(what: str, content: bytes, kind: str) -> Line:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"x.{kind}"
        path.write_bytes(content)
        command = [sys.executable, "-c", _PEAK, str(path)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    outcome, megabytes = answer.stdout.split("\n")[:2]
    told = f"{outcome}, {megabytes} MB"
    holds = int(megabytes) <= CAP_MEGABYTES
    return Line(f"peak memory, {what}", told, f"<= {CAP_MEGABYTES} MB", holds)


def _forms(kind: str, number: int) -> list[bytes]:
    from assistant.formats import read, to_bytes

    return [to_bytes(read(path)[0].declaration, kind) for path in declarations()[:number]]


def _fill(folder: Path) -> None:
    kinds = ("docx", "xlsx", "docx", "html", "docx", "txt")
    made = {kind: _forms(kind, 11) for kind in set(kinds)}
    for number in range(FILES):
        kind = kinds[number % len(kinds)]
        content = made[kind][number % len(made[kind])]
        (folder / f"{number:03d}.{kind}").write_bytes(content)


def _check(folder: str, jobs: int, byte_code: str) -> float:
    command = [sys.executable, "-m", "assistant", "check", folder, "--jobs", str(jobs)]
    own = {"ASSISTANT_DATA_DIR": folder + "-data", "PYTHONPYCACHEPREFIX": byte_code}
    quiet = {**os.environ, **own}
    quiet.pop("PYTHONDONTWRITEBYTECODE", None)
    return timed(
        lambda: subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=quiet)
    )


def _walk_docx(content: bytes) -> object:
    import docx

    tables = docx.Document(io.BytesIO(content)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def _walk_xlsx(content: bytes) -> object:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


def _walk_pdf(content: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return [page.extract_tables() for page in document.pages]
