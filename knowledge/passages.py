"""Documents to passages: an article or its digest, a point of a case, a topic.

Passage ids are stable over rebuilds and versions: ``st-civil-code-1195``, ``st-criminal-law-253-1``,
``case-jingan-pi-3``, ``tp-doxxed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.library import Library
from knowledge.models import (
    Article,
    ArticleNumber,
    Case,
    Kind,
    LawId,
    Passage,
    PassageId,
    Refusal,
    Statute,
    Topic,
)

WINDOW = 480
"""Characters of one search text: e5 reads 512 pieces, and a piece is about one and a half characters."""

OVERLAP = 80


def article_passage_id(law_id: LawId, number: ArticleNumber) -> PassageId:
    """``st-criminal-law-253-1`` for 刑法第二百五十三条之一."""
    inserted = f"-{number.inserted}" if number.inserted else ""
    return PassageId(f"st-{law_id}-{number.number}{inserted}")


def point_passage_id(case: Case, position: int | None) -> PassageId:
    """``case-jingan-pi-0`` is the summary, ``-1`` the first point."""
    return PassageId(f"{case.case_id}-{0 if position is None else position + 1}")


def topic_passage_id(topic: Topic) -> PassageId:
    """``tp-doxxed``."""
    return PassageId(f"tp-{topic.topic_id}")


def windows(text: str, size: int = WINDOW, overlap: int = OVERLAP) -> Iterator[str]:
    """Cut a long text into overlapping windows; a short one comes back whole."""
    start = 0
    while True:
        yield text[start : start + size]
        if start + size >= len(text):
            return
        start += size - overlap


def article_search_texts(statute: Statute, article: Article) -> tuple[str, ...]:
    """Law name, then text: better for retrieval than text alone (benchmarks/retrieval)."""
    name = statute.law.short_title
    return tuple(f"{name} {part}" for part in windows(article.text.replace("\n", " ")))


def _articles(statute: Statute) -> Iterator[Passage]:
    for article in statute.articles:
        yield Passage(
            passage_id=article_passage_id(statute.law.law_id, article.number),
            kind=statute.law.kind,
            title=statute.law.title,
            text=article.text,
            search_texts=article_search_texts(statute, article),
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


def _topic(topic: Topic) -> Passage:
    premises = tuple(premise for correction in topic.corrections for premise in correction.premises)
    return Passage(
        passage_id=topic_passage_id(topic),
        kind=Kind.TOPIC,
        title=topic.title,
        text=topic.conclusion,
        search_texts=(f"{topic.title} {topic.conclusion}",),
        questions=(topic.title, *topic.questions, *topic.questions_en, *premises),
        topic_id=topic.topic_id,
    )


def _refusal(refusal: Refusal) -> Passage:
    return Passage(
        passage_id=PassageId(f"rf-{refusal.refusal_id.replace('_', '-')}"),
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
    for statute in library.in_force(as_of):
        yield from _articles(statute)
    for case_id in sorted(library.cases):
        yield from _case(library.cases[case_id])
    for topic_id in sorted(library.topics):
        yield _topic(library.topics[topic_id])
    for refusal_id in sorted(library.refusals):
        yield _refusal(library.refusals[refusal_id])
