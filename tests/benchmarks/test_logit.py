"""Weights of a conditional logit."""

import numpy as np
import pytest

from benchmarks.logit import fit

GROUPS = [np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 0.5]]), np.array([[0.0, 1.0], [1.0, 0.0]])]


@pytest.mark.parametrize("every", [False, True])
def test_the_column_that_tells_the_right_rows_apart_weighs_most(every):
    weights = fit(GROUPS, [[True, False, False], [False, True]], 1e-2, every=every)
    assert weights.shape == (2,)
    assert weights[0] > abs(weights[1])
    assert [int(np.argmax(group @ weights)) for group in GROUPS] == [0, 1]


def test_any_right_row_will_do_unless_every_one_is_wished_for():
    groups = [np.array([[3.0], [-1.0], [0.0]])]
    right = [[True, True, False]]
    assert fit(groups, right, 1e-2)[0] > fit(groups, right, 1e-2, every=True)[0] > 0


def test_a_greater_ridge_pulls_to_zero():
    right = [[True, False, False], [False, True]]
    assert abs(fit(GROUPS, right, 1.0)).sum() < abs(fit(GROUPS, right, 1e-2)).sum()
