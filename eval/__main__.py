"""`python -m eval`: drafts every case offline, looks up every row of the corpus, prints how good
both are."""

from __future__ import annotations

import argparse
import sys

from eval import checking, report, searching
from eval.cases import load_cases
from eval.results import Result
from eval.runner import opened_index, run

CHECKER_HEAD = "# 审核评测\n\n> 本页由 `python -m eval --checker` 生成，请勿手改。\n"


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0; 1 when a draft could not be made at all; 2 for a case that does not exist."""
    options = _parser().parse_args(arguments)
    if options.checker:
        return _publish_checker(full=options.full)
    cases = load_cases()
    if options.case:
        cases = tuple(case for case in cases if any(part in case.name for part in options.case))
        if not cases:
            print(f"没有名称含“{'、'.join(options.case)}”的案例。", file=sys.stderr)
            return 2
    results = run(cases)
    if options.json:
        print(report.as_json(results))
    elif options.case:
        print("\n\n".join(report.details(result) for result in results))
    else:
        _publish(results, save=options.save)
    if not (options.case or options.json):
        _publish_checker(full=options.full)
    return int(any(result.draft is None for result in results))


def _publish_checker(*, full: bool) -> int:
    text = checking.page(full=full)
    print(text)
    checking.PAGE.write_text(f"{CHECKER_HEAD}\n{text}", encoding="utf-8")
    return 0


def _publish(results: tuple[Result, ...], *, save: bool) -> None:
    found, before = report.figures(results), report.load_baseline()
    print(report.table(found, before))
    for result in results:
        for name, score in result.scores.items():
            if score.weight and score.value < 1:
                print(f"{result.case.name} · {name} {score.value:.2f}：{score.reason}")
    print(report.comparison(found, before))
    with opened_index() as index:
        searched = searching.figures(index)
    searched_before = searching.load_baseline()
    print(searching.table(searched, searched_before))
    if save:
        report.save_baseline(found)
        searching.save_baseline(searched)
        before, searched_before = found, searched
    if all(result.draft for result in results):
        text = report.readme(found, before, searching.table(searched, searched_before))
        report.README.write_text(text, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="评测离线起草和检索的质量。"
    )
    parser.add_argument(
        "--case", action="append", metavar="名称", help="只看名称含此文字的案例，显示草稿全文"
    )
    parser.add_argument("--checker", action="store_true", help="只评审核：查全率、查准率、误报")
    parser.add_argument("--full", action="store_true", help="每种错误注入所有适用的表（约一分钟）")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出得分、原因与草稿")
    parser.add_argument("--save", action="store_true", help="把本次结果存为基线")
    return parser


if __name__ == "__main__":
    sys.exit(main())
