"""Trains the question map and fits the ranking weights, on our own phrasings and the development questions.

    python -m benchmarks.retrieval.train            # writes index/data/question-map.npz and ranking.json
    python -m benchmarks.retrieval.train --small    # the same for the small encoder: question-map-small.npz

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). About six
minutes on two cores. First the map is trained five times, each time without a fifth of the development
questions; questions about the same article are never apart, so every one of them is mapped by a map that saw no
question about its article. The ranking weights are fitted on these, and the figures of a second cross-validation
are printed: what is to be expected of articles that nobody trained for. Then the map is trained on everything.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.metrics import mean, recall_at, reciprocal_rank
from benchmarks.record import ROOT
from benchmarks.retrieval.corpus import Question, questions
from bot.service import INDEX_FOLDER, read_encoder, read_library
from bot.settings import Settings
from index.query import Query, fold
from index.question_map import QuestionMap, map_path
from index.ranking import FEATURES, RANKING_FILE
from index.retriever import CANDIDATES, Candidates, Retriever, load_retriever
from index.types import Encoder
from knowledge.models import Kind

RANK = 64
TEMPERATURE = 0.02
RATE, DECAY, DROPOUT, BATCH = 2e-3, 1e-4, 0.1, 128
FOLDS = 5
SEED = 0
PLACES = 3
"""Articles of a topic that its phrasings are taught to find, the n-th with weight 1/n."""
RIDGE = 1e-3

Targets = Sequence[tuple[int, float]]
"""Passage numbers and weights."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions' vectors, [n, dim], and what each should find."""

    vectors: torch.Tensor
    targets: Sequence[Targets]

    def taken(self, rows: Sequence[int], times: int = 1) -> Examples:
        """Some of them, repeated."""
        return Examples(
            self.vectors[list(rows)].repeat(times, 1), [self.targets[row] for row in rows] * times
        )

    def __add__(self, other: Examples) -> Examples:
        """Both, one after the other."""
        return Examples(torch.cat([self.vectors, other.vectors]), [*self.targets, *other.targets])


def own_examples(retriever: Retriever, encoder: Encoder) -> tuple[Examples, Examples]:
    """Questions under articles, and phrasings of topics and cases.

    The first find the article, those of topics the topic's first articles, those of points of cases the point.
    """
    asked: dict[bool, list[str]] = {True: [], False: []}
    targets: dict[bool, list[Targets]] = {True: [], False: []}
    phrasings = [
        (text, number) for number, passage in enumerate(retriever.passages) for text in passage.questions
    ]
    for text, number in phrasings:
        articles = retriever.articles_of(number)[:PLACES]
        passage = retriever.passages[number]
        of_article = passage.law_id is not None
        if articles:
            targets[False].append([(article, 1 / place) for place, article in enumerate(articles, 1)])
        elif of_article or (passage.kind is Kind.CASE and len(retriever.texts_of(number))):
            targets[of_article].append([(number, 1.0)])
        else:
            continue
        asked[of_article].append(fold(text))
    by_article, by_topic = (
        Examples(torch.tensor(encoder.encode_queries(asked[one])), targets[one]) for one in (True, False)
    )
    return by_article, by_topic


def train(examples: Examples, retriever: Retriever, fingerprint: str, *, epochs: int) -> QuestionMap:
    """Cross-entropy over every text of the index, for the low-rank step alone."""
    count = len(retriever.parts.text_dense)
    texts = torch.tensor(retriever.parts.text_dense.vectors(np.arange(count)))
    generator = torch.Generator().manual_seed(SEED)
    torch.manual_seed(SEED)
    dimension = texts.shape[1]
    down = torch.nn.Parameter(torch.randn(dimension, RANK, generator=generator) * 0.02)
    up = torch.nn.Parameter(torch.zeros(RANK, dimension))
    optimiser = torch.optim.AdamW([down, up], lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(examples.targets) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for epoch in range(epochs):
        total = 0.0
        for batch in torch.randperm(len(examples.targets), generator=generator).split(BATCH):
            asked = examples.vectors[batch]
            step = torch.nn.functional.dropout(asked @ down, DROPOUT) @ up
            near = torch.nn.functional.normalize(asked + step, dim=1) @ texts.T / TEMPERATURE
            likely = torch.log_softmax(near, dim=1)
            parts = []
            for row, number in enumerate(batch.tolist()):
                whole = sum(weight for _, weight in examples.targets[number])
                for passage, weight in examples.targets[number]:
                    held = likely[row, retriever.texts_of(passage).tolist()]
                    parts.append(-(weight / whole) * torch.logsumexp(held, 0))
            loss = torch.stack(parts).sum() / len(batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(examples.targets):.3f}", file=sys.stderr)
    return QuestionMap(down.detach().numpy(), up.detach().numpy(), fingerprint)


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


def fit(
    seen: Sequence[tuple[Candidates, npt.NDArray[np.bool_]]], columns: Sequence[int]
) -> npt.NDArray[np.float64]:
    """Weights of the columns that make the right passages likeliest: a conditional logit with a small ridge."""
    seen = [(found, right) for found, right in seen if right.any()]
    longest = max(len(right) for _, right in seen)
    rows = torch.zeros(len(seen), longest, len(columns), dtype=torch.float64)
    absent = torch.full((len(seen), longest), -1e9, dtype=torch.float64)
    wanted = torch.zeros(len(seen), longest, dtype=torch.float64)
    for place, (found, right) in enumerate(seen):
        rows[place, : len(right)] = torch.tensor(found.features[:, list(columns)])
        absent[place, : len(right)] = 0
        wanted[place, : len(right)] = torch.tensor(right / right.sum())
    weights = torch.zeros(len(columns), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        likely = torch.log_softmax(rows @ weights + absent, dim=1)
        loss = -(likely * wanted).sum(dim=1).mean() + RIDGE * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    full = np.zeros(len(FEATURES))
    full[list(columns)] = weights.detach().numpy()
    return full


def figures(
    ranked: Sequence[Sequence[int]], gold: Sequence[set[int]], chosen: Sequence[bool]
) -> dict[str, float]:
    """Recall and reciprocal rank over the chosen questions."""
    rows = [(one, right) for one, right, keep in zip(ranked, gold, chosen, strict=True) if keep]
    return {
        "R@10": round(mean(recall_at(one, right, 10) for one, right in rows), 3),
        "R@100": round(mean(recall_at(one, right, 100) for one, right in rows), 3),
        "MRR@10": round(mean(reciprocal_rank(one, right) for one, right in rows), 3),
    }


def main() -> int:
    """Cross-validate, fit, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="for the small encoder of questions")
    small = parser.parse_args().small
    asked = questions()
    if not asked:
        print("training skipped: no stard-dev.jsonl (BENCH_SHARED)")
        return 0
    encoder = read_encoder(None, small=small)
    retriever = load_retriever(read_library(), encoder, Settings().data_dir / INDEX_FOLDER, date.today())
    fingerprint = encoder.question_fingerprint
    number_of = {}
    for number, passage in enumerate(retriever.passages):
        if passage.kind is Kind.STATUTE and passage.verbatim:
            hit = retriever.hit(passage)
            number_of[passage.title, hit.article_label] = number
    asked = [one for one in asked if one.gold <= number_of.keys()]
    gold = [{number_of[article] for article in one.gold} for one in asked]
    counts = Counter(number for right in gold for number in right)
    alone = [all(counts[number] == 1 for number in right) for right in gold]
    queries = [retriever.prepare(one.text) for one in asked]
    development = Examples(
        torch.tensor(np.stack([query.vectors[0] for query in queries])),
        [[(number, 1.0) for number in sorted(right)] for right in gold],
    )
    by_article, by_topic = own_examples(retriever, encoder)
    folds = folds_of(asked)
    some = np.random.default_rng(SEED).permutation(len(by_topic.targets))[:3000].tolist()

    def seen_by(asking: Sequence[Query]) -> list[tuple[Candidates, npt.NDArray[np.bool_]]]:
        found = [retriever.candidates(query, CANDIDATES, kinds=[Kind.STATUTE]) for query in asking]
        return [(one, np.isin(one.numbers, sorted(right))) for one, right in zip(found, gold, strict=True)]

    def cross_validated(
        name: str, seen: Sequence[tuple[Candidates, npt.NDArray[np.bool_]]], columns: Sequence[int]
    ) -> None:
        ranked: list[list[int]] = [[] for _ in asked]
        for part in range(FOLDS):
            weights = fit([one for one, of in zip(seen, folds, strict=True) if of != part], columns)
            for place in np.flatnonzero(folds == part).tolist():
                found = seen[place][0]
                ranked[place] = found.numbers[np.argsort(-(found.features @ weights), kind="stable")].tolist()
        print(f"{name}: all {figures(ranked, gold, [True] * len(gold))}")
        print(f"{name}: articles asked about once {figures(ranked, gold, alone)}")

    maps = []
    for part in range(FOLDS):
        rest = np.flatnonzero(folds != part).tolist()
        examples = by_article + by_topic.taken(some) + development.taken(rest, 4)
        maps.append(train(examples, retriever, fingerprint, epochs=4))
    mapped = seen_by(
        [replace(query, tuned=maps[part](query.vectors)) for query, part in zip(queries, folds, strict=True)]
    )
    plain = seen_by([replace(query, tuned=query.vectors[:0]) for query in queries])
    without = [place for place, name in enumerate(FEATURES) if name != "tuned"]
    cross_validated("with the map", mapped, range(len(FEATURES)))
    cross_validated("without the map", plain, without)
    path = ROOT / "index" / RANKING_FILE
    weights = json.loads(path.read_text(encoding="utf-8"))

    def named(fitted: npt.NDArray[np.float64]) -> dict[str, float]:
        return dict(zip(FEATURES, fitted.round(3).tolist(), strict=True))

    weights["small" if small else "mapped"] = named(fit(mapped, range(len(FEATURES))))
    if not small:
        weights["plain"] = named(fit(plain, without))
    path.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(weights))
    everything = by_article + by_topic + development.taken(range(len(asked)), 8)
    train(everything, retriever, fingerprint, epochs=2).save(map_path(small=small))
    return 0


if __name__ == "__main__":
    sys.exit(main())
