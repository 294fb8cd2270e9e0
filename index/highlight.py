"""Which unit of an article answers a question: a linear sum of few features.

A conditional logit over the units of one article, like the ranking of articles (``index.ranking``), fitted on our
own questions under units. The fit, and the hand-made set that it never sees: ``benchmarks/highlights``.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from index.fitted import read_weights

FEATURES: Final = ("dense", "words", "lead", "marked", "told", "length")
"""Columns of a feature array:

dense   cosine to the question, less the mean over the article's units
words   share of the question's words that the unit holds, rare ones counting more
lead    1 for the words before a list
marked  how near the question is to a topic whose author marked words of the unit, from a floor on
told    how near it is to a question of our own that stands under the unit, from the same floor on
length  natural logarithm of the unit's characters: between two that are as near, the longer says more
"""

DENSE, WORDS, LEAD, MARKED, TOLD, LENGTH = range(len(FEATURES))

MARKED_FLOOR: Final = 0.84
"""Cosine of the nearest phrasing from which a topic's mark, or a question under a unit, counts."""

HIGHLIGHT_FILE: Final = "data/highlight.json"

Floats = npt.NDArray[np.float64]


def load_weights() -> Floats:
    """float64 [features]: the fitted weights that come with the project."""
    return read_weights(HIGHLIGHT_FILE, FEATURES)
