"""The vector cache: (encoder fingerprint, digest of a text) to its vector, in 8 bits.

Encoding a whole body of law takes a quarter of an hour, so it is done once. Two layers have the
same format: one travels with the project, one grows in the data folder.

One file: a magic line, a header line (JSON: fingerprint, dimension, count, SHA-256 of the rest),
then digests (16 bytes each, ascending), scales (float32) and rows (int8). The same entries give the
same bytes, whatever the order in which they came.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamaged, IndexMismatch
from index.types import Encoder, Progress, Vectors

MAGIC: Final = b"yuanfa-vectors 1\n"
TRAVELLING_FILE: Final = "data/vectors.bin"
DIGEST_BYTES: Final = 16
"""128 bits of SHA-256: a chance clash among a million texts is below 2^-88."""
LARGEST: Final = 127
KEEP_EVERY: Final = 200
"""New vectors are written at least this often, so an interrupted build loses some ten seconds of work."""
PIECE: Final = ".part"
"""Ending of the files of new vectors that are not yet put together with the cache."""

REMEDY: Final = "delete it and run `yuanfa index build`"


@dataclass(frozen=True, slots=True)
class VectorCache:
    """Vectors of texts for one encoder; never changed, ``merge`` makes another."""

    fingerprint: str
    digests: tuple[bytes, ...] = ()
    """Ascending."""
    scales: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [n]: one per row."""
    rows: npt.NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    """int8 [n, dim]."""
    places: dict[bytes, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the digests."""
        object.__setattr__(self, "places", {key: at for at, key in enumerate(self.digests)})

    def __len__(self) -> int:
        """How many texts it knows."""
        return len(self.digests)

    @property
    def dimension(self) -> int:
        """Columns of its vectors; 0 when it is empty."""
        return int(self.rows.shape[1])

    def lookup(self, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
        """float32 [len(texts), dim], unit rows, and the rows it does not know, which are zeros."""
        found: list[int] = []
        missing: list[int] = []
        places: list[int] = []
        for row, text in enumerate(texts):
            place = self.places.get(digest_of(text))
            if place is None:
                missing.append(row)
            else:
                found.append(row)
                places.append(place)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        if found:
            vectors[found] = _restore(self.rows[places], self.scales[places])
        return vectors, missing

    def merge(self, texts: Sequence[str], vectors: Vectors) -> VectorCache:
        """This cache and the vectors of ``texts``; a text it knows already keeps its vector."""
        fresh: dict[bytes, int] = {}
        for row, text in enumerate(texts):
            key = digest_of(text)
            if key not in self.places:
                fresh.setdefault(key, row)
        if not fresh:
            return self
        if self.digests and vectors.shape[1] != self.dimension:
            raise IndexMismatch(
                f"The vector cache holds {self.dimension} dimensions, the new vectors have "
                f"{vectors.shape[1]}."
            )
        return self._with(fresh, *_quantise(vectors[list(fresh.values())]))

    def merge_held(self, other: VectorCache, texts: Iterable[str]) -> VectorCache:
        """This cache and the vectors of ``texts`` that another of the same encoder holds, bit for bit as it holds them."""
        fresh = dict.fromkeys(key for text in texts if (key := digest_of(text)) in other.places)
        for known in fresh.keys() & self.places.keys():
            del fresh[known]
        places = [other.places[key] for key in fresh]
        return self._with(fresh, other.rows[places], other.scales[places]) if fresh else self

    def _with(
        self, fresh: Iterable[bytes], rows: npt.NDArray[np.int8], scales: npt.NDArray[np.float32]
    ) -> VectorCache:
        if self.digests:
            rows = np.concatenate([self.rows, rows])
            scales = np.concatenate([self.scales, scales])
        digests = [*self.digests, *fresh]
        order = sorted(range(len(digests)), key=digests.__getitem__)
        return VectorCache(self.fingerprint, tuple(digests[at] for at in order), scales[order], rows[order])

    def keep_only(self, texts: Iterable[str]) -> VectorCache:
        """Without the vectors of texts that are no longer wanted."""
        wanted = {digest_of(text) for text in texts}
        order = [at for at, key in enumerate(self.digests) if key in wanted]
        return VectorCache(
            self.fingerprint,
            tuple(self.digests[at] for at in order),
            self.scales[order],
            self.rows[order],
        )

    def save(self, path: Path) -> None:
        """Write the file beside its place, then move it there."""
        payload = b"".join([*self.digests, self.scales.astype("<f4").tobytes(), self.rows.tobytes()])
        header = {
            "count": len(self),
            "dimension": self.dimension,
            "fingerprint": self.fingerprint,
            "sha256": hashlib.sha256(payload).hexdigest(),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as output:
            output.write(MAGIC + json.dumps(header).encode() + b"\n" + payload)
        partial = Path(output.name)
        partial.chmod(0o644)
        partial.replace(path)

    @classmethod
    def load(cls, path: Path, fingerprint: str) -> VectorCache:
        """Read the file; one that is absent or was made by another encoder gives an empty cache.

        Raises:
            IndexDamaged: when it is not what was written.
        """
        if not path.is_file():
            return cls(fingerprint)
        data = path.read_bytes()
        try:
            magic, header_line, payload = data.split(b"\n", 2)
            header = json.loads(header_line)
            count, dimension = int(header["count"]), int(header["dimension"])
            whole = magic + b"\n" == MAGIC and len(payload) == count * (DIGEST_BYTES + 4 + dimension)
            intact = whole and hashlib.sha256(payload).hexdigest() == header["sha256"]
            made_by = str(header["fingerprint"])
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(f"The vector cache {path} cannot be read: {REMEDY}.") from error
        if not intact:
            raise IndexDamaged(f"The vector cache {path} is not as it was written: {REMEDY}.")
        if made_by != fingerprint:
            return cls(fingerprint)
        keys = count * DIGEST_BYTES
        return cls(
            fingerprint,
            tuple(payload[at : at + DIGEST_BYTES] for at in range(0, keys, DIGEST_BYTES)),
            np.frombuffer(payload, "<f4", count, keys).astype(np.float32),
            np.frombuffer(payload, np.int8, count * dimension, keys + 4 * count).reshape(count, dimension),
        )


def digest_of(text: str) -> bytes:
    """The key of a text: the first 16 bytes of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:DIGEST_BYTES]


def travelling_path() -> Path:
    """Where the cache that comes with the project lies."""
    return Path(str(files("index") / TRAVELLING_FILE))


def load_travelling(fingerprint: str) -> VectorCache:
    """The cache that comes with the project; empty for any encoder but the embedded default."""
    return VectorCache.load(travelling_path(), fingerprint)


def embed_with_cache(
    encoder: Encoder,
    texts: Sequence[str],
    *,
    travelling: VectorCache | None = None,
    own: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Vectors, int]:
    """Vectors of passages, encoding only those that no cache holds.

    A new vector is returned as the cache will give it back: a second build equals the first.

    Args:
        encoder: Makes the vectors of what is not cached.
        texts: Search texts; one that occurs twice is encoded once.
        travelling: The cache that comes with the project.
        own: File of the cache in the data folder; what was encoded is added to it as it comes.
        progress: Told of (done, total) among the texts that must be encoded.

    Returns:
        float32 [len(texts), dim], unit rows, and how many texts were encoded.
    """
    fingerprint = encoder.fingerprint
    layers = [travelling] if travelling and travelling.fingerprint == fingerprint else []
    grown = VectorCache.load(own, fingerprint) if own else VectorCache(fingerprint)
    if own is not None:
        grown = _put_together(own, grown)
    vectors = np.zeros((len(texts), encoder.dimension), np.float32)
    missing = list(range(len(texts)))
    for layer in [*layers, grown]:
        missing = _fill(vectors, texts, missing, layer)
    wanted = list(dict.fromkeys(texts[row] for row in missing))
    pieces: list[VectorCache] = []
    for start in range(0, len(wanted), KEEP_EVERY):
        part = wanted[start : start + KEEP_EVERY]

        def report(done: int, _total: int, before: int = start) -> None:
            if progress is not None:
                progress(before + done, len(wanted))

        piece = VectorCache(fingerprint).merge(part, encoder.encode_passages(part, report))
        pieces.append(piece)
        if (
            own is not None
        ):  # a small file each: writing the whole cache every time would take longer than embedding
            piece.save(own.with_name(f"{own.name}.{piece.digests[0].hex()}{PIECE}"))
    grown = _merged([grown, *pieces])
    if own is not None and pieces:
        grown.save(own)
        _drop_pieces(own)
    _fill(vectors, texts, missing, grown)
    return vectors, len(wanted)


def _put_together(own: Path, cache: VectorCache) -> VectorCache:
    """The cache with what a build that was ended had written beside it."""
    pieces: list[VectorCache] = []
    for path in sorted(own.parent.glob(f"{own.name}.*{PIECE}")):
        try:
            piece = VectorCache.load(path, cache.fingerprint)
        except IndexDamaged:
            continue  # written when the disk was full; its texts are embedded again
        pieces.append(piece)
    if not pieces:
        return cache
    whole = _merged([cache, *pieces])
    whole.save(own)
    _drop_pieces(own)
    return whole


def _drop_pieces(own: Path) -> None:
    for path in own.parent.glob(f"{own.name}.*{PIECE}"):
        path.unlink(missing_ok=True)


def _merged(caches: Sequence[VectorCache]) -> VectorCache:
    """Caches of one encoder as one; of a text in several, the first one's vector stays."""
    places: dict[bytes, tuple[int, int]] = {}
    for number, cache in enumerate(caches):
        for row, key in enumerate(cache.digests):
            places.setdefault(key, (number, row))
    kept = sorted(places)
    held = [caches[places[key][0]] for key in kept]
    rows = [places[key][1] for key in kept]
    if not kept:
        return caches[0]
    return VectorCache(
        caches[0].fingerprint,
        tuple(kept),
        np.array([cache.scales[row] for cache, row in zip(held, rows, strict=True)], np.float32),
        np.stack([cache.rows[row] for cache, row in zip(held, rows, strict=True)]),
    )


def _fill(vectors: Vectors, texts: Sequence[str], rows: Sequence[int], layer: VectorCache) -> list[int]:
    """Write what ``layer`` knows of ``rows`` into ``vectors``; the rest is returned."""
    if not len(layer) or not rows:
        return list(rows)
    if layer.dimension != vectors.shape[1]:
        raise IndexMismatch(
            f"The vector cache holds {layer.dimension} dimensions, the embedding model gives "
            f"{vectors.shape[1]}."
        )
    found, unknown = layer.lookup([texts[row] for row in rows])
    left = set(unknown)
    known = [at for at in range(len(rows)) if at not in left]
    vectors[[rows[at] for at in known]] = found[known]
    return [rows[at] for at in unknown]


def _quantise(vectors: Vectors) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Rows in 8 bits, each with the scale that makes its largest number 127."""
    scales = np.abs(vectors).max(axis=1).astype(np.float32) / LARGEST
    scales[scales == 0] = 1.0
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def _restore(rows: npt.NDArray[np.int8], scales: npt.NDArray[np.float32]) -> Vectors:
    """float32 [n, dim], unit rows again; a row of zeros stays one."""
    vectors = rows.astype(np.float32) * scales[:, None]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1.0
    restored: Vectors = (vectors / lengths).astype(np.float32)
    return restored
