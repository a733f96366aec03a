"""index: the retrieval index over past declarations, one action per first argument."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.cli.results import add_output, deliver
from assistant.cli.sources import budget_year, read_forms
from assistant.errors import UsageError
from assistant.settings import CORPUS, Settings

if TYPE_CHECKING:
    from assistant.retrieval import Hit, Index, UsedIndicator

ACTIONS = {
    "add": "加入申报表文件：index add FILE…",
    "remove": "移除自己加入的申报表：index remove 编号…",
    "list": "列出全部申报表",
    "rebuild": "重新建立检索索引",
    "stats": "显示数量和位置",
    "search": "查询：index search 查询文字",
    "rows": "指标库：index rows [工作内容]，看这类工作以往用哪些指标、怎么填、谁在用",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `index`; those of search and rows are ignored by the other actions."""
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
        "rebuild": _rebuild, "stats": _stats, "search": _search, "rows": _rows,
    }  # fmt: skip
    needs = options.action in ("add", "remove", "search")
    may_go_without = options.action == "rows"
    if needs != any(operand.strip() for operand in options.operands) and not may_go_without:
        raise UsageError(
            f"{'缺少' if needs else '多了'}参数；{options.action}：{ACTIONS[options.action]}。"
        )
    return actions[options.action](options, settings)


def _open(settings: Settings) -> Index:
    from assistant.retrieval import open_index

    index = open_index(settings.data_dir, CORPUS, settings.embedding)
    _tell(index.notices)
    return index


def _tell(notices: Sequence[str]) -> None:
    for notice in notices:
        print(notice, file=sys.stderr)


def _add(options: argparse.Namespace, settings: Settings) -> int:
    read = read_forms(options.operands, options.profile, settings)
    index = _open(settings)
    told = len(index.notices)
    for added in index.add(
        one.declaration for file in read if not file.error for one in file.declarations
    ):
        print(f"{added.id}  {added.project_name}  {'已加入' if added.is_new else '库中已有'}")
    _tell(index.notices[told:])
    return 2 if any(file.error for file in read) else 0


def _remove(options: argparse.Namespace, settings: Settings) -> int:
    index = _open(settings)
    told = len(index.notices)
    for declaration_id in options.operands:
        removed = index.remove(declaration_id)
        print(f"{removed.id}  {removed.project_name}  已移除")
    _tell(index.notices[told:])
    return 0


def _list(options: argparse.Namespace, settings: Settings) -> int:
    stored = _open(settings).list()
    if options.format == "json":
        deliver(_json([entry._asdict() for entry in stored]), options.output)
        return 0
    lines = [
        f"{entry.id}  {entry.year or '年度未知'}  {entry.project_name}"
        f"  {entry.unit or '单位未知'}  {'自己加入' if entry.origin == 'added' else '随附语料'}"
        f"{_versions(entry.versions)}"
        for entry in stored
    ]
    deliver("\n".join(lines), options.output)
    return 0


def _rebuild(options: argparse.Namespace, settings: Settings) -> int:
    index = _open(settings)
    told = len(index.notices)
    index.rebuild()
    _tell(index.notices[told:])
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

    index = _open_for_query(options, settings)
    query = " ".join(options.operands)
    filters = Filters(level2=options.level2, unit=options.unit, year=options.year)
    told = len(index.notices)
    hits = index.hits(query, k=options.k, filters=filters)
    _tell(index.notices[told:])
    if options.format == "json":
        deliver(_json({"query": query, "hits": [hit.as_json() for hit in hits]}), options.output)
    else:
        deliver("\n".join(map(_line, hits)) or "没有找到相近的内容。", options.output)
    return 0


def _rows(options: argparse.Namespace, settings: Settings) -> int:
    index = _open_for_query(options, settings)
    work = " ".join(options.operands)
    told = len(index.notices)
    found = index.indicators(
        work, k=options.k, level2=options.level2, unit=options.unit, year=options.year
    )
    _tell(index.notices[told:])
    if options.format == "json":
        rows = [one.as_json() for one in found]
        deliver(_json({"query": work, "indicators": rows}), options.output)
    else:
        deliver("\n".join(map(_usage, found)) or "指标库里没有这样的指标。", options.output)
    return 0


def _open_for_query(options: argparse.Namespace, settings: Settings) -> Index:
    """The index; the category asked for written as the index has it. Raises UsageError."""
    if options.k < 1:
        raise UsageError("-k 要填 1 以上的整数。")
    index = _open(settings)
    if options.level2:
        options.level2 = _category(options.level2, index)
    return index


def _category(asked: str, index: Index) -> str:
    """数量 is 数量指标, 满意度 the one category that says so. A category of a profile that no row
    has is fine, an unknown one is not."""
    from assistant.retrieval.ranking import plain_category
    from assistant.vocabulary.profile import load_profile, profile_names

    counts = index.categories()
    known = {c.level2 for name in profile_names() for c in load_profile(name).categories}
    plain = plain_category(asked)
    for category in (plain, f"{plain}指标"):
        if category in counts or category in known:
            return category
    alike = [category for category in counts if plain and plain in category]
    if len(alike) == 1:
        return alike[0]
    listed = "、".join(f"{name}（{count}条）" for name, count in counts.items()) or "（库是空的）"
    raise UsageError(f"没有“{asked}”这个二级指标；库中有：{listed}。")


def _line(hit: Hit) -> str:
    found = hit.as_json()
    head = f"{found['score']:.2f}  {found['project_name']}（{found['year'] or '年度未知'}）"
    shown = found["text"] if len(found["text"]) <= 80 else found["text"][:80] + "…"
    kind = found["level2"] or _KINDS[found["kind"]]
    return f"{head}  {kind}：{shown}{_versions(hit.versions, '另有')}"


def _versions(years: Sequence[int | None], word: str = "同一项目共有") -> str:
    shown = "、".join(str(year or "年度未知") for year in years)
    return f"  〔{word} {shown} 年度〕" if years else ""


def _usage(found: UsedIndicator) -> str:
    """One indicator of the library in three lines."""
    values = "、".join(f"{value}（{count}）" for value, count in found.values) or "未填"
    units = "、".join(unit for unit, _ in found.units) or "未填"
    users = "、".join(
        f"{use.project_name}（{use.unit or '单位未知'}，{use.year or '年度未知'}）"
        for use in found.uses[:_MOST_USERS]
    )
    more = f" 等 {len(found.uses)} 个项目" if len(found.uses) > _MOST_USERS else ""
    return (
        f"{found.level2 or '类别未知'}：{found.name}  {len(found.uses)} 个项目\n"
        f"    值 {values}；单位 {units}\n    {users}{more}"
    )


_MOST_USERS = 3
_KINDS = {"goal": "目标", "declaration": "申报表", "indicator": "指标"}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
