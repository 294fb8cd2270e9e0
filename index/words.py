"""Words that a question shares with texts and phrasings, rare ones counting more.

A word is a bigram, or a whole word of Latin script or digits (``index.tokens``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from index import tuned
from index.corpus import Corpus
from index.query import Query
from index.reads import Store
from index.runs import Rows
from index.tokens import Folded, tokenize

RARITY = "rarity"
"""Under which a question keeps its words."""


def rarity(store: Store, text: str) -> dict[str, float]:
    """The words of a text and how rare each is.

    That is the logarithm of inverse document frequency among the texts of all passages (Spärck Jones, 1972).
    """
    words = [word for word in tokenize(text) if len(word) > 1]
    texts = store.texts + 1
    return {
        word: math.log(texts / (held + 1)) for word, held in zip(words, store.frequencies(words), strict=True)
    }


def rarity_of(store: Store, query: Query) -> dict[str, float]:
    """The words of a question's wordings, worked out once; see ``rarity``."""
    text = " ".join(query.wordings)
    known: dict[str, float] | None = query.kept.get((RARITY, text))
    if known is None:
        known = query.kept[RARITY, text] = rarity(store, text)
    return known


class Words:
    """Measures shared words over one corpus."""

    def __init__(self, corpus: Corpus, store: Store) -> None:
        self._corpus = corpus
        self._store = store
        self._of_cases: dict[str, frozenset[str]] = {}

    def rarity(self, text: str) -> dict[str, float]:
        """The words of a text and how rare each is; see ``rarity``."""
        return rarity(self._store, text)

    def shares(self, query: Query, texts: Sequence[str]) -> list[float]:
        """Share of the words of a question's wordings that each text holds; 0 to 1."""
        whole = sum(rarity_of(self._store, query).values()) or 1.0
        return [told / whole for told in self.shared(query, [Folded.of(text) for text in texts])]

    def shared(self, query: Query, texts: Sequence[Folded]) -> list[float]:
        """Summed rarity of the words of a question's wordings that each text holds."""
        rarity = rarity_of(self._store, query)
        return [sum(rarity[word] for word in text.held(rarity)) for text in texts]

    def coverage(self, text: str, case_id: str) -> float:
        """Share of a question's words that a case's texts or phrasings hold; 0 to 1."""
        words = self.rarity(text)
        whole = sum(words.values())
        of_case = self._of_case(case_id)
        held = sum(weight for word, weight in words.items() if word in of_case)
        return held / whole if whole else 0.0

    def _of_case(self, case_id: str) -> frozenset[str]:
        """The words of a case's texts and phrasings."""
        known = self._of_cases.get(case_id)
        if known is None:
            held = [self._corpus.passages[number] for number in self._corpus.points_of_case.get(case_id, ())]
            texts = [text for passage in held for text in (*passage.search_texts, *passage.questions)]
            known = self._of_cases[case_id] = frozenset(word for text in texts for word in tokenize(text))
        return known

    def told(self, text: str, rows: Rows) -> dict[int, float]:
        """Share of the words of a text that each point's phrasings hold, by passage number.

        Those count more that few points hold: what all points of a case are about tells none apart.

        Args:
            text: The question.
            rows: Question rows of all points of a case.
        """
        numbers_of = self._corpus.parts.question_rows[rows].tolist()
        points = len(set(numbers_of))
        words_of = [set(tokenize(self._corpus.question_texts[row])) for row in rows.tolist()]
        held: dict[int, float] = defaultdict(float)
        whole = 0.0
        # In the order of the text: a sum over a set could differ in its last digit from run to run.
        for word in dict.fromkeys(token for token in tokenize(text) if len(token) > 1):
            numbers = sorted(
                {number for number, words in zip(numbers_of, words_of, strict=True) if word in words}
            )
            if numbers:
                weight = math.log((points + 1) / (len(numbers) + tuned.IDF_SMOOTHING))
                whole += weight
                for number in numbers:
                    held[number] += weight
        return {number: weight / whole for number, weight in held.items()} if whole else {}
