"""Where the index is that a process searches: a folder of its own, or Milvus (``YUANFA_INDEX_URL``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

from index.errors import StoreAway
from index.retriever import Retriever, load_retriever
from index.store import INDEX_FOLDER, Manifest, read_manifest
from index.types import Encoder
from knowledge.compiled import Compiled
from knowledge.library import Library

NEEDS = "YUANFA_INDEX_URL needs pymilvus, and milvus-lite for a file: pip install 'yuanfa[scale]'"


@dataclass(frozen=True, slots=True)
class IndexPlace:
    """The index of a process. Every method raises ``index.errors.SearchError`` where it cannot be had."""

    data_dir: Path
    url: str | None = None
    """Of Milvus, or a file for milvus-lite; None is the folder."""

    @property
    def folder(self) -> Path:
        """The index folder; with Milvus what it is filled from, where this process builds."""
        return self.data_dir / INDEX_FOLDER

    def manifest(self) -> Manifest:
        """What the index in use was built from."""
        if self.url is None:
            return read_manifest(self.folder)
        manifest: Manifest = _milvus().manifest_at(self.url)
        return manifest

    def named(self) -> str:
        """The place in words."""
        if self.url is None:
            return str(self.folder)
        name: str = _milvus().named_at(self.url)
        return name

    def retriever(
        self, library: Library, encoder: Encoder, today: date, compiled: Compiled | None = None
    ) -> Retriever:
        """Searches the index in use, when it fits; see ``load_retriever``."""
        if self.url is None:
            return load_retriever(library, encoder, self.folder, today, compiled)
        milvus = _milvus()
        found: Retriever = milvus.open_retriever(
            milvus.connection(self.url), library, encoder, today, compiled
        )
        return found

    def publish(self, library: Library, tell: Callable[[int, int], None] | None = None) -> str | None:
        """Fill a new collection from the folder and let it be the one in use; None when the one in use is the same.

        Args:
            library: The sources that the folder was built from.
            tell: Told of (done, total) rows.
        """
        assert self.url is not None  # asked only where there is a place beside the folder
        name: str | None = _milvus().publish(self.url, library, self.folder, tell)
        return name

    def check(self) -> str:
        """Count what Milvus holds; one sentence when all is there."""
        assert self.url is not None  # a folder is checked by its checksums
        said: str = _milvus().check_at(self.url)
        return said


def _milvus() -> ModuleType:
    try:
        from index.milvus import open as milvus  # takes a second, and is not installed for the folder
    except ImportError as error:
        raise StoreAway(NEEDS) from error
    return milvus
