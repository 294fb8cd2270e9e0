"""The collection that is in use, at an address: searched, described, and replaced from an index folder."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from index.build import rows_alone
from index.corpus import Corpus
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.learned import load_learned
from index.milvus.about import About, numbering_of
from index.milvus.client import Milvus
from index.milvus.fill import about_of, fill, is_filled, read_about, rows_of
from index.milvus.store import MilvusStore
from index.retriever import Retriever
from index.store import REBUILD, Manifest, check_fit, load_parts, read_manifest
from index.types import Encoder, Progress
from knowledge.compiled import Compiled
from knowledge.library import Library
from knowledge.passages import build_passages

_connections: dict[str, Milvus] = {}
_manifests: dict[str, Manifest] = {}
_lock = threading.Lock()


def connection(url: str) -> Milvus:
    """The connection of this process to an address.

    Raises:
        index.errors.SearchError: There is none to be had.
    """
    with _lock:
        known = _connections.get(url)
        if known is None:
            known = _connections[url] = Milvus.open(url)
        return known


def close(url: str) -> None:
    """Give up the connection to an address."""
    with _lock:
        known = _connections.pop(url, None)
    if known is not None:
        known.close()


def manifest_at(url: str) -> Manifest:
    """What the collection in use was filled from; asked for every few seconds, it is read once.

    Raises:
        index.errors.SearchError: There is none, or it cannot be read.
    """
    milvus = connection(url)
    name = milvus.in_use()
    if name is None or name not in _manifests:
        found, about = find(milvus)
        _manifests.clear()
        _manifests[found] = about.manifest
        return about.manifest
    return _manifests[name]


def named_at(url: str) -> str:
    """The collection in use and its address, in words."""
    milvus = connection(url)
    return f"{milvus.in_use() or 'none in use'} at {milvus.where}"


def check_at(url: str) -> str:
    """Compare how many rows the collection in use holds with how many it was filled with.

    Raises:
        index.errors.SearchError: Some are missing, or it cannot be read.
    """
    milvus = connection(url)
    name, about = find(milvus)
    held, filled = milvus.rows(name), rows_of(about)
    if held != filled:
        raise IndexDamaged(
            f"expected {filled} rows in {name} at {milvus.where}, found {held}; {REBUILD} with YUANFA_INDEX_URL"
        )
    return f"index {name} at {milvus.where} is whole: {held} rows as they were filled"


def publish(url: str, library: Library, folder: Path, progress: Progress | None = None) -> str | None:
    """Fill a new collection from an index folder and let it be the one in use; None when the one in use is the same.

    Args:
        url: The address.
        library: The sources that the folder was built from.
        folder: The index folder.
        progress: Told of (done, total) rows.

    Raises:
        index.errors.SearchError: The folder or Milvus cannot be read or written; what was in use stays in use.
    """
    manifest = read_manifest(folder)
    passages = tuple(build_passages(library, manifest.as_of))
    corpus = Corpus.of(library, passages, load_parts(folder, manifest), manifest.as_of)
    about = about_of(corpus, manifest)
    milvus = Milvus.open(url, fill=True)  # one of its own: who reads goes on meanwhile
    try:
        return None if is_filled(milvus, about) else fill(milvus, corpus, about, progress)
    finally:
        milvus.close()


def find(milvus: Milvus) -> tuple[str, About]:
    """The collection in use, and what it was filled from.

    Raises:
        index.errors.IndexMissing: None is in use.
        index.errors.SearchError: It cannot be read.
    """
    name = milvus.in_use()
    if name is None:
        raise IndexMissing(
            f"expected an index at {milvus.where} (YUANFA_INDEX_URL), found none; {REBUILD} with that setting"
        )
    return name, read_about(milvus, name)


def open_retriever(
    milvus: Milvus, library: Library, encoder: Encoder, today: date, compiled: Compiled | None = None
) -> Retriever:
    """Search what is in use, when it fits the sources, the encoder and the day.

    Args:
        milvus: The connection, which the retriever keeps.
        library: The sources.
        encoder: Encodes questions.
        today: The day whose law is wanted.
        compiled: The same sources with what they came to on the day that the collection was filled for, where at hand.

    Raises:
        index.errors.SearchError: There is none, or it was built from something else.
    """
    name, about = find(milvus)
    manifest = about.manifest
    where = f"{name} at {milvus.where}"
    check_fit(where, manifest, encoder=encoder.fingerprint, corpus=library.digest, today=today)
    passages = compiled.passages if compiled else tuple(build_passages(library, manifest.as_of))
    if numbering_of(passages) != about.numbering:
        raise IndexMismatch(
            f"expected the index {where} to be of this version of Yuanfa, found one whose passages are cut otherwise; "
            f"{REBUILD}"
        )
    milvus.warm(name, manifest.dimension)
    references = compiled.references if compiled else {}
    corpus = Corpus.of(library, passages, rows_alone(passages, manifest.dimension), today, references)
    return Retriever(corpus, encoder, MilvusStore(milvus, name, about, corpus, load_learned(corpus, encoder)))
