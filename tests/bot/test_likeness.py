"""A head weighs what its units say against what the layers say that were trained for it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.compose.likeness import BUCKETS, ORDINARY, Head, Likeness, features
from bot.compose.tuned import GUARDING_SHARE, MOSTLY
from index.query import Query

DIMENSION = 2


def seen(towards: float) -> np.ndarray:
    """float32 [1, columns]: a text whose guarding reading leans towards danger."""
    reading = np.array([[towards, 1.0]], dtype=np.float32)
    nothing = np.zeros((1, DIMENSION), dtype=np.float32)
    return features(["法"], nothing, nothing, reading)


def head(guarding: np.ndarray | None) -> Head:
    """Units that find danger as likely as not."""
    columns = 2 * DIMENSION + BUCKETS
    return Head(
        kinds=("fraud", ORDINARY),
        weights=np.zeros((2, 1), dtype=np.float32),
        bias=np.zeros(2, dtype=np.float32),
        threshold=0.5,
        hidden=np.zeros((1, columns), dtype=np.float32),
        hidden_bias=np.zeros(1, dtype=np.float32),
        guarding=guarding,
        guarding_bias=None if guarding is None else np.zeros(2, dtype=np.float32),
    )


def test_without_such_layers_the_units_decide():
    one = head(None)
    assert one.found(one.probabilities(seen(5.0)))[-1] == pytest.approx(0.5)


@pytest.mark.parametrize("towards", [-3.0, 0.0, 3.0])
def test_with_them_the_log_odds_are_weighed(towards):
    leaning = np.array([[1.0, 0.0], [0.0, 0.0]], dtype=np.float32)
    one = head(leaning)
    probability = one.found(one.probabilities(seen(towards)))[-1]
    assert probability == pytest.approx(1 / (1 + np.exp(-GUARDING_SHARE * towards)), abs=1e-6)


def deciding(share: float) -> Likeness:
    """A reading of any message as danger, ``share`` of it confinement and the rest fraud; as no request to do harm."""
    columns = 2 * DIMENSION + BUCKETS + DIMENSION
    danger = Head(
        kinds=("confinement", "fraud", ORDINARY),
        weights=np.zeros((3, columns), dtype=np.float32),
        bias=np.array([np.log(share), np.log(1.0 - share), -20.0], dtype=np.float32),
        threshold=0.5,
    )
    harm = Head(
        kinds=("forge", ORDINARY),
        weights=np.zeros((2, columns), dtype=np.float32),
        bias=np.array([-20.0, 0.0], dtype=np.float32),
        threshold=0.5,
    )
    return Likeness("any", {"danger": danger, "harm": harm})


@pytest.mark.parametrize(("share", "told"), [(MOSTLY + 0.1, "confinement"), (MOSTLY - 0.05, "threat")])
def test_a_kind_that_is_not_most_of_the_danger_is_told_by_its_wider_line(share, told):
    vectors = np.zeros((1, DIMENSION), dtype=np.float32)
    query = Query("他不让我走", False, ("他不让我走",), vectors, vectors, vectors)
    assert deciding(share).kind("danger", query) == told
