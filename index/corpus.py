"""What is searched: the passages of one day, where their rows lie, and what our own sources say of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from index import tuned
from index.runs import Rows, Runs
from index.store import IndexParts
from index.types import TopicMatch
from knowledge.errors import UnresolvedReference
from knowledge.following import of_the_day
from knowledge.library import Library
from knowledge.models import Article, AskedQuestion, Passage, PassageId
from knowledge.references import Reference, resolve_reference
from knowledge.units import Unit, units_of

NOTHING: Rows = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages by number, and the rows of the index that are theirs; made once, never changed."""

    library: Library
    passages: tuple[Passage, ...]
    parts: IndexParts
    """The arrays and indexes that are searched."""
    today: date
    number_of: Mapping[PassageId, int]
    place_of_id: Rows
    """[passages]: the place of each in the order of ids, which ends ties."""
    law_numbers: Rows
    """[passages]: a number for each law, one for what is of none."""
    is_law: npt.NDArray[np.bool_]
    """[passages]: an article or a digest."""
    question_texts: Sequence[str]
    """[question rows]: phrasings and questions of our own."""
    questions_of: Runs
    """Question rows of each passage."""
    texts_of: Runs
    units_of: Runs
    questions_of_case: Mapping[str, Rows]
    """Question rows of all points of a case."""
    points_of_case: Mapping[str, Sequence[int]]
    """Passage numbers of all points of a case."""
    topic_articles: Mapping[int, Sequence[int]]
    """Passage numbers of the articles that a topic names, the most telling first, by its own number."""
    marks: Mapping[int, Sequence[tuple[int, Article, str]]]
    """By article the topics that mark words of it, with the article and the words."""
    leads: npt.NDArray[np.bool_]
    """[question rows]: the phrasing may lead to its passage."""
    often: npt.NDArray[np.float64]
    """[passages]: natural logarithm of 1 + how many questions of our own lead to an article; 0 for what is none."""
    asked_about: npt.NDArray[np.float64]
    """[passages]: log share of the topics' first articles that are of the passage's law."""

    @classmethod
    def of(
        cls,
        library: Library,
        passages: tuple[Passage, ...],
        parts: IndexParts,
        today: date,
        references: Mapping[str, Reference] | None = None,
    ) -> Corpus:
        """Work out the tables of an index; ``references`` are those of topics that were resolved before."""
        library = of_the_day(library, today)
        count = len(passages)
        number_of = {passage.passage_id: number for number, passage in enumerate(passages)}
        by_id = sorted(range(count), key=lambda number: passages[number].passage_id)
        place_of_id = np.empty(count, dtype=np.int64)
        place_of_id[by_id] = np.arange(count)
        laws = {law_id: number for number, law_id in enumerate({p.law_id: None for p in passages})}
        is_law = np.array([passage.law_id is not None for passage in passages], dtype=bool)
        questions_of = Runs(parts.question_rows, count)
        topic_articles, marks = _articles_of_topics(library, passages, number_of, today, references or {})
        leads = _leading(library, passages, questions_of)
        leading = np.bincount(parts.question_rows, weights=leads, minlength=count)
        return cls(
            library=library,
            passages=passages,
            parts=parts,
            today=today,
            number_of=number_of,
            place_of_id=place_of_id,
            law_numbers=np.array([laws[passage.law_id] for passage in passages]),
            is_law=is_law,
            question_texts=[text for passage in passages for text in passage.questions],
            questions_of=questions_of,
            texts_of=Runs(parts.text_rows, count),
            units_of=Runs(parts.unit_rows, count),
            questions_of_case=_of_cases(passages, questions_of),
            points_of_case=_points(passages),
            topic_articles=topic_articles,
            marks=marks,
            leads=leads,
            often=np.log1p(np.where(is_law, leading, 0)),
            asked_about=_shares_of_laws(passages, topic_articles),
        )

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id."""
        number = self.number_of.get(PassageId(passage_id))
        return None if number is None else self.passages[number]

    def articles_of(self, topic: TopicMatch) -> Sequence[Passage]:
        """The articles that a topic names, the most telling first."""
        numbers = self.topic_articles[self.number_of[topic.passage.passage_id]]
        return [self.passages[number] for number in numbers]

    def names(self, topic: TopicMatch, passage_id: PassageId) -> bool:
        """A topic names this article."""
        return any(article.passage_id == passage_id for article in self.articles_of(topic))

    def units(self, number: int) -> tuple[Unit, ...]:
        """Units of an article; none of another passage."""
        passage = self.passages[number]
        if passage.law_id is None or passage.article is None:
            return ()
        article = self.library.article(passage.law_id, passage.article, self.today)
        return () if article is None else units_of(article)


def questions_under(library: Library, passage: Passage) -> tuple[AskedQuestion, ...]:
    """Questions of our own under an article, in the order of its phrasings; none under another passage."""
    if passage.law_id is None or passage.article is None:
        return ()
    return library.asked.get((passage.law_id, passage.article), ())


def _articles_of_topics(
    library: Library,
    passages: Sequence[Passage],
    number_of: Mapping[PassageId, int],
    today: date,
    references: Mapping[str, Reference],
) -> tuple[dict[int, list[int]], dict[int, list[tuple[int, Article, str]]]]:
    found: dict[int, list[int]] = {}
    marks: dict[int, list[tuple[int, Article, str]]] = defaultdict(list)
    for number, passage in enumerate(passages):
        if passage.topic_id is None:
            continue
        found[number] = []
        for article in library.topics[passage.topic_id].articles:
            target = references.get(article.citation)
            if target is None:
                try:
                    target = resolve_reference(article.citation, library, today)
                except UnresolvedReference:
                    continue  # told by `yuanfa knowledge check`; the topic does without it
            named = number_of.get(target.passage_id)
            if named is None:
                continue
            if named not in found[number]:
                found[number].append(named)
            if article.mark:
                marks[named].append((number, target.article, article.mark))
    return found, marks


def _leading(library: Library, passages: Sequence[Passage], questions_of: Runs) -> npt.NDArray[np.bool_]:
    leads = np.ones(questions_of.lengths.sum(), dtype=bool)
    for number, passage in enumerate(passages):
        if questions := questions_under(library, passage):
            leads[questions_of[number]] = [question.leads for question in questions]
    return leads


def _points(passages: Sequence[Passage]) -> dict[str, list[int]]:
    """Passage numbers of all points of a case, by case."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        if passage.case_id is not None:
            found[passage.case_id].append(number)
    return dict(found)


def _of_cases(passages: Sequence[Passage], rows: Sequence[Rows]) -> dict[str, Rows]:
    """The rows of all points of a case, by case, given those of every passage."""
    of_case: dict[str, list[Rows]] = defaultdict(list)
    for passage, held in zip(passages, rows, strict=True):
        if passage.case_id is not None:
            of_case[passage.case_id].append(held)
    return {case_id: np.concatenate(held) for case_id, held in of_case.items()}


def _shares_of_laws(
    passages: Sequence[Passage], topic_articles: Mapping[int, Sequence[int]]
) -> npt.NDArray[np.float64]:
    named = Counter(
        passages[article].law_id
        for articles in topic_articles.values()
        for article in articles[: tuned.FIRST_ARTICLES]
    )
    del named[None]  # a case is of no law: it counts as one law of average share
    total = sum(named.values()) or 1
    log_share = {
        law_id: math.log((named[law_id] + tuned.UNASKED) / total)
        for law_id in {passage.law_id for passage in passages}
    }
    log_share[None] = -math.log(len(named) or 1)
    return np.array([log_share[passage.law_id] for passage in passages])
