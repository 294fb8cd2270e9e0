"""The whole ask line: question to ranked hits.

retriever = load_retriever(library, encoder, folder, today)
hits = retriever.search(retriever.prepare("平台不删怎么办"), k=10)
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index import highlight
from index.dense import DenseIndex, taken
from index.pinyin import Spelled
from index.query import Query, fold, is_english, wordings_of
from index.ranking import COSINE_UNIT, FEATURES, load_weights, shares
from index.store import IndexParts, check_fit, load_parts, read_manifest
from index.tokens import tokenize
from index.topics import AFFINITY, features_of
from index.topics import load_weights as load_topic_weights
from index.types import Encoder, Hit, Score, Vectors
from knowledge.citations.find import find_citations
from knowledge.citations.format import format_citation
from knowledge.citations.resolve import resolve_all
from knowledge.citations.types import Verdict
from knowledge.library import Library
from knowledge.models import Article, AskedQuestion, Kind, LawId, Passage, PassageId, Status, Statute
from knowledge.passage_ids import article_passage_id
from knowledge.passages import build_passages
from knowledge.references import resolve_reference
from knowledge.units import Unit, units_holding, units_of

CANDIDATES = 200
"""Passages that each retriever may propose."""

EXACT_BOOST = 1000.0
"""Log-odds of an article that the question cites: above any sum of the other parts."""

PLACE_COST = 0.1
"""What each later place in a topic's list of articles costs: the author puts the most telling first."""

ASKED_FLOOR = 0.90
"""Cosine from which a question of our own, written under an article, speaks for the article: of two questions that have
nothing to do with one another the cosine is often 0.88."""

CASE_BOOST, CASE_FLOOR, CASE_CERTAIN = 5.0, 0.88, 0.97
"""A point of a case gains up to the boost, in log-odds, as its phrasing's cosine grows from the floor to certainty."""

SHARPNESS = 200.0
"""Turns affinities into shares (softmax): two topics 0.01 apart stand 7 to 1."""

AFFINITY_FLOOR, AFFINITY_FULL = 0.80, 0.86
"""Affinities between which a topic's boost grows from nothing to full: where no topic is near, the nearest
must not win by being the only one."""

UNASKED = 0.5
"""Articles that a law which no topic names counts as having, so that its log share is finite."""

RANKED_TOPICS = 30
"""Topics, by nearest phrasing, whose affinity is worked out."""

DENSE, BESIDE, UNIT, WORDS, COVER, ASKED, AGAIN, OFTEN, ECHO, EITHER, TOPIC, AFFINE, LAW = range(
    len(FEATURES)
)

OWN, OWN_OR_ASKED = range(2)
"""Where the words of a question may be held."""

FIRST_ARTICLES = 3
"""Articles of a topic that count when it is asked which laws people ask about."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may be shown, with what ranks them."""

    numbers: npt.NDArray[np.int64]
    """[n], ascending."""
    features: npt.NDArray[np.float64]
    """[n, features], as ``index.ranking.FEATURES`` names them."""
    boosts: npt.NDArray[np.float64]
    """[n] log-odds of citations and of phrasings of cases."""
    words: npt.NDArray[np.float32]
    """[n] BM25."""
    topics: Mapping[int, str]
    """The likeliest topic that names a passage, by passage number."""
    cited: Collection[int]
    """Passage numbers of what the question cites."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage reached through one of the phrasings that it answers."""

    passage: Passage
    cosine: float
    words: float
    """BM25 of the phrasing, for an article of the one that shares most words, by the highest of its kind."""
    question: str
    second: float = 0.0
    """Cosine of the second nearest of the passage's phrasings; 0 where it is not among the nearest of all."""
    affinity: float = 0.0
    """For topics: how near the question is to the whole topic, of the order of a cosine."""
    share: float = 0.0
    """For topics: probability among the topics ranked, were one of them asked about."""


def best_topic(matches: Sequence[Match]) -> Match | None:
    """The topic that a question is nearest to as a whole, or None."""
    topics = [match for match in matches if match.passage.topic_id is not None]
    return max(topics, key=lambda match: (match.affinity, match.passage.passage_id), default=None)


def best(scores: npt.NDArray[np.float32], k: int) -> npt.NDArray[np.int64]:
    """Positions of the k highest scores, highest first, the earlier of two equal ones first.

    >>> best(np.array([1, 3, 2, 3], np.float32), 3).tolist()
    [1, 3, 2]
    """
    if k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= least)
    else:
        kept = np.arange(len(scores))
    return kept[np.argsort(-scores[kept], kind="stable")][:k]


def greatest(
    values: npt.NDArray[np.float32], lengths: Sequence[int], empty: float
) -> npt.NDArray[np.float32]:
    """The greatest value of each of the consecutive runs along the last axis; ``empty`` for a run of none.

    >>> greatest(np.array([1, 3, 2], np.float32), [2, 0, 1], empty=0).tolist()
    [3.0, 0.0, 2.0]
    """
    sizes = np.asarray(lengths, dtype=np.int64)
    found = np.full((*values.shape[:-1], len(sizes)), empty, dtype=np.float32)
    held = np.flatnonzero(sizes)
    if len(held):
        starts = np.cumsum(sizes) - sizes
        found[..., held] = np.maximum.reduceat(values, starts[held], axis=-1)
    return found


def rows_by_passage(rows: npt.NDArray[np.int32], passages: int) -> list[npt.NDArray[np.int64]]:
    """Row numbers of each passage; ``rows`` names the passage of every row, ascending."""
    return np.split(np.arange(len(rows)), np.searchsorted(rows, np.arange(1, passages)))


UNSCORED = Score(0.0)


class Retriever:
    """Searches one index folder; safe to use from several threads."""

    def __init__(
        self,
        library: Library,
        passages: tuple[Passage, ...],
        encoder: Encoder,
        parts: IndexParts,
        today: date,
    ) -> None:
        self.library = library
        self.passages = passages
        self.today = today
        self._encoder = encoder
        self._parts = parts
        self._by_id: Mapping[PassageId, int] = {
            passage.passage_id: number for number, passage in enumerate(passages)
        }
        by_name = sorted(range(len(passages)), key=lambda number: passages[number].passage_id)
        self._place_of_id = np.empty(len(passages), dtype=np.int64)
        self._place_of_id[by_name] = np.arange(len(passages))
        self._read, self._first_text = np.unique(parts.text_rows, return_index=True)
        self._hits: dict[PassageId, Hit] = {}
        """What a search shows of a passage, made when it is first shown; a law is shown many times."""
        self._standings: dict[LawId | None, tuple[Statute | None, Status]] = {}
        self._question_texts = [q for passage in passages for q in passage.questions]
        self._spelled = Spelled(self._question_texts)
        laws = {law_id: number for number, law_id in enumerate({p.law_id: None for p in passages})}
        self.law_numbers = np.array([laws[passage.law_id] for passage in passages])
        """int64 [passages]: a number for each law, one for what is of none."""
        self._is_law = np.array([passage.law_id is not None for passage in passages], dtype=bool)
        self._topic_articles, self._marks = self._articles_of_topics()
        asks_law = self._is_law[parts.question_rows]
        self._questions_of = rows_by_passage(parts.question_rows, len(passages))
        self._leads = self._leading()
        leading = np.bincount(parts.question_rows, weights=self._leads, minlength=len(passages))
        self._often = np.log1p(np.where(self._is_law, leading, 0))
        """float64 [passages]: ``often`` of an article, 0 of what is none."""
        self._rows_by_kind = (np.flatnonzero(asks_law), np.flatnonzero(~asks_law))
        self._texts_of = rows_by_passage(parts.text_rows, len(passages))
        self._units_of = rows_by_passage(parts.unit_rows, len(passages))
        nothing = np.empty(0, dtype=np.int64)
        self._article_texts = {
            number: np.concatenate([self._texts_of[article] for article in articles] or [nothing])
            for number, articles in self._topic_articles.items()
        }
        self._rows_of_case = self._of_cases(self._questions_of)
        self._texts_of_case = self._of_cases(self._texts_of)
        self._asked_about = self._shares_of_laws()
        self._wanted: dict[frozenset[Kind], npt.NDArray[np.bool_]] = {}
        self._weights = load_weights(small=encoder.question_fingerprint != encoder.fingerprint)
        self._highlights = highlight.load_weights()
        self._topic_weights = load_topic_weights()

    def _of_cases(self, rows: Sequence[npt.NDArray[np.int64]]) -> dict[str, npt.NDArray[np.int64]]:
        """The rows of all points of a case, by case, given those of every passage."""
        of_case: dict[str, list[npt.NDArray[np.int64]]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            if passage.case_id is not None:
                of_case[passage.case_id].append(rows[number])
        return {case_id: np.concatenate(held) for case_id, held in of_case.items()}

    def _shares_of_laws(self) -> npt.NDArray[np.float64]:
        """float64 [passages]: log share of the topics' first articles that are of the passage's law."""
        named = Counter(
            self.passages[article].law_id
            for articles in self._topic_articles.values()
            for article in articles[:FIRST_ARTICLES]
        )
        del named[None]  # a case is of no law: it counts as one law of average share
        total = sum(named.values()) or 1
        log_share = {
            law_id: math.log((named[law_id] + UNASKED) / total)
            for law_id in {passage.law_id for passage in self.passages}
        }
        log_share[None] = -math.log(len(named) or 1)
        return np.array([log_share[passage.law_id] for passage in self.passages])

    def _articles_of_topics(
        self,
    ) -> tuple[dict[int, list[int]], dict[int, list[tuple[int, Article, str]]]]:
        """The articles that each topic names; by article the topics that mark words of it, with article and words."""
        found: dict[int, list[int]] = {}
        marks: dict[int, list[tuple[int, Article, str]]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            if passage.topic_id is None:
                continue
            found[number] = []
            for article in self.library.topics[passage.topic_id].articles:
                target = resolve_reference(article.citation, self.library, self.today)
                row = self._by_id.get(target.passage_id)
                if row is None:
                    continue
                if row not in found[number]:
                    found[number].append(row)
                if article.mark:
                    marks[row].append((number, target.article, article.mark))
        return found, marks

    @property
    def parts(self) -> IndexParts:
        """The arrays and indexes it searches."""
        return self._parts

    def articles_of(self, number: int) -> Sequence[int]:
        """Passage numbers of the articles that a topic names, the most telling first; of another passage none."""
        return self._topic_articles.get(number, ())

    def names(self, topic: Match, passage_id: PassageId) -> bool:
        """A topic names this article."""
        number = self._by_id.get(passage_id)
        return number is not None and number in self.articles_of(self._by_id[topic.passage.passage_id])

    def first_article(self, topic: Match) -> Hit | None:
        """The article that a topic names first."""
        articles = self.articles_of(self._by_id[topic.passage.passage_id])
        return self.hit(self.passages[articles[0]]) if articles else None

    def texts_of(self, number: int) -> npt.NDArray[np.int64]:
        """Text rows of a passage."""
        return self._texts_of[number]

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id."""
        number = self._by_id.get(PassageId(passage_id))
        return None if number is None else self.passages[number]

    def spelled(self, text: str) -> str | None:
        """The phrasing of our own that a question typed in pinyin sounds like, or None."""
        return self._spelled.nearest(text)

    def prepare(self, text: str) -> Query:
        """Fold, word and encode a question once for all retrievers."""
        folded = fold(text)
        wordings = wordings_of(folded, self.library.slang) or ("",)
        return Query(folded, is_english(text), wordings, self._encoder.encode_queries(wordings))

    def matches(self, query: Query, k: int = 40) -> list[Match]:
        """Passages whose phrasings are nearest to the question, each once, best first.

        At most ``k`` topics, cases and refusals, and every article among the nearest.
        """
        found = self._parts.question_dense.nearest(query.vectors, k * 10)[1].ravel()
        words = np.where(self._leads, self._parts.question_words.scores(query.text), 0)
        proposed = [found[(found >= 0) & self._leads[found]]]
        shares_of_words = np.zeros(len(words), dtype=np.float32)
        # Questions under articles are many: each kind is measured by its own best.
        for own in self._rows_by_kind:
            scores = words[own]
            shared = best(scores, k)
            proposed.append(own[shared[scores[shared] > 0]])
            if len(shared) and scores[shared[0]] > 0:
                shares_of_words[own] = scores / scores[shared[0]]
        rows = np.unique(np.concatenate(proposed))
        if not len(rows):
            return []
        most = np.zeros(len(self.passages), dtype=np.float32)
        np.maximum.at(most, self._parts.question_rows[rows], shares_of_words[rows])
        rows, numbers, near, second = self._nearest_phrasings(query, rows)
        law = self._is_law[numbers]
        pointing = np.flatnonzero(~law)[: max(k, 2 * RANKED_TOPICS)]
        affinities = self._affinities(query, numbers[pointing], shares_of_words[rows[pointing]])
        likeliest = max(affinities.values(), default=0.0)
        weights = {number: math.exp(SHARPNESS * (a - likeliest)) for number, a in affinities.items()}
        total = sum(weights.values())
        kept = np.flatnonzero(law | (np.cumsum(~law) <= k))
        return [
            Match(
                self.passages[number],
                cosine,
                share_of_words,
                self._question_texts[row],
                next_cosine,
                affinities.get(number, 0.0),
                weights[number] / total if number in weights else 0.0,
            )
            for number, cosine, next_cosine, share_of_words, row in zip(
                numbers[kept].tolist(),
                near[kept].tolist(),
                second[kept].tolist(),
                np.where(law, most[numbers], shares_of_words[rows])[kept].tolist(),
                rows[kept].tolist(),
                strict=True,
            )
        ]

    def _nearest_phrasings(
        self, query: Query, rows: npt.NDArray[np.int64]
    ) -> tuple[
        npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.float32], npt.NDArray[np.float32]
    ]:
        """Of these rows the nearest of each passage, best first: rows, passage numbers, cosines, the next one's."""
        near = self._near(query.vectors, self._parts.question_dense, rows)
        numbers = self._parts.question_rows[rows]
        order = np.lexsort((rows, self._place_of_id[numbers], -near))
        first = np.unique(numbers[order], return_index=True)[1]
        rest = np.delete(order, first)
        again, places = np.unique(numbers[rest], return_index=True)
        second = np.zeros(len(self.passages), dtype=np.float32)
        second[again] = near[rest][places]
        picked = order[np.sort(first)]
        return rows[picked], numbers[picked], near[picked], second[numbers[picked]]

    def _affinities(
        self, query: Query, numbers: npt.NDArray[np.int32], words: npt.NDArray[np.float32]
    ) -> dict[int, float]:
        """Affinity of the first topics among these passages; ``words`` is BM25 of each one's phrasing."""
        ranked = [
            (number, share)
            for number, share in zip(numbers.tolist(), words.tolist(), strict=True)
            if number in self._topic_articles
        ][:RANKED_TOPICS]
        if not ranked:
            return {}
        asked = [self._questions_of[number] for number, _ in ranked]
        read = [self._texts_of[number] for number, _ in ranked]
        read += [self._article_texts[number] for number, _ in ranked]
        near = self._near(query.vectors, self._parts.question_dense, np.concatenate(asked))
        texts = self._near(query.vectors, self._parts.text_dense, np.concatenate(read))
        conclusions, articles = (
            greatest(texts, [len(rows) for rows in read], empty=0.0).reshape(2, -1).tolist()
        )
        phrasings = np.split(near, np.cumsum([len(rows) for rows in asked])[:-1])
        found: dict[int, float] = {}
        for (number, share), cosines, conclusion, article in zip(
            ranked, phrasings, conclusions, articles, strict=True
        ):
            nearest = sorted(cosines.tolist(), reverse=True)[:3]
            found[number] = (
                AFFINITY["phrasings"] * sum(nearest) / max(len(nearest), 1)
                + AFFINITY["conclusion"] * conclusion
                + AFFINITY["articles"] * article
                + AFFINITY["words"] * share
            )
        return found

    def topic_features(self, matches: Sequence[Match], hits: Sequence[Hit]) -> npt.NDArray[np.float64]:
        """float64 [topics, features] of ranked topics, as ``index.topics`` names them.

        Args:
            matches: Ranked topics only.
            hits: The best articles, for their shares among the candidates.
        """
        share_of = {hit.passage_id: hit.score.total for hit in hits}
        firsts = [self.first_article(match) for match in matches]
        held = [share_of.get(first.passage_id, 0.0) if first else 0.0 for first in firsts]
        return features_of(np.array([match.affinity for match in matches]), np.array(held))

    def rank_topics(self, matches: Sequence[Match], hits: Sequence[Hit]) -> list[Match]:
        """The topics among the matches, likeliest first, each with its share among them.

        Args:
            matches: From ``matches``.
            hits: The best articles for the same query, for their shares among the candidates: the more, the better.
        """
        near = [match for match in matches if match.affinity > 0]
        if not near:
            return []
        log_odds = self.topic_features(near, hits) @ self._topic_weights
        totals = shares(log_odds).tolist()
        order = np.argsort(-log_odds, kind="stable").tolist()
        return [replace(near[place], share=totals[place]) for place in order]

    def matches_within(self, query: Query, case_ids: Collection[str]) -> list[Match]:
        """Every point of these cases by its nearest phrasing, best first.

        ``words`` is the share of the question's words that the point's phrasings hold, those counting more that few
        points of its case hold: what all of them are about tells none apart.
        """
        held = [self._rows_of_case[case_id] for case_id in sorted(case_ids) if case_id in self._rows_of_case]
        if not held:
            return []
        rows, numbers, near, _ = self._nearest_phrasings(query, np.concatenate(held))
        told: dict[int, float] = {}
        for of_case in held:
            told |= self._words_told(query.text, of_case)
        return [
            Match(self.passages[number], cosine, told.get(number, 0.0), self._question_texts[row])
            for number, cosine, row in zip(numbers.tolist(), near.tolist(), rows.tolist(), strict=True)
        ]

    def _words_told(self, text: str, rows: npt.NDArray[np.int64]) -> dict[int, float]:
        """Share of the words of a text that each point's phrasings hold, given the rows of all points of a case."""
        points = len(np.unique(self._parts.question_rows[rows]))
        held: dict[int, float] = defaultdict(float)
        whole = 0.0
        for word in {token for token in tokenize(text) if len(token) > 1}:
            holding = np.intersect1d(self._parts.question_words.rows(word), rows)
            numbers = np.unique(self._parts.question_rows[holding]).tolist()
            if numbers:
                weight = math.log((points + 1) / (len(numbers) + 0.5))
                whole += weight
                for number in numbers:
                    held[number] += weight
        return {number: weight / whole for number, weight in held.items()} if whole else {}

    def coverage(self, text: str, case_id: str) -> float:
        """Share of a question's words, rare ones counting more, that a case's texts or phrasings hold; 0 to 1.

        Words are bigrams, and whole words of Latin script or digits.
        """
        words = self._rare_words(text)
        whole = sum(words.values())
        texts, phrasings = self._texts_of_case.get(case_id, ()), self._rows_of_case.get(case_id, ())
        held = sum(
            weight
            for word, weight in words.items()
            if len(np.intersect1d(self._parts.text_words.rows(word), texts))
            or len(np.intersect1d(self._parts.question_words.rows(word), phrasings))
        )
        return held / whole if whole else 0.0

    def answering_units(self, query: Query, passage_id: str) -> list[int]:
        """Positions of an article's units (``knowledge.units``), the likeliest to answer first.

        None for an article of one unit, and where a question without vectors shares no word with any.
        """
        features = self.unit_features(query, passage_id)
        if not len(query.vectors) and not features[:, highlight.WORDS].any():
            return []
        order: list[int] = np.argsort(-(features @ self._highlights), kind="stable").tolist()
        return order

    def unit_features(
        self, query: Query, passage_id: str, *, without: Collection[str] = ()
    ) -> npt.NDArray[np.float64]:
        """float64 [units, features] of an article, as ``index.highlight.FEATURES`` names them.

        Args:
            query: From ``prepare``.
            passage_id: Of an article; anything else has no units.
            without: Questions of our own that are taken for unwritten.
        """
        number = self._by_id.get(PassageId(passage_id))
        rows = self._units_of[number] if number is not None else np.empty(0, dtype=np.int64)
        features = np.zeros((len(rows), len(highlight.FEATURES)))
        if number is None or not len(rows):
            return features
        vectors = taken(self._parts.unit_vectors, rows)
        if len(query.vectors):
            near = np.matmul(vectors, query.vectors.T).max(axis=1)
            features[:, highlight.DENSE] = (near - near.mean()) / COSINE_UNIT
        texts = self.passages[number].units
        features[:, highlight.WORDS] = self._shares_of_words(" ".join(query.wordings), texts)
        # The words before a list are the only unit that ends in a colon.
        features[:, highlight.LEAD] = [text.endswith(("：", ":")) for text in texts]
        for topic, article, mark in self._marks.get(number, ()) if len(query.vectors) else ():
            asked = self._questions_of[topic]
            if not len(asked):
                continue
            near = float(self._near(query.vectors, self._parts.question_dense, asked).max())
            marked = max(near - highlight.MARKED_FLOOR, 0.0) / COSINE_UNIT
            for place in units_holding(article, mark):
                features[place, highlight.MARKED] = max(features[place, highlight.MARKED], marked)
        units = self._units(number)
        features[:, highlight.LENGTH] = np.log([unit.end - unit.start for unit in units])
        told = self._told(number, [unit.name for unit in units], without)
        if told and len(query.vectors):
            asked = np.array([row for row, _ in told])
            nearest = self._near(query.vectors, self._parts.question_dense, asked)
            gains = np.maximum(nearest - highlight.MARKED_FLOOR, 0.0) / COSINE_UNIT
            np.maximum.at(features[:, highlight.TOLD], [place for _, place in told], gains)
        return features

    def _leading(self) -> npt.NDArray[np.bool_]:
        """Bool [question rows]: the phrasing may lead to its passage."""
        leads = np.ones(len(self._question_texts), dtype=bool)
        for rows, passage in zip(self._questions_of, self.passages, strict=True):
            if questions := self._questions_under(passage):
                leads[rows] = [question.leads for question in questions]
        return leads

    def _questions_under(self, passage: Passage) -> tuple[AskedQuestion, ...]:
        """Questions of our own under an article, in the order of its phrasings; none under another passage."""
        if passage.law_id is None or passage.article is None:
            return ()
        return self.library.asked.get((passage.law_id, passage.article), ())

    def _units(self, number: int) -> tuple[Unit, ...]:
        """Units of an article; none of another passage."""
        passage = self.passages[number]
        if passage.law_id is None or passage.article is None:
            return ()
        article = self.library.article(passage.law_id, passage.article, self.today)
        return () if article is None else units_of(article)

    def _told(self, number: int, names: Sequence[str], without: Collection[str]) -> list[tuple[int, int]]:
        """Question rows that stand under a unit of an article, with the place of its name."""
        passage = self.passages[number]
        if passage.law_id in self.library.replaced:
            return []
        questions = self._questions_under(passage)
        places = {name: place for place, name in enumerate(names)}
        return [
            (row, places[question.unit])
            for row, question in zip(self._questions_of[number].tolist(), questions, strict=True)
            if question.unit in places and question.text not in without
        ]

    def _shares_of_words(self, question: str, texts: Sequence[str]) -> list[float]:
        """Share of the question's words that each text holds, rare ones counting more; 0 to 1."""
        rarity = self._rare_words(question)
        whole = sum(rarity.values()) or 1.0
        held = [set(tokenize(text)) for text in texts]
        return [sum(weight for token, weight in rarity.items() if token in one) / whole for one in held]

    def _rare_words(self, text: str) -> dict[str, float]:
        """The words of a text, bigrams and whole words of Latin script or digits, and how rare each is.

        That is the logarithm of inverse document frequency among the texts of all passages (Spärck Jones, 1972).
        """
        texts = len(self._parts.text_words) + 1
        return {
            word: math.log(texts / (len(self._parts.text_words.rows(word)) + 1))
            for word in tokenize(text)
            if len(word) > 1
        }

    def nearest_phrasing(self, query: Query, passage_id: PassageId) -> float:
        """Cosine of a passage's nearest phrasing, however many of others are nearer; 0 without any."""
        number = self._by_id.get(passage_id)
        if number is None or not len(self._questions_of[number]) or not len(query.vectors):
            return 0.0
        return float(self._near(query.vectors, self._parts.question_dense, self._questions_of[number]).max())

    def cosines(self, query: Query, passage_ids: Collection[PassageId]) -> dict[PassageId, float]:
        """Cosine of the question to each of these passages, by its nearest text."""
        known = [(name, self._by_id[name]) for name in passage_ids if name in self._by_id]
        known = [(name, number) for name, number in known if len(self._texts_of[number])]
        near = self._nearest_text(query.vectors, [number for _, number in known]).max(axis=0)
        return {name: cosine for (name, _), cosine in zip(known, near.tolist(), strict=True)}

    @staticmethod
    def _near(vectors: Vectors, index: DenseIndex, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """float32 [rows]: the nearest wording's cosine to each of these rows."""
        near: npt.NDArray[np.float32] = np.matmul(vectors, index.vectors(rows).T).max(axis=0)
        return near

    def _nearest_text(
        self, vectors: Vectors, numbers: npt.NDArray[np.int64] | Sequence[int]
    ) -> npt.NDArray[np.float32]:
        """float32 [vectors, passages]: cosine to the nearest text of each of these passages; -1 without one."""
        rows = [self._texts_of[number] for number in np.asarray(numbers).tolist()]
        if not rows:
            return np.zeros((len(vectors), 0), dtype=np.float32)
        near = np.matmul(vectors, self._parts.text_dense.vectors(np.concatenate(rows)).T)
        return greatest(near, [len(one) for one in rows], empty=-1.0)

    def search(
        self,
        query: Query,
        k: int = 10,
        *,
        kinds: Collection[Kind] | None = None,
        matches: Sequence[Match] | None = None,
    ) -> list[Hit]:
        """The k best passages.

        Args:
            query: From ``prepare``.
            k: 1 or more.
            kinds: Only these kinds; by default every kind but topics, which point to articles.
            matches: From ``matches`` for the same query, when the caller has them already.
        """
        found = self.candidates(query, max(CANDIDATES, 2 * k), kinds=kinds, matches=matches)
        if not len(found.numbers):
            return []
        parts = found.features * self._weights
        log_odds = parts.sum(axis=1) + found.boosts
        order = np.lexsort((self._place_of_id[found.numbers], -log_odds))[:k]
        totals = shares(log_odds)
        return [
            self.hit(
                self.passages[number],
                Score(
                    total=total,
                    dense=dense,
                    lexical=lexical,
                    exact=number in found.cited,
                    boosts=self._reasons(found, number, part, boost),
                ),
            )
            for number, total, dense, lexical, boost, part in zip(
                found.numbers[order].tolist(),
                totals[order].tolist(),
                (found.features[order, DENSE] * COSINE_UNIT).tolist(),
                found.words[order].tolist(),
                found.boosts[order].tolist(),
                parts[order].tolist(),
                strict=True,
            )
        ]

    @staticmethod
    def _reasons(
        found: Candidates, number: int, part: Sequence[float], boost: float
    ) -> tuple[tuple[str, float], ...]:
        """What else moved a passage, in log-odds, beside its cosine and its words."""
        reasons = [
            ("beside", part[BESIDE]),
            ("unit", part[UNIT]),
            ("words held", part[COVER] + part[EITHER]),
            ("asked", part[ASKED] + part[AGAIN] + part[OFTEN] + part[ECHO]),
            ("law", part[LAW]),
        ]
        topic = found.topics.get(number)
        if topic is not None:
            reasons.append((f"topic {topic}", part[TOPIC] + part[AFFINE]))
        if boost:
            reasons.append(("citation" if number in found.cited else "phrasing", boost))
        return tuple(reason for reason in reasons if reason[1])

    def candidates(
        self,
        query: Query,
        depth: int,
        *,
        kinds: Collection[Kind] | None = None,
        matches: Sequence[Match] | None = None,
    ) -> Candidates:
        """What any retriever proposes, ``depth`` from each, with the features that rank it."""
        wanted = frozenset(kinds) if kinds else frozenset(Kind) - {Kind.TOPIC}
        rows = self._parts.text_dense.nearest(query.vectors, depth)[1].ravel()
        scores = self._word_scores(" ".join(query.wordings))
        shared = best(scores, depth)
        near_by = self.matches(query) if matches is None else matches
        topics, cases = self._pointed_at(near_by)
        asked = {
            self._by_id[match.passage.passage_id]: match
            for match in near_by
            if match.passage.law_id is not None
        }
        cited = self._cited(query.text)
        numbers = np.unique(
            np.concatenate([
                self._parts.text_rows[rows[rows >= 0]],
                shared[scores[shared] > 0],
                np.fromiter((*topics, *cases, *asked, *cited), dtype=np.int64),
            ])
        )  # fmt: skip
        numbers = numbers[self._is_wanted(wanted)[numbers]]
        features = np.zeros((len(numbers), len(FEATURES)))
        boosts = np.zeros(len(numbers))
        words = scores[numbers]
        if len(numbers):
            near = self._nearest_text(query.vectors, numbers).max(axis=0) / COSINE_UNIT
            features[:, DENSE] = near
            features[:, BESIDE] = self._beside(numbers, near)
            features[:, UNIT] = self._nearest_unit(query.vectors, numbers, features[:, DENSE])
            highest = float(words.max())
            if highest > 0 and not query.english:
                features[:, WORDS] = words / highest
            if not query.english:
                held = self._covered(" ".join(query.wordings))
                features[:, COVER] = held[OWN, numbers]
                features[:, EITHER] = held[OWN_OR_ASKED, numbers]
            features[:, OFTEN] = self._often[numbers]
            features[:, LAW] = self._asked_about[numbers]
        place_of = {number: place for place, number in enumerate(numbers.tolist())}
        for number, match in asked.items():
            if (place := place_of.get(number)) is not None:
                features[place, ASKED] = max(match.cosine - ASKED_FLOOR, 0.0) / COSINE_UNIT
                features[place, AGAIN] = max(match.second - ASKED_FLOOR, 0.0) / COSINE_UNIT
                features[place, ECHO] = match.words
        names: dict[int, str] = {}
        for number, (name, share, affinity) in topics.items():
            if (place := place_of.get(number)) is not None:
                features[place, TOPIC] = share
                features[place, AFFINE] = affinity
                names[number] = name
        for number, gain in (*cases.items(), *cited.items()):
            if (place := place_of.get(number)) is not None:
                boosts[place] += gain
        return Candidates(numbers, features, boosts, words, names, cited.keys())

    def _is_wanted(self, kinds: frozenset[Kind]) -> npt.NDArray[np.bool_]:
        """Of one of these kinds: bool [passages]."""
        known = self._wanted.get(kinds)
        if known is None:
            known = self._wanted[kinds] = np.array([passage.kind in kinds for passage in self.passages])
        return known

    def _pointed_at(
        self, matches: Sequence[Match]
    ) -> tuple[dict[int, tuple[str, float, float]], dict[int, float]]:
        """What phrasings say: of articles their likeliest topic, share and affinity; of points of cases a gain."""
        topics: dict[int, tuple[str, float, float]] = {}
        cases: dict[int, float] = {}
        for match in matches:
            number = self._by_id[match.passage.passage_id]
            if match.passage.kind is Kind.CASE:
                certainty = (match.cosine - CASE_FLOOR) / (CASE_CERTAIN - CASE_FLOOR)
                if certainty > 0:
                    cases[number] = CASE_BOOST * min(certainty, 1.0)
            nearness = (match.affinity - AFFINITY_FLOOR) / (AFFINITY_FULL - AFFINITY_FLOOR)
            full = match.share * min(max(nearness, 0.0), 1.0)
            affinity = max(match.affinity - AFFINITY_FLOOR, 0.0) / COSINE_UNIT
            if not affinity:
                continue
            for place, article in enumerate(self._topic_articles.get(number, ())):
                name, share, nearest = topics.get(article, ("", 0.0, 0.0))
                gain = full / (1 + PLACE_COST * place)
                likeliest = str(match.passage.topic_id) if affinity > nearest else name
                topics[article] = (likeliest, share + gain, max(nearest, affinity))
        return topics, cases

    def _cited(self, text: str) -> dict[int, float]:
        """What a citation adds to the article it leads to, by passage; the first cited is worth most."""
        found = find_citations(text, self.library.registry)
        cited: dict[int, float] = {}
        for one in resolve_all(found, self.library, self.today):
            if one.verdict not in {Verdict.VALID, Verdict.RENUMBERED}:
                continue
            if one.law_id is None or one.number is None:
                continue
            number = self._by_id.get(article_passage_id(one.law_id, one.number))
            if number is not None:
                cited.setdefault(number, EXACT_BOOST / (1 + len(cited) / 1000))
        return cited

    def _word_scores(self, text: str) -> npt.NDArray[np.float32]:
        """float32 [passages]: BM25 of every passage, by its best text."""
        scores = np.zeros(len(self.passages), dtype=np.float32)
        if len(self._read):
            rows = self._parts.text_words.scores(text)
            scores[self._read] = np.maximum.reduceat(rows, self._first_text)
        return scores

    def _beside(
        self, numbers: npt.NDArray[np.int64], near: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """float32 [passages]: of passages in ascending order, the nearer of the articles before and after each.

        What is no candidate is as far as the farthest.
        """
        follows = (np.diff(numbers) == 1) & (np.diff(self.law_numbers[numbers]) == 0)
        beside = np.full(len(numbers), near.min(), dtype=np.float32)
        beside[1:][follows] = near[:-1][follows]
        beside[:-1][follows] = np.maximum(beside[:-1][follows], near[1:][follows])
        return beside

    def _covered(self, text: str) -> npt.NDArray[np.float32]:
        """float32 [2, passages]: share of the words of a text that each passage holds, rare ones counting more.

        First in its own words, then in its own or those of the phrasings that lead to it.
        """
        held = np.zeros((2, len(self.passages)), dtype=np.float32)
        words = self._rare_words(text)
        for word, weight in words.items():
            own = self._parts.text_rows[self._parts.text_words.rows(word)]
            asked = self._parts.question_words.rows(word)
            led = self._parts.question_rows[asked[self._leads[asked]]]
            # Assigned, not accumulated: a passage that holds the word in two texts counts once.
            held[OWN, own] += weight
            held[OWN_OR_ASKED, np.concatenate([own, led])] += weight
        return held / sum(words.values()) if words else held

    def _nearest_unit(
        self, vectors: Vectors, numbers: npt.NDArray[np.int64], without: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """float64 [passages]: cosine of the nearest unit of each, in ``COSINE_UNIT``; ``without`` where it has none."""
        rows = [self._units_of[number] for number in numbers.tolist()]
        lengths = np.array([len(one) for one in rows])
        nearest = without.copy()
        if lengths.any():
            units = taken(self._parts.unit_vectors, np.concatenate(rows))
            near = greatest(np.matmul(units, vectors.T).max(axis=1), lengths.tolist(), empty=0.0)
            nearest[lengths > 0] = near[lengths > 0] / COSINE_UNIT
        return nearest

    def _standing(self, law_id: LawId | None) -> tuple[Statute | None, Status]:
        """The version of a law that is in force, looked up once: a search shows a hundred articles of few laws."""
        known = self._standings.get(law_id)
        if known is None:
            statute = self.library.statute(law_id, self.today) if law_id else None
            known = (statute, statute.status_on(self.today) if statute else Status.IN_FORCE)
            self._standings[law_id] = known
        return known

    def hit(self, passage: Passage, score: Score = UNSCORED) -> Hit:
        """A passage with its citation and standing."""
        known = self._hits.get(passage.passage_id)
        if known is None:
            known = self._hits[passage.passage_id] = self._unscored(passage)
        return known._replace(score=score)

    def _unscored(self, passage: Passage) -> Hit:
        statute, status = self._standing(passage.law_id)
        label = citation = None
        if statute is not None and passage.article is not None:
            article = self.library.articles(statute).get(passage.article)
            label = article.label if article else None
            citation = format_citation(statute.law, passage.article)
        return Hit(
            passage_id=passage.passage_id,
            kind=passage.kind,
            title=passage.title,
            article_label=label,
            case_id=passage.case_id,
            citation=citation or passage.title,
            text=passage.text,
            verbatim=passage.verbatim,
            status=status,
            effective_from=statute.effective_from if statute else None,
            score=UNSCORED,
            source=passage.source,
            law_id=passage.law_id,
            article=passage.article,
            topic_id=passage.topic_id,
        )


def load_retriever(library: Library, encoder: Encoder, folder: Path, today: date) -> Retriever:
    """Load an index folder that fits the sources, the encoder and the day.

    Raises:
        index.errors.SearchError: It is missing, damaged or built from something else.
    """
    manifest = read_manifest(folder)
    check_fit(folder, manifest, encoder=encoder.fingerprint, corpus=library.digest, today=today)
    passages = tuple(build_passages(library, manifest.as_of))
    return Retriever(library, passages, encoder, load_parts(folder, manifest), today)
