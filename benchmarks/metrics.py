"""Measures of a ranking and of a probability; every one is a mean over questions.

Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques (2002); Guo et al., On
Calibration of Modern Neural Networks (2017).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass


def recall_at(ranked: Sequence[Hashable], gold: Collection[Hashable], k: int) -> float:
    """Share of the gold items among the first ``k``.

    >>> recall_at(["a", "b", "c"], {"b", "z"}, 2)
    0.5
    """
    return len(set(ranked[:k]) & set(gold)) / len(set(gold))


def reciprocal_rank(ranked: Sequence[Hashable], gold: Collection[Hashable], k: int = 10) -> float:
    """One over the place of the first gold item among the first ``k``, else 0.

    >>> reciprocal_rank(["a", "b"], {"b"})
    0.5
    """
    return next((1 / place for place, item in enumerate(ranked[:k], 1) if item in gold), 0.0)


def ndcg_at(ranked: Sequence[Hashable], gold: Collection[Hashable], k: int = 10) -> float:
    """Discounted gain of the first ``k`` over the best possible; an item counts once.

    >>> round(ndcg_at(["a", "b"], {"b"}), 4)
    0.6309
    """
    first = list(dict.fromkeys(ranked[:k]))
    gain = sum(1 / math.log2(place + 1) for place, item in enumerate(first, 1) if item in gold)
    best = sum(1 / math.log2(place + 1) for place in range(1, min(len(set(gold)), k) + 1))
    return gain / best


def mean(values: Iterable[float]) -> float:
    """Arithmetic mean; 0 of nothing."""
    held = list(values)
    return sum(held) / len(held) if held else 0.0


def median(values: Iterable[float]) -> float:
    """The middle value (the upper one of two); 0 of nothing."""
    held = sorted(values)
    return held[len(held) // 2] if held else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lies in [low, high)."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean confidence."""
    right: float
    """Share that was right."""


def reliability(
    confidences: Sequence[float], right: Sequence[bool], bins: int = 10
) -> tuple[tuple[Bin, ...], float]:
    """The reliability table and the expected calibration error over equally wide bins.

    >>> reliability([0.9, 0.9], [True, False])[1]
    0.4
    """
    table = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [
            (confidence, ok)
            for confidence, ok in zip(confidences, right, strict=True)
            if low <= confidence < high or (confidence == 1.0 and number == bins - 1)
        ]
        if inside:
            table.append(
                Bin(
                    low,
                    high,
                    len(inside),
                    mean(confidence for confidence, _ in inside),
                    mean(float(ok) for _, ok in inside),
                )
            )
    total = sum(row.count for row in table)
    error = sum(row.count * abs(row.confidence - row.right) for row in table) / total if total else 0.0
    return tuple(table), round(error, 6)
