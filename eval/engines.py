"""`python -m eval.engines`: one description, three authors; writes ENGINES.md.

Offline; the recorded answers of a capable model; and random weights under an enforced schema (the
address of such a server is given: `python tests/llm/random_weights.py FOLDER` prints one).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from assistant.llm import Endpoint, Model
from eval.cases import FOLDER, load_cases
from eval.recordings import has_recording, is_current, recorded, recorded_model
from eval.results import Result
from eval.runner import run

PAGE = FOLDER / "ENGINES.md"
_HEAD = """# 同一份说明，三种作者

> 本页由 `python -m eval.engines --random 网址` 生成，请勿手改。

离线：程序拼装。录制：一个能力较强的模型对真实提示词的回答（`recorded/`，
先后次序与原文照存），原样放回整条流水线重放；{by}
随机权重：llama.cpp 按结构强制作答的随机参数模型（调过输出，使文字能收尾），什么也不懂，只会守格式。
分数与 README 同，满分 100；token 为上限估计（每个汉字按 1 计）。

"""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every draft was made; 1 when a recording is older than its prompts."""
    parser = argparse.ArgumentParser(prog="python -m eval.engines", description=__doc__)
    parser.add_argument("--random", metavar="网址", help="随机权重模型的接口网址")
    options = parser.parse_args(arguments)
    cases = tuple(case for case in load_cases() if has_recording(case))
    offline = run(cases)
    replayed = run(cases, recorded_model)
    random = run(cases, lambda case: _random(options.random)) if options.random else ()
    PAGE.write_text(page(offline, replayed, random), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    stale = [r.case.name for r in replayed if not _is_current(r)]
    for name in stale:
        print(f"{name} 的录制早于现在的提示词，请重新录制。", file=sys.stderr)
    return int(bool(stale))


def page(offline: Sequence[Result], replayed: Sequence[Result], random: Sequence[Result]) -> str:
    """The whole page."""
    heads = (
        "案例",
        "离线",
        "录制",
        "随机权重",
        "录制可签",
        "提问",
        "轮",
        "提示 token",
        "回答 token",
        "提示词",
    )
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 2) + " --- |"]
    for number, (plain, told) in enumerate(zip(offline, replayed, strict=True)):
        noise = f"{random[number].mean * 100:.1f}" if random else "—"
        lines.append(_line(plain, told, noise))
    columns = [offline, replayed, *([random] if random else [])]
    means = [f"{sum(r.mean for r in rows) / len(rows) * 100:.1f}" for rows in columns]
    means += [] if random else ["—"]
    signable = sum(r.signable for r in replayed)
    lines.append(f"| **平均** | {' | '.join(means)} | {signable}/{len(replayed)} | | | | | |")
    fallen = sum(_meta(result)["engine"] == "offline" for result in random)
    note = f"\n随机权重：{len(random)} 份中 {fallen} 份退回离线拼装。\n" if random else ""
    return _HEAD.format(by=_provenance(replayed)) + "\n".join(lines) + "\n" + note


_SECOND_DRAFT = (
    "作答者也写了提示词，看过第一稿哪些字句被拒，这是第二稿，所以“录制可签”和调用次数偏高"
)


def _provenance(results: Sequence[Result]) -> str:
    """How the recorded answers came about, as the recordings say it."""
    told = dict.fromkeys(recorded(r.case).get("by", _SECOND_DRAFT) for r in results)
    return "".join(f"{sentence.rstrip('。')}。" for sentence in told)


def _line(plain: Result, told: Result, noise: str) -> str:
    meta = _meta(told)
    usage = meta["usage"] or {}
    cells = [
        told.case.name,
        f"{plain.mean * 100:.1f}",
        f"{told.mean * 100:.1f}",
        noise,
        "是" if told.signable else "否",
        usage.get("calls", 0),
        meta["rounds"],
        usage.get("input_tokens", 0),
        usage.get("output_tokens", 0),
        "、".join(meta["prompts"]),
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def _is_current(result: Result) -> bool:
    return bool(result.draft) and is_current(result.case, _meta(result)["prompts"])


def _meta(result: Result) -> dict[str, Any]:
    meta: dict[str, Any] = (result.draft or {})["meta"]
    return meta


def _random(url: str) -> Model:
    return Model(Endpoint(base_url=f"{url.rstrip('/')}", model="random", seconds=60, prices={}))


if __name__ == "__main__":
    sys.exit(main())
