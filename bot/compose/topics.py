"""Questions that a topic answers: conclusion, the articles that carry it, steps, hotlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.premises import asserts
from bot.compose.wording import say
from index.query import Query
from index.retriever import Retriever
from index.types import TopicMatch
from knowledge.errors import UnresolvedReference
from knowledge.models import PassageId, Topic
from knowledge.references import Reference, resolve_reference

MOST_EXCERPTS = 3

OWN_EXCERPTS = 2
"""How many of them are the topic's own where the best article of the search is one that it does not name: the
topic may be the wrong one. On the fit half of benchmarks/confidence some excerpt is right for 0.75 instead of 0.72."""

HOLDS = 0.3
"""Share of the best article's score from which the topic's own last article keeps its place all the same."""

ORDER_COST = 0.004
"""What a later place in a topic's list costs an article, in cosines: the author's order counts."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The best article of a search."""

    excerpt: Excerpt
    shares: Mapping[PassageId, float]
    """What it and the next best hold among the candidates."""


class TopicAnswers:
    """Answers from the topics of one library."""

    def __init__(self, retriever: Retriever, excerpts: ExcerptMaker) -> None:
        self._retriever = retriever
        self._library = retriever.library
        self._excerpts = excerpts

    def answer(
        self,
        query: Query,
        match: TopicMatch,
        language: Language,
        *,
        first: PassageId | None = None,
        beside: Beside | None = None,
    ) -> Answer:
        """Compose the topic of a match.

        Args:
            query: The question.
            match: A match whose passage is a topic.
            language: Language of our sentences.
            first: The article of the topic that is shown first; by default the author's order and nearness decide.
            beside: The best article of the search, shown last where the topic's excerpts do not hold it.
        """
        assert match.passage.topic_id is not None  # callers pass matches of topics
        topic = self._library.topics[match.passage.topic_id]
        english = language is Language.EN
        conclusion = topic.english_conclusion if english else topic.conclusion
        outcome = Outcome.ANSWERED
        correction = self._correction(topic, match.question, query)
        if correction is not None:
            outcome = Outcome.CORRECTED
            conclusion = correction[1] if english and correction[1] else correction[0]
        excerpts = self._articles(query, topic, first)
        notices = []
        if beside is not None:
            excerpts = self._with(excerpts, beside)
            if excerpts[-1] is beside.excerpt:
                notices.append(say("beside", language))
        if any(not excerpt.verbatim for excerpt in excerpts) and not english:
            notices.append(say("digest", language))
        if english:
            notices.append(say("unofficial", language))
        return Answer(
            outcome=outcome,
            conclusion=conclusion,
            excerpts=excerpts,
            steps=topic.english_steps if english else topic.steps,
            notices=tuple(notices),
            hotlines=self.hotlines(topic, language),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=match.cosine,
            topic_id=topic.topic_id,
        )

    @staticmethod
    def _with(own: tuple[Excerpt, ...], beside: Beside) -> tuple[Excerpt, ...]:
        """The best article last, unless it is there already or a topic's third is nearly as likely."""
        best = beside.excerpt.passage_id
        if best in {one.passage_id for one in own}:
            return own
        if len(own) == MOST_EXCERPTS:
            last = beside.shares.get(own[-1].passage_id, 0.0)
            if last >= HOLDS * beside.shares[best]:
                return own
        return (*own[:OWN_EXCERPTS], beside.excerpt)

    def helps(self, match: TopicMatch) -> bool:
        """The topic of a match has steps to take."""
        assert match.passage.topic_id is not None  # callers pass matches of topics
        return bool(self._library.topics[match.passage.topic_id].steps)

    def corrects(self, query: Query, match: TopicMatch) -> bool:
        """The question starts from what is not so: it is set right, whatever else could be shown."""
        assert match.passage.topic_id is not None  # callers pass matches of topics
        topic = self._library.topics[match.passage.topic_id]
        return self._correction(topic, match.question, query) is not None

    def hotlines(self, topic: Topic, language: Language) -> tuple[str, ...]:
        """The topic's hotlines as lines to show."""
        lines = []
        for hotline_id in topic.hotlines:
            hotline = self._library.hotlines[hotline_id]
            lines.append(
                f"{hotline.label}: {hotline.english}"
                if language is Language.EN
                else f"{hotline.label}：{hotline.use}"
            )
        return tuple(lines)

    @staticmethod
    def _correction(topic: Topic, question: str, query: Query) -> tuple[str, str] | None:
        """The correction whose premise matched; a premise that nobody asserts is still set right."""
        for correction in topic.corrections:
            if question in correction.premises and (asserts(query.text) or question not in topic.questions):
                return correction.text, correction.english
        return None

    def _articles(self, query: Query, topic: Topic, first: PassageId | None) -> tuple[Excerpt, ...]:
        """The first article, then those nearest to the question; the author's order breaks near ties."""
        references: list[tuple[Reference, str]] = []
        for article in topic.articles:
            try:
                references.append(
                    (resolve_reference(article.citation, self._library, self._retriever.today), article.mark)
                )
            except UnresolvedReference:
                continue  # reported by `yuanfa knowledge check`; an answer does without it
        near = self._retriever.nearness.to_passages(
            query, {reference.passage_id for reference, _ in references}
        )
        ordered = sorted(
            range(len(references)),
            key=lambda place: place * ORDER_COST - self._near(near, references[place][0].passage_id),
        )
        if references and 0 in ordered:
            ordered.remove(0)
            ordered.insert(0 if self._leads(near, references) else 1, 0)
        if first is not None:
            ordered.sort(key=lambda place: references[place][0].passage_id != first)
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
            MOST_EXCERPTS,
        )

    @staticmethod
    def _near(near: Mapping[PassageId, float], passage_id: PassageId) -> float:
        return near.get(passage_id, 0.0)

    def _leads(self, near: Mapping[PassageId, float], references: list[tuple[Reference, str]]) -> bool:
        """The author's first article leads unless another is clearly nearer."""
        first = self._near(near, references[0][0].passage_id)
        best = max(self._near(near, reference.passage_id) for reference, _ in references)
        return best - first < 0.03
