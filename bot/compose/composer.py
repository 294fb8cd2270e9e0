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
from bot.compose.confidence import Gate, prefers_topic
from bot.compose.excerpts import ExcerptMaker
from bot.compose.guards import Guards, Trivial, trivial
from bot.compose.laws import LawAnswers
from bot.compose.likeness import Likeness
from bot.compose.recent import RecentAnswers
from bot.compose.refusals import RefusalAnswers
from bot.compose.scope import outside
from bot.compose.statutes import StatuteAnswers
from bot.compose.topics import Beside, TopicAnswers
from bot.compose.wording import say
from index.query import LONGEST, Query, fold, is_english
from index.retriever import Retriever
from index.types import Match, TopicMatch
from knowledge.models import CaseId

_TRIVIAL = {
    Trivial.EMPTY: "empty",
    Trivial.NOISE: "noise",
    Trivial.GREETING: "greeting",
    Trivial.THANKS: "thanks",
    Trivial.IDENTITY: "identity",
}

LIKELY = 0.15
"""Share of the candidates that the best article must hold to stand beside a topic that does not name it: of those shown then
a third answers, of all a ninth, and nothing that answers is lost (fit half of benchmarks/confidence)."""

SAME_QUESTION = 0.95
"""Cosine of a topic's phrasing from which it is the question itself, and no other article stands beside its own."""

_LEANS = re.compile(
    r"^(?:那|那么|所以|然后|还有|另外|同条|该条|该款|前款|第[一二三四五六七八九十\d]+[款项]|and |what about|how about)"
    r"|^(?:判几年|多少钱|哪个|为什么|怎么办|什么意思|谁|几年|多久)[^，,。]{0,6}[?？]?$|^\d{1,2}$",
    re.I,
)


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
        self._statutes = StatuteAnswers(retriever, excerpts)
        self._refusals = RefusalAnswers(retriever, excerpts)
        self._guards = Guards(self._library.signs, Likeness.load(retriever.fingerprint))
        self._gate = gate or Gate.load()
        self._recent = RecentAnswers()

    def answer(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: date | None = None,
        previous: str | None = None,
    ) -> Answer:
        """Answer one message.

        Args:
            question: The message as it was sent, any length.
            language: Language of our sentences; by default that of the message.
            as_of: The day whose law is asked for; by default today.
            previous: The message before it in the conversation, when recent.
        """
        started = time.perf_counter()
        text = fold(question)
        if previous is not None and (picked := self._picked(text, previous, as_of)) is not None:
            text = fold(picked)
        text = self._retriever.spelled(text) or text
        language = language or (Language.EN if is_english(text) else Language.ZH)
        asked = self._retriever.prepare(text)
        answer = self._dispatch(asked, language, as_of or self._retriever.today, previous)
        if as_of is not None and as_of != self._retriever.today:
            answer = on_day(answer, as_of, self._library, self._excerpts)
        else:
            answer = facts_older_than_the_law(answer, text, self._retriever.today)
        if answer.outcome not in {Outcome.GREETING, Outcome.REFUSED} and not answer.safety:
            answer = replace(answer, safety=self._safety(asked, language))
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _picked(self, text: str, previous: str, as_of: date | None) -> str | None:
        """The question of a choice that a bare number picks from the answer before."""
        if re.fullmatch(r"\d{1,2}", text) is None:
            return None
        before = self.answer(previous, as_of=as_of)
        place = int(text) - 1
        return before.choices[place].question if 0 <= place < len(before.choices) else None

    def _safety(self, query: Query, language: Language, declared: str = "") -> tuple[str, ...]:
        found = self._guards.dangers(query, declared)[:2]
        return tuple(say(f"safety_{danger.value}", language) for danger in found)

    def _dispatch(self, asked: Query, language: Language, as_of: date, previous: str | None) -> Answer:
        text = asked.text
        if (kind := trivial(text)) is not None:
            return self._trivial(kind, language)
        leaning = previous is not None and _LEANS.search(text) is not None
        found = self._citations.find(text)
        if (harm := self._guards.harmful(asked)) is not None and not (found and is_lookup(text, found)):
            return self._refusals.by_kind(harm, language)
        wording = f"{fold(previous)} {text}" if leaning and previous else text
        if found and is_lookup(text, found):
            resolved = self._citations.resolve(found, as_of, previous)
            answer = self._citations.answer(_unencoded(text), resolved, language)
            if answer is not None:
                return answer
        about = self._laws.answer(_unencoded(wording), language)
        if about is not None:
            return about
        # From here on nothing but these three decides the answer.
        return self._recent.get(
            (wording, text, language),
            lambda: self._searched(
                asked if wording == text else self._retriever.prepare(wording), text, language
            ),
        )

    def _searched(self, query: Query, text: str, language: Language) -> Answer:
        matches = self._retriever.matches(query)
        if outside(text):
            return self._nothing(text, language)
        case_ids = self._case_ids(query, matches)
        if case_ids:
            answer = self._cases.answer(query, case_ids, language)
            if answer is not None:
                return answer
        hits, topic, evidence = self._statutes.evidence(query, matches)
        if not self._gate.ours(evidence):
            return self._nothing(text, language)
        confidence = self._gate.statute(evidence)
        by_topic = self._gate.topic_confidence(evidence)
        if (
            topic is not None
            and self._gate.topic(topic, evidence.language)
            and (
                prefers_topic(
                    by_topic,
                    confidence,
                    agrees=evidence.agrees,
                    nearest=evidence.topic_is_nearest,
                    helps=self._topics.helps(topic),
                )
                or self._topics.corrects(query, topic)
            )
        ):
            leads = hits[0].passage_id if evidence.agrees and confidence > by_topic else None
            beside = None
            if evidence.first >= LIKELY and not evidence.agrees and evidence.topic < SAME_QUESTION:
                shares = {hit.passage_id: hit.score.total for hit in hits}
                beside = Beside(self._statutes.excerpt(query, hits[0]), shares)
            return replace(
                self._topics.answer(query, topic, language, first=leads, beside=beside),
                confidence=confidence if leads else by_topic,
                safety=self._safety(query, language, self._declared(topic)),
            )
        if not hits:
            return self._nothing(text, language)
        sure = confidence >= self._gate.sure
        return self._statutes.answer(query, hits, language, sure=sure, confidence=confidence)

    def _declared(self, topic: TopicMatch) -> str:
        """The danger that a topic declares."""
        topic_id = topic.passage.topic_id
        return self._library.topics[topic_id].danger if topic_id is not None else ""

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
