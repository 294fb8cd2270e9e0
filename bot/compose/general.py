"""Questions in people's own words: the best articles and the likeliest topics, and one decision on what may be said.

Everything found competes. The articles shown are those that the search ranks first, so that an answer never does worse
than its search; the topic adds its conclusion and steps where that is likely to be to the point (``decision.py``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.answer import Answer, Certainty, Choice, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.confidence import Gate
from bot.compose.decision import Decision, Way
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.finding import LOOKED_AT, Found
from bot.compose.judging import Judging
from bot.compose.people import serves
from bot.compose.readings import near_questions, readings
from bot.compose.topics import MOST_EXCERPTS, TopicAnswers
from bot.compose.wording import say
from index.corpus import Corpus
from index.nearness import Nearness
from index.query import Query
from index.types import Hit, TopicMatch

_LEADS: Final = {
    (True, True): "statute_gist",
    (True, False): "statute_lead",
    (False, True): "statute_maybe_gist",
    (False, False): "statute_maybe",
}
"""Our sentence above articles alone, by whether they are sure and whether the first has a gist."""


class GeneralAnswers:
    """Answers from articles and topics together."""

    def __init__(
        self,
        corpus: Corpus,
        excerpts: ExcerptMaker,
        topics: TopicAnswers,
        gate: Gate,
        nearness: Nearness,
    ) -> None:
        self._corpus = corpus
        self._nearness = nearness
        self._library = corpus.library
        self._excerpts = excerpts
        self._topics = topics
        self._gate = gate
        self._judging = Judging(corpus, excerpts)

    def answer(self, query: Query, found: Found, language: Language) -> Answer:
        """Compose what was found; at least one article."""
        decision = found.decision
        if decision.way is Way.CERTAIN and not (decision.playbook or self._gate.ours(found.evidence)):
            decision = decision.without_conclusion()
        corrected = next((t for t in found.topics[:1] if self._topics.corrects(query, t)), None)
        confirmed = next((t for t in found.topics[:LOOKED_AT] if self._topics.confirms(query, t)), None)
        topic = corrected or confirmed or decision.topic
        excerpts = self._shown(query, found, topic)
        judged = self._judging.of_found(query, excerpts, found.ranking)
        verdict = judged if topic is None and judged is not None and judged.decided else None
        if topic is not None:
            answer = self._topics.answer(query, topic, language, excerpts, judged)
            if not serves(self._topics.topic(topic), found.sides):
                answer = replace(answer, steps=())
        else:
            answer = self._articles(excerpts, language, decision)
            if verdict is not None:
                decision = replace(decision, way=Way.CERTAIN)
                answer = verdict.of(answer, language)
        if decision.local:
            answer = replace(answer, notices=(say("local", language), *answer.notices))
        if topic is None and decision.way in {Way.CHOOSE, Way.ASK_BACK}:
            answer = self._asking(query, answer, found, language)
        the_question = topic is not None and topic.cosine >= tuned.SAME_QUESTION
        alone = decision.alone or decision.playbook
        if answer.outcome is Outcome.ANSWERED and not (verdict or the_question or alone):
            near = near_questions(
                found.topics,
                found.ranked,
                self._topics,
                self._corpus,
                english=language is Language.EN,
                told=topic,
                tells=topic is None and decision.tells >= tuned.NEAR_TELLS,
            )
            answer = replace(answer, near=tuple(near))
        return replace(answer, confidence=decision.first)

    def _shown(self, query: Query, found: Found, topic: TopicMatch | None) -> tuple[Excerpt, ...]:
        """The best articles; a topic that is the question itself, or whose conclusion is given, has one of its own."""
        if topic is None:
            return distinct(
                (self.excerpt(query, hit) for hit in found.ranking[:MOST_EXCERPTS]), MOST_EXCERPTS
            )
        own = self._topics.excerpts(query, topic)
        if (
            topic.cosine >= tuned.SAME_QUESTION
            or found.decision.playbook
            or self._topics.corrects(query, topic)
            or self._topics.confirms(query, topic)
        ):
            return own[:MOST_EXCERPTS]
        of_topic = {excerpt.passage_id: excerpt for excerpt in own}
        best = [
            of_topic.get(hit.passage_id) or self.excerpt(query, hit) for hit in found.ranking[:MOST_EXCERPTS]
        ]
        if own and not any(excerpt.passage_id in of_topic for excerpt in best):
            best[-1] = own[0]
        return distinct(best, MOST_EXCERPTS)

    def _articles(self, excerpts: tuple[Excerpt, ...], language: Language, decision: Decision) -> Answer:
        sure = decision.way is Way.CERTAIN
        notices = []
        if language is Language.EN:
            notices.append(
                say("unofficial" if any(e.english for e in excerpts) else "no_translation", language)
            )
        elif any(not excerpt.verbatim for excerpt in excerpts):
            notices.append(say("digest", language))
        return Answer(
            outcome=Outcome.ANSWERED,
            conclusion=say(
                _LEADS[sure, bool(excerpts[0].gist) and language is Language.ZH],
                language,
                citation=excerpts[0].citation,
                gist=excerpts[0].gist,
            ),
            excerpts=excerpts,
            notices=tuple(notices),
            language=language,
            disclaimer=say("disclaimer", language),
            certainty=Certainty.CERTAIN if sure else Certainty.POSSIBLE,
        )

    def _asking(self, query: Query, answer: Answer, found: Found, language: Language) -> Answer:
        """The readings at hand as choices, above the articles that may bear on it."""
        labels = readings(
            query,
            found.topics,
            found.ranked,
            [excerpt.passage_id for excerpt in answer.excerpts],
            self._topics,
            self._corpus,
            self._nearness,
            english=language is Language.EN,
        )
        choices = tuple(Choice(label, label) for label in labels)
        if len(choices) < 2:
            return answer
        asked = "ask_back" if found.decision.way is Way.ASK_BACK else "choose"
        return replace(
            answer,
            outcome=Outcome.CLARIFY,
            conclusion=say(asked, language),
            choices=choices,
            certainty=Certainty.POSSIBLE,
        )

    def excerpt(self, query: Query, hit: Hit) -> Excerpt:
        """The words of one article that was found."""
        assert hit.law_id is not None  # LAW_KINDS only
        assert hit.article is not None
        statute = self._library.statute(hit.law_id, self._corpus.today)
        assert statute is not None  # only law in force is indexed
        article = self._library.articles(statute)[hit.article]
        return self._excerpts.of_article(statute, article, query=query, score=hit.score.dense)
