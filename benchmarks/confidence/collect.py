"""Asks every question and notes the evidence, what would be shown first, and whether that is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.confidence.questions import Question
from bot.answer import Answer, Language
from bot.compose.confidence import Evidence, Gate
from bot.compose.excerpts import ExcerptMaker
from bot.compose.finding import Finder
from bot.compose.general import GeneralAnswers
from bot.compose.guards import Guards
from bot.compose.likeness import Likeness
from bot.compose.scope import outside
from bot.compose.smalltalk import trivial
from bot.compose.topics import TopicAnswers
from index.query import Query
from index.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Seen:
    """One question as the gate sees it."""

    question: Question
    evidence: Evidence
    ours: bool
    topic_right: bool | None
    """The first excerpt of the nearest topic is a gold article; None without a topic or gold."""
    statute_right: bool | None


class Collector:
    """Runs the parts of the answer that the gate chooses from."""

    def __init__(self, retriever: Retriever) -> None:
        """Take the parts from one retriever, as the composer does."""
        excerpts = ExcerptMaker(retriever.library, retriever.today, retriever.highlights.answering_units)
        self._retriever = retriever
        self._guards = Guards(retriever.library.signs, Likeness.load(retriever.fingerprint))
        self._topics = TopicAnswers(retriever.corpus, retriever.nearness, excerpts)
        gate, likeness = Gate.load(), Likeness.load(retriever.fingerprint)
        self._finder = Finder(
            retriever.corpus,
            retriever,
            retriever.topics,
            retriever.nearness,
            self._topics,
            gate,
            likeness if retriever.learned is not None else None,
        )
        self._general = GeneralAnswers(retriever.corpus, excerpts, self._topics, gate, retriever.nearness)

    def collect(self, questions: Iterable[Question], *, ours: bool) -> list[Seen]:
        """Evidence of the questions that reach the gate; noise and harm are turned away before it."""
        prepared = [(question, self._retriever.prepare(question.text)) for question in questions]
        return [
            self._see(question, query, ours) for question, query in prepared if not self._turned_away(query)
        ]

    def _turned_away(self, query: Query) -> bool:
        return (
            trivial(query.text) is not None or self._guards.harmful(query) is not None or outside(query.text)
        )

    def _see(self, question: Question, query: Query, ours: bool) -> Seen:
        language = Language.EN if query.english else Language.ZH
        matches = self._retriever.matches(query)
        found = self._finder.find(query, matches)
        topic_right = statute_right = None
        if question.gold and found.topics:
            own = self._topics.excerpts(query, found.topics[0])
            topic_right = first_right(self._topics.answer(query, found.topics[0], language, own), question)
        if question.gold and found.ranking:
            first = self._general.excerpt(query, found.ranking[0])
            statute_right = (first.title, first.article) in question.gold
        return Seen(question, found.evidence, ours, topic_right, statute_right)


def first_right(answer: Answer, question: Question) -> bool:
    """The first excerpt is one of the gold articles."""
    if not answer.excerpts:
        return False
    first = answer.excerpts[0]
    return (first.title, first.article) in question.gold


def any_right(answer: Answer, question: Question) -> bool:
    """One of the excerpts is a gold article."""
    return any((excerpt.title, excerpt.article) in question.gold for excerpt in answer.excerpts)


def phrasings(retriever: Retriever) -> Sequence[str]:
    """Everything that the knowledge holds as a way to put a question."""
    return [text for passage in retriever.corpus.passages for text in passage.questions]
