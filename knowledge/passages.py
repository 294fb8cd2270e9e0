"""Documents to passages: an article or its digest, a point of a case, a topic.

Texts are what is searched: the article after its law's name and, where we have it, our English of it, which an
English question finds more surely than the Chinese.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from knowledge.following import of_the_day
from knowledge.library import Library
from knowledge.models import (
    Article,
    ArticleNumber,
    AskedQuestion,
    Case,
    Kind,
    LawId,
    Passage,
    Refusal,
    Statute,
    Topic,
)
from knowledge.passage_ids import (
    article_passage_id,
    point_passage_id,
    refusal_passage_id,
    topic_passage_id,
)
from knowledge.references import provision_glosses
from knowledge.units import unit_search_texts

WINDOW = 480
"""Characters of one search text: e5 reads 512 pieces, and a piece is about one and a half characters."""

OVERLAP = 80


def windows(text: str, size: int = WINDOW, overlap: int = OVERLAP) -> Iterator[str]:
    """Cut a long text into overlapping windows; a short one comes back whole."""
    start = 0
    while True:
        yield text[start : start + size]
        if start + size >= len(text):
            return
        start += size - overlap


def article_search_texts(statute: Statute, article: Article, english: Sequence[str] = ()) -> tuple[str, ...]:
    """Law name, then text: better for retrieval than text alone (benchmarks/retrieval); last our English."""
    law = statute.law
    name = law.short_title
    chinese = (f"{name} {part}" for part in windows(article.text.replace("\n", " ")))
    law_in_english = law.english_names[0] if law.english_names else law.title
    return (*chinese, *(f"{law_in_english} {part}" for part in english))


def _articles(
    statute: Statute,
    glosses: Mapping[tuple[str, ArticleNumber], Sequence[str]],
    asked: Mapping[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]],
) -> Iterator[Passage]:
    for article in statute.articles:
        key = (statute.law.law_id, article.number)
        yield Passage(
            passage_id=article_passage_id(statute.law.law_id, article.number),
            kind=statute.law.kind,
            title=statute.law.title,
            text=article.text,
            search_texts=article_search_texts(
                statute, article, glosses.get((statute.version_id, article.number), ())
            ),
            questions=tuple(question.text for question in asked.get(key, ())),
            units=unit_search_texts(article),
            verbatim=statute.verbatim,
            law_id=statute.law.law_id,
            article=article.number,
            source=statute.source,
        )


def _case(case: Case) -> Iterator[Passage]:
    yield Passage(
        passage_id=point_passage_id(case, None),
        kind=Kind.CASE,
        title=case.title,
        text=case.summary,
        search_texts=(f"{case.title} {case.summary}", f"{case.english_title} {case.english_summary}"),
        questions=case.names,
        case_id=case.case_id,
        source=case.source,
    )
    for position, point in enumerate(case.points):
        yield Passage(
            passage_id=point_passage_id(case, position),
            kind=Kind.CASE,
            title=case.title,
            text=point.text,
            search_texts=(f"{case.title} {point.text}",),
            questions=(*point.questions, *point.questions_en),
            case_id=case.case_id,
            point=position,
            source=case.source,
        )


def _topic(topic: Topic, written: Topic) -> Passage:
    """``written``: as its file has it, by whose conclusion it is found also where that is no longer shown."""
    premises = tuple(premise for correction in topic.corrections for premise in correction.premises)
    return Passage(
        passage_id=topic_passage_id(topic),
        kind=Kind.TOPIC,
        title=topic.title,
        text=topic.conclusion,
        search_texts=(f"{written.title} {written.conclusion}",),
        questions=(topic.title, *topic.questions, *topic.questions_en, *premises),
        topic_id=topic.topic_id,
    )


def _refusal(refusal: Refusal) -> Passage:
    return Passage(
        passage_id=refusal_passage_id(refusal),
        kind=Kind.TOPIC,
        title=refusal.text,
        text=refusal.text,
        search_texts=(),
        questions=refusal.questions,
    )


def build_passages(library: Library, as_of: date) -> Iterable[Passage]:
    """Every passage of the law in force on ``as_of``, the cases and the topics, in a stable order.

    Amendments, repealed laws and versions that are not yet or no longer in force are not among them.
    """
    written = library.made_to_fit[1] if library.made_to_fit else library
    library = of_the_day(library, as_of)
    glosses: dict[tuple[str, ArticleNumber], list[str]] = defaultdict(list)
    for (version_id, number, _), english in provision_glosses(library, as_of).items():
        glosses[version_id, number].append(english)
    for statute in library.in_force(as_of):
        yield from _articles(statute, glosses, library.asked)
    for case_id in sorted(library.cases):
        yield from _case(library.cases[case_id])
    for topic_id in sorted(library.topics):
        yield _topic(library.topics[topic_id], written.topics[topic_id])
    for refusal_id in sorted(library.refusals):
        yield _refusal(library.refusals[refusal_id])
