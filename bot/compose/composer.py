"""One question to one answer: which kind of question it is decides who answers.

The order is that of ``docs/design.md``: no question, harmful, cited, about a law, about a case, one known figure, one known rule, a topic,
the statutes, and last the honest nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answer import Answer, Language
from bot.compose import tuned
from bot.compose.as_of import facts_older_than_the_law, on_day
from bot.compose.cases import CaseAnswers
from bot.compose.citations import CitationAnswers, is_lookup
from bot.compose.confidence import Gate
from bot.compose.conversation import Conversation, says_nothing
from bot.compose.deadlines import passed
from bot.compose.decision import Way
from bot.compose.excerpts import ExcerptMaker
from bot.compose.finding import Finder, Found
from bot.compose.further import FurtherAnswers
from bot.compose.general import GeneralAnswers
from bot.compose.guards import Guards
from bot.compose.known_figures import KnownFigures
from bot.compose.known_rules import KnownRules
from bot.compose.laws import LawAnswers
from bot.compose.likeness import Likeness
from bot.compose.reader import Reader
from bot.compose.reading import Reading
from bot.compose.readings import led_by_near
from bot.compose.refusals import RefusalAnswers
from bot.compose.rest import RestAnswers
from bot.compose.safety import Safety, under_safety
from bot.compose.scope import elsewhere, outside
from bot.compose.several import SeveralStatements
from bot.compose.smalltalk import trivial
from bot.compose.together import without_citations
from bot.compose.topics import TopicAnswers
from bot.compose.which_case import WhichCase
from bot.compose.without_law import nothing, to_small_talk
from bot.compose.wording import say
from index.query import Query, fold, is_english
from index.recent import Recent
from index.retriever import Retriever
from index.types import Match


class Composer:
    """Composes answers from one retriever; safe to use from several threads."""

    def __init__(self, retriever: Retriever, gate: Gate | None = None) -> None:
        """``gate`` by default is the one that comes with the project."""
        self._retriever = retriever
        self._library = retriever.library
        excerpts = ExcerptMaker(retriever.library, retriever.today, retriever.highlights.answering_units)
        self._excerpts = excerpts
        corpus = retriever.corpus
        self._which_case = WhichCase(retriever.library, retriever.words)
        self._cases = CaseAnswers(corpus, retriever.phrasings, excerpts)
        self._citations = CitationAnswers(corpus, retriever, excerpts)
        self._laws = LawAnswers(corpus, excerpts)
        self._known = KnownFigures(corpus, excerpts)
        self._rules = KnownRules(corpus, excerpts)
        self._topics = TopicAnswers(corpus, retriever.nearness, excerpts)
        likeness = Likeness.load(retriever.fingerprint)
        gate = gate or Gate.load()
        # Without what messages taught, their kinds decide nothing either: both belong to one encoder.
        kinds = likeness if retriever.learned is not None else None
        self._finder = Finder(
            corpus, retriever, retriever.topics, retriever.nearness, self._topics, gate, kinds
        )
        self._general = GeneralAnswers(corpus, excerpts, self._topics, gate, retriever.nearness)
        self._further = FurtherAnswers(retriever, self._finder, self._topics)
        self._rest = RestAnswers(retriever, self._finder, self._general, self._cases)
        self._several = SeveralStatements(
            retriever.library.registry, lambda one, day: self.answer(one, language=Language.ZH, as_of=day)
        )
        self._refusals = RefusalAnswers(corpus, excerpts)
        self._guards = Guards(self._library.signs, likeness, retriever.prepare)
        self._safety = Safety(self._guards, self._finder, self._topics)
        self._reader = Reader(
            retriever, retriever.today, self._guards, self._citations, self._which_case, self._laws
        )
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
        reading = self._reader.read(asked, before, as_of or self._retriever.today)
        answer = self._dispatch(asked, reading, language, before)
        safety = answer.safety
        if as_of is not None and as_of != self._retriever.today:
            answer = on_day(replace(answer, further=()), as_of, self._library, self._excerpts)
        else:
            answer = facts_older_than_the_law(answer, text, self._retriever.today)
        return replace(answer, safety=safety, elapsed_ms=(time.perf_counter() - started) * 1000)

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
        reading = self._reader.read(
            asked, Conversation.of(previous, reply_to), as_of or self._retriever.today
        )
        query = self._after(asked, reading.subject)
        found = self._find(query, self._retriever.matches(query), reading)
        return {"reading": reading.as_data(), "found": found.as_data()}

    def _find(self, query: Query, matches: Sequence[Match], reading: Reading) -> Found:
        """Search and decide for whoever asks as the reading says."""
        return self._finder.find(
            query,
            matches,
            sides=reading.sides,
            facts=reading.facts,
            dangers=reading.sure_dangers,
            doubtful=reading.doubtful,
        )

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
        """The answer with its lines for whoever may be in danger."""
        named = self._named(asked, reading, language, before)
        if named is not None:
            return under_safety(named, reading, language)
        # From here on nothing but these decides the answer.
        return self._recent.get(
            (reading.subject or "", reading.wording, language),
            lambda: self._safety.beside(*self._searched(asked, reading, language), asked, reading, language),
        )

    def _named(
        self, asked: Query, reading: Reading, language: Language, before: Conversation
    ) -> Answer | None:
        """Answer small talk, what is refused, and what names its law or citation; None where a search is needed."""
        text = asked.text
        if (kind := trivial(text)) is not None:
            return to_small_talk(kind, language)
        if (about_data := self._laws.of_the_data(text, language)) is not None:
            return about_data
        found = self._citations.find(text)
        if reading.harm is not None and not (found and is_lookup(text, found)):
            return self._refusals.by_kind(reading.harm, language)
        if found and is_lookup(text, found):
            resolved = self._citations.resolve(text, found, reading.law_of, before.whole)
            rest = without_citations(text, resolved)
            case_ids = self._which_case.mentioned(rest) or self._which_case.parties(rest)
            answer = self._citations.answer(Query.unread(text), resolved, language, alone=not case_ids)
            if answer is not None:
                if not case_ids and self._citations.decides(asked, resolved):
                    return answer
                return self._rest.of_citations(rest, case_ids, resolved, answer, language)
        # A case, or a law as such, may be named by the message before alone.
        laws = self._laws if reading.law_of == self._retriever.today else self._laws.on(reading.law_of)
        about = laws.answer(Query.unread(reading.wording), language) or laws.of_a_marked_name(text, language)
        if about is None:
            return None
        return self._rest.beside(about.answer, about.rest, language) if about.rest else about.answer

    def _searched(self, asked: Query, reading: Reading, language: Language) -> tuple[Answer, Found | None]:
        """Answer from cases, articles and topics, with what was found where all articles and topics were searched."""
        if outside(asked.text):
            return nothing(asked.text, language), None
        if reading.subject is None and says_nothing(asked.text):
            return nothing(asked.text, language, unclear=True), None
        query = self._after(asked, reading.subject)
        matches = self._retriever.matches(query)
        told = replace(query, text=reading.wording)
        case_ids = reading.cases or self._which_case.unnamed(told, matches)
        if case_ids:
            answer = self._cases.answer(told, case_ids, language)
            if answer is not None:
                return answer, None
        if (of_figure := self._known.answer(asked.text, language)) is not None:
            return of_figure, None
        if (of_rule := self._rules.answer(asked, language)) is not None:
            return of_rule, None
        found = self._find(query, matches, reading)
        if elsewhere(asked.text):
            found = found.unsaid()
        # Whoever is in danger is never told that there is nothing, however few words were left.
        if not (self._finder.ours(found) or (reading.dangers and len(found.ranking))):
            return nothing(asked.text, language, unclear=self._guards.unclear(asked)), None
        if found.decision.way is Way.UNCLEAR and not reading.dangers:
            return nothing(asked.text, language, unclear=True), None
        answer = self._general.answer(query, found, language)
        answer = self._further.under(answer, reading, language)
        if (late := passed(asked.text, answer.conclusion)) is not None:
            warning = say("time_passed", language, ago=late[0], term=late[1])
            answer = replace(answer, conclusion=f"{answer.conclusion}\n{warning}")
        return led_by_near(answer), found
