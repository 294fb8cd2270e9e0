"""Words that a question shares with texts and phrasings, rare ones counting more.

A word is a bigram, or a whole word of Latin script or digits (``index.tokens``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.corpus import Corpus, Rows
from index.tokens import tokenize

OWN, OWN_OR_ASKED = range(2)
"""Where the words of a question may be held."""


class Words:
    """Measures shared words over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._parts = corpus.parts
        self._read, self._first_text = np.unique(corpus.parts.text_rows, return_index=True)

    def rarity(self, text: str) -> dict[str, float]:
        """The words of a text and how rare each is.

        That is the logarithm of inverse document frequency among the texts of all passages (Spärck Jones, 1972).
        """
        texts = len(self._parts.text_words) + 1
        return {
            word: math.log(texts / (len(self._parts.text_words.rows(word)) + 1))
            for word in tokenize(text)
            if len(word) > 1
        }

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """float32 [passages]: BM25 of every passage, by its best text."""
        scores = np.zeros(len(self._corpus.passages), dtype=np.float32)
        if len(self._read):
            rows = self._parts.text_words.scores(text)
            scores[self._read] = np.maximum.reduceat(rows, self._first_text)
        return scores

    def held(self, text: str) -> npt.NDArray[np.float32]:
        """float32 [2, passages]: share of the words of a text that each passage holds.

        First in its own words, then in its own or those of the phrasings that lead to it.
        """
        corpus = self._corpus
        held = np.zeros((2, len(corpus.passages)), dtype=np.float32)
        words = self.rarity(text)
        for word, weight in words.items():
            own = self._parts.text_rows[self._parts.text_words.rows(word)]
            asked = self._parts.question_words.rows(word)
            led = self._parts.question_rows[asked[corpus.leads[asked]]]
            # Assigned, not accumulated: a passage that holds the word in two texts counts once.
            held[OWN, own] += weight
            held[OWN_OR_ASKED, np.concatenate([own, led])] += weight
        whole = sum(words.values())
        return held / whole if whole else held

    def shares(self, question: str, texts: Sequence[str]) -> list[float]:
        """Share of the question's words that each text holds; 0 to 1."""
        rarity = self.rarity(question)
        whole = sum(rarity.values()) or 1.0
        held = [set(tokenize(text)) for text in texts]
        return [sum(weight for token, weight in rarity.items() if token in one) / whole for one in held]

    def coverage(self, text: str, case_id: str) -> float:
        """Share of a question's words that a case's texts or phrasings hold; 0 to 1."""
        words = self.rarity(text)
        whole = sum(words.values())
        texts = self._corpus.texts_of_case.get(case_id, ())
        phrasings = self._corpus.questions_of_case.get(case_id, ())
        held = sum(
            weight
            for word, weight in words.items()
            if len(np.intersect1d(self._parts.text_words.rows(word), texts))
            or len(np.intersect1d(self._parts.question_words.rows(word), phrasings))
        )
        return held / whole if whole else 0.0

    def told(self, text: str, rows: Rows) -> dict[int, float]:
        """Share of the words of a text that each point's phrasings hold, by passage number.

        Those count more that few points hold: what all points of a case are about tells none apart.

        Args:
            text: The question.
            rows: Question rows of all points of a case.
        """
        points = len(np.unique(self._parts.question_rows[rows]))
        held: dict[int, float] = defaultdict(float)
        whole = 0.0
        # In the order of the text: a sum over a set could differ in its last digit from run to run.
        for word in dict.fromkeys(token for token in tokenize(text) if len(token) > 1):
            holding = np.intersect1d(self._parts.question_words.rows(word), rows)
            numbers = np.unique(self._parts.question_rows[holding]).tolist()
            if numbers:
                weight = math.log((points + 1) / (len(numbers) + 0.5))
                whole += weight
                for number in numbers:
                    held[number] += weight
        return {number: weight / whole for number, weight in held.items()} if whole else {}
