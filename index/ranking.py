"""What ranks a passage: a linear sum of few features, its weights fitted on questions (benchmarks/retrieval).

A conditional logit: the score is a log-odds, and its softmax over the candidates of a question is the share
that the passage holds among them. (McFadden, Conditional logit analysis of qualitative choice behavior, 1974;
the listwise loss of Cao et al., Learning to Rank, 2007, for one position.)
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from index.fitted import read_weights

FEATURES: Final = (
    "dense",
    "beside",
    "unit",
    "words",
    "cover",
    "asked",
    "again",
    "often",
    "echo",
    "either",
    "topic",
    "affinity",
    "law",
    "learned",
)
"""Columns of a feature array:

dense      cosine to the question, by the passage's nearest text
beside     the greater cosine of the articles before and after it, where they are candidates too
unit       cosine of the nearest unit of the article (knowledge/units.py); of one without units, ``dense``
words      BM25, by the highest among the candidates
cover      share of the question's words that the passage holds, rare ones counting more
asked      cosine of the nearest question of our own under the article, from a floor on
again      the same of the second nearest
often      natural logarithm of 1 + how many questions of our own lead to it: what is asked in many ways is asked much
echo       BM25 of the question of our own that shares most words, by the highest of any
either     like ``cover``, of the passage and the questions that lead to it together (Nogueira et al., Document
           Expansion by Query Prediction, 2019, with questions written by hand)
topic      share of the topics that name the passage, less for a later place in a topic
affinity   how near the likeliest topic that names it is to the question
law        log share of the topics' articles that are of its law: what people ask about
learned    log-odds below the best that labelled messages taught (index/learned.py); 0 for all with another encoder
"""

RANKING_FILE: Final = "data/ranking.json"

Floats = npt.NDArray[np.float64]


def load_weights(*, learned: bool) -> Floats:
    """float64 [features]: the fitted weights that come with the project.

    Args:
        learned: With what labelled messages taught (``index.learned``), which another encoder lacks.
    """
    return read_weights(RANKING_FILE, FEATURES, "learned" if learned else "bare")


def shares(log_odds: Floats) -> Floats:
    """Softmax: float64 [n] to float64 [n], adding up to 1.

    >>> shares(np.array([0.0, 0.0])).tolist()
    [0.5, 0.5]
    """
    if not len(log_odds):
        return log_odds
    powers = np.exp(log_odds - log_odds.max())
    return np.asarray(powers / powers.sum())
