"""GitHub workflow annotations: one `::error file=…::…` line per finding."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import Finding
from assistant.reports.overview import live_across
from assistant.reports.run import Run

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(run: Run) -> str:
    """One annotation per finding that is not suppressed; unreadable files as errors; what was
    not checked, and with what, as notices."""
    return "".join(parts(run))


def parts(run: Run) -> Iterator[str]:
    """The same annotations one by one."""
    return (f"{line}\n" for line in _lines(run))


def _lines(run: Run) -> Iterator[str]:
    for file in run.files:
        if file.error:
            yield f"::error file={_property(file.path)}::{_data(file.error)}"
        for checked in file.declarations:
            yield from (_line(file.path, f) for f in checked.findings if not f.suppressed)
    yield from (_line(entry.where[0].file, entry.finding) for entry in live_across(run))
    for title, sentences in (
        ("未检查", run.unchecked),
        ("豁免未用上", run.unused_suppressions),
        ("检查所用", (run.heading,)),
    ):
        yield from (f"::notice title={title}::{_data(sentence)}" for sentence in sentences)


def _line(path: str, finding: Finding) -> str:
    title = f"{finding.code} {finding.place}".strip()
    basis = f"依据：{finding.source}（{finding.id}）"
    text = "\n".join(part for part in (finding.message, finding.suggestion, basis) if part)
    level = LEVELS[finding.severity]
    return f"::{level} file={_property(path)},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
