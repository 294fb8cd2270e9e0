"""Which passages a question leads to by the phrasings that they answer."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import Corpus
from index.nearness import Nearness
from index.query import Query
from index.reads import Store
from index.runs import Rows
from index.topics import Topics
from index.types import AskedMatch, Match, PointMatch, TopicMatch
from index.words import Words


class _Nearest(NamedTuple):
    """Of some question rows the nearest of each passage, best first; every array [passages found]."""

    rows: Rows
    numbers: npt.NDArray[np.int32]
    cosines: npt.NDArray[np.float32]
    second: npt.NDArray[np.float32]
    """Cosine of the passage's next row; 0 without one."""


class Phrasings:
    """Finds passages of one corpus by their phrasings."""

    def __init__(
        self, corpus: Corpus, store: Store, nearness: Nearness, words: Words, topics: Topics
    ) -> None:
        self._corpus = corpus
        self._store = store
        self._nearness = nearness
        self._words = words
        self._topics = topics

    def matches(self, query: Query, k: int = tuned.PHRASINGS) -> list[Match]:
        """Passages whose phrasings are nearest to the question, each once, best first.

        At most ``k`` topics, cases and refusals, every article among the nearest, and the topics that messages like
        this one were written for.
        """
        corpus = self._corpus
        taught = self._topics.taught(query)
        rows, words = self._proposed(query, k, taught)
        if not len(rows):
            return []
        most = np.zeros(len(corpus.passages), dtype=np.float32)
        np.maximum.at(most, corpus.parts.question_rows[rows], words)
        found = self._nearest(query, rows)
        law = corpus.is_law[found.numbers]
        # Cases and refusals stand among them: twice as many are looked through for topics.
        always = np.isin(found.numbers, taught)
        place = np.cumsum(~law)
        pointing = np.flatnonzero(~law & ((place <= max(k, 2 * tuned.RANKED_TOPICS)) | always))
        affinities = self._topics.affinities(
            query, found.numbers[pointing], words[np.searchsorted(rows, found.rows[pointing])], taught
        )
        likeliest = max(affinities.values(), default=0.0)
        weights = {
            number: math.exp(tuned.SHARPNESS * (affinity - likeliest))
            for number, affinity in affinities.items()
        }
        total = sum(weights.values())
        matches: list[Match] = []
        kept = np.flatnonzero(law | (place <= k) | always)
        for number, row, cosine, second in zip(
            *(array[kept].tolist() for array in (found.numbers, found.rows, found.cosines, found.second)),
            strict=True,
        ):
            passage, question = corpus.passages[number], corpus.question_texts[row]
            if corpus.is_law[number]:
                matches.append(AskedMatch(passage, cosine, question, second, float(most[number])))
            elif passage.topic_id is not None:
                share = weights[number] / total if number in weights else 0.0
                matches.append(TopicMatch(passage, cosine, question, affinities.get(number, 0.0), share))
            elif passage.case_id is not None:
                matches.append(PointMatch(passage, cosine, question))
            else:
                matches.append(Match(passage, cosine, question))
        return matches

    def within(self, query: Query, case_ids: Collection[str]) -> list[PointMatch]:
        """Every point of these cases by its nearest phrasing, best first."""
        of_case = self._corpus.questions_of_case
        held = [of_case[case_id] for case_id in sorted(case_ids) if case_id in of_case]
        if not held:
            return []
        self._store.read(query).expect_cases(case_ids)
        found = self._nearest(query, np.concatenate(held))
        told: dict[int, float] = {}
        for rows in held:
            told |= self._words.told(query.text, rows)
        return [
            PointMatch(
                self._corpus.passages[number],
                cosine,
                self._corpus.question_texts[row],
                told.get(number, 0.0),
            )
            for number, cosine, row in zip(
                found.numbers.tolist(), found.cosines.tolist(), found.rows.tolist(), strict=True
            )
        ]

    def _proposed(self, query: Query, k: int, taught: Rows) -> tuple[Rows, npt.NDArray[np.float32]]:
        """Rows that are near or share words, or of these topics, ascending; of each BM25 by the best of its kind."""
        leads, reads = self._corpus.leads, self._store.read(query)
        reads.expect(phrased=taught.tolist())
        near = reads.phrasings_near(k * tuned.ROWS_PER_PHRASING)
        proposed = [near[leads[near]]]
        for number in taught.tolist():
            own = self._corpus.questions_of[number]
            proposed.append(own[leads[own]])
        proposed += reads.phrasings_sharing(k)
        rows = np.unique(np.concatenate(proposed))
        return rows, reads.phrasing_words(rows)

    def _nearest(self, query: Query, rows: Rows) -> _Nearest:
        corpus = self._corpus
        near = self._nearness.to_questions(query, rows)
        numbers = corpus.parts.question_rows[rows]
        order = np.lexsort((rows, corpus.place_of_id[numbers], -near))
        first = np.unique(numbers[order], return_index=True)[1]
        rest = np.delete(order, first)
        again, places = np.unique(numbers[rest], return_index=True)
        second = np.zeros(len(corpus.passages), dtype=np.float32)
        second[again] = near[rest][places]
        picked = order[np.sort(first)]
        return _Nearest(rows[picked], numbers[picked], near[picked], second[numbers[picked]])
