"""A self-contained HTML page: no script, no font, no picture from elsewhere; everything escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from assistant.model import SEVERITIES, AcrossFinding, CheckedDeclaration, Finding
from assistant.reports.overview import by_rule, has_several, places
from assistant.reports.run import Run, name_of
from assistant.rules.catalogue import SEVERITY_WORDS

STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.15rem;border-bottom:1px solid #bbb;margin-top:2rem}
li{margin:.8rem 0}.tag{font-weight:600;padding:0 .4rem;border-radius:.2rem;color:#fff}
.error{background:#a4161a}.warning{background:#8a5a00}.info{background:#2f5d8a}
.place{font-weight:600}.more{color:#444}.quiet{color:#555}footer{margin-top:2rem;color:#444}
@media print{body{margin:0}}
"""


HEAD = (
    '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>绩效目标申报表检查报告</title>\n"
    f"<style>{STYLE}</style>\n</head>\n<body>\n"
)


def render(run: Run) -> str:
    """The whole page."""
    return "".join(parts(run))


def parts(run: Run) -> Iterator[str]:
    """The same page bit by bit, each declaration written as it is read."""
    counts = run.counts
    yield HEAD
    yield "<h1>绩效目标申报表检查报告</h1>\n"
    yield (
        f"<p>共{counts['declarations']}张表：错误{counts['error']}，警告{counts['warning']}，"
        f"提示{counts['info']}，已豁免{counts['suppressed']}。</p>\n"
    )
    for file in run.files:
        yield f"<h2>{escape(file.path)}</h2>\n"
        if file.error:
            yield f"<p>无法检查：{escape(file.error)}</p>\n"
        yield from (f"{_declaration(d, n)}\n" for n, d in enumerate(file.declarations, 1))
    if has_several(run):
        lines = [escape(count.line) for count in by_rule(run)]
        yield _section("按规则", (f"<li>{line}</li>" for line in lines or ["未发现问题。"]))
    for heading, items in (
        ("各表之间", map(_across, run.across)),
        ("未用上的豁免", (f"<li>{escape(one)}</li>" for one in run.unused_suppressions)),
        ("未检查", (f"<li>{escape(one)}</li>" for one in run.unchecked)),
    ):
        yield _section(heading, items)
    yield f"<footer>{escape(run.heading)}</footer>\n</body>\n</html>\n"


def _section(heading: str, items: Iterable[str]) -> str:
    """A heading with its list; nothing where the list is empty."""
    listed = "".join(items)
    return f"<h2>{heading}</h2><ul>{listed}</ul>\n" if listed else ""


def _declaration(checked: CheckedDeclaration, number: int) -> str:
    ordered = sorted(checked.findings, key=lambda f: SEVERITIES.index(f.severity))
    items = "".join(_finding(finding) for finding in ordered)
    notes = "".join(
        f"<li class=quiet>读取时：{escape(f'{note.place} {note.message}'.strip())}</li>"
        for note in checked.notes
    )
    found = f"<ul>{notes}{items}</ul>" if notes or items else "<p>未发现问题。</p>"
    return f"<h3>{escape(name_of(checked, number))}</h3>{found}"


def _across(entry: AcrossFinding) -> str:
    seen = "<br>".join(escape(place) for place in places(entry))
    return _finding(entry.finding, f"<br>见：{seen}")


def _finding(finding: Finding, more: str = "") -> str:
    word = SEVERITY_WORDS[finding.severity]
    quiet = f"<br>已豁免：{escape(finding.suppressed)}" if finding.suppressed else ""
    excerpt = f"<br>原文：{escape(finding.excerpt)}" if finding.excerpt else ""
    return (
        f'<li id="{escape(finding.id)}"><span class="tag {finding.severity}">{word}</span> '
        f"{finding.code} <span class=place>{escape(finding.place)}</span>："
        f"{escape(finding.message)}<br><span class=more>建议：{escape(finding.suggestion)}"
        f"{excerpt}<br>依据：{escape(finding.source)}{more}{quiet}</span></li>"
    )
