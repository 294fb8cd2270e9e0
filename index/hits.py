"""What a search shows of a passage: its citation and standing, and what moved it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from index.candidates import (
    AFFINE,
    AGAIN,
    ASKED,
    BESIDE,
    COVER,
    ECHO,
    EITHER,
    LAW,
    LEARNED,
    OFTEN,
    TOPIC,
    UNIT,
    Candidates,
)
from index.corpus import Corpus
from index.types import Hit, Score
from knowledge.citations.format import format_citation
from knowledge.models import LawId, Passage, PassageId, Status, Statute

UNSCORED = Score(0.0)


class Hits:
    """Makes hits of one corpus; a law is shown many times, so that each is looked up once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._hits: dict[PassageId, Hit] = {}
        self._standings: dict[LawId | None, tuple[Statute | None, Status]] = {}

    def hit(self, passage: Passage, score: Score = UNSCORED) -> Hit:
        """A passage with its citation and standing."""
        known = self._hits.get(passage.passage_id)
        if known is None:
            known = self._hits[passage.passage_id] = self._unscored(passage)
        return known._replace(score=score)

    def _standing(self, law_id: LawId | None) -> tuple[Statute | None, Status]:
        """The version of a law that is in force, and what it is called."""
        known = self._standings.get(law_id)
        if known is None:
            today = self._corpus.today
            statute = self._corpus.library.statute(law_id, today) if law_id else None
            known = (statute, statute.status_on(today) if statute else Status.IN_FORCE)
            self._standings[law_id] = known
        return known

    def _unscored(self, passage: Passage) -> Hit:
        statute, status = self._standing(passage.law_id)
        label = citation = None
        if statute is not None and passage.article is not None:
            article = self._corpus.library.articles(statute).get(passage.article)
            label = article.label if article else None
            citation = format_citation(statute.law, passage.article)
        return Hit(
            passage_id=passage.passage_id,
            kind=passage.kind,
            title=passage.title,
            article_label=label,
            case_id=passage.case_id,
            citation=citation or passage.title,
            text=passage.text,
            verbatim=passage.verbatim,
            status=status,
            effective_from=statute.effective_from if statute else None,
            score=UNSCORED,
            source=passage.source,
            law_id=passage.law_id,
            article=passage.article,
            topic_id=passage.topic_id,
        )


class Made(Sequence[Hit]):
    """Hits that are made when they are looked at: of a hundred that are ranked an answer shows three."""

    def __init__(self, count: int, make: Callable[[int], Hit]) -> None:
        """``make`` gives the hit of each place from 0."""
        self._make = make
        self._made: list[Hit | None] = [None] * count

    def __len__(self) -> int:
        """Hits held."""
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Hit]: ...

    def __getitem__(self, place: int | slice) -> Hit | Sequence[Hit]:
        """A hit by its place, or the hits of a range of places."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        known = self._made[place]
        if known is None:
            known = self._made[place] = self._make(range(len(self))[place])
        return known


def reasons(
    found: Candidates, number: int, part: Sequence[float], boost: float
) -> tuple[tuple[str, float], ...]:
    """What else moved a passage, in log-odds, beside its cosine and its words.

    Args:
        found: The candidates.
        number: The passage's number.
        part: [features] its features by their weights.
        boost: Its log-odds of citations and of phrasings of cases.
    """
    named = [
        ("beside", part[BESIDE]),
        ("unit", part[UNIT]),
        ("words held", part[COVER] + part[EITHER]),
        ("asked", part[ASKED] + part[AGAIN] + part[OFTEN] + part[ECHO]),
        ("law", part[LAW]),
        ("learned", part[LEARNED]),
    ]
    topic = found.topics.get(number)
    if topic is not None:
        named.append((f"topic {topic}", part[TOPIC] + part[AFFINE]))
    if boost:
        named.append(("citation" if number in found.cited else "phrasing", boost))
    return tuple(one for one in named if one[1])
