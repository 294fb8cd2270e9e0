"""Sources to index folder: passages, vectors, words, manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.dense import DenseIndex
from index.errors import SearchError
from index.lexical import LexicalIndex
from index.store import (
    FORMAT,
    IndexParts,
    Manifest,
    check_fit,
    read_manifest,
    verify_files,
    write_index,
)
from index.types import Encoder, Progress
from index.vectors import VectorCache, digest_of, embed_with_cache
from knowledge.library import Library
from knowledge.models import Passage
from knowledge.passages import build_passages


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    manifest: Manifest
    rebuilt: bool
    embedded: int
    """Texts that no cache held."""
    filled: str | None = None
    """The collection of Milvus that was filled; None where the one in use is the same, or the folder is all."""


def is_current(folder: Path, library: Library, encoder: str, today: date) -> Manifest | None:
    """The manifest when the folder is whole and fits the sources, the encoder and the day, else None."""
    try:
        manifest = read_manifest(folder)
        check_fit(folder, manifest, encoder=encoder, corpus=library.digest, today=today)
        verify_files(folder, manifest)
    except SearchError:
        return None
    return manifest


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts to index and, for each, the number of the passage that it leads to."""

    texts: tuple[str, ...]
    passages: tuple[int, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage], texts_of: Callable[[Passage], Sequence[str]]) -> Rows:
        """The texts that ``texts_of`` gives for each passage, in order."""
        rows = [(text, number) for number, passage in enumerate(passages) for text in texts_of(passage)]
        return cls(tuple(text for text, _ in rows), tuple(number for _, number in rows))

    @property
    def numbers(self) -> npt.NDArray[np.int32]:
        """int32 [texts]: passage numbers, ascending."""
        return np.asarray(self.passages, dtype=np.int32)


def search_rows(passages: Sequence[Passage]) -> tuple[Rows, Rows, Rows]:
    """Texts, phrasings and units of articles."""
    return (
        Rows.of(passages, lambda passage: passage.search_texts),
        Rows.of(passages, lambda passage: passage.questions),
        Rows.of(passages, lambda passage: passage.units),
    )


def rows_alone(passages: Sequence[Passage], dimension: int) -> IndexParts:
    """Which rows are whose, without a vector or a word: for a process that keeps those elsewhere."""
    texts, questions, units = search_rows(passages)
    nothing = np.zeros((0, dimension), dtype=np.float32)
    return IndexParts(
        text_dense=DenseIndex.build(nothing),
        question_dense=DenseIndex.build(nothing),
        unit_vectors=nothing.astype(np.float16),
        text_words=LexicalIndex.build(()),
        question_words=LexicalIndex.build(()),
        text_rows=texts.numbers,
        question_rows=questions.numbers,
        unit_rows=units.numbers,
    )


def build_index(
    library: Library,
    encoder: Encoder,
    folder: Path,
    *,
    today: date,
    travelling: VectorCache | None,
    own_cache: Path,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the folder, embedding only the texts that no cache holds.

    Args:
        library: The sources.
        encoder: Makes the vectors of what is not cached.
        folder: The index folder; replaced as a whole.
        today: The day whose law is indexed.
        travelling: The cache that comes with the project.
        own_cache: The cache in the data folder; what was embedded is added to it.
        progress: Told of (done, total) texts embedded.
    """
    passages = tuple(build_passages(library, today))
    texts, questions, units = search_rows(passages)
    vectors, embedded = embed_with_cache(
        encoder,
        [*texts.texts, *questions.texts, *units.texts],
        travelling=travelling,
        own=own_cache,
        progress=progress,
    )
    of_texts, of_questions, of_units = np.split(
        vectors, [len(texts.texts), len(texts.texts) + len(questions.texts)]
    )
    parts = IndexParts(
        text_dense=DenseIndex.build(of_texts),
        question_dense=DenseIndex.build(of_questions),
        unit_vectors=of_units.astype(np.float16),
        text_words=LexicalIndex.build(texts.texts),
        question_words=LexicalIndex.build(questions.texts),
        text_rows=texts.numbers,
        question_rows=questions.numbers,
        unit_rows=units.numbers,
    )

    def describe(files: dict[str, str]) -> Manifest:
        return Manifest(
            format=FORMAT,
            encoder=encoder.fingerprint,
            dimension=encoder.dimension,
            corpus=library.digest,
            as_of=today,
            next_change=next_change(library, today),
            passages=len(passages),
            texts=len(texts.texts),
            questions=len(questions.texts),
            units=len(units.texts),
            files=files,
        )

    return BuildReport(write_index(folder, parts, describe), rebuilt=True, embedded=embedded)


def pack_vectors(
    library: Library,
    encoder: Encoder,
    today: date,
    path: Path,
    progress: Progress | None = None,
    others: Sequence[Path] = (),
) -> tuple[int, int]:
    """Make the cache that travels with the project: every text of today and of the next change of law.

    Args:
        library: The built-in sources alone.
        encoder: The embedded default.
        today: The day whose law is packed first.
        path: The cache; what it holds already is kept, what is no longer wanted is dropped.
        progress: Told of (done, total) texts embedded.
        others: Further caches, whose vectors are taken before any text is embedded: that of the data folder, that of a
            branch that is merged.

    Returns:
        How many vectors it holds, and how many of them were embedded.
    """
    days = [day for day in (today, next_change(library, today)) if day is not None]
    wanted: dict[str, None] = {}
    for day in days:
        for rows in search_rows(tuple(build_passages(library, day))):
            wanted.update(dict.fromkeys(rows.texts))
    cache = VectorCache.load(path, encoder.fingerprint)
    for other in others:
        cache = cache.merge_held(VectorCache.load(other, encoder.fingerprint), wanted)
    missing = [text for text in wanted if digest_of(text) not in cache.places]
    if missing:
        cache = cache.merge(missing, encoder.encode_passages(missing, progress))
    cache = cache.keep_only(wanted)
    cache.save(path)
    return len(cache), len(missing)


def next_change(library: Library, today: date) -> date | None:
    """First day after ``today`` on which a version held begins or ends."""
    days = {
        day
        for statutes in library.editions.values()
        for statute in statutes
        for day in (statute.effective_from, statute.effective_until)
        if day is not None and day > today
    }
    return min(days, default=None)
