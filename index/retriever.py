"""The whole ask line: question to ranked hits.

retriever = load_retriever(library, encoder, folder, today)
hits = retriever.search(retriever.prepare("平台不删怎么办"), k=10)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.dense import DenseIndex
from index.fusion import blend
from index.query import Query, fold, is_english, wordings_of
from index.store import IndexParts, check_fit, load_parts, read_manifest
from index.types import Encoder, Hit, Score
from knowledge.citations.find import find_citations
from knowledge.citations.format import format_citation
from knowledge.citations.resolve import resolve_all
from knowledge.citations.types import Verdict
from knowledge.library import Library
from knowledge.models import Kind, LawId, Passage, PassageId, Status, Statute
from knowledge.passages import article_passage_id, build_passages
from knowledge.references import resolve_reference

DENSE_WEIGHT = 0.65
"""Share of the vectors in the blend, chosen on development questions (benchmarks/retrieval)."""

CANDIDATES = 200
"""Passages that each retriever may propose."""

TOPIC_BOOST = 0.5
"""Added to the articles of a topic when it is surely the one that is asked about. On development questions of
laypeople 1.0 costs more first places than it wins, above all where no topic names the right article
(benchmarks/retrieval)."""

EXACT_BOOST = 10.0
"""Added to an article that the question cites: above any sum of the other parts."""

PLACE_COST = 0.1
"""What each later place in a topic's list of articles costs: the author puts the most telling first."""

CASE_BOOST, CASE_FLOOR, CASE_CERTAIN = 1.0, 0.88, 0.97
"""A point of a case gains up to the boost as its phrasing's cosine grows from the floor to certainty."""

AFFINITY = {"phrasings": 0.6, "conclusion": 0.12, "articles": 0.28, "words": 0.02}
"""How near a question is to a topic: mean cosine of its three nearest phrasings, cosine of its title and
conclusion, of its nearest article, and BM25 of its phrasings. Fitted on half of our own questions and of the
development questions; against the nearest phrasing alone the right topic comes first for 0.74 of our own
Chinese questions instead of 0.67, and for 0.77 of the English ones instead of 0.68 (benchmarks/retrieval)."""

SHARPNESS = 200.0
"""Turns affinities into shares (softmax): two topics 0.01 apart stand 7 to 1."""

AFFINITY_FLOOR, AFFINITY_FULL = 0.80, 0.86
"""Affinities between which a topic's boost grows from nothing to full: where no topic is near, the nearest
must not win by being the only one."""

SMALLEST_GAIN = 0.001
"""Gains below this change no rank worth explaining."""

RANKED_TOPICS = 30
"""Topics, by nearest phrasing, whose affinity is worked out."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage reached through one of the phrasings that it answers."""

    passage: Passage
    cosine: float
    words: float
    """BM25 of the phrasing, scaled to [0, 1] over the candidates of the query."""
    question: str
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
        self._topic_articles = self._articles_of_topics()
        self._text_rows_of: dict[int, list[int]] = defaultdict(list)
        for row, number in enumerate(parts.text_rows.tolist()):
            self._text_rows_of[number].append(row)
        self._question_rows_of: dict[int, list[int]] = defaultdict(list)
        for row, number in enumerate(parts.question_rows.tolist()):
            self._question_rows_of[number].append(row)
        self._rows_of_case: dict[str, list[int]] = defaultdict(list)
        for row, number in enumerate(parts.question_rows.tolist()):
            case_id = passages[number].case_id
            if case_id is not None:
                self._rows_of_case[case_id].append(row)

    def _articles_of_topics(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, passage in enumerate(self.passages):
            if passage.topic_id is None:
                continue
            found[number] = []
            for article in self.library.topics[passage.topic_id].articles:
                target = resolve_reference(article.citation, self.library, self.today)
                row = self._by_id.get(target.passage_id)
                if row is not None and row not in found[number]:
                    found[number].append(row)
        return found

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id."""
        number = self._by_id.get(PassageId(passage_id))
        return None if number is None else self.passages[number]

    def prepare(self, text: str) -> Query:
        """Fold, word and encode a question once for all retrievers."""
        folded = fold(text)
        wordings = wordings_of(folded, self.library.slang) or ("",)
        return Query(folded, is_english(text), wordings, self._encoder.encode_queries(wordings))

    def matches(self, query: Query, k: int = 40) -> list[Match]:
        """Passages whose phrasings are nearest to the question, each once, best first."""
        cosines, rows = self._parts.question_dense.nearest(query.vectors, k * 10)
        nearest: dict[int, float] = {}
        for cosine, row in zip(cosines.ravel().tolist(), rows.ravel().tolist(), strict=True):
            if row >= 0 and cosine > nearest.get(row, -1.0):
                nearest[row] = cosine
        words = self._parts.question_words.scores(query.text)
        top = best(words, k)
        highest = float(words[top[0]]) if len(top) else 0.0
        shared = [row for row in top.tolist() if words[row] > 0 and row not in nearest]
        nearest.update(self._cosines(query, self._parts.question_dense, shared))
        grouped: dict[int, tuple[float, int]] = {}
        for row, cosine in nearest.items():
            passage = int(self._parts.question_rows[row])
            if cosine > grouped.get(passage, (-1.0, -1))[0]:
                grouped[passage] = (cosine, row)
        ordered = sorted(
            grouped.items(), key=lambda entry: (-entry[1][0], self.passages[entry[0]].passage_id)
        )
        found = [
            Match(
                self.passages[number],
                cosine,
                float(words[row]) / highest if highest else 0.0,
                self._question_texts[row],
            )
            for number, (cosine, row) in ordered[: max(k, 2 * RANKED_TOPICS)]
        ]
        return self._with_affinity(query, found)[:k]

    def _with_affinity(self, query: Query, matches: Sequence[Match]) -> list[Match]:
        """The matches, the nearest topics among them with their affinity and share."""
        topics = [match for match in matches if match.passage.topic_id is not None][:RANKED_TOPICS]
        affinities = self._affinities(query, topics)
        if not affinities:
            return list(matches)
        highest = max(affinities.values())
        weights = {key: math.exp(SHARPNESS * (a - highest)) for key, a in affinities.items()}
        total = sum(weights.values())
        return [
            replace(match, affinity=affinities[key], share=weights[key] / total)
            if (key := match.passage.passage_id) in affinities
            else match
            for match in matches
        ]

    def _affinities(self, query: Query, topics: Sequence[Match]) -> dict[PassageId, float]:
        numbers = [self._by_id[match.passage.passage_id] for match in topics]
        asked = {number: self._question_rows_of[number] for number in numbers}
        read = {
            number: [
                *self._text_rows_of[number],
                *(row for article in self._topic_articles[number] for row in self._text_rows_of[article]),
            ]
            for number in numbers
        }
        near = self._cosines(query, self._parts.question_dense, [r for rows in asked.values() for r in rows])
        texts = self._cosines(query, self._parts.text_dense, [r for rows in read.values() for r in rows])
        found: dict[PassageId, float] = {}
        for match, number in zip(topics, numbers, strict=True):
            phrasings = sorted((near[row] for row in asked[number]), reverse=True)[:3]
            own = len(self._text_rows_of[number])
            conclusion = max((texts[row] for row in read[number][:own]), default=0.0)
            articles = max((texts[row] for row in read[number][own:]), default=0.0)
            found[match.passage.passage_id] = (
                AFFINITY["phrasings"] * sum(phrasings) / max(len(phrasings), 1)
                + AFFINITY["conclusion"] * conclusion
                + AFFINITY["articles"] * articles
                + AFFINITY["words"] * match.words
            )
        return found

    def matches_within(self, query: Query, case_ids: Collection[str]) -> list[Match]:
        """Every point of these cases by its nearest phrasing, best first."""
        nearest: dict[int, tuple[float, int]] = {}
        rows = [row for case_id in sorted(case_ids) for row in self._rows_of_case.get(case_id, ())]
        for row, cosine in self._cosines(query, self._parts.question_dense, rows).items():
            number = int(self._parts.question_rows[row])
            if cosine > nearest.get(number, (-1.0, -1))[0]:
                nearest[number] = (cosine, row)
        return [
            Match(self.passages[number], cosine, 0.0, self._question_texts[row])
            for number, (cosine, row) in sorted(
                nearest.items(), key=lambda entry: (-entry[1][0], self.passages[entry[0]].passage_id)
            )
        ]

    def cosines(self, query: Query, passage_ids: Collection[PassageId]) -> dict[PassageId, float]:
        """Cosine of the question to each of these passages, by its nearest text."""
        found: dict[PassageId, float] = {}
        for passage_id in passage_ids:
            number = self._by_id.get(passage_id)
            rows = self._text_rows_of.get(number, ()) if number is not None else ()
            if rows:
                near = self._cosines(query, self._parts.text_dense, rows)
                found[passage_id] = max(near.values())
        return found

    @staticmethod
    def _cosines(query: Query, index: DenseIndex, rows: Sequence[int]) -> dict[int, float]:
        """The nearest wording's cosine to each of these rows."""
        if not rows:
            return {}
        near = (query.vectors @ index.vectors(rows).T).max(axis=0)
        return dict(zip(rows, near.tolist(), strict=True))

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
        wanted = set(kinds) if kinds else set(Kind) - {Kind.TOPIC}
        depth = max(CANDIDATES, 2 * k)
        boosts = self._boosts(self.matches(query) if matches is None else matches)
        cited = self._cited(query.text)
        dense = self._dense(query, depth)
        scores = self._word_scores(" ".join(query.wordings))
        proposed = dense.keys() | boosts.keys() | cited.keys()
        proposed |= {number for number in best(scores, depth).tolist() if scores[number] > 0}
        dense |= self._dense_of(query, sorted(proposed - dense.keys()))
        words = {number: score for number in proposed if (score := float(scores[number])) > 0}
        totals = blend(dense, words, 1.0 if query.english else DENSE_WEIGHT)
        for number, gains in boosts.items():
            totals[number] = totals.get(number, 0.0) + sum(gain for _, gain in gains)
        for number, gain in cited.items():
            totals[number] = totals.get(number, 0.0) + gain
        numbers = np.array(
            [number for number in totals if self.passages[number].kind in wanted], dtype=np.int64
        )
        total_of = np.array([totals[number] for number in numbers.tolist()])
        order = np.lexsort((self._place_of_id[numbers], -total_of))[:k]
        return [
            self.hit(
                self.passages[number],
                Score(
                    total=total,
                    dense=dense.get(number, 0.0),
                    lexical=words.get(number, 0.0),
                    exact=number in cited,
                    boosts=tuple(boosts.get(number, ())),
                ),
            )
            for total, number in zip(total_of[order].tolist(), numbers[order].tolist(), strict=True)
        ]

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
                cited.setdefault(number, EXACT_BOOST - len(cited) / 100)
        return cited

    def _dense(self, query: Query, depth: int) -> dict[int, float]:
        """Cosines of the nearest passages."""
        cosines, rows = self._parts.text_dense.nearest(query.vectors, depth)
        nearest: dict[int, float] = {}
        numbers = self._parts.text_rows[rows.ravel()].tolist()
        for cosine, row, number in zip(cosines.ravel().tolist(), rows.ravel().tolist(), numbers, strict=True):
            if row >= 0 and cosine > nearest.get(number, -1.0):
                nearest[number] = cosine
        return nearest

    def _dense_of(self, query: Query, numbers: Sequence[int]) -> dict[int, float]:
        """Cosines of these passages."""
        rows = [row for number in numbers for row in self._text_rows_of[number]]
        near = self._cosines(query, self._parts.text_dense, rows)
        return {
            number: max(near[row] for row in self._text_rows_of[number])
            for number in numbers
            if self._text_rows_of[number]
        }

    def _word_scores(self, text: str) -> npt.NDArray[np.float32]:
        """float32 [passages]: BM25 of every passage, by its best text."""
        scores = np.zeros(len(self.passages), dtype=np.float32)
        if len(self._read):
            rows = self._parts.text_words.scores(text)
            scores[self._read] = np.maximum.reduceat(rows, self._first_text)
        return scores

    def _boosts(self, matches: Sequence[Match]) -> dict[int, list[tuple[str, float]]]:
        """What phrasings add to articles and points, by passage; small gains are left out."""
        boosts: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for match in matches:
            number = self._by_id[match.passage.passage_id]
            if match.passage.kind is Kind.CASE:
                certainty = (match.cosine - CASE_FLOOR) / (CASE_CERTAIN - CASE_FLOOR)
                if certainty > 0:
                    gain = CASE_BOOST * min(certainty, 1.0)
                    boosts[number].append((f"phrasing of {match.passage.passage_id}", gain))
            nearness = (match.affinity - AFFINITY_FLOOR) / (AFFINITY_FULL - AFFINITY_FLOOR)
            full = TOPIC_BOOST * match.share * min(max(nearness, 0.0), 1.0)
            for place, article in enumerate(self._topic_articles.get(number, ())):
                gain = full / (1 + PLACE_COST * place)
                if gain >= SMALLEST_GAIN:
                    boosts[article].append((f"topic {match.passage.topic_id}", gain))
        return dict(boosts)

    def _standing(self, law_id: LawId | None) -> tuple[Statute | None, Status]:
        """The version of a law that is in force, looked up once: a search shows a hundred articles of few laws."""
        known = self._standings.get(law_id)
        if known is None:
            statute = self.library.statute(law_id, self.today) if law_id else None
            known = (statute, statute.status_on(self.today) if statute else Status.IN_FORCE)
            self._standings[law_id] = known
        return known

    def hit(self, passage: Passage, score: Score) -> Hit:
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
            score=Score(0.0),
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
