"""Logistic regression by Newton's method, and thresholds that keep errors of both kinds in balance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.confidence.collect import Seen
from bot.compose.confidence import probability

RIDGE = 0.05
"""Pull towards zero per question; English has few questions, so its weights stay moderate."""

FIELD_RIDGE = 0.01
"""The same for the line of the field. In five folds of all questions 0.01 turns away 0.032 of those in the field where
0.03 of those outside are answered, 0.003 as many, 0.02 more."""
STEPS = 50
FOLDS = 5
SEED = 0
FIELD = (
    "bias",
    "topic",
    "lead",
    "outside_near",
    "dense",
    "margin",
    "lexical",
    "affinity",
    "share",
    "asked",
    "short",
)
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


def threshold(seen: Sequence[Seen], allowed: float) -> float:
    """The probability of the field from which so many outside questions are answered, a part of one between two.

    Each is judged by weights fitted without it, or those seen in fitting would look farther away than others do.
    """
    chance = np.random.default_rng(SEED).integers(0, FOLDS, len(seen))
    outside: list[float] = []
    for fold in range(FOLDS):
        weights = logistic(
            [one for one, of in zip(seen, chance, strict=True) if of != fold],
            lambda one: one.ours,
            FIELD,
            FIELD_RIDGE,
        )
        outside += [
            probability(weights, one.evidence.vector())
            for one, of in zip(seen, chance, strict=True)
            if of == fold and not one.ours
        ]
    outside.sort(reverse=True)
    return round(float(np.interp(allowed, range(len(outside)), outside)), 4)
