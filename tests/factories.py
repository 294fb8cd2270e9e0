"""Makers of test data, and stand-ins for slow parts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from index.types import Progress, Vectors
from knowledge.citations import article_label
from knowledge.library import Library
from knowledge.models import Article, ArticleNumber, AskedQuestion, Case, Kind, Law, LawId, Statute, Topic
from knowledge.readers.text import split_paragraphs


class HashingEncoder:
    """Hashes character n-grams into a fixed number of columns: texts that share words are near.

    It satisfies ``index.types.Encoder`` and counts what it encoded.
    """

    def __init__(self, dimension: int = 256, name: str = "hashing-1") -> None:
        self._dimension = dimension
        self._name = name
        self.encoded: list[str] = []

    @property
    def fingerprint(self) -> str:
        return f"{self._name}-{self._dimension}"

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            self.encoded.append(text)
            for gram in _grams(text):
                key = int.from_bytes(hashlib.sha256(gram.encode()).digest()[:8], "big")
                vectors[row, key % self._dimension] += 1.0 if key >> 63 else -1.0
            if progress is not None:
                progress(row + 1, len(texts))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors[lengths[:, 0] == 0, 0] = 1.0
        lengths[lengths == 0] = 1.0
        return vectors / lengths


def _grams(text: str) -> list[str]:
    plain = "".join(text.lower().split())
    return [plain[at : at + size] for size in (1, 2) for at in range(len(plain) - size + 1)]


def make_statute(
    law_id: str = "sample-law",
    title: str = "中华人民共和国样本法",
    texts: Sequence[str] = ("第一条的文字。", "第二条的文字。"),
    *,
    kind: Kind = Kind.STATUTE,
    verbatim: bool = True,
    effective_from: date | None = date(2020, 1, 1),
    effective_until: date | None = None,
    version: str = "1",
) -> Statute:
    """A version of a law with articles 1, 2, ..."""
    law = Law(LawId(law_id), title, kind, short_names=(title.removeprefix("中华人民共和国"),))
    articles = tuple(
        Article(ArticleNumber(n), article_label(ArticleNumber(n)), text, split_paragraphs(text))
        for n, text in enumerate(texts, 1)
    )
    return Statute(
        law,
        f"{law_id}@{version}",
        articles,
        effective_from,
        effective_from,
        effective_until,
        verbatim=verbatim,
        last_article=len(articles),
        source="test",
    )


def make_library(
    statutes: Sequence[Statute],
    *,
    cases: Sequence[Case] = (),
    topics: Sequence[Topic] = (),
    asked: Mapping[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]] | None = None,
    digest: str = "d1",
) -> Library:
    """A library of these sources and nothing else."""
    editions: dict[LawId, tuple[Statute, ...]] = {}
    for statute in statutes:
        editions[statute.law.law_id] = (*editions.get(statute.law.law_id, ()), statute)
    return Library(
        laws={s.law.law_id: s.law for s in statutes},
        editions=editions,
        cases={case.case_id: case for case in cases},
        topics={topic.topic_id: topic for topic in topics},
        hotlines={},
        refusals={},
        slang=(),
        named_texts=(),
        moves=(),
        glosses={},
        asked=asked or {},
        digest=digest,
    )
