"""General questions: answered from the statutes alone, without a topic."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose.confidence import OUTSIDE, Evidence
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.wording import say
from index.query import Query
from index.retriever import Retriever
from index.types import Hit, Match, Ranking, TopicMatch
from knowledge.models import Kind

LAW_KINDS = (Kind.STATUTE, Kind.INTERPRETATION, Kind.REGULATION)

RANKED, LOOKED_AT = 100, 6
"""Articles whose shares tell topics apart, and those of them that may be shown or weighed."""

FOLLOWS = 0.4
"""Share of the best article's score that a second or third one needs to be shown; a score is a share of the candidates.
Chosen on the fit half of benchmarks/confidence."""


class StatuteAnswers:
    """Answers from articles found by search."""

    def __init__(self, retriever: Retriever, excerpts: ExcerptMaker) -> None:
        self._retriever = retriever
        self._excerpts = excerpts

    def evidence(self, query: Query, matches: Sequence[Match]) -> tuple[Ranking, TopicMatch | None, Evidence]:
        """The best articles and digests, the likeliest topic, and what the two say of the question."""
        ranked = self._retriever.search(query, RANKED, kinds=LAW_KINDS, matches=matches)
        topic = next(iter(self._retriever.topics.rank(matches, ranked)), None)
        hits = ranked[:LOOKED_AT]
        agrees = bool(hits) and topic is not None and self._retriever.corpus.names(topic, hits[0].passage_id)
        return (
            hits,
            topic,
            Evidence.of(
                query,
                matches,
                hits,
                topic,
                agrees=agrees,
                outside=self._retriever.nearness.to_phrasing(query, OUTSIDE),
            ),
        )

    def answer(
        self, query: Query, hits: Ranking, language: Language, *, sure: bool, confidence: float
    ) -> Answer:
        """Compose the best articles.

        Args:
            query: The question.
            hits: At least one, best first.
            language: Language of our sentences.
            sure: False where the articles may be related but need not answer.
            confidence: Probability that the first article answers.
        """
        best = hits[0].score.total
        close = [hit for hit in hits[:3] if hit.score.total >= FOLLOWS * best]
        excerpts = distinct((self.excerpt(query, hit) for hit in close), 3)
        lead = "statute_lead" if sure else "statute_maybe"
        citation = excerpts[0].citation
        notices = []
        if language is Language.EN:
            notices.append(
                say("unofficial" if any(e.english for e in excerpts) else "no_translation", language)
            )
        elif any(not excerpt.verbatim for excerpt in excerpts):
            notices.append(say("digest", language))
        return Answer(
            outcome=Outcome.ANSWERED,
            conclusion=say(lead, language, citation=citation),
            excerpts=excerpts,
            notices=tuple(notices),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=confidence,
        )

    def excerpt(self, query: Query, hit: Hit) -> Excerpt:
        """The words of one article of ``hits``."""
        library = self._retriever.library
        assert hit.law_id is not None  # LAW_KINDS only
        assert hit.article is not None
        statute = library.statute(hit.law_id, self._retriever.today)
        assert statute is not None  # only law in force is indexed
        article = library.articles(statute)[hit.article]
        return self._excerpts.of_article(statute, article, query=query, score=hit.score.dense)
