"""Passages that may be shown for a question, with the features that rank them (``index.ranking``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import Corpus
from index.nearness import Nearness, beside
from index.query import Query
from index.ranking import FEATURES, Floats
from index.reads import OWN, OWN_OR_ASKED, Reads, Store
from index.runs import Rows
from index.types import AskedMatch, Match, PointMatch, TopicMatch
from knowledge.citations.find import find_citations
from knowledge.citations.resolve import resolve_all
from knowledge.citations.types import Verdict
from knowledge.models import Kind
from knowledge.passage_ids import article_passage_id

(
    DENSE, BESIDE, UNIT, WORDS, COVER, ASKED, AGAIN, OFTEN, ECHO, EITHER, TOPIC, AFFINE, LAW, LEARNED,
) = range(len(FEATURES))  # fmt: skip

CITED = "cited"
"""Under which a question keeps the articles that it cites."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may be shown, with what ranks them."""

    numbers: Rows
    """[n], ascending."""
    features: Floats
    """[n, features], as ``index.ranking.FEATURES`` names them."""
    boosts: Floats
    """[n] log-odds of citations and of phrasings of cases."""
    words: npt.NDArray[np.float32]
    """[n] BM25."""
    topics: Mapping[int, str]
    """The likeliest topic that names a passage, by passage number."""
    cited: Collection[int]
    """Passage numbers of what the question cites."""


@dataclass(frozen=True, slots=True)
class _Pointed:
    """Articles that topics name."""

    name: str = ""
    """The likeliest topic."""
    share: float = 0.0
    affinity: float = 0.0


class Proposer:
    """Proposes candidates from one corpus."""

    def __init__(self, corpus: Corpus, store: Store, nearness: Nearness) -> None:
        self._corpus = corpus
        self._store = store
        self._nearness = nearness
        self._of_kinds: dict[frozenset[Kind], npt.NDArray[np.bool_]] = {}

    def candidates(
        self,
        query: Query,
        matches: Sequence[Match],
        depth: int = tuned.CANDIDATES,
        *,
        kinds: Collection[Kind] | None = None,
    ) -> Candidates:
        """What vectors, words, phrasings and citations propose, with the features that rank it.

        Args:
            query: The question.
            matches: What its phrasings lead to.
            depth: Passages from vectors and from words each.
            kinds: Only these kinds; by default every kind but topics, which point to articles.
        """
        reads = self._store.read(query)
        wanted = frozenset(kinds) if kinds else frozenset(Kind) - {Kind.TOPIC}
        topics, cases = self._topics(matches), self._cases(matches)
        asked = {self._number(match): match for match in matches if isinstance(match, AskedMatch)}
        cited = self.cited(query)
        numbers = np.unique(
            np.concatenate([
                reads.near(depth),
                reads.sharing(depth),
                reads.taught(tuned.TAUGHT),
                np.fromiter((*topics, *cases, *asked, *cited), dtype=np.int64),
            ])
        )  # fmt: skip
        numbers = numbers[self._is_of(wanted)[numbers]]
        reads.expect(numbers=numbers.tolist())
        words = reads.words(numbers)
        features = self._features(query, reads, numbers, words)
        boosts = np.zeros(len(numbers))
        place_of = {number: place for place, number in enumerate(numbers.tolist())}
        for number, match in asked.items():
            if (place := place_of.get(number)) is not None:
                features[place, ASKED] = max(match.cosine - tuned.ASKED_FLOOR, 0.0) / tuned.COSINE_UNIT
                features[place, AGAIN] = max(match.second - tuned.ASKED_FLOOR, 0.0) / tuned.COSINE_UNIT
                features[place, ECHO] = match.words
        for number, pointed in topics.items():
            if (place := place_of.get(number)) is not None:
                features[place, TOPIC] = pointed.share
                features[place, AFFINE] = pointed.affinity
        for number, gain in (*cases.items(), *cited.items()):
            if (place := place_of.get(number)) is not None:
                boosts[place] += gain
        names = {number: pointed.name for number, pointed in topics.items() if number in place_of}
        return Candidates(numbers, features, boosts, words, names, cited.keys())

    def _number(self, match: Match) -> int:
        return self._corpus.number_of[match.passage.passage_id]

    def _features(self, query: Query, reads: Reads, numbers: Rows, words: npt.NDArray[np.float32]) -> Floats:
        """float64 [n, features]: all but what phrasings say."""
        features = np.zeros((len(numbers), len(FEATURES)))
        if not len(numbers):
            return features
        near = self._nearness.by_text(query, numbers).max(axis=0) / tuned.COSINE_UNIT
        features[:, DENSE] = near
        features[:, BESIDE] = beside(numbers, self._corpus.law_numbers[numbers], near)
        features[:, UNIT] = self._nearness.by_unit(query, numbers, features[:, DENSE])
        if not query.english:  # hardly a word of an English question stands in a Chinese law
            highest = float(words.max())
            if highest > 0:
                features[:, WORDS] = words / highest
            held = reads.held(numbers)
            features[:, COVER] = held[OWN]
            features[:, EITHER] = held[OWN_OR_ASKED]
        features[:, OFTEN] = self._corpus.often[numbers]
        features[:, LAW] = self._corpus.asked_about[numbers]
        features[:, LEARNED] = reads.taught_odds(numbers)
        return features

    def _is_of(self, kinds: frozenset[Kind]) -> npt.NDArray[np.bool_]:
        """Bool [passages]: of one of these kinds."""
        known = self._of_kinds.get(kinds)
        if known is None:
            known = np.array([passage.kind in kinds for passage in self._corpus.passages])
            self._of_kinds[kinds] = known
        return known

    def _topics(self, matches: Sequence[Match]) -> dict[int, _Pointed]:
        """The articles that topics near the question name, by passage number."""
        found: dict[int, _Pointed] = {}
        for match in matches:
            if not isinstance(match, TopicMatch):
                continue
            above = match.affinity - tuned.AFFINITY_FLOOR
            full = match.share * min(max(above / (tuned.AFFINITY_FULL - tuned.AFFINITY_FLOOR), 0.0), 1.0)
            affinity = max(above, 0.0) / tuned.COSINE_UNIT
            if not affinity:
                continue
            for place, article in enumerate(self._corpus.topic_articles[self._number(match)]):
                known = found.get(article, _Pointed())
                found[article] = _Pointed(
                    str(match.passage.topic_id) if affinity > known.affinity else known.name,
                    known.share + full / (1 + tuned.PLACE_COST * place),
                    max(known.affinity, affinity),
                )
        return found

    def _cases(self, matches: Sequence[Match]) -> dict[int, float]:
        """What a phrasing adds to its point of a case, by passage number."""
        found: dict[int, float] = {}
        for match in matches:
            if isinstance(match, PointMatch):
                certainty = (match.cosine - tuned.CASE_FLOOR) / (tuned.CASE_CERTAIN - tuned.CASE_FLOOR)
                if certainty > 0:
                    found[self._number(match)] = tuned.CASE_BOOST * min(certainty, 1.0)
        return found

    def cited(self, query: Query) -> Mapping[int, float]:
        """What a citation adds to the article it leads to, by passage number; the first cited is worth most."""
        known: dict[int, float] | None = query.kept.get((CITED, query.text))
        if known is None:
            known = query.kept[CITED, query.text] = self._cited(query.text)
        return known

    def _cited(self, text: str) -> dict[int, float]:
        corpus = self._corpus
        found = find_citations(text, corpus.library.registry)
        cited: dict[int, float] = {}
        for one in resolve_all(found, corpus.library, corpus.today):
            if one.verdict not in {Verdict.VALID, Verdict.RENUMBERED}:
                continue
            if one.law_id is None or one.number is None:
                continue
            number = corpus.number_of.get(article_passage_id(one.law_id, one.number))
            if number is not None:
                cited.setdefault(number, tuned.EXACT_BOOST / (1 + len(cited) / 1000))
        return cited
