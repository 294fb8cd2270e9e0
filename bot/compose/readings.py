"""Readings of an unclear message that are offered as choices: each a question of ours that leads to other articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Final

import numpy as np

from bot.answer import Answer, Choice, Outcome
from bot.compose import tuned
from bot.compose.topics import TopicAnswers
from bot.compose.wording import say
from index.corpus import Corpus
from index.nearness import Nearness
from index.query import Query
from index.types import Hit, TopicMatch
from knowledge.models import Kind, LawId, PassageId

MOST_CHOICES: Final = 4

MOST_OF_ARTICLES: Final = 2
"""Choices that lead to an article which no likely topic names."""

MOST_NEAR: Final = 3

LONGEST_LABEL: Final = 24
"""Characters of a choice: a button's line on a phone."""


LED_TO: Final = 3
"""Articles of a topic that a tap shows."""

CRIMINAL_LAW: Final = LawId("criminal-law")
CRIMINAL_LAYER: Final = "criminal"
"""Layer of an article that a topic of a crime begins with."""


@dataclass(frozen=True, slots=True)
class _Reading:
    label: str
    leads_to: frozenset[PassageId]
    likely: float
    """Share among the topics; 0 of an article by itself."""
    weight: float = 1.0
    """What the articles that it leads to count for."""


def readings(
    query: Query,
    topics: Sequence[TopicMatch],
    ranked: Sequence[Hit],
    shown: Sequence[PassageId],
    of: TopicAnswers,
    corpus: Corpus,
    nearness: Nearness,
    *,
    english: bool,
) -> list[str]:
    """The likeliest topics that lead to articles not yet shown, ``MOST_CHOICES`` at the most, as people ask for them.

    A likely article that no likely topic names is offered by the question of ours under it that is nearest.

    Args:
        query: The message.
        topics: Likeliest first, those left out whose own precondition does not hold.
        ranked: Articles with their shares; what they add up to says what a reading is worth.
        shown: Articles above the choices.
        of: What the topics say.
        corpus: Of the topics.
        nearness: Of the message to our questions.
        english: Titles instead of what people ask, and no questions under articles, which are Chinese.
    """
    share: Mapping[PassageId, float] = {hit.passage_id: hit.score.total for hit in ranked}
    crime = _of_crime(ranked)
    open_ones = [
        _of_topic(match, of, corpus, english=english) for match in topics if crime or not _accuses(match, of)
    ]
    if not english:
        of_law = ranked if crime else [hit for hit in ranked if hit.law_id != CRIMINAL_LAW]
        open_ones += _of_articles(query, of_law[: tuned.READ_ARTICLES], corpus, nearness)
    seen = set(shown)
    labels: list[str] = []
    left = MOST_OF_ARTICLES
    while open_ones and len(labels) < MOST_CHOICES:
        if not left:
            open_ones = [each for each in open_ones if each.likely]
        worth = [_worth(each, seen, share) for each in open_ones]
        best = max(range(len(open_ones)), key=lambda place: worth[place], default=0)
        if not open_ones or worth[best] < tuned.LEAST_LIKELY:
            break
        picked = open_ones.pop(best)
        seen |= picked.leads_to
        if picked.label not in labels:
            labels.append(picked.label)
            left -= not picked.likely
    return labels


def _worth(reading: _Reading, seen: set[PassageId], share: Mapping[PassageId, float]) -> float:
    """How likely a reading is, and what it leads to beyond what is shown; 0 where that is nothing."""
    further = reading.leads_to - seen
    if not further:
        return 0.0
    leads = sum(share.get(one, 0.0) for one in further)
    return tuned.READING_LIKELIHOOD * reading.likely + reading.weight * leads


def _of_articles(
    query: Query, ranked: Sequence[Hit], corpus: Corpus, nearness: Nearness
) -> Iterator[_Reading]:
    """Articles by the nearest question of ours under each, where that is near and short enough to be offered; all are read at once."""
    rows = [corpus.questions_of[corpus.number_of[hit.passage_id]] for hit in ranked]
    asked = [(hit, own) for hit, own in zip(ranked, rows, strict=True) if len(own)]
    if not asked:
        return
    cosines = nearness.to_questions(query, np.concatenate([own for _, own in asked]))
    ends = np.cumsum([len(own) for _, own in asked])[:-1]
    for (hit, own), near in zip(asked, np.split(cosines, ends), strict=True):
        nearest = int(np.argmax(near))
        label = corpus.question_texts[own[nearest]]
        if near[nearest] >= tuned.OFFERED and len(label) <= LONGEST_LABEL:
            yield _Reading(label, frozenset([hit.passage_id]), 0.0, tuned.READING_OF_ARTICLE)


def near_questions(
    topics: Sequence[TopicMatch],
    ranked: Sequence[Hit],
    of: TopicAnswers,
    corpus: Corpus,
    *,
    english: bool,
    told: TopicMatch | None,
    tells: bool,
) -> list[Choice]:
    """What people ask that is nearest to a message and has a conclusion, ``MOST_NEAR`` at the most; arguments as ``readings`` takes them.

    ``told`` is the topic whose conclusion is given, which is not among them; ``tells`` is whether the likely ones have theirs beside them.
    """
    least = tuned.NEAR_LIKELY if told is None else tuned.NEAR_BESIDE
    crime = _of_crime(ranked)
    found: dict[str, Choice] = {}
    for one in topics[: 2 * MOST_NEAR]:
        if len(found) == MOST_NEAR or one.share < least:
            break
        label = _of_topic(one, of, corpus, english=english).label
        if one is told or label in found or (_accuses(one, of) and not crime):
            continue
        topic = of.topic(one)
        conclusion = topic.english_conclusion if english else topic.conclusion
        found[label] = Choice(label, label, conclusion if tells and one.share >= tuned.NEAR_TOLD else "")
    return list(found.values())


def led_by_near(answer: Answer) -> Answer:
    """The answer with the conclusions of near questions told at once (``Answer.lines`` says where).

    What another ask of the message gets is not told twice.
    """
    said = {one.conclusion for one in answer.further}
    near = tuple(one for one in answer.near if one.conclusion not in said)
    if answer.outcome is Outcome.ANSWERED:
        heads = chain(["near"], repeat("near_also"))
        near = tuple(
            replace(one, lead=say(next(heads), answer.language, question=one.label))
            if one.conclusion
            else one
            for one in near
        )
    return replace(answer, near=near)


def _of_crime(ranked: Sequence[Hit]) -> bool:
    return sum(hit.score.total for hit in ranked if hit.law_id == CRIMINAL_LAW) >= tuned.TELLS_OF_CRIME


def _accuses(match: TopicMatch, of: TopicAnswers) -> bool:
    articles = of.topic(match).articles
    return bool(articles) and articles[0].layer == CRIMINAL_LAYER


def _of_topic(match: TopicMatch, of: TopicAnswers, corpus: Corpus, *, english: bool) -> _Reading:
    """By what people ask that is nearest to the message, where it is short and no premise."""
    topic = of.topic(match)
    label = topic.english_title if english else topic.title
    if not english and match.question in topic.questions and len(match.question) <= LONGEST_LABEL:
        label = match.question
    articles = [one.passage_id for one in corpus.articles_of(match) if one.kind is not Kind.CASE]
    return _Reading(label, frozenset(articles[:LED_TO]), match.share)
