"""Cosines of a question to rows of the index, and the greatest of them by passage: arrays in, arrays out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import Corpus
from index.query import Query
from index.reads import Store
from index.runs import Rows
from knowledge.models import PassageId

Cosines = npt.NDArray[np.float32]

FEW: Final = 8
"""Neighbours of which the highest stands for all: to put an eighth of the scores in order takes a fifth of the time."""


def best(scores: npt.NDArray[np.float32], k: int) -> Rows:
    """Positions of the k highest scores, highest first, the earlier of two equal ones first.

    >>> best(np.array([1, 3, 2, 3], np.float32), 3).tolist()
    [1, 3, 2]
    """
    kept = np.flatnonzero(scores >= _low(scores, k)) if k < len(scores) else np.arange(len(scores))
    return kept[np.argsort(-scores[kept], kind="stable")][:k]


def _low(scores: npt.NDArray[np.float32], k: int) -> np.float32:
    """A score that at least k have, and not many more: the k-th highest of the highest of each few neighbours."""
    few = min(len(scores) // k, FEW)
    highest = scores[: len(scores) // few * few].reshape(-1, few).max(axis=1)
    return np.float32(np.partition(highest, len(highest) - k)[len(highest) - k])


def greatest(values: Cosines, lengths: Sequence[int] | Rows, empty: float) -> Cosines:
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


class Nearness:
    """How near a question is to passages of one corpus."""

    def __init__(self, corpus: Corpus, store: Store) -> None:
        self._corpus = corpus
        self._store = store

    def to_questions(self, query: Query, rows: Rows) -> Cosines:
        """float32 [rows]: to each of these question rows."""
        return self._store.read(query).phrasings(rows)

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
        near = self.by_text(query, np.array([number for _, number in known], dtype=np.int64)).max(axis=0)
        return {name: cosine for (name, _), cosine in zip(known, near.tolist(), strict=True)}

    def by_text(self, query: Query, numbers: Rows) -> Cosines:
        """float32 [wordings, passages]: to the nearest text of each of these passages; -1 without one."""
        if not len(numbers):
            return np.zeros((len(query.vectors), 0), dtype=np.float32)
        near = self._store.read(query).texts(numbers)
        return greatest(near, self._corpus.texts_of.lengths[numbers], empty=-1.0)

    def by_unit(
        self, query: Query, numbers: Rows, without: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """float64 [passages]: to the nearest unit of each, in ``COSINE_UNIT``; ``without`` where it has none."""
        lengths = self._corpus.units_of.lengths[numbers]
        nearest = without.copy()
        if lengths.any():
            near = greatest(self._store.read(query).units(numbers), lengths, empty=0.0)
            nearest[lengths > 0] = near[lengths > 0] / tuned.COSINE_UNIT
        return nearest
