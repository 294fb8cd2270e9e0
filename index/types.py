"""Types of the search side: what phrasings lead to, hits, score parts and the encoder's protocol."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, overload, runtime_checkable

import numpy as np
import numpy.typing as npt

from knowledge.models import ArticleNumber, CaseId, Kind, LawId, Passage, PassageId, Status, TopicId

if TYPE_CHECKING:
    from index.query import Query

Vectors = npt.NDArray[np.float32]
"""float32 [n, dim], unit rows: an inner product is a cosine."""

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


class Encoder(Protocol):
    """Turns text into unit vectors; real models and the test stub both satisfy it."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same passage could give another vector."""

    @property
    def dimension(self) -> int:
        """Columns of every array it returns."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's query prompt."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's passage prompt."""


class Readings(NamedTuple):
    """What an encoder makes of questions, read in three ways: float32 [questions, dimension] each, unit rows."""

    near: Vectors
    """As ``Encoder.encode_queries``: near what reads like them."""
    taught: Vectors
    """By layers that messages of people trained to lead to articles and topics."""
    guarding: Vectors
    """By layers that examples of danger and harm trained to tell them."""


@runtime_checkable
class ReadsQuestions(Protocol):
    """An encoder with further readings of questions, by layers that were trained on messages of people."""

    def read_queries(self, texts: Sequence[str]) -> Readings:
        """Every reading of some questions."""


class Ranker(Protocol):
    """Finds passages for a question; ``index.retriever.Retriever`` does."""

    def prepare(self, text: str, *, context: str | None = None) -> Query:
        """Fold, word and encode a question, and where there is a subject that it may lean on, after that subject too."""

    def matches(self, query: Query) -> list[Match]:
        """Passages whose phrasings are nearest to the question."""

    def search(
        self,
        query: Query,
        k: int = 10,
        *,
        kinds: Collection[Kind] | None = None,
        matches: Sequence[Match] | None = None,
    ) -> Ranking:
        """The k best passages; ``matches`` where they are at hand."""


class Score(NamedTuple):
    """Where a hit's score comes from; every part is shown by ``yuanfa search --explain``."""

    total: float
    dense: float = 0.0
    """Cosine of the best matching search text."""
    lexical: float = 0.0
    """BM25 of the best matching search text."""
    exact: bool = False
    boosts: tuple[tuple[str, float], ...] = ()
    learned: float = 0.0
    """Log-odds below the best candidate that labelled messages taught; 0 for all with another encoder."""


class Hit(NamedTuple):
    """One ranked passage, as the JSON interface shows it."""

    passage_id: PassageId
    kind: Kind
    title: str
    article_label: str | None
    case_id: CaseId | None
    citation: str
    text: str
    verbatim: bool
    status: Status
    effective_from: date | None
    score: Score
    source: str
    law_id: LawId | None = None
    article: ArticleNumber | None = None
    topic_id: TopicId | None = None


class Ranking(Sequence[Hit]):
    """Hits, best first, and what each holds among all candidates of its question."""

    def __init__(self, hits: Sequence[Hit] = (), shares: Mapping[PassageId, float] | None = None) -> None:
        """``shares`` by default are read off the hits, all of which are then looked at."""
        self._hits = hits
        self._shares = {hit.passage_id: hit.score.total for hit in hits} if shares is None else shares

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> Ranking: ...

    def __getitem__(self, place: int | slice) -> Hit | Ranking:
        """A hit by its place from 0, or the hits of a range of places."""
        return Ranking(tuple(self._hits[place])) if isinstance(place, slice) else self._hits[place]

    def __len__(self) -> int:
        """Hits held."""
        return len(self._hits)

    def __iter__(self) -> Iterator[Hit]:
        """The hits, best first."""
        return iter(self._hits)

    def share_of(self, passage_id: PassageId) -> float:
        """Share of a passage among the candidates, from 0 to 1; 0 for one that is not held."""
        return self._shares.get(passage_id, 0.0)


@dataclass(frozen=True, slots=True)
class Match:
    """A passage reached through one of its phrasings; of this plain kind are refusals."""

    passage: Passage
    cosine: float
    question: str
    """The phrasing that was nearest."""


@dataclass(frozen=True, slots=True)
class AskedMatch(Match):
    """An article reached through a question of our own that stands under it."""

    second: float
    """Cosine of the second nearest of its questions; 0 where it is not among the nearest of all."""
    words: float
    """BM25 of the one that shares most words, by the highest of any."""


@dataclass(frozen=True, slots=True)
class PointMatch(Match):
    """A point of a case."""

    words: float = 0.0
    """Within its case: share of the question's words that its phrasings hold, those counting more that few points hold."""


@dataclass(frozen=True, slots=True)
class TopicMatch(Match):
    """A topic."""

    affinity: float
    """How near the question is to the whole topic, of the order of a cosine; 0 where it was not worked out."""
    share: float
    """Probability among the topics ranked, were one of them asked about."""
