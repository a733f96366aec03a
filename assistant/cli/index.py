"""index: the retrieval index over past declarations, one action per first argument."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.cli.results import add_output, deliver
from assistant.cli.sources import budget_year, read_forms
from assistant.errors import UsageError
from assistant.settings import CORPUS, Settings

if TYPE_CHECKING:
    from assistant.retrieval import Hit, Index

ACTIONS = {
    "add": "加入申报表文件：index add FILE…",
    "remove": "移除自己加入的申报表：index remove 编号…",
    "list": "列出全部申报表",
    "rebuild": "重新建立检索索引",
    "stats": "显示数量和位置",
    "search": "查询：index search 查询文字",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `index`; those of search are ignored by the other actions."""
    listed = "；".join(f"{action} {text}" for action, text in ACTIONS.items())
    parser.add_argument("action", choices=tuple(ACTIONS), metavar="ACTION", help=listed)
    parser.add_argument("operands", nargs="*", metavar="值", help="文件、编号或查询文字")
    parser.add_argument("--level2", metavar="二级指标", help="只查该类指标，如 数量指标")
    parser.add_argument("--unit", metavar="单位", help="申请单位名称中的文字，或度量单位")
    parser.add_argument("--year", type=budget_year, metavar="YYYY", help="只查该年度")
    parser.add_argument("-k", type=int, default=10, metavar="N", help="最多给出几条（默认 10）")
    parser.add_argument("--profile", metavar="NAME", help="加入文件时的表式")
    add_output(parser, ("text", "json"))


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Opens (and if necessary builds) the index, then does the action."""
    actions: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
        "add": _add, "remove": _remove, "list": _list,
        "rebuild": _rebuild, "stats": _stats, "search": _search,
    }  # fmt: skip
    needs = options.action in ("add", "remove", "search")
    if needs != any(operand.strip() for operand in options.operands):
        raise UsageError(
            f"{'缺少' if needs else '多了'}参数；{options.action}：{ACTIONS[options.action]}。"
        )
    return actions[options.action](options, settings)


def _open(settings: Settings) -> Index:
    from assistant.retrieval import open_index

    index = open_index(settings.data_dir, CORPUS, settings.embedding)
    for notice in index.notices:
        print(notice, file=sys.stderr)
    return index


def _add(options: argparse.Namespace, settings: Settings) -> int:
    read = read_forms(options.operands, options.profile, settings.profile)
    index = _open(settings)
    for added in index.add(
        one.declaration for file in read if not file.error for one in file.declarations
    ):
        print(f"{added.id}  {added.project_name}  {'已加入' if added.is_new else '库中已有'}")
    return 2 if any(file.error for file in read) else 0


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    index = _open(settings)
    for declaration_id in options.operands:
        removed = index.remove(declaration_id)
        print(f"{removed.id}  {removed.project_name}  已移除")
    return 0


def _list(options: argparse.Namespace, settings: Settings) -> int:
    stored = _open(settings).list()
    if options.format == "json":
        deliver(_json([entry._asdict() for entry in stored]), options.output)
        return 0
    lines = [
        f"{entry.id}  {entry.year or '年度未知'}  {entry.project_name}"
        f"  {entry.unit or '单位未知'}  {'自己加入' if entry.origin == 'added' else '随附语料'}"
        for entry in stored
    ]
    deliver("\n".join(lines), options.output)
    return 0


def _rebuild(options: argparse.Namespace, settings: Settings) -> int:
    index = _open(settings)
    index.rebuild()
    return _show_stats(index, options)


def _stats(options: argparse.Namespace, settings: Settings) -> int:
    return _show_stats(_open(settings), options)


def _show_stats(index: Index, options: argparse.Namespace) -> int:
    stats = index.stats()
    if options.format == "json":
        deliver(_json({**stats._asdict(), "location": str(stats.location)}), options.output)
        return 0
    deliver(
        f"申报表 {stats.declarations} 份（随附语料 {stats.corpus}，自己加入 {stats.added}），"
        f"指标 {stats.indicators} 条，目标 {stats.goals} 段\n"
        f"向量：{stats.embedder}\n位置：{stats.location}",
        options.output,
    )
    return 0


def _search(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.retrieval import Filters

    if options.k < 1:
        raise UsageError("-k 要填 1 以上的整数。")
    query = " ".join(options.operands)
    filters = Filters(level2=options.level2, unit=options.unit, year=options.year)
    hits = _open(settings).hits(query, k=options.k, filters=filters)
    if options.format == "json":
        deliver(_json({"query": query, "hits": [hit.as_json() for hit in hits]}), options.output)
    else:
        deliver("\n".join(map(_line, hits)) or "没有找到相近的内容。", options.output)
    return 0


def _line(hit: Hit) -> str:
    found = hit.as_json()
    head = f"{found['score']:.2f}  {found['project_name']}（{found['year'] or '年度未知'}）"
    shown = found["text"] if len(found["text"]) <= 80 else found["text"][:80] + "…"
    return f"{head}  {found['level2'] or _KINDS[found['kind']]}：{shown}"


_KINDS = {"goal": "目标", "declaration": "申报表", "indicator": "指标"}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
