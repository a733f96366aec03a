"""draft: one declaration from a project description, or a draft continued with answers."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.assignments import add_set, overrides_of
from assistant.cli.briefs import read_briefs, read_draft
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
from assistant.cli.sources import Source, add_form_options
from assistant.cli.templates import add_template, filled, template_kind
from assistant.errors import AssistantError, UsageError
from assistant.model import Draft
from assistant.settings import CORPUS, Settings
from assistant.vocabulary.profile import Profile, load_profile

if TYPE_CHECKING:
    from assistant.retrieval import Index

FORMATS = ("text", "json", "docx", "xlsx")
BY_SUFFIX = {".json": "json", ".docx": "docx", ".xlsx": "xlsx", ".txt": "text"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `draft`."""
    parser.add_argument(
        "briefs", nargs="*", metavar="BRIEF", help="项目说明；多个文件合为一份说明，- 为标准输入"
    )
    parser.add_argument(
        "--continue", dest="previous", type=Path, metavar="DRAFT.json",
        help="接着 draft --format json 写出的草稿，用 --set 回答待确认的问题",
    )  # fmt: skip
    add_set(parser)
    add_engine(parser, "起草")
    parser.add_argument("--in-place", action="store_true", help="--continue 时写回该草稿文件")
    add_output(parser, FORMATS)
    add_template(parser)
    add_form_options(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """0 when the draft has no error-level finding (open questions are none), else 1."""
    _require_sense(options)
    profile = load_profile(options.profile or settings.profile)
    if options.in_place:
        options.output = options.previous
    kind = chosen_format(options, BY_SUFFIX)
    if options.template:
        kind = template_kind(options.template, options.format, options.output)
    require_place_for(kind, options.output)
    overrides = overrides_of(options.set, profile)
    if options.previous:
        draft = _continued(options.previous, overrides)
    else:
        draft = _begun(options, settings, overrides, profile)
        print(author_sentence(draft.meta, "起草"), file=sys.stderr)
    _deliver(draft, kind, options)
    return int(remains(draft.findings, "error"))


def _begun(
    options: argparse.Namespace, settings: Settings, overrides: dict[str, str], profile: Profile
) -> Draft:
    from assistant import pipeline

    if pointers := [key for key in overrides if key.startswith("/")]:
        raise UsageError(f"{pointers[0]} 是已有草稿的单元格；请和 --continue 草稿.json 一起用。")
    source = pipeline.source_text(read_briefs(options.briefs))
    model = chosen_model(options, settings)
    index = _index(settings)
    told = len(index.notices) if index else 0
    with ways_out_told():
        draft = pipeline.draft(
            source, profile=profile, year=options.year, overrides=overrides, index=index,
            engine=options.engine, model=model, on_event=show, agree=agreeing(options),
        )  # fmt: skip
    for notice in index.notices[told:] if index else ():
        print(notice, file=sys.stderr)
    return draft


def _continued(path: Path, answers: dict[str, str]) -> Draft:
    from assistant.pipeline import continue_draft

    return continue_draft(read_draft(path), answers)


def _require_sense(options: argparse.Namespace) -> None:
    if options.previous and options.briefs:
        raise UsageError("--continue 接着已有的草稿，不能同时再给项目说明；请二选一。")
    if not options.previous and not options.briefs:
        raise UsageError("缺少项目说明：draft 说明.md，或用 - 从标准输入读取。")
    if options.in_place and (not options.previous or options.output):
        raise UsageError("--in-place 只能和 --continue 一起用，且不能再给 -o。")
    if options.previous and options.year:
        options.set.append(f"year={options.year}")


def _index(settings: Settings) -> Index | None:
    """The index; a draft is possible without it, so its failure is only told."""
    from assistant.retrieval import open_index

    try:
        index = open_index(settings.data_dir, CORPUS, settings.embedding)
    except AssistantError as error:
        print(f"{error} 本次起草不参考历史申报表。", file=sys.stderr)
        return None
    for notice in index.notices:
        print(notice, file=sys.stderr)
    return index


def _deliver(draft: Draft, kind: str, options: argparse.Namespace) -> None:
    from assistant import formats

    names = [*options.briefs, *([] if options.in_place else [str(options.previous or "-")])]
    sources = [Source(name, None if name == "-" else Path(name)) for name in names]
    questions = questions_text(draft, _way_to_answer(kind, options))
    if kind == "json":
        deliver(draft_json(draft), options.output, sources)
    elif kind == "text":
        form = formats.to_bytes(draft.declaration, "txt").decode()
        deliver(form if options.output else f"{form}\n{questions}", options.output, sources)
    elif options.template:
        sources.append(Source(str(options.template), options.template))
        deliver(filled(options.template, [draft.declaration]), options.output, sources)
    else:
        deliver(formats.to_bytes(draft.declaration, kind), options.output, sources)
    if questions and (options.output or kind in ("docx", "xlsx")):
        print(questions, file=sys.stderr)


def _way_to_answer(kind: str, options: argparse.Namespace) -> str:
    if kind == "json" and options.output:
        return f"用 --continue {options.output} --set 位置=值 回答"
    return "要回答，先用 -o 草稿.json 起草，再用 --continue 草稿.json --set 位置=值"


def questions_text(draft: Draft, way: str) -> str:
    """What is open, as numbered lines; empty when nothing is. `way`: how to answer."""
    lines = [f"待确认 {len(draft.questions)} 项（{way}）："]
    for number, question in enumerate(draft.questions, 1):
        proposal = f" 建议：{question.proposal}" if question.proposal else ""
        because = f"（{question.because}）" if question.because else ""
        lines.append(f"{number}. {question.path} {question.question}{proposal}{because}")
    return "\n".join(lines) if draft.questions else ""


def draft_json(draft: Draft) -> str:
    """The draft with its proof, as one JSON object."""
    return json.dumps(draft.as_json(), ensure_ascii=False, indent=2)
