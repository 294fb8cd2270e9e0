"""Makers of test data, and stand-ins for slow parts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from index.types import Progress, Vectors


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
