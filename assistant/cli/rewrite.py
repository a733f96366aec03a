"""rewrite: a goal or a row's words written better, numbers and names kept; diff and findings."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator

from assistant.cli.checking import remains
from assistant.cli.models import (
    add_engine,
    agreeing,
    author_sentence,
    chosen_model,
    show,
    ways_out_told,
)
from assistant.cli.results import add_output, chosen_format, deliver, require_place_for
from assistant.cli.sources import Source, add_form_options, read_forms
from assistant.errors import FileError, UsageError
from assistant.model import Candidate, Declaration, Edit, Finding, Rewrite
from assistant.settings import Settings
from assistant.vocabulary.profile import load_profile

FORMATS = ("text", "json", "docx")
BY_SUFFIX = {".json": "json", ".docx": "docx", ".txt": "text"}
_FIELDS = {"annual": "annual_goal", "long-term": "long_term_goal"}
_CELLS = ("name", "explanation")
_ROW = re.compile(r"/indicators/\d+")
_MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `rewrite`."""
    parser.add_argument("file", metavar="FILE", help="申报表，- 为标准输入；一次改一份")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--goal", choices=tuple(_FIELDS), help="改写 annual 年度目标或 long-term 长期目标"
    )
    what.add_argument(
        "--row", metavar="行", help="改写一个指标行：第几行（从 1 数起，不适用的行也算）或指标名称"
    )
    parser.add_argument(
        "--field",
        choices=_CELLS,
        help="--row 的哪一格：name 指标名称，explanation 指标解释（默认）",
    )
    parser.add_argument(
        "--instruction", default="", metavar="要求",
        help="例如 更简洁、突出成效、压缩到150字以内、把满意度改为95%%；不填则按检查意见改",
    )  # fmt: skip
    parser.add_argument(
        "--candidates", type=int, default=1, metavar="N", help="给出几种写法，1 到 5，默认 1"
    )
    add_engine(parser, "改写")
    add_output(parser, FORMATS)
    add_form_options(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when the first candidate leaves no error about the goal, else 1."""
    from assistant import pipeline

    if options.field and not options.row:
        raise UsageError("--field 说的是指标行的哪一格，要和 --row 一起用。")
    if not 1 <= options.candidates <= 5:
        raise UsageError(f"--candidates 要填 1 到 5，不能是“{options.candidates}”。")
    kind = chosen_format(options, BY_SUFFIX)
    require_place_for(kind, options.output)
    source, declaration = _only_form(options, settings)
    profile = load_profile(options.profile or declaration.profile or settings.profile)
    if options.year:
        declaration = declaration.model_copy(update={"year": options.year})
    model = chosen_model(options, settings)
    with ways_out_told():
        rewritten = pipeline.rewrite(
            declaration, _place(options, declaration),
            instruction=options.instruction, candidates=options.candidates, profile=profile,
            engine=options.engine, model=model, on_event=show, agree=agreeing(options),
        )  # fmt: skip
    _deliver(rewritten, declaration, kind, options, source)
    _tell(rewritten)
    return int(remains(rewritten.candidates[0].findings_after, "error"))


def _only_form(options: argparse.Namespace, settings: Settings) -> tuple[Source, Declaration]:
    (file, *more) = read_forms([options.file], options.profile, settings)
    if file.error:
        raise FileError(file.error)
    if more or len(file.declarations) != 1:
        raise UsageError(
            f"“{options.file}”里有 {sum(len(f.declarations) for f in (file, *more))} 份申报表，"
            "rewrite 一次改一份；请先用 convert 拆开，或给出其中一份的文件。"
        )
    return file.source, file.declarations[0].declaration


def _place(options: argparse.Namespace, declaration: Declaration) -> str:
    """The goal's field, or the pointer of the row's cell. Raises UsageError."""
    if options.goal:
        return _FIELDS[options.goal]
    rows, wanted = declaration.indicators, options.row.strip()
    if wanted.isascii() and wanted.isdigit():
        found = [int(wanted) - 1] if 1 <= int(wanted) <= len(rows) else []
    else:
        found = [number for number, row in enumerate(rows) if row.name == wanted]
    if len(found) == 1:
        return f"/indicators/{found[0]}/{options.field or 'explanation'}"
    named = [str(number + 1) for number in found]
    if named:
        raise UsageError(
            f"“{wanted}”有 {len(named)} 行（第 {'、'.join(named)} 行）；请用行号指明。"
        )
    raise UsageError(
        f"没有“{wanted}”这一行：--row 填 1 到 {len(rows)} 的行号，或照抄一行的指标名称。"
    )


def _deliver(
    rewritten: Rewrite, before: Declaration, kind: str, options: argparse.Namespace, source: Source
) -> None:
    first = rewritten.candidates[0]
    if kind == "json":
        deliver(rewrite_json(rewritten), options.output, [source])
    elif kind == "text":
        deliver("\n".join(_lines(rewritten)), options.output, [source])
    else:
        from assistant import formats
        from assistant.rules.edits import apply_edits

        after = apply_edits(before, [Edit(path=first.path, value=first.after)])
        deliver(formats.to_bytes(after, kind), options.output, [source])


def _tell(rewritten: Rewrite) -> None:
    meta = rewritten.meta
    said = author_sentence(meta, "改写") if meta.engine == "llm" else ""
    print(said or meta.notice or "由离线规则改写。", file=sys.stderr)
    first = rewritten.candidates[0]
    if first.before == first.after:
        why = "" if not first.findings_after else "剩下的检查意见缺的是事实或取舍，"
        print(f"没有可以靠改写变好的地方，{why}保持原样。", file=sys.stderr)


def rewrite_json(rewritten: Rewrite) -> str:
    """The candidates with their diffs, as the contract has it."""
    return json.dumps(rewritten.as_json(), ensure_ascii=False, indent=2)


def _lines(rewritten: Rewrite) -> Iterator[str]:
    for number, one in enumerate(rewritten.candidates, 1):
        if len(rewritten.candidates) > 1:
            yield f"【写法 {number}】"
        yield one.after
        yield ""
        yield f"改动（[-删去-] {{+加上+}}）：{_marked(one)}"
        kept = sum(item.kept for item in one.locked)
        yield f"不能动的数和名称 {len(one.locked)} 处，保留 {kept} 处" + _changed(one)
        yield f"检查意见：改前 {_counted(one.findings_before)}，改后 {_counted(one.findings_after)}"
        yield from (f"  {f.code} {f.message}{f.suggestion}" for f in one.findings_after)
        if one.findings_after and rewritten.meta.engine == "offline":
            yield "  以上缺的是事实或取舍，改写补不出来，要由填报单位定。"
        yield ""


def _marked(one: Candidate) -> str:
    from assistant.drafting.rewriting.differing import plainly

    pieces, signs = plainly(one.diff)
    if one.before == one.after:
        return "（没有改动）"
    also = f"（另改正标点、空格 {signs} 处）" if signs else ""
    return "".join(_MARKS[kind].format(text) for kind, text in pieces) + also


def _changed(one: Candidate) -> str:
    changed = [item.text for item in one.locked if not item.kept]
    return f"；按要求改动：{'、'.join(changed)}" if changed else ""


def _counted(findings: tuple[Finding, ...]) -> str:
    """How many, and of how many places where one remark names several rows."""
    if not findings:
        return "没有"
    places = sum(max(1, sum(_ROW.fullmatch(p) is not None for p in f.related)) for f in findings)
    return f"{len(findings)} 条" + (f" {places} 处" if places > len(findings) else "")
