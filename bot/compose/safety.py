"""Lines for whoever may be in danger, above an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answer import Answer, Language, Outcome
from bot.compose.decision import Way
from bot.compose.finding import Finder, Found
from bot.compose.guards import Guards
from bot.compose.reading import Reading
from bot.compose.topics import TopicAnswers
from bot.compose.wording import say
from index.query import Query
from knowledge.danger import Danger

MOST_LINES: Final = 2


class Safety:
    """Tells of danger what a search bears out, or what the topic that answers declares."""

    def __init__(self, guards: Guards, finder: Finder, topics: TopicAnswers) -> None:
        self._guards = guards
        self._finder = finder
        self._topics = topics

    def beside(
        self, answer: Answer, found: Found | None, asked: Query, reading: Reading, language: Language
    ) -> Answer:
        """The answer under its lines.

        Args:
            answer: To the message.
            found: What the search gave; None where nothing was searched.
            asked: The message.
            reading: Of it.
            language: Of our sentences.
        """
        if found is None:
            return under_safety(answer, reading, language)
        of_danger = self._finder.of_danger(found)
        if not self._guards.borne_out(asked, reading.dangers, reading.sure_dangers, of_danger=of_danger):
            reading = replace(reading, dangers=())
        declared: Sequence[Danger] = ()
        if found.topics and found.decision.way is Way.CERTAIN:
            declared = self._guards.declared(asked, self._topics.topic(found.topics[0]).danger)
        return under_safety(answer, reading, language, declared)


def under_safety(
    answer: Answer, reading: Reading, language: Language, declared: Sequence[Danger] = ()
) -> Answer:
    """The answer under lines for the signs of danger; where there is none, for what a topic declares; with an if where that is not sure.

    Small talk and what is refused get none, and what has its own keeps it.
    """
    if answer.outcome in {Outcome.GREETING, Outcome.REFUSED} or answer.safety:
        return answer
    found = reading.dangers[:MOST_LINES] or tuple(danger.value for danger in declared)
    lines = [
        say(f"safety_{'' if danger in reading.sure_dangers else 'maybe_'}{danger}", language)
        for danger in found
    ]
    return replace(answer, safety=tuple(lines))
