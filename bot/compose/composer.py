"""One question to one answer: which kind of question it is decides who answers.

The order is that of ``docs/design.md``: no question, harmful, cited, about a law, about a case, a topic,
the statutes, and last the honest nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answer import Answer, Language, Outcome
from bot.compose.as_of import facts_older_than_the_law, on_day
from bot.compose.cases import CaseAnswers
from bot.compose.citations import CitationAnswers, is_lookup
from bot.compose.confidence import Gate
from bot.compose.conversation import Conversation, leans
from bot.compose.decision import Way
from bot.compose.excerpts import ExcerptMaker
from bot.compose.general import GeneralAnswers
from bot.compose.guards import Guards, Trivial, trivial
from bot.compose.laws import LawAnswers
from bot.compose.likeness import Likeness
from bot.compose.recent import RecentAnswers
from bot.compose.refusals import RefusalAnswers
from bot.compose.scope import outside
from bot.compose.topics import TopicAnswers
from bot.compose.wording import say
from index.query import LONGEST, Query, fold, is_english
from index.retriever import Retriever
from index.types import Match
from knowledge.models import CaseId
from knowledge.readers.people import said_of_asker

_TRIVIAL = {
    Trivial.EMPTY: "empty",
    Trivial.NOISE: "noise",
    Trivial.GREETING: "greeting",
    Trivial.THANKS: "thanks",
    Trivial.IDENTITY: "identity",
}


class Composer:
    """Composes answers from one retriever; safe to use from several threads."""

    def __init__(self, retriever: Retriever, gate: Gate | None = None) -> None:
        """``gate`` by default is the one that comes with the project."""
        self._retriever = retriever
        self._library = retriever.library
        excerpts = ExcerptMaker(retriever.library, retriever.today, retriever.highlights.answering_units)
        self._excerpts = excerpts
        self._cases = CaseAnswers(retriever, excerpts)
        self._citations = CitationAnswers(retriever, excerpts)
        self._laws = LawAnswers(retriever, excerpts)
        self._topics = TopicAnswers(retriever, excerpts)
        self._general = GeneralAnswers(retriever, excerpts, self._topics, gate or Gate.load())
        self._refusals = RefusalAnswers(retriever, excerpts)
        self._guards = Guards(self._library.signs, Likeness.load(retriever.fingerprint))
        self._recent = RecentAnswers()

    def answer(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: date | None = None,
        previous: Sequence[str] = (),
        reply_to: str | None = None,
    ) -> Answer:
        """Answer one message.

        Args:
            question: The message as it was sent, any length.
            language: Language of our sentences; by default that of the message.
            as_of: The day whose law is asked for; by default today.
            previous: The messages before it in the conversation, oldest first, when recent.
            reply_to: Text of the message that it answers.
        """
        started = time.perf_counter()
        text = fold(question)
        if previous and (picked := self._picked(text, previous, as_of)) is not None:
            text, previous = fold(picked), ()
        text = self._retriever.spelled(text) or text
        language = language or (Language.EN if is_english(text) else Language.ZH)
        asked = self._retriever.prepare(text)
        before = Conversation.of(previous, reply_to)
        answer = self._dispatch(asked, language, as_of or self._retriever.today, before)
        if as_of is not None and as_of != self._retriever.today:
            answer = on_day(answer, as_of, self._library, self._excerpts)
        else:
            answer = facts_older_than_the_law(answer, text, self._retriever.today)
        if answer.outcome not in {Outcome.GREETING, Outcome.REFUSED} and not answer.safety:
            answer = replace(answer, safety=self._safety(asked, language))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _picked(self, text: str, previous: Sequence[str], as_of: date | None) -> str | None:
        """The question of a choice that a bare number picks from the answer before."""
        if re.fullmatch(r"\d{1,2}", text) is None:
            return None
        before = self.answer(previous[-1], as_of=as_of, previous=previous[:-1])
        place = int(text) - 1
        return before.choices[place].question if 0 <= place < len(before.choices) else None

    def _safety(self, query: Query, language: Language, declared: str = "") -> tuple[str, ...]:
        found = self._guards.dangers(query, declared)[:2]
        return tuple(say(f"safety_{danger.value}", language) for danger in found)

    def _dispatch(self, asked: Query, language: Language, as_of: date, before: Conversation) -> Answer:
        text = asked.text
        if (kind := trivial(text)) is not None:
            return self._trivial(kind, language)
        if (about_data := self._laws.of_the_data(text, language)) is not None:
            return about_data
        found = self._citations.find(text)
        if (harm := self._guards.harmful(asked)) is not None and not (found and is_lookup(text, found)):
            return self._refusals.by_kind(harm, language)
        # A case, or a law as such, that only the message before named.
        wording = f"{before.last} {text}" if before.last is not None and leans(text) else text
        if found and is_lookup(text, found):
            resolved = self._citations.resolve(text, found, as_of, before.whole)
            answer = self._citations.answer(_unencoded(text), resolved, language)
            if answer is not None:
                return answer
        about = self._laws.answer(_unencoded(wording), language)
        if about is not None:
            return about
        # From here on nothing but these decides the answer.
        return self._recent.get(
            (before.subject or "", wording, language),
            lambda: self._searched(asked, before.subject, wording, language),
        )

    def _searched(self, asked: Query, subject: str | None, wording: str, language: Language) -> Answer:
        """Answer from cases, articles and topics.

        Args:
            asked: The message by itself.
            subject: What the conversation is about.
            wording: The message, after the one before it where it leans on that.
            language: Language of our sentences.
        """
        if outside(asked.text):
            return self._nothing(asked.text, language)
        query = asked if subject is None else self._retriever.prepare(asked.text, context=subject)
        matches = self._retriever.matches(query)
        told = replace(query, text=wording)
        case_ids = self._case_ids(told, matches)
        if case_ids:
            answer = self._cases.answer(told, case_ids, language)
            if answer is not None:
                return answer
        sides, facts = said_of_asker(wording)
        found = self._general.find(query, matches, sides=sides, facts=facts)
        if not self._general.ours(found):
            return self._nothing(asked.text, language)
        answer = self._general.answer(query, found, language)
        if found.topics and found.decision.way is Way.CERTAIN:
            declared = self._topics.topic(found.topics[0]).danger
            answer = replace(answer, safety=self._safety(asked, language, declared))
        return answer

    def _case_ids(self, query: Query, matches: Sequence[Match]) -> tuple[CaseId, ...]:
        """The cases that a question is about: named, by a party, or by a phrasing that is surely theirs."""
        return (
            self._cases.mentioned(query.text)
            or self._cases.parties(query.text)
            or self._cases.unnamed(query, matches)
        )

    @staticmethod
    def _trivial(kind: Trivial, language: Language) -> Answer:
        conclusion = say(_TRIVIAL[kind], language)
        notices = (
            (say("scope", language), say("examples", language))
            if kind in {Trivial.GREETING, Trivial.IDENTITY}
            else ()
        )
        return Answer(Outcome.GREETING, conclusion, notices=notices, language=language)

    @staticmethod
    def _nothing(text: str, language: Language) -> Answer:
        notices = [say("scope", language), say("examples", language)]
        if len(text) > LONGEST:
            notices.insert(0, say("too_long", language))
        return Answer(
            Outcome.NO_SOURCE,
            say("no_source", language),
            notices=tuple(notices),
            language=language,
        )


def _unencoded(text: str) -> Query:
    """A query for parts that read the text and need no vectors."""
    import numpy as np

    return Query(text, is_english(text), (text,), np.zeros((0, 0), dtype=np.float32))
