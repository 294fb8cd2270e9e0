"""Blending of scores from different retrievers; pure functions.

Min-max scaling with a fixed weight beats reciprocal rank fusion here once the weight is chosen on
development questions (benchmarks/retrieval); both are kept as rows there.
"""

from __future__ import annotations

from collections.abc import Mapping


def scale(scores: Mapping[int, float]) -> dict[int, float]:
    """Min-max scale to [0, 1]; equal scores all become 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high <= low:
        return dict.fromkeys(scores, 1.0)
    return {key: (value - low) / (high - low) for key, value in scores.items()}


def blend(dense: Mapping[int, float], lexical: Mapping[int, float], weight: float) -> dict[int, float]:
    """``weight`` x scaled dense + (1 - ``weight``) x scaled lexical; what one lacks counts 0."""
    near, shared = scale(dense), scale(lexical)
    return {
        key: weight * near.get(key, 0.0) + (1 - weight) * shared.get(key, 0.0)
        for key in near.keys() | shared.keys()
    }
