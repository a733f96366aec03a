"""Nothing smells of another project: words of the corpus that the description does not have.

Two nets. Proper names and distinctive terms of the past declarations (`eval/leaks.yaml`), and runs
of six characters that only one past declaration, of another project, holds and no description of
this evaluation does.
"""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from pathlib import Path

import yaml

from eval.cases import FOLDER, Case, Words
from eval.drafts import DraftView
from eval.scorers.base import Score, share
from eval.text import level, squeeze

_RUN = 6
# A run with this share of its character pairs in the description is the description, reworded.
_HALF = 0.5
_CORPUS = FOLDER.parent / "corpus" / "declarations"
_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


def score(case: Case, draft: DraftView) -> Score:
    """1 when nothing leaked; each foreign word or run counts against eight."""
    text, given = squeeze(draft.everything()), squeeze(case.description)
    words = [word for word in _words() if word in text and not _told(word, given)]
    others = _distinctive(case.project)
    runs = [run for run in _foreign_runs(level(draft.everything()), given) if run in others]
    leaks = [f"外来的“{leak}”" for leak in dict.fromkeys([*words, *_merged(runs)])]
    return share([*leaks, *[None] * max(8 - len(leaks), 0)])


def _told(word: str, given: str) -> bool:
    """Whether the description has the word, or its halves in another order."""
    halves = [word[place : place + 2] for place in range(0, len(word), 2)]
    return word in given or (len(word) % 2 == 0 and all(half in given for half in halves))


def _share_told(run: str, given: str) -> float:
    pairs = [squeeze(run[place : place + 2]) for place in range(len(run) - 1)]
    return sum(pair in given for pair in pairs) / len(pairs)


@functools.cache
def _words() -> tuple[str, ...]:
    listed = yaml.safe_load((FOLDER / "leaks.yaml").read_text(encoding="utf-8"))
    return tuple(squeeze(str(word)) for word in listed["words"])


@functools.cache
def _distinctive(project: tuple[str | None, Words]) -> frozenset[str]:
    """Runs that exactly one past declaration of the other projects holds and no description of this
    evaluation does. The project's own past form is no other's."""
    code, names = project
    counts: Counter[str] = Counter()
    for path in sorted(_CORPUS.glob("*.json")):
        past = json.loads(path.read_text(encoding="utf-8"))
        own = past["project_name"] in names or (code and past.get("project_code") == code)
        if not own:
            counts.update(set(_runs(_words_of(past))))
    common = squeeze(_descriptions())
    plain = set(yaml.safe_load((FOLDER / "leaks.yaml").read_text(encoding="utf-8"))["plain"])
    return frozenset(
        run
        for run, times in counts.items()
        if times == 1 and run not in common and not any(word in run for word in plain)
    )


def _words_of(declaration: dict[str, object]) -> str:
    fields = ("project_name", "policy_basis", "annual_goal", "long_term_goal")
    cells = [str(declaration.get(field) or "") for field in fields]
    rows = declaration.get("indicators")
    for row in rows if isinstance(rows, list) else ():
        if row.get("level2") != "成本指标":
            cells += [str(row.get("name") or ""), str(row.get("explanation") or "")]
    return level("\n".join(cells))


def _descriptions() -> str:
    folders = (FOLDER / "briefs", FOLDER / "descriptions")
    paths: list[Path] = [path for folder in folders for path in sorted(folder.glob("*.md"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _runs(text: str) -> list[str]:
    return [
        piece[place : place + _RUN]
        for piece in _HAN.findall(text)
        for place in range(len(piece) - _RUN + 1)
    ]


def _foreign_runs(text: str, given: str) -> list[str]:
    return [run for run in _runs(text) if _share_told(run, given) < _HALF]


def _merged(runs: list[str]) -> list[str]:
    """Overlapping runs joined into the longest phrase, in the order of the draft."""
    phrases: list[str] = []
    for run in runs:
        if phrases and phrases[-1].endswith(run[:-1]):
            phrases[-1] += run[-1]
        else:
            phrases.append(run)
    return phrases
