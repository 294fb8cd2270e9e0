"""The reads of a question from Milvus.

All proposals are one round trip, all facts of what was proposed the second; what only the ranking shows to be needed is
the third. Searches of one round trip are sent together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import NOTHING
from index.milvus import schema
from index.milvus.client import Asked, Found
from index.milvus.facts import MilvusFacts
from index.nearness import greatest
from index.query import Query
from index.reads import Floats
from index.runs import Rows

if TYPE_CHECKING:
    from index.milvus.store import MilvusStore


class _Proposed:
    """What the first round trip brought; rows and scores of each search by its name, one array a vector."""

    def __init__(self, found: dict[str, list[Found]], depth: int) -> None:
        self.found = found
        self.depth = depth

    def rows(self, name: str, k: int) -> Rows:
        """The first k of every vector, one after the other."""
        return np.concatenate([NOTHING, *(one.ids[:k] for one in self.found.get(name, ()))])


class MilvusReads:
    """See ``index.reads.Reads``."""

    def __init__(self, store: MilvusStore, query: Query) -> None:
        corpus = store.corpus
        self._store, self._query, self._corpus = store, query, corpus
        self.trips = 0
        """Round trips so far."""
        self._turned = (
            store.learned.turned(query.taught) if store.learned is not None and len(query.taught) else None
        )
        self._proposed: _Proposed | None = None
        self._depth = tuned.CANDIDATES
        self._numbers: set[int] = set()
        self._phrased: set[int] = set()
        self._facts = MilvusFacts(store, query, self._turned, self._together)

    # What is proposed.

    def near(self, k: int) -> Rows:
        """Passages of the k texts nearest to each wording."""
        return self._corpus.parts.text_rows[self._propose(k).rows("near", k)].astype(np.int64)

    def sharing(self, k: int) -> Rows:
        """The k passages whose texts share most words with the wordings."""
        return self._corpus.parts.text_rows[self._propose(k).rows("sharing", k)].astype(np.int64)

    def taught(self, k: int) -> Rows:
        """Articles that training proposes."""
        learned = self._store.learned
        if learned is None or self._turned is None:
            return NOTHING
        alike = self._corpus.parts.text_rows[self._propose().rows("taught", k)]
        return np.concatenate([learned.likeliest(self._query.taught, k), alike])

    def phrasings_near(self, k: int) -> Rows:
        """The k phrasings nearest to each wording."""
        return self._propose().rows("phrasings", k) - self._facts.first_phrasing

    def phrasings_sharing(self, k: int) -> Sequence[Rows]:
        """The k phrasings that share most words: of those that lead to law, then of the others."""
        found = self._propose()
        return [found.rows(name, k) - self._facts.first_phrasing for name in ("asking law", "asking others")]

    def expect(
        self,
        *,
        numbers: Collection[int] = (),
        phrased: Collection[int] = (),
    ) -> None:
        """Facts of these passages, and of the phrasings of ``phrased``, are read with what is read next."""
        self._numbers.update(numbers)
        self._phrased.update(phrased)

    def expect_units(self, numbers: Collection[int]) -> None:
        """Units are chosen by their own vectors, by topics that mark words of them, and by questions under the article."""
        self._numbers.update(numbers)
        self._phrased.update(numbers)
        for number in numbers:
            self._phrased.update(topic for topic, _, _ in self._corpus.marks.get(number, ()))

    def expect_cases(self, case_ids: Collection[str]) -> None:
        """Phrasings of all points, and the articles that they lean on."""
        for case_id in case_ids:
            self._phrased.update(self._corpus.points_of_case.get(case_id, ()))
            self.expect_units(self._store.leaned_on(case_id))

    def _propose(self, depth: int = 0) -> _Proposed:
        depth = max(depth, self._depth)
        known = self._proposed
        if known is not None and known.depth >= depth:
            return known
        query = self._query
        asked: dict[str, Asked] = {}
        if len(query.vectors):
            asked["near"] = Asked(schema.TEXTS, schema.VECTOR, query.vectors, depth)
            asked["phrasings"] = Asked(
                schema.PHRASINGS,
                schema.VECTOR,
                query.vectors,
                tuned.PHRASINGS * tuned.ROWS_PER_PHRASING,
            )
        if self._turned is not None:
            asked["taught"] = Asked(schema.TEXTS, schema.VECTOR, self._turned, tuned.TAUGHT)
        if words := self._facts.ones(" ".join(query.wordings)):
            asked["sharing"] = Asked(schema.TEXTS, schema.WORDS, [words], depth)
        if words := self._facts.ones(query.text):
            for name, law in (("asking law", "true"), ("asking others", "false")):
                where = f"{schema.LEADS} == true and {schema.TO_LAW} == {law}"
                asked[name] = Asked(schema.PHRASINGS, schema.WORDS, [words], tuned.PHRASINGS, where)
        self._proposed = _Proposed(dict(zip(asked, self._together(list(asked.values())), strict=True)), depth)
        self._follow(self._proposed)
        return self._proposed

    def _follow(self, found: _Proposed) -> None:
        """Expect what the proposals will be asked about."""
        corpus, parts = self._corpus, self._corpus.parts
        for name in ("near", "sharing", "taught"):
            self._numbers.update(parts.text_rows[found.rows(name, found.depth)].tolist())
        if self._store.learned is not None and self._turned is not None:
            self._numbers.update(self._store.learned.likeliest(self._query.taught, tuned.TAUGHT).tolist())
        for name in ("phrasings", "asking law", "asking others"):
            rows = found.rows(name, len(parts.question_rows)) - self._facts.first_phrasing
            self._phrased.update(parts.question_rows[rows[corpus.leads[rows]]].tolist())
        self._numbers |= self._phrased
        for number in tuple(self._phrased):
            self._numbers.update(corpus.topic_articles.get(number, ()))

    def _together(self, asked: Sequence[Asked]) -> list[list[Found]]:
        self.trips += 1
        return self._store.milvus.together(self._store.name, asked)

    # Facts of what was proposed.

    def texts(self, numbers: Rows) -> Floats:
        """float32 [wordings, texts]: cosines to the texts of these passages."""
        self._need(numbers)
        return self._facts.near_texts[:, self._corpus.texts_of.of(numbers)]

    def phrasings(self, rows: Rows) -> Floats:
        """float32 [phrasings]: cosine of the nearest wording to each of these."""
        self._need(phrased=self._corpus.parts.question_rows[rows])
        return self._facts.near_phrasings[rows]

    def units(self, numbers: Rows) -> Floats:
        """float32 [units]: cosine of the nearest wording to the units of these passages."""
        self._need(numbers)
        return self._facts.near_units[self._corpus.units_of.of(numbers)]

    def words(self, numbers: Rows) -> Floats:
        """float32 [passages]: BM25 of the wordings, by the best text of each."""
        self._need(numbers)
        lengths = self._corpus.texts_of.lengths[numbers]
        return greatest(self._facts.text_words[self._corpus.texts_of.of(numbers)], lengths, empty=0.0)

    def phrasing_words(self, rows: Rows) -> Floats:
        """float32 [phrasings]: BM25 of the question, by the best of their kind."""
        parts = self._corpus.parts
        self._need(phrased=parts.question_rows[rows])
        found = self._propose()
        highest = np.array([
            max((float(one.scores[0]) for one in found.found.get(name, ()) if len(one.scores)), default=0.0)
            for name in ("asking others", "asking law")
        ])  # fmt: skip
        best = highest[self._corpus.is_law[parts.question_rows[rows]].astype(int)]
        shares = np.zeros(len(rows), dtype=np.float32)
        np.divide(self._facts.phrasing_words[rows], best, out=shares, where=best > 0, casting="unsafe")
        return shares

    def held(self, numbers: Rows) -> Floats:
        """float32 [2, passages]: share of the words of the wordings that each passage holds."""
        self._need(numbers)
        whole = sum(self._facts.words.values())
        held = self._facts.held[:, numbers]
        return held / np.float32(whole) if whole else held

    def taught_odds(self, numbers: Rows) -> npt.NDArray[np.float64]:
        """float64 [passages]: as ``Learned.log_odds``; 0 for all without."""
        learned = self._store.learned
        if learned is None or self._turned is None:
            return np.zeros(len(numbers))
        self._need(numbers)
        return learned.odds(
            self._query.taught, numbers, self._facts.near_turned[learned.first_texts(numbers)]
        )

    def _need(self, numbers: Rows = NOTHING, phrased: npt.NDArray[Any] = NOTHING) -> None:
        """Read facts that are not known yet, and with them all that are expected."""
        if self._facts.known[numbers].all() and self._facts.known_phrased[phrased].all():
            return
        self._propose()
        self._numbers.update(np.unique(numbers[~self._facts.known[numbers]]).tolist())
        self._phrased.update(np.unique(phrased[~self._facts.known_phrased[phrased]]).tolist())
        fresh = np.array(sorted(self._numbers), dtype=np.int64)
        fresh = fresh[~self._facts.known[fresh]]
        asked_about = np.array(sorted(self._phrased), dtype=np.int64)
        asked_about = asked_about[~self._facts.known_phrased[asked_about]]
        self._facts.read(fresh, asked_about)
        self._numbers.clear()
        self._phrased.clear()
