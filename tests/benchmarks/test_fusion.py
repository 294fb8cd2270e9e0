"""Blending of scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.retrieval.fusion import blend, scale

SCORES = st.dictionaries(st.integers(0, 50), st.floats(0, 100, allow_nan=False), max_size=20)


def test_scaling_runs_from_nought_to_one():
    assert scale({1: 2.0, 2: 4.0, 3: 3.0}) == {1: 0.0, 2: 1.0, 3: 0.5}


def test_equal_scores_are_all_best():
    assert scale({1: 0.3, 2: 0.3}) == {1: 1.0, 2: 1.0}
    assert scale({}) == {}


def test_what_one_retriever_lacks_counts_nothing():
    assert blend({1: 1.0, 2: 0.0}, {3: 5.0}, 0.7) == {1: 0.7, 2: 0.0, 3: pytest.approx(0.3)}


@given(SCORES, SCORES, st.floats(0, 1))
def test_a_blend_stays_between_nought_and_one(dense, lexical, weight):
    blended = blend(dense, lexical, weight)
    assert blended.keys() == dense.keys() | lexical.keys()
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in blended.values())
