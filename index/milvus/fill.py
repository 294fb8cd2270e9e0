"""From an index folder to a collection of Milvus: filled beside the one in use, then the alias is moved.

A process that found the old collection goes on with it: the collection before the new one is kept until the next build.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from index.corpus import Corpus
from index.errors import SearchError
from index.lexical import LexicalIndex
from index.milvus import schema
from index.milvus.about import About, Vocabulary, numbering_of
from index.milvus.client import Milvus
from index.store import Manifest
from index.types import Progress, Vectors

BATCH = 1000


def about_of(corpus: Corpus, manifest: Manifest) -> About:
    """What a collection filled from this corpus says of itself."""
    parts = corpus.parts
    words = dict.fromkeys([*parts.text_words.words, *parts.question_words.words])
    words.pop("", None)  # bm25s keeps one for texts without a word
    held = np.array([len(parts.text_words.rows(word)) for word in words], dtype=np.int32)
    return About(
        manifest.model_copy(update={"files": {}}),
        numbering_of(corpus.passages),
        Vocabulary(tuple(words), held),
    )


def read_about(milvus: Milvus, name: str) -> About:
    """What a collection was filled from.

    Raises:
        index.errors.SearchError: It cannot be read.
    """
    milvus.load(name)  # a file that was just opened has nothing loaded
    return About.of_pieces(milvus.said(name), f"{name} at {milvus.where}")


def rows_of(about: About) -> int:
    """How many rows its collection has."""
    manifest = about.manifest
    return manifest.texts + manifest.questions + manifest.units + len(about.pieces())


def is_filled(milvus: Milvus, about: About) -> bool:
    """Whether the collection in use was filled from the very same."""
    name = milvus.in_use()
    if name is None:
        return False
    try:
        return read_about(milvus, name).version == about.version
    except SearchError:
        return False


def fill(milvus: Milvus, corpus: Corpus, about: About, progress: Progress | None = None) -> str:
    """Fill a new collection, let the alias point to it, and drop what nobody can be reading any more.

    Args:
        milvus: Opened to fill.
        corpus: Over the arrays of an index folder.
        about: Of the same corpus.
        progress: Told of (done, total) rows.

    Returns:
        The collection's name.

    Raises:
        index.errors.StoreAway: Milvus failed; what was in use stays in use.
    """
    before = milvus.in_use()
    # Names stand in the order of their making.
    name = f"{schema.PREFIX}{datetime.now(UTC):%Y%m%d%H%M%S}_{about.version[:8]}_{uuid.uuid4().hex[:4]}"
    pieces, total = about.pieces(), rows_of(about)
    milvus.create(name, about.manifest.dimension)
    try:
        done = 0
        for part, rows in _rows(corpus, about, pieces):
            milvus.insert(name, part, rows)
            done += len(rows)
            if progress is not None:
                progress(done, total)
        milvus.finish(name, total)
    except BaseException:
        with contextlib.suppress(SearchError):
            milvus.drop(name)
        raise
    milvus.use(name)
    for old in milvus.collections():
        # A later one may be another builder's, at work just now.
        if before is not None and old < before:
            milvus.drop(old)
    return name


def _rows(corpus: Corpus, about: About, pieces: Sequence[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Part and rows, in batches."""
    parts, numbers = corpus.parts, about.vocabulary.numbers
    texts, phrasings = len(parts.text_rows), len(parts.question_rows)
    of_passage = [_of_passage(corpus, number) for number in range(len(corpus.passages))]

    def batches(
        part: str, first: int, owners: npt.NDArray[np.int32], read: Any, words: Any
    ) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for start in range(0, len(owners), BATCH):
            rows = np.arange(start, min(start + BATCH, len(owners)))
            vectors: Vectors = read(rows)
            yield (
                part,
                [
                    {
                        schema.ID: first + row,
                        **of_passage[owners[row]],
                        schema.LEADS: part != schema.PHRASINGS or bool(corpus.leads[row]),
                        schema.VECTOR: vector,
                        schema.WORDS: words(row),
                        schema.SAID: "",
                    }
                    for row, vector in zip(rows.tolist(), vectors, strict=True)
                ],
            )

    yield from batches(
        schema.TEXTS, 0, parts.text_rows, parts.text_dense.vectors, _Weights(parts.text_words, numbers)
    )
    yield from batches(
        schema.PHRASINGS,
        texts,
        parts.question_rows,
        parts.question_dense.vectors,
        _Weights(parts.question_words, numbers),
    )
    yield from batches(
        schema.UNITS,
        texts + phrasings,
        parts.unit_rows,
        lambda rows: parts.unit_vectors[rows].astype(np.float32),
        lambda _: {schema.NO_WORD: 1.0},
    )
    first = texts + phrasings + len(parts.unit_rows)
    nowhere = np.zeros(about.manifest.dimension, dtype=np.float32)
    nowhere[0] = 1.0
    yield (
        schema.ABOUT,
        [
            {
                schema.ID: first + place,
                schema.PASSAGE: -1,
                schema.NAME: "",
                schema.KIND: "",
                schema.LAW: "",
                schema.SINCE: 0,
                schema.UNTIL: schema.EVER,
                schema.LEADS: False,
                schema.TO_LAW: False,
                schema.VECTOR: nowhere,
                schema.WORDS: {schema.NO_WORD: 1.0},
                schema.SAID: piece,
            }
            for place, piece in enumerate(pieces)
        ],
    )


def _of_passage(corpus: Corpus, number: int) -> dict[str, Any]:
    passage = corpus.passages[number]
    statute = corpus.library.statute(passage.law_id, corpus.today) if passage.law_id else None
    since = statute.effective_from if statute else None
    until = statute.effective_until if statute else None
    return {
        schema.PASSAGE: number,
        schema.NAME: str(passage.passage_id),
        schema.KIND: str(passage.kind),
        schema.LAW: str(passage.law_id or ""),
        schema.SINCE: int(f"{since:%Y%m%d}") if since else 0,
        schema.UNTIL: int(f"{until:%Y%m%d}") if until else schema.EVER,
        schema.TO_LAW: bool(corpus.is_law[number]),
    }


class _Weights:
    """BM25 weights of a row by the numbers of its words."""

    def __init__(self, index: LexicalIndex, numbers: dict[str, int]) -> None:
        rows, tokens, weights = index.entries()
        of_token = np.array([numbers.get(word, schema.NO_WORD) for word in index.words], dtype=np.int64)
        self._words, self._weights = of_token[tokens], weights
        self._bounds = np.searchsorted(rows, np.arange(len(index) + 1))

    def __call__(self, row: int) -> dict[int, float]:
        held = slice(self._bounds[row], self._bounds[row + 1])
        found = dict(zip(self._words[held].tolist(), self._weights[held].tolist(), strict=True))
        found.pop(schema.NO_WORD, None)
        return found or {schema.NO_WORD: 1.0}
