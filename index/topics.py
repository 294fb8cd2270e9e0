"""Which topic a question is about, once the articles are ranked: a linear sum of few features.

A conditional logit over the topics near a question, like the ranking of articles (``index.ranking``). A topic whose
first article ranks high is likelier than one whose phrasings are a little nearer. The fit:
``benchmarks/confidence/topics.py``.
"""

from __future__ import annotations

import json
import math
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

FEATURES: Final = ("nearest", "near3", "near6", "conclusion", "affinity", "words", "first")
"""Columns of a feature array:

nearest     cosine of the topic's nearest phrasing
near3       mean cosine of its three nearest
near6       mean cosine of its six nearest
conclusion  cosine of its title and conclusion
affinity    how near the topic is as a whole (``index.retriever.AFFINITY``)
words       share of the question's words that its phrasings hold, rare ones counting more
first       log share of its first article among the candidates (``index.ranking``)
"""

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


def features_of(
    phrasings: npt.NDArray[np.float32], conclusion: float, affinity: float, words: float, first: float
) -> list[float]:
    """One row of a feature array.

    Args:
        phrasings: Cosines of the topic's phrasings, at least one, in any order.
        conclusion: Cosine of its title and conclusion.
        affinity: Of the order of a cosine.
        words: Share of the question's words that its phrasings hold.
        first: Share of its first article among the candidates.
    """
    nearest = np.sort(phrasings)[::-1]
    cosines = (nearest[0], nearest[:3].mean(), nearest[:6].mean(), conclusion, affinity)
    return [
        *((float(cosine) - FAR) / COSINE_UNIT for cosine in cosines),
        words,
        math.log(first + LEAST_SHARE),
    ]
