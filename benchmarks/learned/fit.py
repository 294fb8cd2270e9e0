"""Fits the few weights that sum features: of articles, of topics, and of how surely a question may be answered.

    python -m benchmarks.learned               # layers and heads, which have not seen the part "fit"
    python -m benchmarks.safety --fit          # among others, what tells a message too vague or of local rules
    python -m benchmarks.learned.fit           # index/data/ranking.json, index/data/topics.json, bot/compose/decision.json

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). About five minutes.
Each step uses what the one before it wrote.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import bot.compose
from benchmarks import logit
from benchmarks.learned.data import (
    ANSWERABLE,
    Message,
    Part,
    articles_of,
    firsts,
    found_for,
    judgments,
    messages,
    outside,
)
from benchmarks.record import ROOT, built_retriever, shared_folder
from bot.compose.decision import signs
from bot.compose.finding import LAW_KINDS
from bot.compose.likeness import Likeness
from index.ranking import FEATURES, RANKING_FILE
from index.retriever import Retriever
from index.topics import FEATURES as TOPIC_FEATURES
from index.topics import TOPIC_FILE
from index.types import TopicMatch

RANKING_RIDGE, TOPIC_RIDGE = 1e-3, 2e-3
FIRST_RIDGE, TELLS_RIDGE = 10.0, 2.0
NEWTON_STEPS = 50
FIRST_SIGNS = (
    "bias", "first", "three", "gap", "agree", "topic", "near", "dense", "learned", "unclear", "local", "not_law",
    "length",
)  # fmt: skip
TELLS_SIGNS = (
    "bias", "topic", "topic_gap", "affinity", "agree", "agree_three", "first", "near", "unclear", "local", "length",
)  # fmt: skip
DECISION = Path(bot.compose.__file__).parent / "decision.json"

Floats = npt.NDArray[np.float64]


def logistic(rows: Floats, right: Sequence[bool], ridge: float) -> Floats:
    """Weights of a logistic regression by Newton's method.

    Args:
        rows: float64 [rows, columns]; the first column is the bias, which nothing pulls.
        right: One a row.
        ridge: Pull towards zero of each other weight, against the sum over the rows.
    """
    labels = np.asarray(right, dtype=np.float64)
    pull = np.full(rows.shape[1], ridge)
    pull[0] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) + pull * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return np.asarray(weights)


def fit_ranking(retriever: Retriever, asked: Sequence[Message]) -> dict[str, float]:
    """Weights that make an article that may stand first the likeliest candidate."""
    numbers = articles_of(retriever)
    groups, right = [], []
    for one in asked:
        if one.label.kind == ANSWERABLE:
            found = retriever.candidates(retriever.prepare(one.text), kinds=LAW_KINDS)
            answers = np.isin(found.numbers, sorted(firsts(one.label, numbers)))
            if answers.any():
                groups.append(found.features.astype(np.float64))
                right.append(answers)
    return _named(FEATURES, logit.fit(groups, right, RANKING_RIDGE), 2)


def fit_topics(retriever: Retriever, asked: Sequence[Message]) -> dict[str, float]:
    """Weights that make a topic that answers the likeliest."""
    judged = judgments()
    groups, right = [], []
    for one in asked:
        if one.label.key not in judged:
            continue
        query, matches, ranking = found_for(retriever, one.text)
        near = [match for match in matches if isinstance(match, TopicMatch) and match.affinity > 0]
        answers = [str(match.passage.topic_id) in judged[one.label.key].answers for match in near]
        if any(answers):
            groups.append(retriever.topics.features(query, near, ranking))
            right.append(answers)
    weights = logit.fit(groups, right, TOPIC_RIDGE)
    # What only takes back what another says is left out: nearness is no reason against a topic.
    kept = [group * (weights >= 0) for group in groups]
    return _named(TOPIC_FEATURES, logit.fit(kept, right, TOPIC_RIDGE), 2)


def fit_decision(retriever: Retriever, asked: Sequence[Message]) -> dict[str, dict[str, float]]:
    """Weights of the two probabilities: the first article may stand first; the likeliest topic answers.

    Args:
        retriever: With the weights fitted before.
        asked: Messages of the part "fit".
    """
    likeness, numbers, judged = Likeness.load(retriever.fingerprint), articles_of(retriever), judgments()
    assert likeness is not None  # `benchmarks.safety --fit` made it for this encoder
    first: list[tuple[list[float], bool]] = []
    tells: list[tuple[list[float], bool]] = []
    for one in asked:
        query, matches, ranking = found_for(retriever, one.text)
        topics = retriever.topics.rank(query, matches, ranking)
        if not len(ranking):
            continue
        near = max((match.cosine for match in matches if isinstance(match, TopicMatch)), default=0.0)
        names = [bool(topics) and retriever.corpus.names(topics[0], hit.passage_id) for hit in ranking[:3]]
        seen = signs(query, ranking, topics, likeness.kinds(query), near=near, names=names)
        answers, answerable = firsts(one.label, numbers), one.label.kind == ANSWERABLE
        if answers or not answerable:
            right = retriever.corpus.number_of[ranking[0].passage_id] in answers
            first.append(([seen[name] for name in FIRST_SIGNS], right))
        if topics and one.label.key in judged:
            of = judged[one.label.key]
            right = str(topics[0].passage.topic_id) in of.answers
            tells.append(([seen[name] for name in TELLS_SIGNS], right))
    return {
        "first": _named(FIRST_SIGNS, logistic(*_columns(first), FIRST_RIDGE), 4),
        "tells": _named(TELLS_SIGNS, logistic(*_columns(tells), TELLS_RIDGE), 3),
    }


def _columns(rows: Sequence[tuple[list[float], bool]]) -> tuple[Floats, list[bool]]:
    return np.array([row for row, _ in rows]), [right for _, right in rows]


def _named(names: Sequence[str], weights: Floats, digits: int) -> dict[str, float]:
    return dict(zip(names, weights.round(digits).tolist(), strict=True))


def _write(path: Path, fitted: Mapping[str, Any]) -> None:
    text = json.dumps(fitted, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {json.dumps(fitted)}", flush=True)


def main() -> int:
    """Fit one after the other, write each."""
    asked = messages([Part.FIT])
    if not asked:
        print(f"fit skipped: no messages-dev.jsonl in {shared_folder()} (BENCH_SHARED)")
        return 0
    ranking = ROOT / "index" / RANKING_FILE
    weights = json.loads(ranking.read_text(encoding="utf-8"))
    _write(ranking, weights | {"learned": fit_ranking(built_retriever(), asked)})
    _write(ROOT / "index" / TOPIC_FILE, fit_topics(built_retriever(), [*asked, *outside([Part.FIT])]))
    _write(DECISION, fit_decision(built_retriever(), asked))
    return 0


if __name__ == "__main__":
    sys.exit(main())
