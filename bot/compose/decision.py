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

import numpy as np
import numpy.typing as npt

from bot.compose import tuned
from bot.compose.confidence import probability
from bot.compose.likeness import KINDS
from index.query import Query
from index.tuned import COSINE_UNIT
from index.types import Ranking, TopicMatch


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
    """Of a probability, kept within ``tuned.LEAST_TOLD_APART``.

    >>> log_odds(0.5)
    0.0
    """
    return math.log(max(share, tuned.LEAST_TOLD_APART) / max(1.0 - share, tuned.LEAST_TOLD_APART))


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
        "gap": math.log(shares[0] / max(second, tuned.LEAST_TOLD_APART)),
        "agree": float(bool(names) and names[0]),
        "agree_three": float(any(names)),
        "topic": log_odds(likeliest),
        "topic_gap": math.log(max(likeliest, tuned.LEAST_TOLD_APART) / max(next_one, tuned.LEAST_TOLD_APART)),
        "affinity": ((topics[0].affinity if topics else tuned.FAR) - tuned.TOPIC_MIDDLE) / COSINE_UNIT,
        "near": (near - tuned.TOPIC_MIDDLE) / COSINE_UNIT,
        "dense": (ranking[0].score.dense - tuned.DENSE_MIDDLE) / COSINE_UNIT,
        "learned": ranking[0].score.learned,
        "unclear": log_odds(of["unclear"]),
        "local": log_odds(of["local"]),
        "not_law": log_odds(of["not_law"]),
        "length": math.log(max(len(query.text), 1)) - tuned.LONG,
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

    playbook: bool = False
    """The topic says what to do in a danger: its own articles stand under it."""

    def without_conclusion(self, *, alone: bool = False) -> Decision:
        """The same with nothing claimed; ``alone``, with nothing beside the articles."""
        return replace(self, way=Way.POSSIBLE, topic=None, alone=alone, playbook=False)


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
    local = of["local"] >= tuned.LOCAL
    if same is not None:
        return Decision(Way.CERTAIN, max(first, tuned.SAME_QUESTION), 1.0, same)
    clear = of["unclear"] < tuned.NOT_VAGUE and of["local"] < tuned.NATIONAL
    if topics and not local and of["unclear"] < tuned.UNCLEAR and tells >= tuned.SURELY_TELLS:
        return Decision(Way.CERTAIN, first, tells, topics[0])
    if first >= (tuned.SURE if clear else tuned.SURE_AT_ALL):
        agrees = features["agree_three"] > 0
        told = tells >= tuned.TELLS and tells + first / 2 >= tuned.TELLS_WITH_FIRST
        said = topics[0] if topics and agrees and told else None
        return Decision(Way.POSSIBLE if local else Way.CERTAIN, first, tells, said, local)
    if of["unclear"] + of["not_law"] >= tuned.TOO_VAGUE and tells < tuned.SURELY_TELLS:
        return Decision(Way.UNCLEAR, first, tells)
    if first >= tuned.ASK_BELOW or local:
        return Decision(Way.POSSIBLE, first, tells, None, local)
    way = Way.ASK_BACK if of["unclear"] >= tuned.UNCLEAR else Way.CHOOSE
    return Decision(way, first, tells, None, local)
