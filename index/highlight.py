"""Which unit of an article answers a question: a linear sum of few features, fitted on a hand-made set.

A conditional logit over the units of one article, like the ranking of articles (``index.ranking``). The set and
the fit: ``benchmarks/highlights``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

FEATURES: Final = ("dense", "tuned", "words", "lead")
"""Columns of a feature array:

dense   cosine to the question, less the mean over the article's units
tuned   the same for the question's mapped vector (index/question_map.py)
words   share of the question's words that the unit holds, rare ones counting more
lead    1 for the words before a list
"""

WORDS, LEAD = FEATURES.index("words"), FEATURES.index("lead")

COSINE_UNIT: Final = (0.05, 0.1)
"""As in ``index.ranking``: makes weights comparable."""

HIGHLIGHT_FILE: Final = "data/highlight.json"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HighlightWeights:
    """One weight a feature, for questions with a mapped vector and without."""

    mapped: Floats
    plain: Floats

    @classmethod
    def load(cls) -> HighlightWeights:
        """Read the fitted weights that come with the project."""
        raw = json.loads((files("index") / HIGHLIGHT_FILE).read_text(encoding="utf-8"))
        return cls(*(np.array([raw[kind][name] for name in FEATURES]) for kind in ("mapped", "plain")))
