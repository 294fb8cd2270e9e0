"""Systems that rank articles: words, vectors, both, and the whole search of the product."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.retrieval.corpus import Article, Corpus
from benchmarks.retrieval.fusion import blend
from bot.service import Yuanfa
from index.dense import DenseIndex
from index.lexical import LexicalIndex
from index.types import Encoder, Vectors
from knowledge.models import Kind

DEPTH = 100
CANDIDATES = 200
RRF_K = 60
"""Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet (2009)."""

WEIGHTS = (0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Run:
    """What one system ranked for every question, and how long each took."""

    system: str
    rankings: tuple[tuple[Article, ...], ...]
    milliseconds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of one retriever for one question, by article number, and the time they took."""

    scores: Mapping[int, float]
    milliseconds: float


class Words:
    """BM25 over characters and bigrams."""

    def __init__(self, corpus: Corpus, owner: Sequence[int]) -> None:
        """Index the texts; ``owner`` says to which article each belongs."""
        self._index = LexicalIndex.build(corpus.texts)
        self._owner = owner

    def score(self, text: str) -> Scored:
        """The best articles that share a word."""
        started = time.perf_counter()
        scores = self._index.scores(text)
        top = np.argpartition(-scores, min(CANDIDATES, len(scores) - 1))[:CANDIDATES]
        found: dict[int, float] = {}
        for row in top.tolist():
            if scores[row] > 0:
                number = self._owner[row]
                found[number] = max(found.get(number, 0.0), float(scores[row]))
        return Scored(found, (time.perf_counter() - started) * 1000)


class Meaning:
    """Nearest vectors."""

    def __init__(self, vectors: Vectors, owner: Sequence[int], encoder: Encoder) -> None:
        """Index the vectors of the texts."""
        self._index = DenseIndex.build(vectors)
        self._owner = owner
        self._encoder = encoder

    def score(self, text: str) -> Scored:
        """The nearest articles; encoding is part of the time."""
        started = time.perf_counter()
        cosines, rows = self._index.nearest(self._encoder.encode_queries([text]), CANDIDATES)
        found: dict[int, float] = {}
        for cosine, row in zip(cosines[0].tolist(), rows[0].tolist(), strict=True):
            number = self._owner[row]
            found[number] = max(found.get(number, -1.0), cosine)
        return Scored(found, (time.perf_counter() - started) * 1000)


def ordered(scores: Mapping[int, float]) -> list[int]:
    """Best first; ties by number, so that the order never varies."""
    return sorted(scores, key=lambda number: (-scores[number], number))[:DEPTH]


def reciprocal(first: Mapping[int, float], second: Mapping[int, float]) -> dict[int, float]:
    """Reciprocal rank fusion."""
    fused: dict[int, float] = {}
    for scores in (first, second):
        for place, number in enumerate(ordered(scores), 1):
            fused[number] = fused.get(number, 0.0) + 1 / (RRF_K + place)
    return fused


def simple_runs(
    corpus: Corpus, texts: Sequence[str], encoder: Encoder | None, vectors: Vectors | None
) -> list[Run]:
    """Words alone and, with vectors, meaning alone and both in every blend."""
    names = list(dict.fromkeys(corpus.articles))
    number_of = {name: number for number, name in enumerate(names)}
    owner = [number_of[article] for article in corpus.articles]

    def run(system: str, fused: Sequence[tuple[Mapping[int, float], float]]) -> Run:
        return Run(
            system,
            tuple(tuple(names[number] for number in ordered(scores)) for scores, _ in fused),
            tuple(elapsed for _, elapsed in fused),
        )

    words = Words(corpus, owner)
    lexical = [words.score(text) for text in texts]
    runs = [run("BM25, characters and bigrams", [(one.scores, one.milliseconds) for one in lexical])]
    if encoder is None or vectors is None:
        return runs
    meaning = Meaning(vectors, owner, encoder)
    meaning.score(texts[0])  # the first call warms the libraries
    dense = [meaning.score(text) for text in texts]
    runs.append(run("dense", [(one.scores, one.milliseconds) for one in dense]))

    def both(
        fuse: Callable[[Mapping[int, float], Mapping[int, float]], Mapping[int, float]],
    ) -> list[tuple[Mapping[int, float], float]]:
        return [
            (fuse(near.scores, shared.scores), near.milliseconds + shared.milliseconds)
            for near, shared in zip(dense, lexical, strict=True)
        ]

    runs.append(run("dense + BM25, RRF k = 60", both(reciprocal)))
    for weight in WEIGHTS:

        def weighted(
            near: Mapping[int, float], shared: Mapping[int, float], weight: float = weight
        ) -> Mapping[int, float]:
            return blend(near, shared, weight)

        runs.append(run(f"dense + BM25, min-max, dense weight {weight}", both(weighted)))
    return runs


def product_run(service: Yuanfa, texts: Sequence[str], name: str, kinds: Collection[Kind] | None) -> Run:
    """``yuanfa search`` as it is: slang, topics, boosts; among passages of these kinds."""
    rankings: list[tuple[Article, ...]] = []
    times: list[float] = []
    service.search(texts[0], DEPTH)
    for text in texts:
        started = time.perf_counter()
        hits = service.search(text, DEPTH, kinds=kinds)
        times.append((time.perf_counter() - started) * 1000)
        rankings.append(tuple((hit.title, hit.article_label or hit.passage_id) for hit in hits))
    return Run(name, tuple(rankings), tuple(times))
