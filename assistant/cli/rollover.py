"""rollover: next year's declaration from an approved one, with what must be confirmed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assistant.cli.checking import profile_for, remains
from assistant.cli.draft import BY_SUFFIX, FORMATS, draft_json, questions_text
from assistant.cli.results import add_output, chosen_format, deliver, require_place_for
from assistant.cli.sources import ReadFile, budget_year, read_forms
from assistant.errors import UsageError
from assistant.model import Draft, Imported
from assistant.reports.differences import Change, changes, unified
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.drafting.rollover import RolledOver


class Rolled(NamedTuple):
    """One form before and after."""

    before: Imported
    after: RolledOver
    changes: tuple[Change, ...]
    diff: str


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `rollover`."""
    parser.add_argument("file", metavar="FILE", help="上年已批复的申报表；- 为标准输入")
    parser.add_argument(
        "--year", type=budget_year, required=True, metavar="YYYY", help="结转到哪个预算年度"
    )
    parser.add_argument(
        "--keep-numbers", action="store_true",
        help="数量沿用上年（仍须确认）；不填则留【待填】，建议值为上年的数",
    )  # fmt: skip
    parser.add_argument("--profile", metavar="NAME", help="表式；不填则从文件识别，再取设置")
    add_output(parser, FORMATS)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when the new form has no error-level finding besides what is asked, else 1."""
    kind = chosen_format(options, BY_SUFFIX)
    require_place_for(kind, options.output)
    (file,) = read_forms([options.file], options.profile, settings)[:1]
    if file.error:
        return 2
    rolled = [_rolled(each, file, options, settings) for each in file.declarations]
    _deliver(rolled, kind, file, options)
    left = [f for one in rolled for f in one.after.draft.findings]
    return int(remains(tuple(left), "error"))


def _rolled(
    imported: Imported, file: ReadFile, options: argparse.Namespace, settings: Settings
) -> Rolled:
    from assistant.drafting.rollover import roll_over

    form = imported.declaration
    profile = profile_for(form, options, settings)
    after = roll_over(form, options.year, profile, keep_quantities=options.keep_numbers)
    found = changes(form, after.draft.declaration)
    name = f"{file.source.name} {form.project_name or ''}".strip()
    return Rolled(imported, after, found, unified(name, found, imported.cells, {}, profile))


def _deliver(rolled: list[Rolled], kind: str, file: ReadFile, options: argparse.Namespace) -> None:
    from assistant import formats

    told = "\n".join(_told(one, options.output if kind == "json" else None) for one in rolled)
    forms = [one.after.draft.declaration for one in rolled]
    if kind == "json":
        deliver(_json(rolled), options.output, [file.source])
    elif kind == "text":
        form = formats.to_bytes(forms, "txt").decode()
        deliver(form if options.output else f"{form}\n{told}", options.output, [file.source])
    else:
        deliver(formats.to_bytes(forms, kind), options.output, [file.source])
    if kind == "json" or options.output or kind in ("docx", "xlsx"):
        print(told, file=sys.stderr)


def _told(one: Rolled, output: Path | None) -> str:
    """The diff, what is open, what stays to be confirmed, what the checker found."""
    draft = one.after.draft
    way = (
        f"用 draft --continue {output} --set 位置=值 回答"
        if output
        else "要逐项回答，先用 -o 草稿.json 结转，再用 draft --continue 草稿.json --set 位置=值"
    )
    parts = [one.diff.rstrip(), questions_text(draft, way), _listed("请核对", one.after.confirm)]
    parts.append(_listed("检查发现", _findings(draft)))
    return "\n\n".join(part for part in parts if part)


def _findings(draft: Draft) -> tuple[str, ...]:
    order = ("error", "warning")
    found = sorted(
        (f for f in draft.findings if f.severity in order), key=lambda f: order.index(f.severity)
    )
    return tuple(f"{f.code} {f.path} {f.message}{f.suggestion or ''}" for f in found)


def _listed(head: str, lines: tuple[str, ...]) -> str:
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    return "\n".join([f"{head} {len(lines)} 项：", *numbered]) if lines else ""


def _json(rolled: list[Rolled]) -> str:
    """As `draft` writes it, with the changes and what is to be confirmed; several as an array."""
    found = [
        json.loads(draft_json(one.after.draft))
        | {
            "changes": [change._asdict() for change in one.changes],
            "confirm": list(one.after.confirm),
        }
        for one in rolled
    ]
    if not found:
        raise UsageError("文件里没有申报表。")
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2)
