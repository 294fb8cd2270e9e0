"""Which topic a question is about, once the articles are ranked.

Log-odds over the topics near a question, like those of articles (``index.ranking``), linear in two features: a topic
whose first article ranks high may be likelier than one whose phrasings are a little nearer. The fit, and what more
features gave: ``benchmarks/confidence``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from index.fitted import read_weights
from index.ranking import COSINE_UNIT

FEATURES: Final = ("affinity", "first")
"""Columns of a feature array:

affinity  how near the topic is as a whole (``AFFINITY``), from ``FAR`` on in ``COSINE_UNIT``
first     log share of its first article among the candidates (``index.ranking``)
"""

AFFINITY = {"phrasings": 0.6, "conclusion": 0.12, "articles": 0.28, "words": 0.02}
"""How near a question is to a topic as a whole, before the articles are ranked: mean cosine of its three nearest
phrasings, cosine of its title and conclusion, of its nearest article, and BM25 of its phrasings. Fitted on half of our
own questions and of the development questions; against the nearest phrasing alone the right topic comes first for 0.74
of our own Chinese questions instead of 0.67, and for 0.77 of the English ones instead of 0.68 (benchmarks/retrieval)."""

FAR = 0.9
"""An affinity far from any topic."""

LEAST_SHARE = 0.03
"""Added to a share before its logarithm is taken: whether an article has 0.001 or 0.01 says nothing."""

TOPIC_FILE: Final = "data/topics.json"

Floats = npt.NDArray[np.float64]


def load_weights() -> Floats:
    """float64 [features]: the fitted weights that come with the project."""
    return read_weights(TOPIC_FILE, FEATURES)


def features_of(affinities: Floats, shares: Floats) -> Floats:
    """float64 [topics, features].

    Args:
        affinities: [topics], of the order of cosines.
        shares: [topics], of each one's first article among the candidates.
    """
    return np.column_stack([(affinities - FAR) / COSINE_UNIT, np.log(shares + LEAST_SHARE)])
