"""Logistic regression by Newton's method, and thresholds that keep errors of both kinds in balance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.confidence.collect import Seen
from bot.compose.confidence import probability

RIDGE = 0.02
"""Pull towards zero per question; English has few questions, so its weights stay moderate."""
STEPS = 50
FIELD = ("bias", "topic", "lead", "dense", "margin", "lexical", "affinity", "share", "asked", "short")
RIGHT = ("bias", "topic", "agrees", "affinity", "share", "asked", "first")


def logistic(
    seen: Sequence[Seen], label: Callable[[Seen], bool], names: Sequence[str], ridge: float = RIDGE
) -> dict[str, float]:
    """Weights of the named features, each label weighing as many as there are."""
    rows = np.asarray([[one.evidence.vector()[name] for name in names] for one in seen], dtype=float)
    labels = np.asarray([float(label(one)) for one in seen])
    pull = np.asarray([1e-6 if name == "bias" else ridge for name in names])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) / len(rows) + pull * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows / len(rows) + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)}


def threshold(seen: Sequence[Seen], weights: dict[str, float], allowed: float) -> float:
    """The probability from which so many outside questions are answered, a part of one between two of them."""
    outside = sorted(
        (probability(weights, one.evidence.vector()) for one in seen if not one.ours), reverse=True
    )
    return round(float(np.interp(allowed, range(len(outside)), outside)), 4)
