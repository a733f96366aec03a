"""How well rows are found: every row of the corpus is looked up among the other projects' rows.

Leave one declaration out: the row's own project is hidden, as `search(exclude_project=…)` hides it.
A row found counts when it is of the same category; for nDCG one measured in the same unit counts
double. Rows that most declarations have word for word (成本控制率) are no queries: they find each
other whatever the method. Everything is offline and deterministic.
"""

from __future__ import annotations

import json
import math
import random
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from eval.cases import FOLDER

if TYPE_CHECKING:
    from assistant.retrieval import Index
    from assistant.retrieval.entries import Entry

BASELINE = FOLDER / "baselines" / "searching.json"
OURS = "本项目（融合）"
MEASURES = ("P@1", "P@5", "MRR", "nDCG@10")
_DEPTH = 10
_ROUNDS = 10_000
_COMMON = 0.5

Searcher = Callable[[str, "Entry"], list["Entry"]]
"""(query, the row it was made of) → the ten best rows of other projects."""
Figures = dict[str, dict[str, dict[str, float]]]
"""How rows are asked for → method → measure → value (and `p`: ours against it, by nDCG@10)."""


class Row(NamedTuple):
    """A row to look up: its entry, and all rows of other projects."""

    entry: Entry
    others: tuple[Entry, ...]


def figures(index: Index) -> Figures:
    """Every method on every row, asked for by name alone and with value and unit."""
    rows = _rows(index)
    methods = _methods(index)
    found: Figures = {}
    for asked, text_of in _QUERIES.items():
        scores = {
            name: [_scores(search(text_of(row.entry), row.entry), row) for row in rows]
            for name, search in methods.items()
        }
        found[asked] = {name: _summary(one, scores[OURS]) for name, one in scores.items()}
    return found


_QUERIES: dict[str, Callable[[Any], str]] = {
    "只有名称": lambda entry: str(entry.text_of("name")),
    "名称、指标值、单位": lambda entry: str(entry.text),
}


def _rows(index: Index) -> list[Row]:
    entries = _entries(index)
    forms = len({entry.declaration_id for entry in entries})
    names = Counter(entry.text_of("name") for entry in entries)
    return [
        Row(entry, tuple(e for e in entries if e.declaration_id != entry.declaration_id))
        for entry in entries
        if names[entry.text_of("name")] <= _COMMON * forms
    ]


def _entries(index: Index) -> list[Entry]:
    snapshot = index.snapshot
    found = snapshot.entries(range(len(snapshot))).values()
    return sorted((entry for entry in found if entry.kind == "indicator"), key=lambda e: e.id)


def _methods(index: Index) -> dict[str, Searcher]:
    return {
        OURS: _ours(index, None),
        "只用 BM25": _ours(index, 0.0),
        "只用向量": _ours(index, 1.0),
        "LangChain Chroma 检索器": _langchain(index),
    }


def _ours(index: Index, share: float | None) -> Searcher:
    """The index as it is, or with one of its two likenesses alone."""
    from assistant.retrieval import Filters, ranking
    from assistant.retrieval.vectors import BuiltIn

    weight = BuiltIn.share if share is None else share

    def search(text: str, row: Entry) -> list[Entry]:
        project = (row.text_of("project_code"), row.text_of("project_name"))
        filters = Filters(kind="indicator", exclude_project=project)
        query = ranking.Query(text, BuiltIn().embed([text])[0], weight)
        ranked = ranking.rank(query, index.snapshot, _DEPTH, filters)
        return [hit.entry for hit in ranking.hits_of(ranked, index.snapshot, _DEPTH)]

    return search


def _langchain(index: Index) -> Searcher:
    """`Chroma.from_texts(…).as_retriever()` with the same vectors, as its tutorial has it."""
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    from assistant.retrieval.vectors import embed

    class SameVectors(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [vector.tolist() for vector in embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    entries = {entry.id: entry for entry in _entries(index)}
    store = Chroma.from_texts(
        [entry.text for entry in entries.values()],
        SameVectors(),
        [{"id": entry.id, "form": entry.declaration_id} for entry in entries.values()],
        ids=list(entries),
        collection_name="searching",
    )

    def search(text: str, row: Entry) -> list[Entry]:
        others = {"k": _DEPTH, "filter": {"form": {"$ne": row.declaration_id}}}
        found = store.as_retriever(search_kwargs=others).invoke(text)
        return [entries[document.metadata["id"]] for document in found]

    return search


def _scores(found: Sequence[Entry], row: Row) -> tuple[float, ...]:
    """P@1, P@5, MRR, nDCG@10 of one query."""
    gains = [_gain(entry, row.entry) for entry in found[:_DEPTH]]
    best = sorted((_gain(entry, row.entry) for entry in row.others), reverse=True)[:_DEPTH]
    first = next((place for place, gain in enumerate(gains, 1) if gain), None)
    ideal = _discounted(best)
    return (
        float(bool(gains and gains[0])),
        sum(map(bool, gains[:5])) / 5,
        1 / first if first else 0.0,
        _discounted(gains) / ideal if ideal else 0.0,
    )


def _gain(found: Entry, wanted: Entry) -> int:
    if found.text_of("level2") != wanted.text_of("level2"):
        return 0
    return 2 if found.text_of("unit") == wanted.text_of("unit") else 1


def _discounted(gains: Sequence[int]) -> float:
    return math.fsum(
        float(2**gain - 1) / math.log2(place + 1) for place, gain in enumerate(gains, 1)
    )


def _summary(
    scores: Sequence[tuple[float, ...]], ours: Sequence[tuple[float, ...]]
) -> dict[str, float]:
    means = {
        name: round(statistics.fmean(one[place] for one in scores), 4)
        for place, name in enumerate(MEASURES)
    }
    if scores is ours:
        return means
    return {**means, "p": _paired([o[-1] - s[-1] for o, s in zip(ours, scores, strict=True)])}


def _paired(differences: Sequence[float]) -> float:
    """How often random signs make as large a mean difference (sign-flip test, two-sided)."""
    chance = random.Random(1)  # noqa: S311 - reproducible on purpose
    seen = abs(sum(differences)) - 1e-12
    larger = sum(
        abs(sum(d if chance.random() < 0.5 else -d for d in differences)) >= seen
        for _ in range(_ROUNDS)
    )
    return round((larger + 1) / (_ROUNDS + 1), 4)


def table(found: Figures, before: Figures | None) -> str:
    """A Markdown table; differences to the baseline in brackets."""
    heads = ("查询", "方法", *MEASURES, "p（nDCG，本项目对它）")
    lines = ["| " + " | ".join(heads) + " |", "| --- | --- |" + " ---: |" * (len(heads) - 2)]
    for asked, methods in found.items():
        for name, one in methods.items():
            old = (before or {}).get(asked, {}).get(name, {})
            cells = [_cell(one[measure], old.get(measure)) for measure in MEASURES]
            shown = _chance(one.get("p"))
            lines.append("| " + " | ".join((asked, name, *cells, shown)) + " |")
    return "\n".join(lines)


def _chance(p: float | None) -> str:
    if p is None:
        return "—"
    return f"{p:.3f}" if p >= 0.001 else "<0.001"


def _cell(value: float, before: float | None) -> str:
    shown = f"{value:.3f}"
    moved = before is not None and abs(value - before) >= 0.0005
    return f"{shown} ({value - before:+.3f})" if moved and before is not None else shown


def load_baseline(path: Path = BASELINE) -> Figures | None:
    """The figures of the last accepted run; None before the first."""
    if not path.is_file():
        return None
    loaded: Figures = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def save_baseline(found: Figures, path: Path = BASELINE) -> None:
    """Makes a run the baseline."""
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
