"""Sources to index folder: passages, vectors, words, manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

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
from index.vectors import VectorCache, embed_with_cache
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


def is_current(folder: Path, library: Library, encoder: str, today: date) -> Manifest | None:
    """The manifest when the folder is whole and fits the sources, the encoder and the day, else None."""
    try:
        manifest = read_manifest(folder)
        check_fit(folder, manifest, encoder=encoder, corpus=library.digest, today=today)
        verify_files(folder, manifest)
    except SearchError:
        return None
    return manifest


def search_rows(passages: Sequence[Passage]) -> tuple[list[str], list[int], list[str], list[int]]:
    """Texts and phrasings to index, each with the number of the passage that it leads to."""
    texts: list[str] = []
    text_rows: list[int] = []
    questions: list[str] = []
    question_rows: list[int] = []
    for number, passage in enumerate(passages):
        texts.extend(passage.search_texts)
        text_rows.extend([number] * len(passage.search_texts))
        questions.extend(passage.questions)
        question_rows.extend([number] * len(passage.questions))
    return texts, text_rows, questions, question_rows


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
    texts, text_rows, questions, question_rows = search_rows(passages)
    vectors, embedded = embed_with_cache(
        encoder, [*texts, *questions], travelling=travelling, own=own_cache, progress=progress
    )
    parts = IndexParts(
        text_dense=DenseIndex.build(vectors[: len(texts)]),
        question_dense=DenseIndex.build(vectors[len(texts) :]),
        text_words=LexicalIndex.build(texts),
        question_words=LexicalIndex.build(questions),
        text_rows=np.asarray(text_rows, dtype=np.int32),
        question_rows=np.asarray(question_rows, dtype=np.int32),
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
            texts=len(texts),
            questions=len(questions),
            files=files,
        )

    return BuildReport(write_index(folder, parts, describe), rebuilt=True, embedded=embedded)


def pack_vectors(
    library: Library, encoder: Encoder, today: date, path: Path, progress: Progress | None = None
) -> tuple[int, int]:
    """Make the cache that travels with the project: every text of today and of the next change of law.

    Args:
        library: The built-in sources alone.
        encoder: The embedded default.
        today: The day whose law is packed first.
        path: The cache; what it holds already is kept, what is no longer wanted is dropped.
        progress: Told of (done, total) texts embedded.

    Returns:
        How many vectors it holds, and how many of them are new.
    """
    days = [day for day in (today, next_change(library, today)) if day is not None]
    wanted: dict[str, None] = {}
    for day in days:
        texts, _, questions, _ = search_rows(tuple(build_passages(library, day)))
        wanted.update(dict.fromkeys([*texts, *questions]))
    cache = VectorCache.load(path, encoder.fingerprint)
    missing = [text for text in wanted if len(cache.lookup([text])[1])]
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
