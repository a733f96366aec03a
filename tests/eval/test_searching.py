"""The measures of searching: known answers, and that the product is no worse than its parts."""

import pytest

from assistant.retrieval.entries import Entry
from eval import searching
from eval.runner import opened_index
from eval.searching import Row, _paired, _scores


def entry(number, level2, unit):
    return Entry(f"{number}", "", {"kind": "indicator", "level2": level2, "unit": unit})


SAME = entry(1, "质量指标", "%")
ALIKE = entry(2, "质量指标", "个")
OTHER = entry(3, "数量指标", "个")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([SAME, ALIKE, OTHER], (1, 0.4, 1, 1)),
        ([OTHER, SAME, ALIKE], (0, 0.4, 0.5, (3 / 1.585 + 1 / 2) / (3 + 1 / 1.585))),
        ([OTHER], (0, 0, 0, 0)),
        ([], (0, 0, 0, 0)),
    ],
)
def test_the_measures(found, expected):
    row = Row(entry(0, "质量指标", "%"), (SAME, ALIKE, OTHER))
    assert _scores(found, row) == pytest.approx(expected, abs=1e-3)


def test_the_paired_test_tells_luck_from_difference():
    assert _paired([0.0] * 20) == 1
    assert _paired([0.1, -0.1] * 10) > 0.5
    assert _paired([0.1] * 20) < 0.001


def test_searching_is_no_worse_than_its_parts_or_langchains_retriever():
    with opened_index() as index:
        found, again = searching.figures(index), searching.figures(index)
    for query, methods in found.items():
        for name, figures in methods.items():
            # Chroma's approximate search breaks ties of its own retriever as it likes.
            slack = 0.005 if "LangChain" in name else 0
            assert again[query][name] == pytest.approx(figures, abs=slack), "deterministic"
    for methods in found.values():
        ours = methods.pop(searching.OURS)
        for name, other in methods.items():
            assert ours["nDCG@10"] >= other["nDCG@10"] - 0.005, name
            assert ours["P@5"] >= other["P@5"] - 0.005, name
    text = searching.table(
        {"甲": {"乙": dict.fromkeys(searching.MEASURES, 0.5) | {"p": 0.2}}}, None
    )
    assert text.splitlines()[-1] == "| 甲 | 乙 | 0.500 | 0.500 | 0.500 | 0.500 | 0.200 |"
