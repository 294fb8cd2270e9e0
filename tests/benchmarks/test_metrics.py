"""The measures by which rankings and confidences are judged."""

import math

import pytest

from benchmarks.metrics import mean, median, ndcg_at, recall_at, reciprocal_rank, reliability


@pytest.mark.parametrize(
    ("ranked", "gold", "k", "expected"),
    [
        (["a", "b", "c"], {"a"}, 1, 1.0),
        (["a", "b", "c"], {"c"}, 2, 0.0),
        (["a", "b", "c"], {"a", "c"}, 2, 0.5),
        (["a", "a", "b"], {"a", "b"}, 2, 0.5),  # an item found twice is found once
        ([], {"a"}, 10, 0.0),
    ],
)
def test_recall_is_the_share_of_gold_items_found(ranked, gold, k, expected):
    assert recall_at(ranked, gold, k) == expected


@pytest.mark.parametrize(
    ("ranked", "expected"), [(["a"], 1.0), (["x", "y", "a"], 1 / 3), (["x"] * 10 + ["a"], 0.0), ([], 0.0)]
)
def test_reciprocal_rank_looks_at_ten_places(ranked, expected):
    assert reciprocal_rank(ranked, {"a"}) == expected


def test_ndcg_is_one_for_a_perfect_ranking_whatever_follows():
    assert ndcg_at(["a", "b", "x", "y"], {"a", "b"}) == pytest.approx(1.0)


def test_ndcg_discounts_by_the_logarithm_of_the_place():
    expected = (1 / math.log2(3)) / (1 / math.log2(2) + 1 / math.log2(3))
    assert ndcg_at(["x", "a"], {"a", "b"}) == pytest.approx(expected)


def test_ndcg_never_rewards_an_item_twice():
    assert ndcg_at(["a", "a"], {"a", "b"}) == ndcg_at(["a", "x"], {"a", "b"})


def test_ndcg_with_more_gold_items_than_places_can_still_be_one():
    assert ndcg_at(["a", "b"], {"a", "b", "c"}, k=2) == pytest.approx(1.0)


def test_mean_and_median():
    assert mean([1.0, 2.0, 6.0]) == 3.0
    assert mean([]) == 0.0
    assert median([9.0, 1.0, 2.0]) == 2.0


def test_calibrated_confidences_have_no_error():
    confidences = [0.25] * 4 + [0.75] * 4
    right = [True, False, False, False, True, True, True, False]
    table, error = reliability(confidences, right)
    assert error == 0.0
    assert [(row.count, row.right) for row in table] == [(4, 0.25), (4, 0.75)]


def test_overconfidence_is_measured_and_the_top_bin_holds_certainty():
    table, error = reliability([1.0, 1.0], [False, True])
    assert error == 0.5
    assert table[-1].count == 2
