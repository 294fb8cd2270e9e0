"""Which unit of an article answers a question: a linear sum of few features.

A conditional logit over the units of one article, like the ranking of articles (``index.ranking``), fitted on our
own questions under units. The fit, and the hand-made set that it never sees: ``benchmarks/highlights``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import Corpus, questions_under
from index.fitted import read_weights
from index.nearness import Nearness, greatest
from index.query import Query
from index.reads import Store
from index.words import Words
from knowledge.models import PassageId
from knowledge.units import units_holding

FEATURES: Final = ("dense", "words", "lead", "marked", "told", "length")
"""Columns of a feature array:

dense   cosine to the question, less the mean over the article's units
words   share of the question's words that the unit holds, rare ones counting more
lead    1 for the words before a list
marked  how near the question is to a topic whose author marked words of the unit, from a floor on
told    how near it is to a question of our own that stands under the unit, from the same floor on
length  natural logarithm of the unit's characters: between two that are as near, the longer says more
"""

DENSE, WORDS, LEAD, MARKED, TOLD, LENGTH = range(len(FEATURES))

HIGHLIGHT_FILE: Final = "data/highlight.json"

Floats = npt.NDArray[np.float64]


def load_weights() -> Floats:
    """float64 [features]: the fitted weights that come with the project."""
    return read_weights(HIGHLIGHT_FILE, FEATURES)


class Highlights:
    """Ranks the units of the articles of one corpus."""

    def __init__(self, corpus: Corpus, store: Store, nearness: Nearness, words: Words) -> None:
        self._corpus = corpus
        self._store = store
        self._nearness = nearness
        self._words = words
        self._weights = load_weights()
        self._marked: dict[int, tuple[tuple[int, Sequence[int]], ...]] = {}

    def answering_units(self, query: Query, passage_id: str) -> list[int]:
        """Positions of an article's units (``knowledge.units``), the likeliest to answer first.

        None for an article of one unit, and where a question without vectors shares no word with any.
        """
        features = self.features(query, passage_id)
        if not len(query.vectors) and not features[:, WORDS].any():
            return []
        order: list[int] = np.argsort(-(features @ self._weights), kind="stable").tolist()
        return order

    def features(self, query: Query, passage_id: str, *, without: Collection[str] = ()) -> Floats:
        """float64 [units, features] of an article, as ``FEATURES`` names them.

        Args:
            query: The question.
            passage_id: Of an article; anything else has no units.
            without: Questions of our own that are taken for unwritten.
        """
        corpus = self._corpus
        number = corpus.number_of.get(PassageId(passage_id))
        if number is None or not len(corpus.units_of[number]):
            return np.zeros((0, len(FEATURES)))
        texts = corpus.passages[number].units
        units = corpus.units(number)
        features = np.zeros((len(corpus.units_of[number]), len(FEATURES)))
        features[:, WORDS] = self._words.shares(query, texts)
        # The words before a list are the only unit that ends in a colon.
        features[:, LEAD] = [text.endswith(("：", ":")) for text in texts]
        features[:, LENGTH] = np.log([unit.end - unit.start for unit in units])
        if not len(query.vectors):
            return features
        reads = self._store.read(query)
        reads.expect_units([number])
        near = reads.units(np.array([number]))
        features[:, DENSE] = (near - near.mean()) / tuned.COSINE_UNIT
        marked = self._marks(number)
        topics = np.array([topic for topic, _ in marked], dtype=np.int64)
        near = self._nearness.to_questions(query, corpus.questions_of.of(topics))
        nearest = greatest(near, corpus.questions_of.lengths[topics], empty=0.0)
        gains = np.maximum(nearest - tuned.MARKED_FLOOR, 0.0) / tuned.COSINE_UNIT
        for gain, (_, places) in zip(gains.tolist(), marked, strict=True):
            for place in places:
                features[place, MARKED] = max(features[place, MARKED], gain)
        told = self._told(number, [unit.name for unit in units], without)
        if told:
            near = self._nearness.to_questions(query, np.array([row for row, _ in told]))
            gains = np.maximum(near - tuned.MARKED_FLOOR, 0.0) / tuned.COSINE_UNIT
            np.maximum.at(features[:, TOLD], [place for _, place in told], gains)
        return features

    def _marks(self, number: int) -> Sequence[tuple[int, Sequence[int]]]:
        """Topics that mark words of an article, each with the places of the units that hold them."""
        known = self._marked.get(number)
        if known is None:
            known = self._marked[number] = tuple(
                (topic, units_holding(article, mark))
                for topic, article, mark in self._corpus.marks.get(number, ())
            )
        return known

    def _told(self, number: int, names: Sequence[str], without: Collection[str]) -> list[tuple[int, int]]:
        """Question rows that stand under a unit of an article, with the place of its name."""
        library, passage = self._corpus.library, self._corpus.passages[number]
        if passage.law_id in library.replaced:
            return []
        places = {name: place for place, name in enumerate(names)}
        return [
            (row, places[question.unit])
            for row, question in zip(
                self._corpus.questions_of[number].tolist(), questions_under(library, passage), strict=True
            )
            if question.unit in places and question.text not in without
        ]
