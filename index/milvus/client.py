"""A Milvus server, or a file for milvus-lite (the only importer of ``pymilvus`` and ``grpc``)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import grpc
import numpy as np
import numpy.typing as npt
from pymilvus import DataType, MilvusClient
from pymilvus.exceptions import MilvusException

from index import tuned
from index.errors import IndexMissing, StoreAway
from index.milvus import schema
from index.store import REBUILD
from index.types import Vectors

CONNECT_SECONDS: Final = 10.0
SECONDS: Final = 20.0
"""A search that takes longer is given up."""
FILL_SECONDS: Final = 600.0
TOGETHER: Final = 8
"""Searches of one round trip that are on their way at once."""

for _name in ("pymilvus", "milvus_lite", "grpc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they have to say, we raise


@dataclass(frozen=True, slots=True)
class Asked:
    """One search."""

    part: str
    field: str
    vectors: Vectors | Sequence[Mapping[int, float]]
    """Rows of numbers for ``schema.VECTOR``; for ``schema.WORDS`` weights by the number of the word."""
    limit: int
    where: str = ""
    """A condition in Milvus's words."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one vector of a search found, best first."""

    ids: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]


def is_file(url: str) -> bool:
    """Whether a setting names a file for milvus-lite."""
    return not re.match(r"https?://", url)


def shown(url: str) -> str:
    """The address without what is secret in it."""
    if is_file(url):
        return url
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "") + parts.path


def _address(url: str) -> dict[str, str]:
    """As ``MilvusClient`` takes it."""
    if is_file(url):
        return {"uri": url}
    parts = urlsplit(url)
    return {
        "uri": f"{parts.scheme}://{parts.hostname}:{parts.port or 19530}",
        "user": parts.username or "",
        "password": parts.password or "",
        "db_name": parts.path.strip("/"),
    }


class Milvus:
    """One connection; safe to use from several threads."""

    def __init__(self, client: MilvusClient, where: str, *, exact: bool) -> None:
        self._client = client
        self.where = where
        self._exact = exact
        # milvus-lite works in this very process: threads beside each other would only be slower.
        self._pool = ThreadPoolExecutor(1 if exact else TOGETHER, thread_name_prefix="milvus")
        self._seconds = FILL_SECONDS if exact else SECONDS

    @classmethod
    def open(cls, url: str, *, fill: bool = False) -> Milvus:
        """Connect.

        Args:
            url: ``http://host:19530``, with ``user:password@`` and ``/database`` where needed; or a file's path.
            fill: To write; a file that is absent is made.

        Raises:
            StoreAway: It cannot be reached.
            IndexMissing: There is no such file.
        """
        where = shown(url)
        if is_file(url):
            if not fill and not Path(url).exists():
                raise IndexMissing(
                    f"expected an index in the file {url} (YUANFA_INDEX_URL), found no file; {REBUILD}"
                )
            if find_spec("milvus_lite") is None:
                raise StoreAway(
                    f"expected milvus-lite for the file {url} (YUANFA_INDEX_URL), found it not installed: "
                    "pip install 'yuanfa[scale]', or name a server as http://host:19530"
                )
        with _as_away(where):
            return cls(
                MilvusClient(**_address(url), timeout=FILL_SECONDS if is_file(url) else CONNECT_SECONDS),
                where,
                exact=is_file(url),
            )

    def close(self) -> None:
        """Give the connection up."""
        self._pool.shutdown(wait=False)
        self._client.close()

    # Collections and the alias.

    def collections(self) -> list[str]:
        """Names of all collections of ours."""
        with _as_away(self.where):
            return sorted(name for name in self._client.list_collections() if name.startswith(schema.PREFIX))

    def in_use(self) -> str | None:
        """The collection that the alias points to, or None."""
        with _as_away(self.where):
            for name in self.collections():
                held = self._client.list_aliases(collection_name=name)
                if schema.ALIAS in (held.get("aliases") or ()):
                    return name
        return None

    def use(self, name: str) -> None:
        """Let the alias point to a collection, from now on."""
        with _as_away(self.where):
            known = self.in_use()
            if known is None:
                self._client.create_alias(name, schema.ALIAS)
            elif known != name:
                self._client.alter_alias(name, schema.ALIAS)

    def drop(self, name: str) -> None:
        """Delete a collection."""
        with _as_away(self.where):
            self._client.drop_collection(name)

    def create(self, name: str, dimension: int) -> None:
        """Make an empty collection."""
        with _as_away(self.where):
            fields = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
            fields.add_field(schema.ID, DataType.INT64, is_primary=True)
            for field in (schema.PASSAGE, schema.SINCE, schema.UNTIL):
                fields.add_field(field, DataType.INT64)
            for field, length in (
                (schema.NAME, 512),
                (schema.KIND, 64),
                (schema.LAW, 256),
                (schema.SAID, 65_535),
            ):
                fields.add_field(field, DataType.VARCHAR, max_length=length)
            for field in (schema.LEADS, schema.TO_LAW):
                fields.add_field(field, DataType.BOOL)
            fields.add_field(schema.VECTOR, DataType.FLOAT_VECTOR, dim=dimension)
            fields.add_field(schema.WORDS, DataType.SPARSE_FLOAT_VECTOR)
            self._client.create_collection(name, schema=fields)
            for part in schema.PARTS:
                self._client.create_partition(name, part)

    def insert(self, name: str, part: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows, every field of the schema in each."""
        with _as_away(self.where):
            self._client.insert(name, data=list(rows), partition_name=part, timeout=FILL_SECONDS)

    def finish(self, name: str, rows: int) -> None:
        """Index and load a collection after its last row.

        Raises:
            StoreAway: It does not hold ``rows``.
        """
        with _as_away(self.where):
            self._client.flush(name, timeout=FILL_SECONDS)
            asked = self._client.prepare_index_params()
            if self._exact or rows <= tuned.EXACT_UP_TO:
                asked.add_index(schema.VECTOR, index_type="FLAT", metric_type="IP")
            else:
                asked.add_index(
                    schema.VECTOR,
                    index_type="HNSW",
                    metric_type="IP",
                    params={"M": tuned.HNSW_LINKS, "efConstruction": tuned.HNSW_BUILD_BREADTH},
                )
            asked.add_index(schema.WORDS, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            for field in (schema.PASSAGE, schema.KIND, schema.LAW):
                asked.add_index(field, index_type="INVERTED")
            self._client.create_index(name, asked, timeout=FILL_SECONDS)
            self._client.load_collection(name, timeout=FILL_SECONDS)
        held = self.rows(name)
        if held != rows:
            raise StoreAway(f"expected {rows} rows in {name} at {self.where}, found {held}; {REBUILD}")

    def rows(self, name: str) -> int:
        """How many rows a collection holds."""
        with _as_away(self.where):
            held = self._client.query(
                name, output_fields=["count(*)"], consistency_level="Strong", timeout=SECONDS
            )
            return int(held[0]["count(*)"])

    def load(self, name: str) -> None:
        """Make a collection ready to be searched."""
        with _as_away(self.where):
            self._client.load_collection(name, timeout=FILL_SECONDS)

    # Reading.

    def said(self, name: str) -> list[str]:
        """The pieces of ``about``, in their order."""
        with _as_away(self.where):
            rows = self._client.query(
                name,
                filter=f"{schema.ID} >= 0",
                partition_names=[schema.ABOUT],
                output_fields=[schema.ID, schema.SAID],
                limit=schema.MOST_ROWS,
                timeout=SECONDS,
            )
        return [str(row[schema.SAID]) for row in sorted(rows, key=lambda row: row[schema.ID])]

    def warm(self, name: str, dimension: int) -> None:
        """Search every part once, one after the other: milvus-lite indexes words when they are first asked for."""
        nearby = np.zeros((1, dimension), dtype=np.float32)
        with _as_away(self.where):
            for part in (schema.TEXTS, schema.PHRASINGS, schema.UNITS):
                self._search(name, Asked(part, schema.VECTOR, nearby, 1), FILL_SECONDS)
            for part in (schema.TEXTS, schema.PHRASINGS):
                self._search(name, Asked(part, schema.WORDS, [{1: 1.0}], 1), FILL_SECONDS)

    def together(self, name: str, asked: Sequence[Asked]) -> list[list[Found]]:
        """Send several searches at once and wait for all: one round trip.

        Returns:
            For each search what each of its vectors found.
        """
        with _as_away(self.where):
            return list(self._pool.map(lambda one: self._search(name, one), asked))

    def _search(self, name: str, asked: Asked, seconds: float | None = None) -> list[Found]:
        params: dict[str, Any] = {"metric_type": "IP"}
        if asked.field == schema.VECTOR and not self._exact:
            # Without a graph the breadth is passed over; with one it must reach the limit.
            params["params"] = {"ef": max(tuned.HNSW_BREADTH, asked.limit)}
        found = self._client.search(
            name,
            data=list(asked.vectors),
            anns_field=asked.field,
            filter=asked.where,
            limit=asked.limit,
            partition_names=[asked.part],
            search_params=params,
            timeout=seconds or self._seconds,
        )
        return [
            Found(np.array(hits.ids, dtype=np.int64), np.array(hits.distances, dtype=np.float32))
            for hits in found
        ]


@contextmanager
def _as_away(where: str) -> Iterator[None]:
    try:
        yield
    except (MilvusException, grpc.RpcError, OSError, ValueError) as error:
        told = error.details() if isinstance(error, grpc.Call) else getattr(error, "message", "")
        said = " ".join(str(told or error).split())[:200]
        raise StoreAway(
            f"expected Milvus at {where} (YUANFA_INDEX_URL) to answer, found: {said}; start it or correct the "
            "setting, and where the index is gone run `yuanfa index build`"
        ) from error
