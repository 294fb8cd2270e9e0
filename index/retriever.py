"""The whole ask line: question to ranked hits.

retriever = load_retriever(library, encoder, folder, today)
hits = retriever.search(retriever.prepare("平台不删怎么办"), k=10)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from index.dense import DenseIndex
from index.fusion import blend
from index.query import Query, fold, is_english, wordings_of
from index.store import IndexParts, check_fit, load_parts, read_manifest
from index.types import Encoder, Hit, Score
from knowledge.citations.format import format_citation
from knowledge.library import Library
from knowledge.models import Kind, Passage, PassageId, Status
from knowledge.passages import build_passages

DENSE_WEIGHT = 0.7
"""Share of the vectors in the blend, chosen on development questions (benchmarks/retrieval)."""

CANDIDATES = 200
"""Passages that each retriever may propose."""

TOPIC_BOOST = 0.35
"""Added, at full certainty, to the articles of a topic whose phrasing matches."""

TOPIC_FLOOR, TOPIC_CERTAIN = 0.88, 0.97
"""Cosines of a phrasing between which a topic's boost grows from nothing to full."""

ENGLISH_SHIFT = 0.03
"""English questions sit lower against Chinese and English phrasings alike."""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage reached through one of the phrasings that it answers."""

    passage: Passage
    cosine: float
    words: float
    """BM25 of the phrasing, scaled to [0, 1] over the candidates of the query."""
    question: str


class Retriever:
    """Searches one index folder; safe to use from several threads."""

    def __init__(
        self, library: Library, passages: tuple[Passage, ...], encoder: Encoder, parts: IndexParts,
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
        self._question_texts = [q for passage in passages for q in passage.questions]
        self._topic_articles = self._articles_of_topics()
        self._text_rows_of: dict[int, list[int]] = defaultdict(list)
        for row, number in enumerate(parts.text_rows.tolist()):
            self._text_rows_of[number].append(row)
        self._rows_of_case: dict[str, list[int]] = defaultdict(list)
        for row, number in enumerate(parts.question_rows.tolist()):
            case_id = passages[number].case_id
            if case_id is not None:
                self._rows_of_case[case_id].append(row)

    def _articles_of_topics(self) -> dict[int, list[int]]:
        from knowledge.references import resolve_reference

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
        cosines, rows = self._parts.question_dense.nearest(query.vectors, k * 4)
        best: dict[int, float] = {}
        for cosine, row in zip(cosines.ravel().tolist(), rows.ravel().tolist(), strict=True):
            if row >= 0 and cosine > best.get(row, -1.0):
                best[row] = cosine
        words = self._parts.question_words.scores(query.text)
        top = np.argsort(-words, kind="stable")[:k]
        highest = float(words[top[0]]) if len(top) else 0.0
        shared = [row for row in top.tolist() if words[row] > 0 and row not in best]
        best.update(self._cosines(query, self._parts.question_dense, shared))
        grouped: dict[int, tuple[float, int]] = {}
        for row, cosine in best.items():
            passage = int(self._parts.question_rows[row])
            if cosine > grouped.get(passage, (-1.0, -1))[0]:
                grouped[passage] = (cosine, row)
        ordered = sorted(
            grouped.items(), key=lambda entry: (-entry[1][0], self.passages[entry[0]].passage_id)
        )
        return [
            Match(
                self.passages[number],
                cosine,
                float(words[row]) / highest if highest else 0.0,
                self._question_texts[row],
            )
            for number, (cosine, row) in ordered[:k]
        ]

    def matches_within(self, query: Query, case_ids: Collection[str]) -> list[Match]:
        """Every point of these cases by its nearest phrasing, best first."""
        best: dict[int, tuple[float, int]] = {}
        rows = [row for case_id in sorted(case_ids) for row in self._rows_of_case.get(case_id, ())]
        for row, cosine in self._cosines(query, self._parts.question_dense, rows).items():
            number = int(self._parts.question_rows[row])
            if cosine > best.get(number, (-1.0, -1))[0]:
                best[number] = (cosine, row)
        return [
            Match(self.passages[number], cosine, 0.0, self._question_texts[row])
            for number, (cosine, row) in sorted(
                best.items(), key=lambda entry: (-entry[1][0], self.passages[entry[0]].passage_id)
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
        near = (query.vectors @ index.vectors(rows).T).max(axis=0)
        return dict(zip(rows, near.tolist(), strict=True))

    def search(
        self, query: Query, k: int = 10, *, kinds: Collection[Kind] | None = None
    ) -> list[Hit]:
        """The k best passages.

        Args:
            query: From ``prepare``.
            k: 1 or more.
            kinds: Only these kinds; by default every kind but topics, which point to articles.
        """
        wanted = set(kinds) if kinds else set(Kind) - {Kind.TOPIC}
        depth = max(CANDIDATES, 2 * k)
        dense = self._dense(query, depth)
        words = self._words(query, depth, dense)
        blended = blend(dense, words, 1.0 if query.english else DENSE_WEIGHT)
        boosts = self._boosts(query)
        ranked = sorted(
            (
                (blended.get(number, 0.0) + sum(v for _, v in boosts.get(number, ())), number)
                for number in blended.keys() | boosts.keys()
                if self.passages[number].kind in wanted
            ),
            key=lambda entry: (-entry[0], self.passages[entry[1]].passage_id),
        )
        return [
            self.hit(
                self.passages[number],
                Score(
                    total=total,
                    dense=dense.get(number, 0.0),
                    lexical=words.get(number, 0.0),
                    boosts=tuple(boosts.get(number, ())),
                ),
            )
            for total, number in ranked[:k]
        ]

    def _dense(self, query: Query, depth: int) -> dict[int, float]:
        cosines, rows = self._parts.text_dense.nearest(query.vectors, depth)
        best: dict[int, float] = {}
        for cosine, row in zip(cosines.ravel().tolist(), rows.ravel().tolist(), strict=True):
            if row >= 0:
                number = int(self._parts.text_rows[row])
                best[number] = max(best.get(number, -1.0), cosine)
        return best

    def _words(self, query: Query, depth: int, dense: Mapping[int, float]) -> dict[int, float]:
        """BM25 of the best passages and of those that the vectors propose; zero scores are dropped."""
        scores = self._parts.text_words.scores(" ".join(query.wordings))
        if not len(scores):
            return {}
        top = np.argpartition(-scores, min(depth, len(scores) - 1))[:depth]
        found: dict[int, float] = {}
        for row in top.tolist():
            if scores[row] > 0:
                number = int(self._parts.text_rows[row])
                found[number] = max(found.get(number, 0.0), float(scores[row]))
        return found

    def _boosts(self, query: Query) -> dict[int, list[tuple[str, float]]]:
        shift = ENGLISH_SHIFT if query.english else 0.0
        boosts: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for match in self.matches(query, 8):
            certainty = (match.cosine + shift - TOPIC_FLOOR) / (TOPIC_CERTAIN - TOPIC_FLOOR)
            if certainty <= 0:
                continue
            gain = TOPIC_BOOST * min(certainty, 1.0)
            number = self._by_id[match.passage.passage_id]
            if match.passage.kind is Kind.CASE:
                boosts[number].append((f"phrasing of {match.passage.passage_id}", gain + 0.3))
            for position, article in enumerate(self._topic_articles.get(number, ())):
                if not boosts[article]:
                    boosts[article].append(
                        (f"topic {match.passage.topic_id}", gain / (1 + 0.25 * position))
                    )
        return {number: found for number, found in boosts.items() if found}

    def hit(self, passage: Passage, score: Score) -> Hit:
        """A passage with its citation and standing."""
        statute = self.library.statute(passage.law_id, self.today) if passage.law_id else None
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
            status=statute.status_on(self.today) if statute else Status.IN_FORCE,
            effective_from=statute.effective_from if statute else None,
            score=score,
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
