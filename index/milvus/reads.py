"""The reads of a question from Milvus.

All proposals are one round trip, all facts of what was proposed the second; what only the ranking shows to be needed is
the third. Searches of one round trip are sent together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import NOTHING
from index.errors import IndexDamaged
from index.milvus import schema
from index.milvus.client import Asked, Found
from index.nearness import greatest
from index.query import Query
from index.reads import OWN, OWN_OR_ASKED, Floats
from index.runs import Rows
from index.store import REBUILD
from index.tokens import tokenize
from index.types import Vectors
from index.words import rarity

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
        parts = corpus.parts
        self._store, self._query, self._corpus = store, query, corpus
        self.trips = 0
        """Round trips so far."""
        self._first_phrasing = len(parts.text_rows)
        self._first_unit = self._first_phrasing + len(parts.question_rows)
        self._turned = (
            store.learned.turned(query.taught) if store.learned is not None and len(query.taught) else None
        )
        self._words = rarity(store, " ".join(query.wordings))
        self._proposed: _Proposed | None = None
        self._depth = tuned.CANDIDATES
        self._numbers: set[int] = set()
        self._phrased: set[int] = set()
        wordings, passages = len(query.vectors), len(corpus.passages)
        # Zeros that are never written to take no memory.
        self._known = np.zeros(passages, dtype=bool)
        self._known_phrased = np.zeros(passages, dtype=bool)
        self._near_texts = np.zeros((wordings, len(parts.text_rows)), dtype=np.float32)
        self._near_turned = np.zeros(len(parts.text_rows), dtype=np.float32)
        self._near_units = np.zeros(len(parts.unit_rows), dtype=np.float32)
        self._near_phrasings = np.zeros(len(parts.question_rows), dtype=np.float32)
        self._text_words = np.zeros(len(parts.text_rows), dtype=np.float32)
        self._phrasing_words = np.zeros(len(parts.question_rows), dtype=np.float32)
        self._held = np.zeros((2, passages), dtype=np.float32)

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
        return self._propose().rows("phrasings", k) - self._first_phrasing

    def phrasings_sharing(self, k: int) -> Sequence[Rows]:
        """The k phrasings that share most words: of those that lead to law, then of the others."""
        found = self._propose()
        return [found.rows(name, k) - self._first_phrasing for name in ("asking law", "asking others")]

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
        if words := self._ones(" ".join(query.wordings)):
            asked["sharing"] = Asked(schema.TEXTS, schema.WORDS, [words], depth)
        if words := self._ones(query.text):
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
            rows = found.rows(name, len(parts.question_rows)) - self._first_phrasing
            self._phrased.update(parts.question_rows[rows[corpus.leads[rows]]].tolist())
        self._numbers |= self._phrased
        for number in tuple(self._phrased):
            self._numbers.update(corpus.topic_articles.get(number, ()))

    def _ones(self, text: str) -> dict[int, float]:
        """The known words of a text, each once, as a sparse vector."""
        numbers = self._store.about.vocabulary.numbers
        return {numbers[word]: 1.0 for word in tokenize(text) if word in numbers}

    def _together(self, asked: Sequence[Asked]) -> list[list[Found]]:
        self.trips += 1
        return self._store.milvus.together(self._store.name, asked)

    # Facts of what was proposed.

    def texts(self, numbers: Rows) -> Floats:
        """float32 [wordings, texts]: cosines to the texts of these passages."""
        self._need(numbers)
        return self._near_texts[:, self._corpus.texts_of.of(numbers)]

    def phrasings(self, rows: Rows) -> Floats:
        """float32 [phrasings]: cosine of the nearest wording to each of these."""
        self._need(phrased=self._corpus.parts.question_rows[rows])
        return self._near_phrasings[rows]

    def units(self, numbers: Rows) -> Floats:
        """float32 [units]: cosine of the nearest wording to the units of these passages."""
        self._need(numbers)
        return self._near_units[self._corpus.units_of.of(numbers)]

    def words(self, numbers: Rows) -> Floats:
        """float32 [passages]: BM25 of the wordings, by the best text of each."""
        self._need(numbers)
        lengths = self._corpus.texts_of.lengths[numbers]
        return greatest(self._text_words[self._corpus.texts_of.of(numbers)], lengths, empty=0.0)

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
        np.divide(self._phrasing_words[rows], best, out=shares, where=best > 0, casting="unsafe")
        return shares

    def held(self, numbers: Rows) -> Floats:
        """float32 [2, passages]: share of the words of the wordings that each passage holds."""
        self._need(numbers)
        whole = sum(self._words.values())
        held = self._held[:, numbers]
        return held / np.float32(whole) if whole else held

    def taught_odds(self, numbers: Rows) -> npt.NDArray[np.float64]:
        """float64 [passages]: as ``Learned.log_odds``; 0 for all without."""
        learned = self._store.learned
        if learned is None or self._turned is None:
            return np.zeros(len(numbers))
        self._need(numbers)
        return learned.odds(self._query.taught, numbers, self._near_turned[learned.first_texts(numbers)])

    def _need(self, numbers: Rows = NOTHING, phrased: npt.NDArray[Any] = NOTHING) -> None:
        """Read facts that are not known yet, and with them all that are expected."""
        if self._known[numbers].all() and self._known_phrased[phrased].all():
            return
        self._propose()
        self._numbers.update(np.unique(numbers[~self._known[numbers]]).tolist())
        self._phrased.update(np.unique(phrased[~self._known_phrased[phrased]]).tolist())
        fresh = np.array(sorted(self._numbers), dtype=np.int64)
        fresh = fresh[~self._known[fresh]]
        asked_about = np.array(sorted(self._phrased), dtype=np.int64)
        asked_about = asked_about[~self._known_phrased[asked_about]]
        self._read(fresh, asked_about)
        self._known[fresh] = True
        self._known_phrased[asked_about] = True
        self._numbers.clear()
        self._phrased.clear()

    def _read(self, numbers: Rows, phrased: Rows) -> None:
        """One round trip: cosines and words of these passages, of the phrasings of ``phrased``."""
        query, corpus = self._query, self._corpus
        vectors = query.vectors
        of_texts = vectors if self._turned is None else np.concatenate([vectors, self._turned])
        texts, phrasings = self._ones(" ".join(query.wordings)), self._ones(query.text)
        words = {word: weight for word, weight in self._words.items() if not query.english}
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
            take(holding[OWN_OR_ASKED], parts.question_rows, self._first_phrasing),
            f" and {schema.LEADS} == true",
        )
        if asked:
            for use, found in zip(then, self._together(asked), strict=True):
                use(found)
        for weight, own, led in zip(words.values(), *holding, strict=True):
            self._held[OWN, list(own)] += weight
            self._held[OWN_OR_ASKED, list(own | led)] += weight

    def _take_texts(self, found: list[Found]) -> None:
        wordings = len(self._query.vectors)
        for place, one in enumerate(found[:wordings]):
            self._near_texts[place, one.ids] = one.scores
        for one in found[wordings:]:
            self._near_turned[one.ids] += one.scores / (len(found) - wordings)

    def _take_units(self, found: list[Found]) -> None:
        self._take_greatest(self._near_units, found, self._first_unit)

    def _take_phrasings(self, found: list[Found]) -> None:
        self._take_greatest(self._near_phrasings, found, self._first_phrasing)

    def _take_text_words(self, found: list[Found]) -> None:
        self._text_words[found[0].ids] = found[0].scores

    def _take_phrasing_words(self, found: list[Found]) -> None:
        self._phrasing_words[found[0].ids - self._first_phrasing] = found[0].scores

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
