"""Whether a question is ours to answer, and how sure the answer is: two probabilities from one search.

Both are logistic in a few features. Their weights are fitted by ``benchmarks/confidence`` on questions
that are not used to judge them, and lie in ``confidence.json`` beside this module.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from bot.compose import tuned
from index.query import Query
from index.tuned import COSINE_UNIT
from index.types import AskedMatch, Hit, Match, PointMatch, TopicMatch
from knowledge.models import PassageId

OUTSIDE = PassageId("rf-out-of-field")
"""Passage of the phrasings that are no question of Chinese law."""

Weights = Mapping[str, Mapping[str, float]]
"""By language, then by feature."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of one search."""

    topic: float
    """Cosine of the nearest phrasing of a topic or a case."""
    outside: float
    """Cosine of the nearest phrasing that is no question of Chinese law."""
    dense: float
    """Cosine of the best article."""
    margin: float
    """By how much the best article leads the last one looked at, in cosines."""
    lexical: float
    """BM25 of the best article, by the square root of the question's length."""
    agrees: bool
    """The nearest topic names the best article."""
    english: bool
    length: int
    affinity: float = 0.0
    """How near the question is to the likeliest topic as a whole, of the order of a cosine."""
    share: float = 0.0
    """Probability of that topic among the topics ranked."""
    asked: float = 0.0
    """Cosine of the nearest question of our own under an article."""
    outside_near: bool = False
    """One that is no question of Chinese law is among the nearest phrasings of all."""
    first: float = 0.0
    """Share that the best article holds among the candidates (``index.ranking``)."""

    @classmethod
    def of(
        cls,
        query: Query,
        matches: Sequence[Match],
        hits: Sequence[Hit],
        topic: TopicMatch | None = None,
        *,
        agrees: bool = False,
        outside: float = 0.0,
    ) -> Evidence:
        """Read the features off a search.

        Args:
            query: The question.
            matches: Phrasings near it.
            hits: The best articles.
            topic: The likeliest topic, with its share among the topics near.
            agrees: It names the best article.
            outside: Cosine of the nearest phrasing that is no question of Chinese law.
        """
        dense = sorted((hit.score.dense for hit in hits), reverse=True)
        return cls(
            topic=max((one.cosine for one in matches if is_ours(one)), default=0.0),
            outside=outside,
            outside_near=any(one.passage.passage_id == OUTSIDE for one in matches),
            dense=dense[0] if dense else 0.0,
            margin=dense[0] - dense[-1] if dense else 0.0,
            lexical=max((hit.score.lexical for hit in hits), default=0.0)
            / math.sqrt(max(len(query.text), 4)),
            agrees=agrees,
            english=query.english,
            length=len(query.text),
            affinity=topic.affinity if topic is not None else 0.0,
            share=topic.share if topic is not None else 0.0,
            asked=max((one.cosine for one in matches if isinstance(one, AskedMatch)), default=0.0),
            first=hits[0].score.total if hits else 0.0,
        )

    def vector(self) -> Mapping[str, float]:
        """Features by name, as the weights name them, each of the order of 1."""
        least, most = tuned.LEAD_BOUNDS
        return {
            "bias": 1.0,
            "topic": (self.topic - tuned.MIDDLE) / COSINE_UNIT,
            "lead": max(min((max(self.topic, self.asked) - self.outside) / COSINE_UNIT, most), least),
            "outside_near": float(self.outside_near),
            "dense": (self.dense - tuned.ARTICLE_MIDDLE) / COSINE_UNIT,
            "margin": self.margin / COSINE_UNIT,
            "lexical": self.lexical / tuned.BM25_UNIT,
            "agrees": float(self.agrees),
            "affinity": (max(self.affinity, tuned.FAR) - tuned.MIDDLE) / COSINE_UNIT,
            "share": self.share,
            "asked": (max(self.asked, tuned.FAR) - tuned.MIDDLE) / COSINE_UNIT,
            "first": log_odds(self.first),
            "short": 1.0 if self.length <= tuned.SHORT_QUESTION else 0.0,
        }

    @property
    def topic_is_nearest(self) -> bool:
        """No question of our own under an article is clearly nearer than the nearest topic's phrasing."""
        return self.topic >= self.asked - tuned.SAME

    @property
    def language(self) -> str:
        """Which weights to take."""
        return "en" if self.english else "zh"


def is_ours(match: Match) -> bool:
    """True for a phrasing of a topic or of a case."""
    return isinstance(match, TopicMatch | PointMatch)


def log_odds(share: float) -> float:
    """Of a probability, within 5 of nought.

    >>> log_odds(0.5), log_odds(1.0)
    (0.0, 5.0)
    """
    least = 1 / (1 + math.exp(5))
    held = min(max(share, least), 1 - least)
    return round(math.log(held / (1 - held)), 6)


def prefers_topic(by_topic: float, by_statute: float, *, agrees: bool, nearest: bool, helps: bool) -> bool:
    """A reviewed topic answers, rather than the best article alone.

    Args:
        by_topic: Probability that the topic's first excerpt answers.
        by_statute: Probability that the best article does.
        agrees: The topic names the best article, which may then lead its excerpts.
        nearest: No question under an article is clearly nearer than the topic's phrasing.
        helps: The topic has steps to take.
    """
    favour = (tuned.HELPS if helps else tuned.REVIEWED) if nearest else 0.0
    return agrees or by_topic >= by_statute - favour


def probability(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The logistic function of the weighted features."""
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Gate:
    """Decides from the evidence what may be answered and how surely."""

    field: Weights
    """That the question is one of Chinese law."""
    topic_right: Weights
    """That the first excerpt of the nearest topic answers."""
    statute_right: Weights
    """That the best article answers."""
    answer_from: Mapping[str, float]
    """Probability of the field from which anything is answered at all, by language."""
    topic_floor: Mapping[str, float]
    """Cosine from which a topic may answer, by language."""
    sure: float
    """Probability from which an article is said to answer rather than to be related."""

    @classmethod
    def load(cls) -> Gate:
        """Read the fitted weights that come with the project."""
        return cls.of(
            json.loads((resources.files("bot.compose") / "confidence.json").read_text(encoding="utf-8"))
        )

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Gate:
        """Take weights as ``benchmarks/confidence`` fits them."""
        return cls(
            raw["field"],
            raw["topic_right"],
            raw["statute_right"],
            raw["answer_from"],
            raw["topic_floor"],
            raw["sure"],
        )

    def ours(self, evidence: Evidence) -> bool:
        """True when the question is likely enough one of Chinese law."""
        language = evidence.language
        near = max(evidence.topic, evidence.asked)
        if near >= tuned.NEAR and near - evidence.outside >= tuned.CLEAR:
            return True
        return probability(self.field[language], evidence.vector()) >= self.answer_from[language]

    def told_at_length(self, evidence: Evidence) -> bool:
        """True when a longer message may well be one of Chinese law: what is no question of law is mostly short."""
        likely = probability(self.field[evidence.language], evidence.vector()) >= tuned.LIKELY_OURS
        return likely and not evidence.english and evidence.length >= tuned.LONG_MESSAGE

    def topic(self, topic: Match, language: str) -> bool:
        """True when a phrasing of the topic is near enough to be the question."""
        return topic.cosine >= self.topic_floor[language]

    def topic_confidence(self, evidence: Evidence) -> float:
        """Probability that the nearest topic's first excerpt answers."""
        return probability(self.topic_right[evidence.language], evidence.vector())

    def statute(self, evidence: Evidence) -> float:
        """Probability that the best article answers."""
        return probability(self.statute_right[evidence.language], evidence.vector())
