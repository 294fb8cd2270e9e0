"""Which topic a question is about, once the articles are ranked: a linear sum of few features.

A conditional logit over the topics near a question, like the ranking of articles (``index.ranking``). A topic whose
first article ranks high is likelier than one whose phrasings are a little nearer. The fit:
``benchmarks/confidence/topics.py``.
"""

from __future__ import annotations

import json
import math
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

FEATURES: Final = ("nearest", "near3", "near6", "conclusion", "affinity", "words", "first")
"""Columns of a feature array:

nearest     cosine of the topic's nearest phrasing
near3       mean cosine of its three nearest
near6       mean cosine of its six nearest
conclusion  cosine of its title and conclusion
affinity    how near the topic is as a whole (``AFFINITY``)
words       share of the question's words that its phrasings hold, rare ones counting more
first       log share of its first article among the candidates (``index.ranking``)
"""

AFFINITY = {"phrasings": 0.6, "conclusion": 0.12, "articles": 0.28, "words": 0.02}
"""How near a question is to a topic as a whole, before the articles are ranked: mean cosine of its three nearest
phrasings, cosine of its title and conclusion, of its nearest article, and BM25 of its phrasings. Fitted on half of our
own questions and of the development questions; against the nearest phrasing alone the right topic comes first for 0.74
of our own Chinese questions instead of 0.67, and for 0.77 of the English ones instead of 0.68 (benchmarks/retrieval)."""

FAR, COSINE_UNIT = 0.9, 0.05
"""Cosines are counted from here, in this unit: of the order of 1."""

LEAST_SHARE = 1e-3
"""Added to a share, so that its logarithm is finite."""

TOPIC_FILE: Final = "data/topics.json"

Floats = npt.NDArray[np.float64]


def load_weights() -> Floats:
    """float64 [features]: the fitted weights that come with the project."""
    raw = json.loads((files("index") / TOPIC_FILE).read_text(encoding="utf-8"))
    return np.array([raw[name] for name in FEATURES])


class Nearness(NamedTuple):
    """How near a question is to a topic, in cosines or of their order."""

    nearest: float
    near3: float
    near6: float
    conclusion: float
    affinity: float

    @classmethod
    def of(
        cls, phrasings: npt.NDArray[np.float32], conclusion: float, article: float, words: float
    ) -> Nearness:
        """Read off the cosines of a topic's parts.

        Args:
            phrasings: Cosines of its phrasings, in any order; 0 to all without any.
            conclusion: Cosine of its title and conclusion.
            article: Cosine of its nearest article.
            words: BM25 of its phrasings, by the highest of any topic.
        """
        near = np.sort(phrasings)[::-1]
        nearest, near3, near6 = (float(near[:most].mean()) if len(near) else 0.0 for most in (1, 3, 6))
        affinity = (
            AFFINITY["phrasings"] * near3
            + AFFINITY["conclusion"] * conclusion
            + AFFINITY["articles"] * article
            + AFFINITY["words"] * words
        )
        return cls(nearest, near3, near6, conclusion, affinity)


def features_of(nearness: Nearness, words: float, first: float) -> list[float]:
    """One row of a feature array.

    Args:
        nearness: Of the topic.
        words: Share of the question's words that its phrasings hold.
        first: Share of its first article among the candidates.
    """
    cosines = ((cosine - FAR) / COSINE_UNIT for cosine in nearness)
    return [*cosines, words, math.log(first + LEAST_SHARE)]
