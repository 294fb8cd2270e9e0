"""Which unit of an article answers a question: a linear sum of few features, fitted on a hand-made set.

A conditional logit over the units of one article, like the ranking of articles (``index.ranking``). The set and
the fit: ``benchmarks/highlights``.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

FEATURES: Final = ("dense", "words", "lead", "marked")
"""Columns of a feature array:

dense   cosine to the question, less the mean over the article's units
words   share of the question's words that the unit holds, rare ones counting more
lead    1 for the words before a list
marked  how near the question is to a topic whose author marked words of the unit, from a floor on
"""

DENSE, WORDS, LEAD, MARKED = range(len(FEATURES))

MARKED_FLOOR: Final = 0.84
"""Cosine of the nearest phrasing from which a topic's mark counts."""

HIGHLIGHT_FILE: Final = "data/highlight.json"

Floats = npt.NDArray[np.float64]


def load_weights() -> Floats:
    """float64 [features]: the fitted weights that come with the project."""
    raw = json.loads((files("index") / HIGHLIGHT_FILE).read_text(encoding="utf-8"))
    return np.array([raw[name] for name in FEATURES])
