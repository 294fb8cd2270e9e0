"""Reads a message once, for all who answer: what it leans on, who asks, whether it is harmful, what it names."""

from __future__ import annotations

from datetime import date

from bot.answer import Language
from bot.compose import tuned
from bot.compose.as_of import day_of_the_facts
from bot.compose.asks import Asks
from bot.compose.citations import CitationAnswers
from bot.compose.conversation import Conversation, leans, points
from bot.compose.guards import Guards
from bot.compose.laws import LawAnswers
from bot.compose.reading import Reading
from bot.compose.which_case import WhichCase
from index.query import Query
from index.types import Ranker
from knowledge.readers.people import said_of_asker


class Reader:
    """Reads with the eyes of those who answer: what names a case or a law is theirs to say."""

    def __init__(
        self,
        ranker: Ranker,
        today: date,
        guards: Guards,
        citations: CitationAnswers,
        which_case: WhichCase,
        laws: LawAnswers,
    ) -> None:
        self._ranker = ranker
        self._today = today
        self._guards = guards
        self._citations = citations
        self._which_case = which_case
        self._laws = laws

    def read(self, asked: Query, before: Conversation, as_of: date) -> Reading:
        """Read one message.

        Args:
            asked: The message, folded.
            before: What it follows.
            as_of: The day whose law is asked for.
        """
        text = asked.text
        wording = f"{before.last} {text}" if before.last is not None and leans(text) else text
        sides, facts = said_of_asker(wording)
        dangers = self._guards.dangers(asked)
        sides = self._guards.with_side(sides, asked, dangers)
        # A few words that go on from a message before are like anything: forms alone refuse them.
        follows = before.last is not None and len(text) < tuned.COMPLETE
        return Reading(
            text=text,
            wording=wording,
            subject=None if self._of_another_matter(asked, before) else before.subject,
            asks=Asks.of(text),
            sides=sides,
            facts=facts,
            dangers=tuple(danger.value for danger in dangers),
            sure_dangers=tuple(danger.value for danger in self._guards.sure(asked, dangers)),
            harm=self._harm(Query.unread(text) if follows else asked),
            doubtful=not follows and self._guards.doubtful(asked),
            citations=tuple(found.matched for found in self._citations.find(text)),
            cases=self._which_case.mentioned(wording) or self._which_case.parties(wording),
            law_of=as_of,
            facts_of=day_of_the_facts(text, self._today),
        )

    def _of_another_matter(self, asked: Query, before: Conversation) -> bool:
        """True when a message that is complete in itself has nothing to do with what was spoken of."""
        if before.subject is None or before.answers or leans(asked.text) or points(asked.text):
            return False
        if min(len(asked.text), len(before.subject)) < tuned.COMPLETE:
            return False
        subject = self._ranker.prepare(before.subject)
        if not len(asked.taught) or not len(subject.taught):
            return False
        return float((asked.taught @ subject.taught.T).max()) < tuned.APART

    def _harm(self, query: Query) -> str | None:
        """The kind of harmful request that a message is.

        What is about a case or a law as such, or is a question of ours itself, is refused only for what is surely harmful.
        """
        harm = self._guards.harmful(query)
        if harm is not None and self._is_known(query):
            return self._guards.harmful(query, of_a_case=True)
        return harm

    def _is_known(self, query: Query) -> bool:
        """True of a message about a case or a law as such, by name or in its words, and of a question that we answer in its very words."""
        if self._which_case.mentioned(query.text):
            return True
        if self._laws.answer(Query.unread(query.text), Language.ZH) is not None:
            return True
        if not len(query.vectors):
            return False
        matches = self._ranker.matches(query)
        return bool(self._which_case.unnamed(query, matches)) or any(
            match.cosine >= tuned.SAME_QUESTION for match in matches
        )
