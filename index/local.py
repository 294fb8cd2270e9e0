"""The store that a process keeps in its own memory: FAISS and bm25s over an index folder."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.corpus import NOTHING, Corpus
from index.dense import taken
from index.learned import Learned
from index.nearness import best
from index.query import Query
from index.reads import OWN, OWN_OR_ASKED, Floats
from index.runs import Rows
from index.words import rarity_of


class LocalStore:
    """Reads the arrays of one corpus; safe to use from several threads."""

    def __init__(self, corpus: Corpus, learned: Learned | None, version: str = "") -> None:
        self.learned = learned
        self.version = version
        self.corpus = corpus
        self.read_passages, self.first_text = np.unique(corpus.parts.text_rows, return_index=True)
        asks_law = corpus.is_law[corpus.parts.question_rows]
        # Questions under articles are many: each kind is measured by its own best.
        self.rows_by_kind = (np.flatnonzero(asks_law), np.flatnonzero(~asks_law))

    @property
    def texts(self) -> int:
        """How many texts the passages have."""
        return len(self.corpus.parts.text_words)

    def frequencies(self, words: Sequence[str]) -> Sequence[int]:
        """In how many texts each of these words stands."""
        return [self.corpus.parts.text_words.frequency(word) for word in words]

    def read(self, query: Query) -> LocalReads:
        """The reads of one question, each worked out when it is asked for."""
        return LocalReads(self, query)


class LocalReads:
    """See ``index.reads.Reads``."""

    def __init__(self, store: LocalStore, query: Query) -> None:
        self._store, self._query = store, query
        self._corpus, self._parts = store.corpus, store.corpus.parts

    def near(self, k: int) -> Rows:
        """Passages of the k texts nearest to each wording."""
        rows = self._parts.text_dense.nearest(self._query.vectors, k)[1].ravel()
        return self._parts.text_rows[rows[rows >= 0]].astype(np.int64)

    def sharing(self, k: int) -> Rows:
        """The k passages whose texts share most words with the wordings."""
        shared = best(self._scores, k)
        return shared[self._scores[shared] > 0]

    def taught(self, k: int) -> Rows:
        """Articles that training proposes."""
        learned = self._store.learned
        return NOTHING if learned is None else learned.propose(self._query.taught, k)

    def phrasings_near(self, k: int) -> Rows:
        """The k phrasings nearest to each wording."""
        rows = self._parts.question_dense.nearest(self._query.vectors, k)[1].ravel()
        return rows[rows >= 0]

    def phrasings_sharing(self, k: int) -> Sequence[Rows]:
        """The k phrasings that share most words: of those that lead to law, then of the others."""
        found = []
        for own in self._store.rows_by_kind:
            scores = self._phrasing_scores[own]
            shared = best(scores, k)
            found.append(own[shared[scores[shared] > 0]])
        return found

    def texts(self, numbers: Rows) -> Floats:
        """float32 [wordings, texts]: cosines to the texts of these passages."""
        vectors = self._parts.text_dense.vectors(self._corpus.texts_of.of(numbers))
        near: Floats = np.matmul(self._query.vectors, vectors.T)
        return near

    def phrasings(self, rows: Rows) -> Floats:
        """float32 [phrasings]: cosine of the nearest wording to each of these."""
        near: Floats = np.matmul(self._query.vectors, self._parts.question_dense.vectors(rows).T).max(axis=0)
        return near

    def units(self, numbers: Rows) -> Floats:
        """float32 [units]: cosine of the nearest wording to the units of these passages."""
        units = taken(self._parts.unit_vectors, self._corpus.units_of.of(numbers))
        near: Floats = np.matmul(units, self._query.vectors.T).max(axis=1)
        return near

    def words(self, numbers: Rows) -> Floats:
        """float32 [passages]: BM25 of the wordings, by the best text of each."""
        return self._scores[numbers]

    def phrasing_words(self, rows: Rows) -> Floats:
        """float32 [phrasings]: BM25 of the question, by the best of their kind."""
        return self._phrasing_shares[rows]

    def held(self, numbers: Rows) -> Floats:
        """float32 [2, passages]: share of the words of the wordings that each passage holds."""
        corpus, parts = self._corpus, self._parts
        held = np.zeros((2, len(corpus.passages)), dtype=np.float32)
        words = rarity_of(self._store, self._query)
        for word, weight in words.items():
            own = parts.text_rows[parts.text_words.rows(word)]
            asked = parts.question_words.rows(word)
            led = parts.question_rows[asked[corpus.leads[asked]]]
            # Assigned, not accumulated: a passage that holds the word in two texts counts once.
            held[OWN, own] += weight
            held[OWN_OR_ASKED, np.concatenate([own, led])] += weight
        whole = sum(words.values())
        return (held / whole if whole else held)[:, numbers]

    def taught_odds(self, numbers: Rows) -> npt.NDArray[np.float64]:
        """float64 [passages]: as ``Learned.log_odds``; 0 for all without."""
        learned = self._store.learned
        if learned is None:
            return np.zeros(len(numbers))
        return learned.log_odds(self._query.taught, numbers)

    def expect(self, *, numbers: Collection[int] = (), phrased: Collection[int] = ()) -> None:
        """Nothing is read ahead here."""

    def expect_units(self, numbers: Collection[int]) -> None:
        """Nor here."""

    def expect_cases(self, case_ids: Collection[str]) -> None:
        """Nor here."""

    @cached_property
    def _scores(self) -> Floats:
        """float32 [passages]: BM25 of every passage, by its best text."""
        scores = np.zeros(len(self._corpus.passages), dtype=np.float32)
        if len(self._store.read_passages):
            rows = self._parts.text_words.scores(" ".join(self._query.wordings))
            scores[self._store.read_passages] = np.maximum.reduceat(rows, self._store.first_text)
        return scores

    @cached_property
    def _phrasing_scores(self) -> Floats:
        """float32 [phrasings]: BM25 of every phrasing that leads to its passage."""
        scores = self._parts.question_words.scores(self._query.text)
        return np.where(self._corpus.leads, scores, 0)

    @cached_property
    def _phrasing_shares(self) -> Floats:
        shares = np.zeros(len(self._phrasing_scores), dtype=np.float32)
        for own in self._store.rows_by_kind:
            scores = self._phrasing_scores[own]
            highest = scores.max(initial=0)
            if highest > 0:
                shares[own] = scores / highest
        return shares
