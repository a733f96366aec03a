"""Vectors: another spelling gives the same vector; likeness follows the characters."""

import numpy as np

from assistant.retrieval.vectors import DIMENSIONS, embed


def test_one_unit_vector_per_text():
    vectors = embed(["验收合格率 ≥90% %", "季度监测报告"])
    assert vectors.shape == (2, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_full_width_and_numbers_make_no_difference():
    half, full, other_number = embed(["合格率 ≥90%", "合格率　≥９０％", "合格率 ≥95%"])
    assert np.allclose(half, full)
    assert np.allclose(half, other_number)


def test_similar_rows_are_nearer_than_others():
    query, near, far = embed(["群众满意度", "办事群众满意度", "道路建设长度"])
    assert query @ near > 0.5 > query @ far


def test_text_without_characters_gives_zeros_and_does_not_fail():
    assert not embed(["", "  "]).any()
    assert embed([]).shape == (0, DIMENSIONS)
