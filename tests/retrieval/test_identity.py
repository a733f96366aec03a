"""Which names and codes mean the same project."""

import pytest

from assistant.retrieval.identity import same_project


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("440304", None), ("４４０３０４ ", "另一个名字"), True),
        (("440304", "甲"), ("440305", "乙"), False),
        ((None, "智慧公园项目"), (None, "智慧公园"), True),
        ((None, "2026年智慧公园（一期）"), (None, "智慧公园(一期)"), True),
        ((None, "智慧公园一期"), (None, "智慧公园二期"), False),
        ((None, "政务信息化项目管理运营服"), (None, "政务信息化项目管理运营服务项目"), True),
        ((None, "社区公园管养"), (None, "社区公园管养和绿道维护"), False),
        ((None, "项目"), (None, "经费"), False),
        ((None, None), (None, None), False),
        (("", ""), ("", ""), False),
    ],
)  # fmt: skip
def test_same_project(one, other, expected):
    assert same_project(one, other) is expected
    assert same_project(other, one) is expected
