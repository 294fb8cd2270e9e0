"""The other asks of a message that asks several things: answered one under the other, or named."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.answer import Answer, Further, Language, Outcome
from bot.compose import tuned
from bot.compose.decision import Way
from bot.compose.finding import Finder, Found
from bot.compose.reading import Reading
from bot.compose.topics import TopicAnswers
from bot.compose.wording import say
from index.query import Query
from index.types import Ranker

MOST_FURTHER: Final = 2
"""Asks answered under the first."""
MOST_READ: Final = 4
"""Asks that are looked up."""
LONGEST_NAMED: Final = 24
"""Characters of an ask that is only named."""

_ANSWERS = {Outcome.ANSWERED, Outcome.CORRECTED}


class FurtherAnswers:
    """Looks up each ask of a message by itself."""

    def __init__(self, ranker: Ranker, finder: Finder, topics: TopicAnswers) -> None:
        self._ranker = ranker
        self._finder = finder
        self._topics = topics

    def under(
        self,
        answer: Answer,
        reading: Reading,
        language: Language,
    ) -> Answer:
        """Add to the answer for the whole message what its other asks get.

        Args:
            answer: For the whole message.
            reading: Of the message.
            language: Of our sentences.
        """
        asks = reading.asks
        if language is Language.EN or answer.outcome not in _ANSWERS or len(asks.asked) < 2:
            return answer
        told = {answer.topic_id}
        shown = {excerpt.passage_id for excerpt in answer.excerpts}
        further: list[Further] = []
        named: list[str] = []
        first = ""
        for ask in asks.asked[:MOST_READ]:
            query = self._ranker.prepare(ask, context=asks.story or None)
            found = self._finder.find(
                query,
                self._ranker.matches(query),
                sides=reading.sides,
                facts=reading.facts,
                dangers=reading.dangers,
            )
            one = self._one(ask, query, found, language)
            if one is None:
                if not any(hit.passage_id in shown for hit in found.ranking[:3]):
                    named.append(ask)
            elif one.topic_id == answer.topic_id:
                first = first or ask
            elif one.topic_id not in told and len(further) < MOST_FURTHER:
                further.append(one)
                told.add(one.topic_id)
        notices = answer.notices
        # Near questions that are told may well be these asks.
        leads = any(one.conclusion for one in answer.near)
        if named and not leads and (further or answer.topic_id is not None):
            notices = (*notices, say("also_asked", language, asks="、".join(map(_quoted, named[:2]))))
        conclusion = f"{first}：{answer.conclusion}" if first and further else answer.conclusion
        return replace(answer, conclusion=conclusion, further=tuple(further), notices=notices)

    def _one(self, ask: str, query: Query, found: Found, language: Language) -> Further | None:
        """What is certain about one ask; None without a conclusion for it."""
        topic = found.decision.topic
        if found.decision.way is not Way.CERTAIN or topic is None or topic.share < tuned.ASK_LIKELIEST:
            return None
        if found.decision.playbook:  # of the danger, which the whole message has told already
            return None
        if not self._finder.ours(found):
            return None
        own = self._topics.excerpts(query, topic)
        if not own:
            return None
        return Further(
            ask, self._topics.topic(topic).conclusion, own[0], topic_id=self._topics.topic(topic).topic_id
        )


def _quoted(ask: str) -> str:
    return f"“{ask if len(ask) <= LONGEST_NAMED else ask[: LONGEST_NAMED - 1] + '…'}”"
