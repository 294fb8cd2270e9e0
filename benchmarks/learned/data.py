"""What the weights are taught: our own phrasings and messages, and public messages that we labelled.

Texts of the public messages, consultations and STARD's questions lie in the folder of public data (BENCH_SHARED);
the project holds their ids and our labels alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks.record import shared_folder
from benchmarks.retrieval.corpus import Article, questions
from bot.compose.finding import LAW_KINDS, RANKED
from bot.compose.likeness import KINDS
from index.corpus import Corpus
from index.query import LONGEST, Query, fold
from index.retriever import Retriever
from index.types import Match, Ranking
from knowledge.citations.find import find_citations
from knowledge.citations.resolve import resolve_all
from knowledge.passage_ids import article_passage_id

FOLDER = Path(__file__).parent
FIRST, BESIDE = 2, 1
"""Grades: an article that may stand first in an answer, one that helps beside it."""

OF_TOPIC = (1.0, 0.4, 0.25)
"""What a topic's phrasing counts for its first three articles."""

BESIDE_WEIGHT = 0.15
LABELLED, STARD, WRITTEN, UNDER_ARTICLE = 3.0, 1.5, 1.5, 0.7
"""What a labelled message, a question of STARD, a message of our own and a question under an article count beside a
phrasing's 1."""

FOLLOW_UP, FOLLOWING = 2.0, 0.5
"""What a follow-up of ours counts, and its articles after the first."""

TOPIC_HELPS = 0.3
"""What a topic that only helps counts, where none answers."""

ANSWERABLE = KINDS[0]


class Part(StrEnum):
    """Which half of the work a message is for."""

    TRAIN = "train"
    """Heads; authors of topics may have read it."""
    FIT = "fit"
    """The few weights that sum features."""
    UNREAD = "unread"
    """Figures; no weight and no author of a topic saw it."""


@dataclass(frozen=True, slots=True)
class Label:
    """Our reading of one public message."""

    key: str
    kind: str
    """One of ``bot.compose.likeness.KINDS``."""
    good: Mapping[Article, int]
    """``FIRST`` or ``BESIDE`` by article."""
    danger: str | None
    part: Part | None = None
    """None of a source that is not parted."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Our reading of the topics that were proposed for one public message; the others are beside the point."""

    answers: frozenset[str]
    helps: frozenset[str]
    misleads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled text."""

    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class Example:
    """One text to learn from."""

    text: str
    """Folded, ``LONGEST`` characters at most."""
    articles: Mapping[int, float]
    """Weight by passage number."""
    topics: Mapping[int, float] = field(default_factory=dict)
    """Weight by passage number; of one that only helps, less than 1."""
    weight: float = 1.0


def lines(path: Path) -> list[Any]:
    """A JSON value a line; none of a file that is absent."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def labels() -> list[Label]:
    """Of the public messages."""
    return [_label(raw, Part(raw["part"])) for raw in lines(FOLDER / "labels.jsonl")]


def judgments() -> dict[str, Judged]:
    """Of topics, by the message's id."""
    return {
        raw["id"]: Judged(*(frozenset(raw[name]) for name in ("answers", "helps", "misleads")))
        for name in ("conclusions.jsonl", "outside.jsonl")
        for raw in lines(FOLDER / name)
    }


def outside(parts: Collection[Part]) -> list[Message]:
    """Messages of outside writers, of which others judged the topics and of some the articles, too."""
    return [
        Message(raw["question"], _label({"type": ANSWERABLE, "good": [], **raw}, Part(raw["part"])))
        for raw in lines(FOLDER / "outside.jsonl")
        if Part(raw["part"]) in parts
    ]


def written() -> list[tuple[str, str]]:
    """Topic id and message: what we wrote in the way that people write."""
    rows = (FOLDER / "messages.tsv").read_text("utf-8").splitlines()
    return [(topic, text) for topic, _, text in (row.partition("\t") for row in rows)]


def messages(parts: Collection[Part]) -> list[Message]:
    """The labelled public messages of these parts; none when their texts are absent."""
    texts = {raw["id"]: raw["question"] for raw in lines(shared_folder() / "messages-dev.jsonl")}
    return [Message(texts[one.key], one) for one in labels() if one.part in parts and one.key in texts]


def consultations() -> list[Message]:
    """The development consultations; none when they are absent."""
    texts = {raw["id"]: raw["question"] for raw in lines(shared_folder() / "consultations-dev.jsonl")}
    raws = lines(shared_folder() / "consultations-dev-labels.jsonl")
    return [Message(texts[raw["id"]], _label(raw)) for raw in raws if raw["id"] in texts]


def stard() -> list[Message]:
    """STARD's development questions; none when they are absent."""
    return [
        Message(one.text, Label(one.key, ANSWERABLE, dict.fromkeys(one.gold, FIRST), None))
        for one in questions()
    ]


def articles_of(retriever: Retriever) -> dict[Article, int]:
    """Passage number by full title and label, of all that is law."""
    return {
        (passage.title, retriever.hits.hit(passage).article_label or ""): number
        for number, passage in enumerate(retriever.corpus.passages)
        if passage.kind in LAW_KINDS and passage.article is not None
    }


def found_for(retriever: Retriever, text: str) -> tuple[Query, list[Match], Ranking]:
    """A message prepared, what its phrasings lead to, and the articles whose shares rank topics."""
    query = retriever.prepare(text)
    matches = retriever.matches(query)
    return query, matches, retriever.search(query, RANKED, kinds=LAW_KINDS, matches=matches)


def firsts(label: Label, numbers: Mapping[Article, int]) -> set[int]:
    """Passage numbers of the articles that may stand first and that the corpus holds."""
    return {numbers[one] for one, grade in label.good.items() if grade == FIRST and one in numbers}


def _articles_of_topic(corpus: Corpus, number: int) -> dict[int, float]:
    """What each of a topic's first articles counts, by passage number."""
    return dict(zip(corpus.topic_articles[number], OF_TOPIC, strict=False))


def own_examples(corpus: Corpus) -> list[Example]:
    """Phrasings of topics, questions of our own under articles, and the messages that we wrote."""
    found, of_topic = [], {}
    for number, passage in enumerate(corpus.passages):
        topics = {number: 1.0} if passage.topic_id is not None else {}
        if topics:
            named = _articles_of_topic(corpus, number)
            of_topic[str(passage.topic_id)] = number, named
        elif passage.kind in LAW_KINDS:
            named = {number: 1.0}
        else:
            continue
        found += [
            Example(cut(text), named, topics, 1.0 if topics else UNDER_ARTICLE) for text in passage.questions
        ]
    for topic_id, text in written():
        if topic_id in of_topic:
            topic, named = of_topic[topic_id]
            found.append(Example(cut(text), named, {topic: 1.0}, WRITTEN))
    return found


def follow_ups() -> list[tuple[str, str, str]]:
    """Subject, what follows it, and citations, the first of which may stand first; ours."""
    rows = (FOLDER / "follow-ups.tsv").read_text("utf-8").splitlines()
    return [(subject, text, cited) for subject, text, cited in (row.split("\t") for row in rows)]


def follow_up_examples(corpus: Corpus) -> list[Example]:
    """Each after its subject, as a conversation is read."""
    found = []
    for subject, text, cited in follow_ups():
        articles: dict[int, float] = {}
        for one in resolve_all(find_citations(cited, corpus.library.registry), corpus.library, corpus.today):
            if one.law_id is not None and one.number is not None:
                number = corpus.number_of.get(article_passage_id(one.law_id, one.number))
                if number is not None:
                    articles.setdefault(number, 1.0 if not articles else FOLLOWING)
        if articles:
            found.append(Example(f"{fold(subject)} {fold(text)}"[-LONGEST:], articles, {}, FOLLOW_UP))
    return found


def judged_topics(corpus: Corpus) -> dict[str, dict[int, float]]:
    """Weight by passage number of the topics that answer a message, else of those that help, by the message's id."""
    number_of = {str(one.topic_id): n for n, one in enumerate(corpus.passages) if one.topic_id is not None}
    found = {}
    for key, one in judgments().items():
        named, weight = (one.answers, 1.0) if one.answers else (one.helps, TOPIC_HELPS)
        found[key] = {number_of[topic]: weight for topic in sorted(named) if topic in number_of}
    return found


def outside_examples(
    corpus: Corpus, numbers: Mapping[Article, int], topics: Mapping[str, Mapping[int, float]]
) -> list[Example]:
    """Messages of outside writers of the part "train": with the articles judged for them, else with those of the topic that answers.

    Args:
        corpus: Of the topics.
        numbers: From ``articles_of``.
        topics: From ``judged_topics``.
    """
    asked = outside([Part.TRAIN])
    found = labelled_examples(asked, numbers, LABELLED, topics)
    for one in asked:
        answering = {number: share for number, share in topics[one.label.key].items() if share == 1.0}
        if not answering or firsts(one.label, numbers):
            continue
        articles: dict[int, float] = {}
        for number in answering:
            for article, share in _articles_of_topic(corpus, number).items():
                articles[article] = max(articles.get(article, 0.0), share)
        found.append(Example(cut(one.text), articles, answering, LABELLED))
    return found


def labelled_examples(
    asked: Collection[Message],
    numbers: Mapping[Article, int],
    weight: float,
    topics: Mapping[str, Mapping[int, float]] | None = None,
) -> list[Example]:
    """Messages of which the corpus holds an article that may stand first.

    Args:
        asked: Labelled.
        numbers: From ``articles_of``.
        weight: What each counts.
        topics: From ``judged_topics``, by the message's id.
    """
    return [
        Example(
            cut(one.text),
            {
                numbers[article]: 1.0 if grade == FIRST else BESIDE_WEIGHT
                for article, grade in one.label.good.items()
                if article in numbers
            },
            (topics or {}).get(one.label.key, {}),
            weight,
        )
        for one in asked
        if firsts(one.label, numbers)
    ]


def cut(text: str) -> str:
    """Folded, as the program reads it: ``LONGEST`` characters at most."""
    return fold(text)[:LONGEST]


def _label(raw: Mapping[str, Any], part: Part | None = None) -> Label:
    good = {(one["law"], one["article"]): one["grade"] for one in raw["good"]}
    return Label(raw["id"], raw["type"], good, raw.get("danger"), part)
