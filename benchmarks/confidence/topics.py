"""Fits which topic a question is about, on the fit half of the questions in the field.

    python -m benchmarks.confidence.topics    # writes index/data/topics.json

Needs the index that set-up builds (YUANFA_DATA_DIR); then fit the gate anew: ``python -m benchmarks.confidence --fit``.
A topic is right when its first article is one that answers. Printed is the share of questions whose likeliest topic
is: by affinity alone, by weights fitted on other questions (ten folds), and by the weights written on the half that
they were not fitted on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.confidence.collect import phrasings
from benchmarks.confidence.questions import INSIDE, Half, Question, unknown
from benchmarks.logit import fit
from benchmarks.metrics import mean
from benchmarks.record import ROOT, built_retriever
from bot.compose.general import LAW_KINDS, RANKED
from index.retriever import Retriever
from index.topics import FEATURES, TOPIC_FILE
from index.types import TopicMatch

FOLDS = 10
RIDGE = 1e-3

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """The topics near one question."""

    features: Floats
    """[topics, features]"""
    affinities: Floats
    right: list[bool]


def see(retriever: Retriever, question: Question) -> Near:
    """What ranks the topics near a question, and which are right."""
    query = retriever.prepare(question.text)
    matches = retriever.matches(query)
    hits = retriever.search(query, RANKED, kinds=LAW_KINDS, matches=matches)
    near = [match for match in matches if isinstance(match, TopicMatch) and match.affinity > 0]
    right = []
    for match in near:
        firsts = [retriever.hits.hit(article) for article in retriever.corpus.articles_of(match)[:1]]
        right.append(any((first.title, first.article_label) in question.gold for first in firsts))
    features = retriever.topics.features(query, near, hits)
    return Near(features, np.array([match.affinity for match in near]), right)


def share_right(asked: Sequence[Near], weights: Floats | None = None) -> float:
    """Share of the questions whose likeliest topic is right; by affinity without weights."""

    def right(one: Near) -> float:
        scores = one.affinities if weights is None else one.features @ weights
        return float(len(scores) > 0 and one.right[int(np.argmax(scores))])

    return round(mean(right(one) for one in asked), 4)


def fitted(asked: Sequence[Near]) -> Floats:
    """Weights of the questions that have a right topic."""
    taught = [one for one in asked if any(one.right)]
    return fit([one.features for one in taught], [one.right for one in taught], RIDGE)


def main() -> int:
    """Cross-validate, fit, write."""
    retriever = built_retriever()
    known = phrasings(retriever)
    halves = {half: [see(retriever, question) for question in unknown(INSIDE, known, half)] for half in Half}
    learned = halves[Half.FIT]
    folds = [
        share_right(
            learned[fold::FOLDS], fitted([one for place, one in enumerate(learned) if place % FOLDS != fold])
        )
        for fold in range(FOLDS)
    ]
    weights = fitted(learned)
    for half, asked in halves.items():
        print(f"{half.value}: {len(asked)} questions, by affinity {share_right(asked)}")
    print(f"fit: in {FOLDS} folds {mean(folds):.4f}")
    print(f"held_out: {share_right(halves[Half.HELD_OUT], weights)}")
    text = json.dumps(dict(zip(FEATURES, weights.round(3).tolist(), strict=True)), indent=2)
    (ROOT / "index" / TOPIC_FILE).write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
