"""Nearest vectors by inner product (the only importer of ``faiss``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from index import tuned
from index.errors import IndexDamaged
from index.types import Vectors

_SHORTER = 13
"""Bits by which the fraction of a float16 is shorter than that of a float32."""
_SIGN_AND_MOVED = np.int32(-0x7000_0001)
"""The sign and the moved bits, without the copies of the sign between them."""
_EXPONENT = np.float32(2.0 ** (127 - 15))
"""Between what the two formats count exponents from."""


def _halves(index: Any) -> npt.NDArray[np.float16] | None:
    """The rows of a plain index as it holds them, without a copy; None for a graph or an empty index."""
    if not isinstance(index, faiss.IndexScalarQuantizer) or not index.ntotal:
        return None
    codes = faiss.rev_swig_ptr(index.codes.data(), index.codes.size())
    return codes.view(np.float16).reshape(index.ntotal, index.d)


class DenseIndex:
    """Unit rows in, cosines out: exact up to ``tuned.EXACT_UP_TO`` rows, a navigable graph (HNSW) above."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._halves = _halves(index)

    @classmethod
    def build(cls, vectors: Vectors) -> DenseIndex:
        """Index float32 [n, dim], unit rows."""
        dimension = vectors.shape[1]
        # Half the bytes of float32 to read for a question; cosines differ by at most 0.0003.
        half: Any = faiss.ScalarQuantizer.QT_fp16
        if len(vectors) <= tuned.EXACT_UP_TO:
            index: Any = faiss.IndexScalarQuantizer(dimension, half, faiss.METRIC_INNER_PRODUCT)
        else:
            index = faiss.IndexHNSWSQ(dimension, half, tuned.HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = tuned.HNSW_BUILD_BREADTH
            index.hnsw.efSearch = tuned.HNSW_BREADTH
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        index.train(rows)
        index.add(rows)
        return cls(index)

    def __len__(self) -> int:
        """Vectors held."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Columns of the vectors."""
        return int(self._index.d)

    def nearest(self, queries: Vectors, k: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
        """The k nearest rows of each query, best first.

        Returns:
            Cosines float32 [n, k'] and row numbers int64 [n, k'], k' = min(k, rows).
        """
        k = min(k, len(self))
        if k == 0:
            empty = np.empty((len(queries), 0))
            return empty.astype(np.float32), empty.astype(np.int64)
        # One question is one thread's work: several are asked at once. OpenMP keeps the number for each thread apart.
        faiss.omp_set_num_threads(1)
        cosines, rows = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        return cosines, rows

    def vectors(self, rows: npt.NDArray[np.int64]) -> Vectors:
        """float32 [len(rows), dim]: the rows as they were added, to 11 bits a number."""
        if not len(rows):
            return np.zeros((0, self.dimension), dtype=np.float32)
        if self._halves is None:
            found: Vectors = self._index.reconstruct_batch(rows)
            return found
        # Five times faster than FAISS decodes them, and needed for hundreds of rows a question.
        return taken(self._halves, rows)

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Read what ``save`` wrote.

        Raises:
            IndexDamaged: The file is absent or unreadable.
        """
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexDamaged(
                f"expected a vector index at {path}, found none that can be read; run `yuanfa index build`"
            ) from error


def taken(halves: npt.NDArray[np.float16], rows: npt.NDArray[np.int64]) -> Vectors:
    """float32 [len(rows), dim] of finite float16 [n, dim].

    What ``astype`` gives, five times as fast: both formats have sign, exponent and fraction in this order (IEEE 754-2008,
    table 3.5), so that bits are moved and the exponent set right.
    """
    bits = halves.view(np.int16)[rows].astype(np.int32)
    bits <<= _SHORTER
    bits &= _SIGN_AND_MOVED
    found: Vectors = bits.view(np.float32)
    found *= _EXPONENT
    return found
