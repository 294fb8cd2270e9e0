"""A retriever over a small library, built and loaded as a real one is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from index.build import build_index
from index.retriever import Retriever, load_retriever
from index.types import Encoder
from knowledge.library import Library
from tests.factories import HashingEncoder

TODAY = date(2026, 11, 24)


def retriever_over(folder: Path, library: Library, encoder: Encoder | None = None) -> Retriever:
    """Builds the index in ``folder`` and loads it."""
    encoder = encoder or HashingEncoder()
    build_index(
        library, encoder, folder / "index", today=TODAY, travelling=None, own_cache=folder / "vectors.bin"
    )
    return load_retriever(library, encoder, folder / "index", TODAY)
