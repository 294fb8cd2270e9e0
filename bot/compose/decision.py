"""How surely a question may be answered, and in which of four ways.

Two probabilities decide, both fitted on real messages whose articles and conclusions readers chose by hand
(``benchmarks/learned``): that the first excerpt may stand first, and that the likeliest topic's conclusion
answers. Messages that are too vague, or that local rules decide, count as not to be answered with certainty.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.compose.confidence import probability
from bot.compose.likeness import KINDS
from index.query import Query
from index.tuned import COSINE_UNIT
from index.types import Ranking, TopicMatch

SURE: Final = 0.38
"""Probability from which a clear message is answered as certain. On the part that these were fitted on
(benchmarks/learned) 0.79 of the answers whose first excerpt may stand first are then certain, and 3 % of all are certain though
no excerpt even helps; on the unread part 0.77 and 6 %."""

SURE_AT_ALL: Final = 0.65
"""Probability from which one that may be unclear or local is, too."""

CLEAR: Final = 0.12
"""Probability of being too vague, below which a message is clear."""

NATIONAL: Final = 0.05
"""Probability of a question that local rules decide, below which the law alone answers."""

ASK_BELOW: Final = 0.33
"""Probability below which the readings at hand are offered as choices: the least sure quarter of real messages."""

TELLS: Final = 0.3
"""Probability that a topic's conclusion answers, from which it may be given as the conclusion. Of those from 0.25 on it answered in
a third, read and unread alike, and one of the three nearest in half: they are told with their questions instead."""

TELLS_WITH_FIRST: Final = 0.5
"""What that probability and half that of the first excerpt add up to, from which it is. On the unread part half of the
conclusions then answer, and more than a third help."""

NEAR_TELLS: Final = 0.1
"""Probability from which the conclusions of near questions are told: of those with less the first was the person's own in 1 of 20 (unread)."""

SURELY_TELLS: Final = 0.5
"""Probability that a topic's conclusion answers, from which it is given whatever else is unsure: seven of ten then
answer, a quarter help."""

SAME_QUESTION: Final = 0.97
"""Cosine of a topic's phrasing from which it is the question itself."""

LOCAL: Final = 0.3
"""Probability of a question that local rules decide, from which the answer says who decides them."""

UNCLEAR: Final = 0.35
"""Probability of a message too vague to answer, from which an unsure one is asked back about."""

TOO_VAGUE: Final = 0.7
"""Probability of a message too vague to answer, or of none of law, from which articles and choices would be guesses."""

MIDDLE: Final = 0.9
DENSE_MIDDLE: Final = 0.88
"""Cosines that count as nought: of a phrasing and of an article."""

LONG: Final = 3.5
"""Natural logarithm of a usual length in characters."""

LEAST: Final = 1e-3
"""Shares are not told apart any further before their logarithm is taken."""


class Way(StrEnum):
    """How an answer is given."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    CHOOSE = "choose"
    """Readings are offered as choices."""
    ASK_BACK = "ask_back"
    """The message says too little; what is missing is asked for."""
    UNCLEAR = "unclear"
    """The message says nothing that could be answered or offered: what happened is asked for, and nothing is shown."""


def log_odds(share: float) -> float:
    """Of a probability, kept within ``LEAST``.

    >>> log_odds(0.5)
    0.0
    """
    return math.log(max(share, LEAST) / max(1.0 - share, LEAST))


def signs(
    query: Query,
    ranking: Ranking,
    topics: Sequence[TopicMatch],
    kinds: npt.NDArray[np.float64],
    *,
    near: float,
    names: Sequence[bool],
) -> Mapping[str, float]:
    """Features by name, as the weights name them.

    Args:
        query: The question.
        ranking: The best articles; at least one.
        topics: Likeliest first, each with its share among them.
        kinds: [4], as ``bot.compose.likeness.KINDS`` names them.
        near: Cosine of the nearest phrasing of a topic.
        names: Of the first three articles, whether the likeliest topic names each.
    """
    shares = [hit.score.total for hit in ranking[:3]]
    second = shares[1] if len(shares) > 1 else 0.0
    likeliest = topics[0].share if topics else 0.0
    next_one = topics[1].share if len(topics) > 1 else 0.0
    of = dict(zip(KINDS, kinds.tolist(), strict=True))
    return {
        "bias": 1.0,
        "first": log_odds(shares[0]),
        "three": log_odds(sum(shares)),
        "gap": math.log(shares[0] / max(second, LEAST)),
        "agree": float(bool(names) and names[0]),
        "agree_three": float(any(names)),
        "topic": log_odds(likeliest),
        "topic_gap": math.log(max(likeliest, LEAST) / max(next_one, LEAST)),
        "affinity": ((topics[0].affinity if topics else 0.8) - MIDDLE) / COSINE_UNIT,
        "near": (near - MIDDLE) / COSINE_UNIT,
        "dense": (ranking[0].score.dense - DENSE_MIDDLE) / COSINE_UNIT,
        "learned": ranking[0].score.learned,
        "unclear": log_odds(of["unclear"]),
        "local": log_odds(of["local"]),
        "not_law": log_odds(of["not_law"]),
        "length": math.log(max(len(query.text), 1)) - LONG,
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the two probabilities, by feature."""

    first: Mapping[str, float]
    tells: Mapping[str, float]

    @classmethod
    def load(cls) -> Weights:
        """The fitted weights that come with the project."""
        raw = json.loads((files("bot.compose") / "decision.json").read_text(encoding="utf-8"))
        return cls(raw["first"], raw["tells"])


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be said, and how."""

    way: Way
    first: float
    """Probability that the first excerpt may stand first."""
    tells: float
    """Probability that the likeliest topic's conclusion answers."""
    topic: TopicMatch | None = None
    """The topic whose conclusion is given; None where none is."""
    local: bool = False
    """Local rules decide it, or much of it."""
    alone: bool = False
    """Articles and nothing else: no near question is told either."""

    def without_conclusion(self, *, alone: bool = False) -> Decision:
        """The same with nothing claimed; ``alone``, with nothing beside the articles."""
        return replace(self, way=Way.POSSIBLE, topic=None, alone=alone)


def decide(
    weights: Weights,
    features: Mapping[str, float],
    topics: Sequence[TopicMatch],
    kinds: npt.NDArray[np.float64],
    *,
    same: TopicMatch | None,
) -> Decision:
    """Choose the way from what a search gave.

    Args:
        weights: Fitted.
        features: From ``signs``.
        topics: Likeliest first.
        kinds: [4], as ``bot.compose.likeness.KINDS`` names them.
        same: The topic one of whose phrasings is the question itself.
    """
    of = dict(zip(KINDS, kinds.tolist(), strict=True))
    first = probability(weights.first, features)
    tells = probability(weights.tells, features) if topics else 0.0
    local = of["local"] >= LOCAL
    if same is not None:
        return Decision(Way.CERTAIN, max(first, SAME_QUESTION), 1.0, same)
    clear = of["unclear"] < CLEAR and of["local"] < NATIONAL
    if topics and not local and of["unclear"] < UNCLEAR and tells >= SURELY_TELLS:
        return Decision(Way.CERTAIN, first, tells, topics[0])
    if first >= (SURE if clear else SURE_AT_ALL):
        agrees = features["agree_three"] > 0
        told = tells >= TELLS and tells + first / 2 >= TELLS_WITH_FIRST
        said = topics[0] if topics and agrees and told else None
        return Decision(Way.POSSIBLE if local else Way.CERTAIN, first, tells, said, local)
    if of["unclear"] + of["not_law"] >= TOO_VAGUE and tells < SURELY_TELLS:
        return Decision(Way.UNCLEAR, first, tells)
    if first >= ASK_BELOW or local:
        return Decision(Way.POSSIBLE, first, tells, None, local)
    way = Way.ASK_BACK if of["unclear"] >= UNCLEAR else Way.CHOOSE
    return Decision(way, first, tells, None, local)
