"""Fits the weights that rank, on the development questions of STARD.

    python -m benchmarks.retrieval.fit    # writes "bare" in index/data/ranking.json

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). About two minutes.
The figures printed are cross-validated: every question is ranked by weights fitted without a fifth of the questions,
in which all that share an article with it lie. A second line takes only questions whose articles no other question of
the half asks about, a third asks every question as if we had written nothing about the laws that answer it.

A fifth of the questions are fitted that way, too: we have written about what most questions ask, and weights fitted on
nothing else let a question of ours that is a little near outrank the right article of a law without any.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from benchmarks import logit
from benchmarks.metrics import mean, ndcg_at, recall_at, reciprocal_rank
from benchmarks.record import ROOT, built_retriever
from benchmarks.retrieval.corpus import Question, questions
from index.candidates import Candidates
from index.ranking import FEATURES, RANKING_FILE
from index.retriever import Retriever
from knowledge.models import Kind

FOLDS = 5
SEED = 0
RIDGE = 1e-3
UNWRITTEN = 0.2
"""Share of the questions that are fitted as if nothing of ours had been written about the laws that answer them."""
OURS = [FEATURES.index(name) for name in ("asked", "again", "often", "echo", "either", "topic", "affinity")]
"""Features that what we have written gives."""

Seen = tuple[Candidates, npt.NDArray[np.bool_]]
"""The candidates of a question, and which of them are right."""


def folds_of(asked: Sequence[Question]) -> npt.NDArray[np.int64]:
    """int64 [questions]: a fold for each, the same for all that share an article with one another."""
    parent: dict[object, object] = {}

    def root(one: object) -> object:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for question in asked:
        for article in sorted(question.gold):
            parent[root(question.key)] = root(article)
    roots = [root(question.key) for question in asked]
    places = {one: place for place, one in enumerate(dict.fromkeys(roots))}
    drawn = np.random.default_rng(SEED).integers(0, FOLDS, len(places))
    return drawn[[places[one] for one in roots]]


def fit(seen: Sequence[Seen]) -> npt.NDArray[np.float64]:
    """Weights that make the right passages likeliest; a question without any among its candidates teaches nothing."""
    taught = [(found.features, right) for found, right in seen if right.any()]
    return logit.fit([rows for rows, _ in taught], [right for _, right in taught], RIDGE, every=True)


def figures(
    ranked: Sequence[Sequence[int]], gold: Sequence[set[int]], chosen: Sequence[bool]
) -> dict[str, float]:
    """Recall and reciprocal rank over the chosen questions."""
    rows = [(one, right) for one, right, keep in zip(ranked, gold, chosen, strict=True) if keep]
    return {
        "R@10": round(mean(recall_at(one, right, 10) for one, right in rows), 3),
        "R@100": round(mean(recall_at(one, right, 100) for one, right in rows), 3),
        "MRR@10": round(mean(reciprocal_rank(one, right) for one, right in rows), 3),
        "nDCG@10": round(mean(ndcg_at(one, right) for one, right in rows), 3),
    }


def unwritten(one: Seen, law_of: npt.NDArray[np.int64]) -> Seen:
    """The same question as if nothing of ours had been written about the laws that answer it."""
    found, right = one
    laws = law_of[found.numbers]
    features = found.features.copy()
    features[np.ix_(np.isin(laws, laws[right]), np.array(OURS))] = 0.0
    return replace(found, features=features), right


def fitted(retriever: Retriever, asked: Sequence[Question], name: str) -> dict[str, float]:
    """Print what cross-validation gives, and return the weights fitted on every question."""
    number_of = {}
    for number, passage in enumerate(retriever.corpus.passages):
        if passage.kind is Kind.STATUTE and passage.verbatim:
            number_of[passage.title, retriever.hits.hit(passage).article_label] = number
    asked = [one for one in asked if one.gold <= number_of.keys()]
    gold = [{number_of[article] for article in one.gold} for one in asked]
    counts = Counter(number for right in gold for number in right)
    alone = [all(counts[number] == 1 for number in right) for right in gold]
    found = [retriever.candidates(retriever.prepare(one.text), kinds=[Kind.STATUTE]) for one in asked]
    seen = [(one, np.isin(one.numbers, sorted(right))) for one, right in zip(found, gold, strict=True)]
    without = [unwritten(one, retriever.corpus.law_numbers) for one in seen]
    drawn = np.random.default_rng(SEED).random(len(seen)) < UNWRITTEN
    mixed = [other if chance else one for one, other, chance in zip(seen, without, drawn, strict=True)]
    folds = folds_of(asked)
    ranked: list[list[int]] = [[] for _ in asked]
    bare: list[list[int]] = [[] for _ in asked]
    for part in range(FOLDS):
        weights = fit([one for one, of in zip(mixed, folds, strict=True) if of != part])
        for place in np.flatnonzero(folds == part).tolist():
            for (one, _), into in ((seen[place], ranked), (without[place], bare)):
                order = np.argsort(-(one.features @ weights), kind="stable")
                into[place] = one.numbers[order].tolist()
    print(f"{name}: {len(asked)} questions {figures(ranked, gold, [True] * len(gold))}")
    print(f"{name}: {sum(alone)} whose articles no other asks about {figures(ranked, gold, alone)}")
    print(f"{name}: nothing of ours about their laws {figures(bare, gold, [True] * len(gold))}")
    held = mean(
        float(len(right & set(one.numbers.tolist())) / len(right))
        for one, right in zip(found, gold, strict=True)
    )
    print(f"{name}: share of the right articles among the candidates {held:.3f}")
    return dict(zip(FEATURES, fit(mixed).round(3).tolist(), strict=True))


def main() -> int:
    """Cross-validate, fit, write."""
    asked = questions()
    if not asked:
        print("fit skipped: no stard-dev.jsonl (BENCH_SHARED)")
        return 0
    path = ROOT / "index" / RANKING_FILE
    held = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(held | {"bare": fitted(built_retriever(), asked, "bare")}, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
