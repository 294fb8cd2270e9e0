"""The whole ask line: question to ranked hits.

retriever = load_retriever(library, encoder, folder, today)
ranking = retriever.search(retriever.prepare("平台不删怎么办"), k=10)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from index import tuned
from index.candidates import DENSE, LEARNED, Candidates, Proposer
from index.corpus import Corpus
from index.highlight import Highlights
from index.hits import Hits, Made, reasons
from index.learned import load_learned
from index.local import LocalStore
from index.nearness import Nearness
from index.phrasings import Phrasings
from index.pinyin import Spelled
from index.query import Query, fold, readings_of, wordings_of
from index.ranking import load_weights, shares
from index.reads import Store
from index.recent import Recent
from index.store import check_fit, load_parts, read_manifest
from index.topics import Topics
from index.types import Encoder, Hit, Match, Ranking, Readings, Score
from index.words import Words
from knowledge.compiled import Compiled
from knowledge.library import Library
from knowledge.models import Kind
from knowledge.passages import build_passages


class Retriever:
    """Searches one corpus; safe to use from several threads."""

    def __init__(self, corpus: Corpus, encoder: Encoder, store: Store | None = None) -> None:
        """``store`` is by default the corpus's own arrays."""
        self.store = store or LocalStore(corpus, load_learned(corpus, encoder))
        self.corpus = corpus
        self.library = corpus.library
        self.today = corpus.today
        self.nearness = Nearness(corpus, self.store)
        self.words = Words(corpus, self.store)
        self.learned = self.store.learned
        self.topics = Topics(corpus, self.store, self.nearness, self.words)
        self.phrasings = Phrasings(corpus, self.store, self.nearness, self.words, self.topics)
        self.highlights = Highlights(corpus, self.store, self.nearness, self.words)
        self.hits = Hits(corpus)
        self._encoder = encoder
        self._encoded: Recent[Readings] = Recent(tuned.REMEMBERED)
        self._spelled = Spelled(corpus.question_texts)
        self._proposer = Proposer(corpus, self.store, self.nearness)
        self._weights = load_weights(learned=self.learned is not None)

    @property
    def fingerprint(self) -> str:
        """Of the encoder whose vectors are searched."""
        return self._encoder.fingerprint

    def warm(self) -> None:
        """Make now what else the first question that needs it would wait for."""
        self._spelled.warm()

    def spelled(self, text: str) -> str | None:
        """The phrasing of our own that a question typed in pinyin sounds like, or None."""
        return self._spelled.nearest(text)

    def prepare(self, text: str, *, context: str | None = None) -> Query:
        """Fold, word and encode a question once for everything that looks at it.

        Args:
            text: The question.
            context: Folded; the subject that it may lean on. It is then read after that subject, too.
        """
        folded = fold(text)
        wordings = wordings_of(folded, self.library.slang) or ("",)
        readings = self._encoded.get(wordings, lambda: readings_of(wordings, self._encoder))
        query = Query.read(folded, wordings, readings)
        return query if context is None else self.after(query, context)

    def after(self, query: Query, subject: str) -> Query:
        """A prepared question, read after a folded subject as well; see ``Query.after``."""
        return query.after(subject, self._encoder)

    def matches(self, query: Query) -> list[Match]:
        """Passages whose phrasings are nearest to the question; see ``Phrasings.matches``."""
        self.store.read(query).expect(numbers=self._proposer.cited(query))
        return self.phrasings.matches(query)

    def candidates(
        self,
        query: Query,
        depth: int = tuned.CANDIDATES,
        *,
        kinds: Collection[Kind] | None = None,
        matches: Sequence[Match] | None = None,
    ) -> Candidates:
        """What may be shown, with the features that rank it; see ``Proposer.candidates``."""
        near = self.matches(query) if matches is None else matches
        return self._proposer.candidates(query, near, depth, kinds=kinds)

    def search(
        self,
        query: Query,
        k: int = 10,
        *,
        kinds: Collection[Kind] | None = None,
        matches: Sequence[Match] | None = None,
    ) -> Ranking:
        """The k best passages.

        Args:
            query: From ``prepare``.
            k: 1 or more.
            kinds: Only these kinds; by default every kind but topics, which point to articles.
            matches: From ``matches`` for the same query, when the caller has them already.
        """
        found = self.candidates(query, max(tuned.CANDIDATES, 2 * k), kinds=kinds, matches=matches)
        parts = found.features * self._weights
        log_odds = parts.sum(axis=1) + found.boosts
        # Two that are equal stand in the order of their ids, so that an order never varies.
        order = np.lexsort((self.corpus.place_of_id[found.numbers], -log_odds))[:k]
        totals = shares(log_odds)
        shown = found.numbers[order[: tuned.READ_AHEAD]].tolist()
        self.store.read(query).expect_units(shown)
        ranked = [self.corpus.passages[number] for number in found.numbers[order].tolist()]

        def hit(place: int) -> Hit:
            row = order[place]
            number = int(found.numbers[row])
            return self.hits.hit(
                ranked[place],
                Score(
                    total=float(totals[row]),
                    dense=float(found.features[row, DENSE] * tuned.COSINE_UNIT),
                    lexical=float(found.words[row]),
                    exact=number in found.cited,
                    learned=float(found.features[row, LEARNED]),
                    boosts=reasons(found, number, parts[row].tolist(), float(found.boosts[row])),
                ),
            )

        ids = (passage.passage_id for passage in ranked)
        return Ranking(Made(len(order), hit), dict(zip(ids, totals[order].tolist(), strict=True)))


def load_retriever(
    library: Library,
    encoder: Encoder,
    folder: Path,
    today: date,
    compiled: Compiled | None = None,
) -> Retriever:
    """Load an index folder that fits the sources, the encoder and the day.

    Args:
        library: The sources.
        encoder: Encodes questions.
        folder: The index folder.
        today: The day whose law is wanted.
        compiled: The same sources with what they came to on the day that the folder was built for, where at hand.

    Raises:
        index.errors.SearchError: It is missing, damaged or built from something else.
    """
    manifest = read_manifest(folder)
    check_fit(folder, manifest, encoder=encoder.fingerprint, corpus=library.digest, today=today)
    passages = compiled.passages if compiled else tuple(build_passages(library, manifest.as_of))
    # No law held has changed between that day and today: the fit was checked.
    references = compiled.references if compiled else {}
    parts = load_parts(folder, manifest)
    return Retriever(Corpus.of(library, passages, parts, today, references), encoder)
