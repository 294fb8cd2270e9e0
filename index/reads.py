"""What a search asks of the place where its passages are kept: the process itself, or an engine behind a network.

A passage is known by its number in the corpus, a phrasing by its own (``Corpus.question_texts``): both follow from the
sources alone, so that a process that holds no vectors can speak of them. How a store numbers its rows stays its own
affair.

``index.local`` keeps everything in memory (FAISS, bm25s) and is the default; ``index.milvus`` asks Milvus.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.learned import Learned
from index.query import Query

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

OWN, OWN_OR_ASKED = range(2)
"""Where the words of a question may be held: in a passage's own texts, or also in the phrasings that lead to it."""


class Reads(Protocol):
    """All that is read for one question."""

    # What is proposed.

    def near(self, k: int) -> Rows:
        """Passages of the k texts nearest to each wording; some may stand twice."""

    def sharing(self, k: int) -> Rows:
        """The k passages whose texts share most words with the wordings, by BM25."""

    def taught(self, k: int) -> Rows:
        """Articles that training proposes, k by their own weights and as many by likeness; some may stand twice."""

    def phrasings_near(self, k: int) -> Rows:
        """The k phrasings nearest to each wording, whether they lead to their passage or not."""

    def phrasings_sharing(self, k: int) -> Sequence[Rows]:
        """The k phrasings that share most words with the question: of those that lead to law, then of the others."""

    # Facts of what was proposed.

    def texts(self, numbers: Rows) -> Floats:
        """float32 [wordings, texts]: cosines to the texts of these passages, one passage after the other."""

    def phrasings(self, rows: Rows) -> Floats:
        """float32 [phrasings]: cosine of the nearest wording to each of these."""

    def units(self, numbers: Rows) -> Floats:
        """float32 [units]: cosine of the nearest wording to the units of these passages, one after the other."""

    def words(self, numbers: Rows) -> Floats:
        """float32 [passages]: BM25 of the wordings, by the best text of each."""

    def phrasing_words(self, rows: Rows) -> Floats:
        """float32 [phrasings]: BM25 of the question, by the best of those that lead to law, or of the others; 0 to 1."""

    def held(self, numbers: Rows) -> Floats:
        """float32 [2, passages]: share of the words of the wordings that each holds, by ``OWN`` and ``OWN_OR_ASKED``."""

    def taught_odds(self, numbers: Rows) -> npt.NDArray[np.float64]:
        """float64 [passages]: as ``Learned.log_odds``."""

    def expect(self, *, numbers: Collection[int] = (), phrased: Collection[int] = ()) -> None:
        """Facts of these passages, and of the phrasings of ``phrased``, will be asked for: read them with what is next."""

    def expect_units(self, numbers: Collection[int]) -> None:
        """It will be asked which units of these articles answer."""

    def expect_cases(self, case_ids: Collection[str]) -> None:
        """These cases will be told of, and the articles that they lean on be shown."""


class Store(Protocol):
    """Where the passages of one corpus are kept."""

    @property
    def learned(self) -> Learned | None:
        """What labelled messages taught; None for an encoder whose vectors no training has seen."""

    @property
    def version(self) -> str:
        """Another one whenever the passages, their vectors or their words are others."""

    @property
    def texts(self) -> int:
        """How many texts the passages have."""

    def frequencies(self, words: Sequence[str]) -> Sequence[int]:
        """In how many texts each of these words stands."""

    def read(self, query: Query) -> Reads:
        """The reads of one question: asked for as often as one likes."""
