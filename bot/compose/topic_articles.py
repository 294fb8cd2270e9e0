"""The articles that carry a topic: which of them lead, and what kind of consequence each has."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answer import Excerpt, Language
from bot.compose import tuned
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.wording import say
from index.corpus import Corpus
from index.nearness import Nearness
from index.query import Query
from knowledge.errors import UnresolvedReference
from knowledge.models import PassageId, Topic
from knowledge.references import Reference, resolve_reference

LAYERS = ("civil", "administrative", "public_order", "criminal")
"""``TopicArticle.layer`` of what follows from an act, the lightest first."""

PENAL = frozenset({"public_order", "criminal"})
"""Those that punish: a reader must not take the lighter ones beside them for punishment."""


class TopicArticles:
    """What topics cite, in the law of today; each citation is resolved once."""

    def __init__(self, corpus: Corpus, nearness: Nearness, excerpts: ExcerptMaker) -> None:
        self._corpus = corpus
        self._nearness = nearness
        self._excerpts = excerpts
        self._references: dict[str, Reference | None] = {}

    def excerpts(self, query: Query, topic: Topic) -> tuple[Excerpt, ...]:
        """The first article, then those nearest to the question; the author's order breaks near ties."""
        references: list[tuple[Reference, str]] = []
        for article in topic.articles:
            reference = self._reference(article.citation)
            if reference is not None:
                references.append((reference, article.mark))
        near = self._nearness.to_passages(query, {reference.passage_id for reference, _ in references})
        ordered = sorted(
            range(len(references)),
            key=lambda place: place * tuned.ORDER_COST - self._near(near, references[place][0].passage_id),
        )
        if references and 0 in ordered:
            ordered.remove(0)
            ordered.insert(0 if self._leads(near, references) else 1, 0)
        return distinct(
            (
                self._excerpts.of_reference(
                    references[place][0],
                    mark=references[place][1],
                    query=query,
                    score=self._near(near, references[place][0].passage_id),
                )
                for place in ordered
            ),
            len(references),
        )

    @staticmethod
    def _near(near: Mapping[PassageId, float], passage_id: PassageId) -> float:
        return near.get(passage_id, 0.0)

    def _leads(self, near: Mapping[PassageId, float], references: list[tuple[Reference, str]]) -> bool:
        """The author's first article leads unless another is clearly nearer."""
        first = self._near(near, references[0][0].passage_id)
        best = max(self._near(near, reference.passage_id) for reference, _ in references)
        return best - first < tuned.FIRST_LEADS

    def layers(self, topic: Topic, excerpts: tuple[Excerpt, ...], language: Language) -> list[str]:
        """What kind of consequence each provision shown has, where punishment stands beside something lighter."""
        layers: dict[PassageId, str] = {}
        for article in topic.articles:
            reference = self._reference(article.citation)
            if reference is not None:
                layers.setdefault(reference.passage_id, article.layer)
        shown: dict[str, list[str]] = {}
        for excerpt in excerpts:
            layer = layers.get(excerpt.passage_id)
            if layer in LAYERS:
                shown.setdefault(layer, []).append(excerpt.citation)
        if len(shown) < 2 or not PENAL & set(shown):
            return []
        parts = (
            say(f"layer_{layer}", language, citations="、".join(shown[layer]))
            for layer in LAYERS
            if layer in shown
        )
        separator = "; " if language is Language.EN else "；"
        return [say("layers", language, layers=separator.join(parts))]

    def _reference(self, written: str) -> Reference | None:
        """What a topic's citation leads to; None is reported by ``yuanfa knowledge check``, and an answer does without it."""
        if written not in self._references:
            try:
                found = resolve_reference(written, self._corpus.library, self._corpus.today)
            except UnresolvedReference:
                found = None
            self._references[written] = found
        return self._references[written]
