"""Types of the search side: queries, hits, score parts and the encoder's protocol."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.models import ArticleNumber, CaseId, Kind, LawId, PassageId, Status, TopicId

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
    def question_fingerprint(self) -> str:
        """Changes whenever the same question could; of an encoder that treats both alike, the same."""

    @property
    def dimension(self) -> int:
        """Columns of every array it returns."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's query prompt."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's passage prompt."""


class Score(NamedTuple):
    """Where a hit's score comes from; every part is shown by ``yuanfa search --explain``."""

    total: float
    dense: float = 0.0
    """Cosine of the best matching search text."""
    lexical: float = 0.0
    """BM25, scaled to [0, 1] within the query's candidates."""
    exact: bool = False
    boosts: tuple[tuple[str, float], ...] = ()


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
