"""Cosines of a question to rows of the index, and the greatest of them by passage: arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import Corpus, Rows
from index.dense import DenseIndex, taken
from index.query import Query
from index.types import Vectors
from knowledge.models import PassageId

Cosines = npt.NDArray[np.float32]


def best(scores: npt.NDArray[np.float32], k: int) -> Rows:
    """Positions of the k highest scores, highest first, the earlier of two equal ones first.

    >>> best(np.array([1, 3, 2, 3], np.float32), 3).tolist()
    [1, 3, 2]
    """
    if k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= least)
    else:
        kept = np.arange(len(scores))
    return kept[np.argsort(-scores[kept], kind="stable")][:k]


def greatest(values: Cosines, lengths: Sequence[int], empty: float) -> Cosines:
    """The greatest value of each of the consecutive runs along the last axis; ``empty`` for a run of none.

    >>> greatest(np.array([1, 3, 2], np.float32), [2, 0, 1], empty=0).tolist()
    [3.0, 0.0, 2.0]
    """
    sizes = np.asarray(lengths, dtype=np.int64)
    found = np.full((*values.shape[:-1], len(sizes)), empty, dtype=np.float32)
    held = np.flatnonzero(sizes)
    if len(held):
        starts = np.cumsum(sizes) - sizes
        found[..., held] = np.maximum.reduceat(values, starts[held], axis=-1)
    return found


def beside(numbers: Rows, law_numbers: Rows, near: Cosines) -> Cosines:
    """float32 [n]: of candidates in ascending order, the nearer of the articles before and after each.

    What is no candidate is as far as the farthest.

    Args:
        numbers: [n] passage numbers, ascending.
        law_numbers: [n] of which law each is.
        near: [n] how near each is itself.
    """
    follows = (np.diff(numbers) == 1) & (np.diff(law_numbers) == 0)
    found = np.full(len(numbers), near.min(), dtype=np.float32)
    found[1:][follows] = near[:-1][follows]
    found[:-1][follows] = np.maximum(found[:-1][follows], near[1:][follows])
    return found


def nearest_of(vectors: Vectors, index: DenseIndex, rows: Rows) -> Cosines:
    """float32 [rows]: the nearest wording's cosine to each of these rows."""
    near: Cosines = np.matmul(vectors, index.vectors(rows).T).max(axis=0)
    return near


class Nearness:
    """How near a question is to passages of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._parts = corpus.parts

    def to_questions(self, query: Query, rows: Rows) -> Cosines:
        """float32 [rows]: to each of these question rows."""
        return nearest_of(query.vectors, self._parts.question_dense, rows)

    def to_texts(self, query: Query, rows: Rows) -> Cosines:
        """float32 [rows]: to each of these text rows."""
        return nearest_of(query.vectors, self._parts.text_dense, rows)

    def to_phrasing(self, query: Query, passage_id: PassageId) -> float:
        """To a passage's nearest phrasing, however many of others are nearer; 0 without any."""
        number = self._corpus.number_of.get(passage_id)
        if number is None or not len(self._corpus.questions_of[number]) or not len(query.vectors):
            return 0.0
        return float(self.to_questions(query, self._corpus.questions_of[number]).max())

    def to_passages(self, query: Query, passage_ids: Collection[PassageId]) -> dict[PassageId, float]:
        """To each of these passages, by its nearest text."""
        corpus = self._corpus
        known = [(name, corpus.number_of[name]) for name in passage_ids if name in corpus.number_of]
        known = [(name, number) for name, number in known if len(corpus.texts_of[number])]
        near = self.by_text(query.vectors, [number for _, number in known]).max(axis=0)
        return {name: cosine for (name, _), cosine in zip(known, near.tolist(), strict=True)}

    def by_text(self, vectors: Vectors, numbers: Rows | Sequence[int]) -> Cosines:
        """float32 [vectors, passages]: to the nearest text of each of these passages; -1 without one."""
        rows = [self._corpus.texts_of[number] for number in np.asarray(numbers).tolist()]
        if not rows:
            return np.zeros((len(vectors), 0), dtype=np.float32)
        near = np.matmul(vectors, self._parts.text_dense.vectors(np.concatenate(rows)).T)
        return greatest(near, [len(one) for one in rows], empty=-1.0)

    def by_unit(
        self, vectors: Vectors, numbers: Rows, without: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """float64 [passages]: to the nearest unit of each, in ``COSINE_UNIT``; ``without`` where it has none."""
        rows = [self._corpus.units_of[number] for number in numbers.tolist()]
        lengths = np.array([len(one) for one in rows])
        nearest = without.copy()
        if lengths.any():
            units = taken(self._parts.unit_vectors, np.concatenate(rows))
            near = greatest(np.matmul(units, vectors.T).max(axis=1), lengths.tolist(), empty=0.0)
            nearest[lengths > 0] = near[lengths > 0] / tuned.COSINE_UNIT
        return nearest
