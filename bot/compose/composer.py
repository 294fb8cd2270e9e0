"""One question to one answer: which kind of question it is decides who answers.

The order is that of ``docs/design.md``: no question, harmful, cited, about a law, about a case, one known figure, a topic,
the statutes, and last the honest nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answer import Answer, Language, Outcome
from bot.compose import tuned
from bot.compose.as_of import day_of_the_facts, facts_older_than_the_law, on_day
from bot.compose.asks import Asks
from bot.compose.cases import CaseAnswers
from bot.compose.citations import CitationAnswers, is_lookup
from bot.compose.confidence import Gate
from bot.compose.conversation import Conversation, leans, points, says_nothing
from bot.compose.deadlines import passed
from bot.compose.decision import SAME_QUESTION, Way
from bot.compose.excerpts import ExcerptMaker
from bot.compose.further import FurtherAnswers
from bot.compose.general import GeneralAnswers
from bot.compose.guards import Danger, Guards
from bot.compose.known_figures import KnownFigures
from bot.compose.laws import LawAnswers
from bot.compose.likeness import Likeness
from bot.compose.reading import Reading
from bot.compose.readings import led_by_near
from bot.compose.refusals import RefusalAnswers
from bot.compose.scope import elsewhere, outside
from bot.compose.several import SeveralStatements
from bot.compose.smalltalk import Trivial, trivial
from bot.compose.together import asks_more, together, without_citations
from bot.compose.topics import TopicAnswers
from bot.compose.wording import say
from index.query import LONGEST, Query, fold, is_english
from index.recent import Recent
from index.retriever import Retriever
from knowledge.citations.types import Resolution, Verdict
from knowledge.models import CaseId
from knowledge.readers.people import said_of_asker


class Composer:
    """Composes answers from one retriever; safe to use from several threads."""

    def __init__(self, retriever: Retriever, gate: Gate | None = None) -> None:
        """``gate`` by default is the one that comes with the project."""
        self._retriever = retriever
        self._library = retriever.library
        excerpts = ExcerptMaker(retriever.library, retriever.today, retriever.highlights.answering_units)
        self._excerpts = excerpts
        corpus = retriever.corpus
        self._cases = CaseAnswers(corpus, retriever.phrasings, retriever.words, excerpts)
        self._citations = CitationAnswers(corpus, retriever, excerpts)
        self._laws = LawAnswers(corpus, excerpts)
        self._known = KnownFigures(corpus, excerpts)
        self._topics = TopicAnswers(corpus, retriever.nearness, excerpts)
        likeness = Likeness.load(retriever.fingerprint)
        self._general = GeneralAnswers(
            corpus, retriever, excerpts, self._topics, gate or Gate.load(), likeness
        )
        self._further = FurtherAnswers(retriever, self._general, self._topics)
        self._several = SeveralStatements(
            retriever.library.registry, lambda one, day: self.answer(one, language=Language.ZH, as_of=day)
        )
        self._refusals = RefusalAnswers(corpus, excerpts)
        self._guards = Guards(self._library.signs, likeness, retriever.prepare)
        self._recent: Recent[Answer] = Recent(tuned.REMEMBERED)

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
        if not previous and reply_to is None and (language or Language.ZH) is Language.ZH:
            several = self._several.answer(question, Language.ZH, as_of)
            if several is not None:
                return replace(several, elapsed_ms=(time.perf_counter() - started) * 1000)
        text = fold(question)
        if previous and (picked := self._picked(text, previous, as_of)) is not None:
            text, previous = fold(picked), ()
        text = self._retriever.spelled(text) or text
        language = language or (Language.EN if is_english(text) else Language.ZH)
        asked = self._retriever.prepare(text)
        before = Conversation.of(previous, reply_to)
        reading = self._read(asked, before, as_of or self._retriever.today)
        answer = self._dispatch(asked, reading, language, before)
        if as_of is not None and as_of != self._retriever.today:
            answer = on_day(replace(answer, further=()), as_of, self._library, self._excerpts)
        else:
            answer = facts_older_than_the_law(answer, text, self._retriever.today)
        if answer.outcome not in {Outcome.GREETING, Outcome.REFUSED} and not answer.safety:
            answer = replace(answer, safety=_safety(reading, language))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def explain(
        self,
        question: str,
        *,
        as_of: date | None = None,
        previous: Sequence[str] = (),
        reply_to: str | None = None,
    ) -> Mapping[str, Any]:
        """How a message is read, and what the search for it decides; as JSON writes it. Arguments as ``answer`` takes them."""
        asked = self._retriever.prepare(fold(question))
        reading = self._read(asked, Conversation.of(previous, reply_to), as_of or self._retriever.today)
        query = self._after(asked, reading.subject)
        found = self._general.find(
            query,
            self._retriever.matches(query),
            sides=reading.sides,
            facts=reading.facts,
            dangers=reading.dangers,
            doubtful=reading.doubtful,
        )
        return {"reading": reading.as_data(), "found": found.as_data()}

    def _read(self, asked: Query, before: Conversation, as_of: date) -> Reading:
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
            harm=self._harm(Query.unread(text) if follows else asked),
            doubtful=not follows and self._guards.doubtful(asked),
            citations=tuple(found.matched for found in self._citations.find(text)),
            cases=self._cases.mentioned(wording) or self._cases.parties(wording),
            law_of=as_of,
            facts_of=day_of_the_facts(text, self._retriever.today),
        )

    def _of_another_matter(self, asked: Query, before: Conversation) -> bool:
        """True when a message that is complete in itself has nothing to do with what was spoken of."""
        if before.subject is None or before.answers or leans(asked.text) or points(asked.text):
            return False
        if min(len(asked.text), len(before.subject)) < tuned.COMPLETE:
            return False
        subject = self._retriever.prepare(before.subject)
        if not len(asked.taught) or not len(subject.taught):
            return False
        return float((asked.taught @ subject.taught.T).max()) < tuned.APART

    def _after(self, asked: Query, subject: str | None) -> Query:
        """The question, read after its subject as well where there is one."""
        return asked if subject is None else self._retriever.after(asked, subject)

    def _picked(self, text: str, previous: Sequence[str], as_of: date | None) -> str | None:
        """The question of a choice that a bare number picks from the answer before."""
        if re.fullmatch(r"\d{1,2}", text) is None:
            return None
        before = self.answer(previous[-1], as_of=as_of, previous=previous[:-1])
        place = int(text) - 1
        return before.offered[place].question if 0 <= place < len(before.offered) else None

    def _dispatch(self, asked: Query, reading: Reading, language: Language, before: Conversation) -> Answer:
        text = asked.text
        if (kind := trivial(text)) is not None:
            return self._trivial(kind, language)
        if (about_data := self._laws.of_the_data(text, language)) is not None:
            return about_data
        found = self._citations.find(text)
        if reading.harm is not None and not (found and is_lookup(text, found)):
            return self._refusals.by_kind(reading.harm, language)
        if found and is_lookup(text, found):
            resolved = self._citations.resolve(text, found, reading.law_of, before.whole)
            rest = without_citations(text, resolved)
            case_ids = self._cases.mentioned(rest) or self._cases.parties(rest)
            answer = self._citations.answer(Query.unread(text), resolved, language, alone=not case_ids)
            if answer is not None:
                if not case_ids and self._citations.decides(asked, resolved):
                    return answer
                return self._with_the_rest(rest, case_ids, resolved, answer, language)
        # A case, or a law as such, may be named by the message before alone.
        about = self._laws.answer(Query.unread(reading.wording), language)
        if about is not None:
            return self._beside(about.answer, about.rest, language) if about.rest else about.answer
        # From here on nothing but these decides the answer.
        return self._recent.get(
            (reading.subject or "", reading.wording, language),
            lambda: self._searched(asked, reading, language),
        )

    def _searched(self, asked: Query, reading: Reading, language: Language) -> Answer:
        """Answer from cases, articles and topics."""
        if outside(asked.text):
            return self._nothing(asked.text, language)
        if reading.subject is None and says_nothing(asked.text):
            return self._nothing(asked.text, language, unclear=True)
        query = self._after(asked, reading.subject)
        matches = self._retriever.matches(query)
        told = replace(query, text=reading.wording)
        case_ids = reading.cases or self._cases.unnamed(told, matches)
        if case_ids:
            answer = self._cases.answer(told, case_ids, language)
            if answer is not None:
                return answer
        if (of_figure := self._known.answer(asked.text, language)) is not None:
            return of_figure
        found = self._general.find(
            query,
            matches,
            sides=reading.sides,
            facts=reading.facts,
            dangers=reading.dangers,
            doubtful=reading.doubtful,
        )
        if elsewhere(asked.text):
            found = found.unsaid()
        # Whoever is in danger is never told that there is nothing, however few words were left.
        if not (self._general.ours(found) or (reading.dangers and len(found.ranking))):
            return self._nothing(asked.text, language, unclear=self._guards.unclear(asked))
        if found.decision.way is Way.UNCLEAR and not reading.dangers:
            return self._nothing(asked.text, language, unclear=True)
        answer = self._general.answer(query, found, language)
        answer = self._further.under(answer, reading, language)
        if (late := passed(asked.text, answer.conclusion)) is not None:
            warning = say("time_passed", language, ago=late[0], term=late[1])
            answer = replace(answer, conclusion=f"{answer.conclusion}\n{warning}")
        answer = led_by_near(answer)
        if found.topics and found.decision.way is Way.CERTAIN:
            declared = self._topics.topic(found.topics[0]).danger
            answer = replace(
                answer, safety=_safety(reading, language, self._guards.declared(asked, declared))
            )
        return answer

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
        if self._cases.mentioned(query.text):
            return True
        if self._laws.answer(Query.unread(query.text), Language.ZH) is not None:
            return True
        if not len(query.vectors):
            return False
        matches = self._retriever.matches(query)
        return bool(self._cases.unnamed(query, matches)) or any(
            match.cosine >= SAME_QUESTION for match in matches
        )

    def _with_the_rest(
        self,
        rest: str,
        case_ids: Sequence[CaseId],
        resolved: Sequence[Resolution],
        answer: Answer,
        language: Language,
    ) -> Answer:
        """A message that cites may name a case as well, or ask something of its own: that is answered too."""
        if case_ids:
            of_case = self._cases.answer(self._retriever.prepare(rest), case_ids, language)
            if of_case is not None:
                return together(answer, of_case, self._cases.applied(case_ids, resolved, language))
        if not asks_more(rest) or any(one.verdict is Verdict.UNKNOWN_LAW for one in resolved):
            return answer
        return self._beside(answer, rest, language)

    def _beside(self, answer: Answer, rest: str, language: Language) -> Answer:
        """An answer, and what is certain of the rest of its message."""
        query = self._retriever.prepare(rest)
        sides, facts = said_of_asker(rest)
        found = self._general.find(query, self._retriever.matches(query), sides=sides, facts=facts)
        if not (found.topics and found.decision.way is Way.CERTAIN and found.decision.topic):
            return answer
        return together(answer, self._general.answer(query, found, language))

    @staticmethod
    def _trivial(kind: Trivial, language: Language) -> Answer:
        conclusion = say(kind, language)
        notices = (
            (say("scope", language), say("examples", language))
            if kind in {Trivial.GREETING, Trivial.IDENTITY}
            else ()
        )
        return Answer(Outcome.GREETING, conclusion, notices=notices, language=language)

    @staticmethod
    def _nothing(text: str, language: Language, *, unclear: bool = False) -> Answer:
        notices = [say("scope", language), say("examples", language)]
        if len(text) > LONGEST:
            notices.insert(0, say("too_long", language))
        return Answer(
            Outcome.NO_SOURCE,
            say("unclear" if unclear else "no_source", language),
            notices=tuple(notices),
            language=language,
        )


def _safety(reading: Reading, language: Language, declared: Sequence[Danger] = ()) -> tuple[str, ...]:
    """Lines for the signs of danger; where there is none, for what the topic that answers declares."""
    found = reading.dangers[:2] or tuple(danger.value for danger in declared)
    return tuple(say(f"safety_{danger}", language) for danger in found)
