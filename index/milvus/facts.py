"""What one question is told of the passages and phrasings that were proposed for it: read from Milvus, kept while it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamaged
from index.milvus import schema
from index.milvus.client import Asked, Found
from index.query import Query
from index.reads import OWN, OWN_OR_ASKED, Floats
from index.runs import Rows
from index.store import REBUILD
from index.tokens import tokenize
from index.types import Vectors
from index.words import rarity

if TYPE_CHECKING:
    from index.milvus.store import MilvusStore


class MilvusFacts:
    """Cosines and words, zero until they are read."""

    def __init__(
        self,
        store: MilvusStore,
        query: Query,
        turned: Vectors | None,
        together: Callable[[Sequence[Asked]], list[list[Found]]],
    ) -> None:
        """Take the parts.

        Args:
            store: What is read from.
            query: The question.
            turned: Its vectors as training turns them, or None without.
            together: Sends searches in one round trip.
        """
        corpus = store.corpus
        parts = corpus.parts
        self._store, self._query, self._corpus = store, query, corpus
        self._turned, self._together = turned, together
        self.first_phrasing = len(parts.text_rows)
        self.first_unit = self.first_phrasing + len(parts.question_rows)
        self.words = rarity(store, " ".join(query.wordings))
        """Rarity of each word of the wordings."""
        wordings, passages = len(query.vectors), len(corpus.passages)
        # Zeros that are never written to take no memory.
        self.known = np.zeros(passages, dtype=bool)
        self.known_phrased = np.zeros(passages, dtype=bool)
        self.near_texts = np.zeros((wordings, len(parts.text_rows)), dtype=np.float32)
        self.near_turned = np.zeros(len(parts.text_rows), dtype=np.float32)
        self.near_units = np.zeros(len(parts.unit_rows), dtype=np.float32)
        self.near_phrasings = np.zeros(len(parts.question_rows), dtype=np.float32)
        self.text_words = np.zeros(len(parts.text_rows), dtype=np.float32)
        self.phrasing_words = np.zeros(len(parts.question_rows), dtype=np.float32)
        self.held = np.zeros((2, passages), dtype=np.float32)

    def ones(self, text: str) -> dict[int, float]:
        """The known words of a text, each once, as a sparse vector."""
        numbers = self._store.about.vocabulary.numbers
        return {numbers[word]: 1.0 for word in tokenize(text) if word in numbers}

    def read(self, numbers: Rows, phrased: Rows) -> None:
        """One round trip: cosines and words of these passages, of the phrasings of ``phrased``."""
        query, corpus = self._query, self._corpus
        vectors = query.vectors
        of_texts = vectors if self._turned is None else np.concatenate([vectors, self._turned])
        texts, phrasings = self.ones(" ".join(query.wordings)), self.ones(query.text)
        words = {word: weight for word, weight in self.words.items() if not query.english}
        numbers_of = self._store.about.vocabulary.numbers
        each = [{numbers_of[word]: 1.0} if word in numbers_of else {} for word in words]
        asked: list[Asked] = []
        then: list[Callable[[list[Found]], None]] = []

        def ask(
            part: str,
            field: str,
            data: Vectors | Sequence[Mapping[int, float]],
            of: Rows,
            sizes: Sequence[Rows],
            use: Callable[[list[Found]], None],
            also: str = "",
        ) -> None:
            for some, rows in _pieces(of, sizes) if len(data) else ():
                where = f"{schema.PASSAGE} in {some.tolist()}{also}"
                asked.append(Asked(part, field, data, rows, where))
                then.append(_whole(use, rows) if field == schema.VECTOR else use)

        ask(schema.TEXTS, schema.VECTOR, of_texts, numbers, corpus.texts_of, self._take_texts)
        ask(schema.UNITS, schema.VECTOR, vectors, numbers, corpus.units_of, self._take_units)
        ask(schema.PHRASINGS, schema.VECTOR, vectors, phrased, corpus.questions_of, self._take_phrasings)
        if texts:
            ask(schema.TEXTS, schema.WORDS, [texts], numbers, corpus.texts_of, self._take_text_words)
        if phrasings:
            ask(
                schema.PHRASINGS,
                schema.WORDS,
                [phrasings],
                phrased,
                corpus.questions_of,
                self._take_phrasing_words,
            )
        holding: tuple[list[set[int]], list[set[int]]] = ([set() for _ in words], [set() for _ in words])
        known = [place for place, one in enumerate(each) if one]
        ones = [each[place] for place in known]

        def take(
            into: list[set[int]], owners: npt.NDArray[np.int32], first: int
        ) -> Callable[[list[Found]], None]:
            def taking(found: list[Found]) -> None:
                for place, one in zip(known, found, strict=True):
                    into[place].update(owners[one.ids - first].tolist())

            return taking

        parts = corpus.parts
        ask(
            schema.TEXTS, schema.WORDS, ones, numbers, corpus.texts_of, take(holding[OWN], parts.text_rows, 0)
        )
        ask(
            schema.PHRASINGS,
            schema.WORDS,
            ones,
            numbers,
            corpus.questions_of,
            take(holding[OWN_OR_ASKED], parts.question_rows, self.first_phrasing),
            f" and {schema.LEADS} == true",
        )
        if asked:
            for use, found in zip(then, self._together(asked), strict=True):
                use(found)
        for weight, own, led in zip(words.values(), *holding, strict=True):
            self.held[OWN, list(own)] += weight
            self.held[OWN_OR_ASKED, list(own | led)] += weight
        self.known[numbers] = True
        self.known_phrased[phrased] = True

    def _take_texts(self, found: list[Found]) -> None:
        wordings = len(self._query.vectors)
        for place, one in enumerate(found[:wordings]):
            self.near_texts[place, one.ids] = one.scores
        for one in found[wordings:]:
            self.near_turned[one.ids] += one.scores / (len(found) - wordings)

    def _take_units(self, found: list[Found]) -> None:
        self._take_greatest(self.near_units, found, self.first_unit)

    def _take_phrasings(self, found: list[Found]) -> None:
        self._take_greatest(self.near_phrasings, found, self.first_phrasing)

    def _take_text_words(self, found: list[Found]) -> None:
        self.text_words[found[0].ids] = found[0].scores

    def _take_phrasing_words(self, found: list[Found]) -> None:
        self.phrasing_words[found[0].ids - self.first_phrasing] = found[0].scores

    @staticmethod
    def _take_greatest(into: Floats, found: list[Found], first: int) -> None:
        into[found[0].ids - first] = found[0].scores
        for one in found[1:]:
            rows = one.ids - first
            into[rows] = np.maximum(into[rows], one.scores)


def _pieces(numbers: Rows, sizes: Sequence[Rows]) -> list[tuple[Rows, int]]:
    """Passages with rows, and how many, in pieces whose rows Milvus gives back at once."""
    lengths = np.array([len(sizes[number]) for number in numbers.tolist()], dtype=np.int64)
    numbers, lengths = numbers[lengths > 0], lengths[lengths > 0]
    found: list[tuple[Rows, int]] = []
    start = 0
    while start < len(numbers):
        ends = np.cumsum(lengths[start:])
        end = start + max(int(np.searchsorted(ends, schema.MOST_ROWS, side="right")), 1)
        found.append((numbers[start:end], int(lengths[start:end].sum())))
        start = end
    return found


def _whole(use: Callable[[list[Found]], None], rows: int) -> Callable[[list[Found]], None]:
    """``use``, after a look whether every row was found."""

    def checked(found: list[Found]) -> None:
        for one in found:
            if len(one.ids) != rows:
                raise IndexDamaged(
                    f"expected {rows} rows of what was proposed from Milvus, found {len(one.ids)}; {REBUILD}"
                )
        use(found)

    return checked
