"""Questions that a topic answers: conclusion, the articles that carry it, steps, hotlines."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.claims import (
    Bearing,
    bearing,
    confirms,
    is_listed,
    opposes,
    speaks_of,
    states,
    without_denial,
)
from bot.compose.excerpts import ExcerptMaker
from bot.compose.figures import stated_figures
from bot.compose.judging import Judged, tells_more
from bot.compose.polarity import forbids_what_is_allowed, without_verdict
from bot.compose.premises import asserts
from bot.compose.qualifiers import goes_further
from bot.compose.tested import all_tested
from bot.compose.topic_articles import TopicArticles
from bot.compose.verdicts import judge
from bot.compose.wording import hotline_line, say
from index.corpus import Corpus
from index.nearness import Nearness
from index.query import Query
from index.types import TopicMatch
from knowledge.errors import UnresolvedReference
from knowledge.models import Correction, Topic
from knowledge.references import resolve_reference

MOST_EXCERPTS = 3

_OPENS_WITH_A_VERDICT = re.compile(
    r"(?:一般|通常|多半|原则上|基本)?(?:不能|能|不可以|可以|不用|不是|不算|不行|不会|会|合法|违法|算|对|是的)"
)
"""A conclusion that says yes or no to its own question says it to that alone."""


class TopicAnswers:
    """Answers from the topics of one library."""

    def __init__(self, corpus: Corpus, nearness: Nearness, excerpts: ExcerptMaker) -> None:
        self._corpus = corpus
        self._library = corpus.library
        self._articles = TopicArticles(corpus, nearness, excerpts)

    def topic(self, match: TopicMatch) -> Topic:
        """The topic of a match."""
        assert match.passage.topic_id is not None  # matches of topics only
        return self._library.topics[match.passage.topic_id]

    def answer(
        self,
        query: Query,
        match: TopicMatch,
        language: Language,
        excerpts: tuple[Excerpt, ...],
        judged: Judged | None = None,
    ) -> Answer:
        """Compose the topic of a match.

        Args:
            query: The question.
            match: The topic.
            language: Language of our sentences.
            excerpts: What is shown, best first.
            judged: What the articles say of the figures that the question states.
        """
        topic = self.topic(match)
        english = language is Language.EN
        conclusion = topic.english_conclusion if english else topic.conclusion
        outcome = Outcome.ANSWERED
        correction = self._correction(topic, match, query)
        if correction is not None and not (judged is not None and judged.bearing is Bearing.SAYS):
            outcome = Outcome.CORRECTED
            conclusion = correction[1] if english and correction[1] else correction[0]
        elif asserts(query.text):
            own = conclusion if english or query.english else without_verdict(conclusion, query.text)
            outcome, conclusion = self._judged(topic, match, query, excerpts, own, language)
            if judged is not None:
                outcome, conclusion = _by_the_articles(judged, query.text, own, outcome, conclusion, language)
        notices = []
        beside = [one.citation for one in excerpts if not self._corpus.names(match, one.passage_id)]
        if beside:
            notices.append(say("beside", language, citations="、".join(beside)))
        if any(not excerpt.verbatim for excerpt in excerpts) and not english:
            notices.append(say("digest", language))
        if english:
            notices.append(say("unofficial", language))
        notices.extend(self._articles.layers(topic, excerpts, language))
        answer = Answer(
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
        if judged is None or not conclusion.startswith(judged.says(language)):
            return answer
        answer = replace(answer, excerpts=judged.shown(excerpts))
        # A conclusion without the figure that decides is one of another question.
        return answer if "\n" in conclusion else replace(answer, steps=(), hotlines=(), topic_id=None)

    def excerpts(self, query: Query, match: TopicMatch) -> tuple[Excerpt, ...]:
        """The topic's own articles: the first one, then those nearest to the question."""
        return self._articles.excerpts(query, self.topic(match))

    def helps(self, match: TopicMatch) -> bool:
        """The topic of a match has steps to take."""
        return bool(self.topic(match).steps)

    def corrects(self, query: Query, match: TopicMatch) -> bool:
        """The question starts from what is not so: it is set right, whatever else could be shown."""
        return self._correction(self.topic(match), match, query) is not None

    def confirms(self, query: Query, match: TopicMatch) -> bool:
        """The question states figures that the topic's conclusion has in nearly the same words."""
        return asserts(query.text) and confirms(query.text, self.topic(match).conclusion)

    def hotlines(self, topic: Topic, language: Language) -> tuple[str, ...]:
        """The topic's hotlines as lines to show."""
        return tuple(hotline_line(self._library.hotlines[one], language) for one in topic.hotlines)

    def _correction(self, topic: Topic, match: TopicMatch, query: Query) -> tuple[str, str] | None:
        """The correction whose premise the message states: it says so, or is the premise nearly word for word."""
        near = self._near_correction(topic, match, query)
        if near is None or not states(query.text, match.question, self._truth(topic, near)):
            return None
        return near.text, near.english

    @staticmethod
    def _near_correction(topic: Topic, match: TopicMatch, query: Query) -> Correction | None:
        """The correction one of whose premises the message is near to, whether or not it states it."""
        if match.cosine < (tuned.STATED if asserts(query.text) else tuned.WORD_FOR_WORD):
            return None
        return next((one for one in topic.corrections if match.question in one.premises), None)

    def _truth(self, topic: Topic, correction: Correction) -> list[str]:
        """What is so: the correction without its no, the conclusion, and the articles that carry it."""
        texts = [without_denial(correction.text), topic.conclusion]
        for article in topic.articles:
            try:
                texts.append(
                    resolve_reference(article.citation, self._library, self._corpus.today).article.text
                )
            except UnresolvedReference:
                continue  # reported by `yuanfa knowledge check`
        return texts

    def _judged(
        self,
        topic: Topic,
        match: TopicMatch,
        query: Query,
        excerpts: tuple[Excerpt, ...],
        conclusion: str,
        language: Language,
    ) -> tuple[Outcome, str]:
        """The conclusion behind 对 or 不对, when the figures that a message states are or are not those of the source.

        Of a message that asks several things, or tells a story, neither is said: it would be read as the answer to the last.
        """
        if tells_more(query.text):
            return Outcome.ANSWERED, conclusion
        near = self._near_correction(topic, match, query)
        shown = [topic.conclusion, *(excerpt.text for excerpt in excerpts)]
        if near is not None:  # and yet not stated: the message has the right figure, or says the opposite
            rest = without_denial(near.text)
            figures = stated_figures(query.text)
            truth = self._truth(topic, near)
            if (not figures and opposes(query.text, match.question)) or (
                bearing(query.text, truth, certain=True) is Bearing.SAYS
                and any(all_tested(query.text, one) for one in truth)
            ):
                if rest and language is Language.ZH and _tells(query.text, rest, topic.conclusion):
                    conclusion = rest
                return Outcome.ANSWERED, say("premise_right", language) + conclusion
        unsure = (
            goes_further(query.text, topic.conclusion)
            or forbids_what_is_allowed(query.text, topic.conclusion)
            or not any(all_tested(query.text, one) for one in shown)
        )
        right = "" if unsure else say("premise_right", language)
        if is_listed(query.text, topic.conclusion):
            return Outcome.ANSWERED, right + conclusion
        found = bearing(query.text, [topic.conclusion], closely=True)
        if found is not Bearing.SILENT and (by_limbs := judge(query.text, topic.conclusion)) is not None:
            # Its sentences have several cases: 不对 before the right figure is worse than no verdict.
            denied = found is Bearing.DENIES
            if by_limbs.bearing is (Bearing.SAYS if denied else Bearing.DENIES) or (
                denied and by_limbs.bearing is Bearing.SILENT
            ):
                return Outcome.ANSWERED, conclusion
        if found is Bearing.SILENT and not speaks_of(query.text, topic.conclusion):
            found = Bearing.SAYS if bearing(query.text, shown) is Bearing.SAYS else found
        if found is Bearing.SAYS:
            return Outcome.ANSWERED, right + conclusion
        if found is Bearing.DENIES:
            return Outcome.CORRECTED, say("premise_wrong", language) + conclusion
        return Outcome.ANSWERED, conclusion


def _by_the_articles(
    judged: Judged, text: str, own: str, outcome: Outcome, conclusion: str, language: Language
) -> tuple[Outcome, str]:
    """The verdict of the articles in place of that of a conclusion, whose sentences have several cases each.

    Args:
        judged: By the articles.
        text: The message.
        own: The conclusion of the topic that answers.
        outcome: By the topic's conclusion.
        conclusion: The same, behind 对 or 不对 where that says so.
        language: Of our sentences.
    """
    if language is Language.EN:
        return outcome, conclusion
    if not judged.decided:
        return Outcome.ANSWERED, own if outcome is Outcome.CORRECTED or conclusion.endswith(
            own
        ) else conclusion
    by_own = judge(text, own) if judged.bearing is Bearing.DENIES else None
    if by_own is not None and by_own.bearing is Bearing.SAYS:
        return Outcome.ANSWERED, own  # one of the two took another case for the one that is meant
    same = (
        conclusion.startswith(say("premise_right", language))
        if judged.bearing is Bearing.SAYS
        else outcome is Outcome.CORRECTED and not judged.states(text, own)
    )
    if same:
        return outcome, conclusion
    decided = Outcome.ANSWERED if judged.bearing is Bearing.SAYS else Outcome.CORRECTED
    said = judged.says(language)
    beside = judged.told_by(own) and _OPENS_WITH_A_VERDICT.match(own) is None
    return decided, f"{said}\n{own}" if beside else said


def _tells(text: str, correction: str, conclusion: str) -> bool:
    """The words of a correction confirm what is stated, or the conclusion does not."""
    return any(
        bearing(text, [words], certain=True) is found
        for words, found in ((correction, Bearing.SAYS), (conclusion, Bearing.SILENT))
    )
