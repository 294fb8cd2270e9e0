"""How sure an answer is: a probability that its first excerpt is right, from a few features of the search.

Weights are fitted by ``benchmarks/confidence`` on questions that are not used to judge them, and lie in
``confidence.json`` beside this module.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from index.query import Query
from index.retriever import Match
from index.types import Hit


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of one search."""

    topic: float
    """Cosine of the nearest phrasing of a topic."""
    dense: float
    """Cosine of the best article."""
    margin: float
    """By how much the best article leads the fifth, in cosines."""
    lexical: float
    """BM25 of the best article per token of the question."""
    english: bool
    length: int

    @classmethod
    def of(cls, query: Query, topic: Match | None, hits: Sequence[Hit]) -> Evidence:
        """Read the features off matches and hits."""
        dense = sorted((hit.score.dense for hit in hits), reverse=True)
        return cls(
            topic=topic.cosine if topic else 0.0,
            dense=dense[0] if dense else 0.0,
            margin=dense[0] - dense[-1] if dense else 0.0,
            lexical=max((hit.score.lexical for hit in hits), default=0.0)
            / max(len(query.text), 4) ** 0.5,
            english=query.english,
            length=len(query.text),
        )

    def vector(self) -> Mapping[str, float]:
        """Features by name, as the weights name them."""
        return {
            "bias": 1.0,
            "topic": (self.topic - 0.9) * 20,
            "dense": (self.dense - 0.88) * 20,
            "margin": self.margin * 20,
            "lexical": self.lexical / 10,
            "short": 1.0 if self.length <= 6 else 0.0,
        }


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides from the evidence what may be answered."""

    topic_floor: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    sure: float
    maybe: float

    @classmethod
    def load(cls) -> Gate:
        """Read the fitted weights."""
        raw = json.loads(
            (resources.files("bot.compose") / "confidence.json").read_text(encoding="utf-8")
        )
        return cls(raw["topic_floor"], raw["weights"], raw["sure"], raw["maybe"])

    def topic(self, evidence: Evidence) -> bool:
        """True when the nearest phrasing is near enough to be the question."""
        return evidence.topic >= self.topic_floor["en" if evidence.english else "zh"]

    def statute(self, evidence: Evidence) -> float:
        """Probability that the best article answers."""
        weights = self.weights["en" if evidence.english else "zh"]
        total = sum(weights.get(name, 0.0) * value for name, value in evidence.vector().items())
        return 1.0 / (1.0 + math.exp(-total))
