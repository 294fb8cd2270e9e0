"""BM25 over our own tokens (the only importer of ``bm25s``).

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the sparse form
of Lù, BM25S (2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt

from index import tuned
from index.errors import IndexDamaged
from index.tokens import tokenize


class LexicalIndex:
    """Scores every row of a list of texts against a query."""

    def __init__(self, model: Any, size: int) -> None:
        self._model = model
        self._size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts; row i of every score array is ``texts[i]``."""
        model = bm25s.BM25(k1=tuned.BM25_K1, b=tuned.BM25_B)
        model.index([tokenize(text) for text in texts] or [[""]], show_progress=False)
        return cls(model, len(texts))

    def __len__(self) -> int:
        """Texts held."""
        return self._size

    def scores(self, query: str) -> npt.NDArray[np.float32]:
        """float32 [len(self)]; 0 where no token is shared."""
        tokens = list(dict.fromkeys(tokenize(query)))
        known = [token for token in tokens if token in self._model.vocab_dict]
        if not known or not self._size:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)[: self._size]

    def rows(self, token: str) -> npt.NDArray[np.int32]:
        """int32 [n], each once: the rows that hold a token, none for an unknown one."""
        number = self._model.vocab_dict.get(token)
        if number is None:
            return np.zeros(0, dtype=np.int32)
        start, end = self._model.scores["indptr"][number : number + 2]
        return np.asarray(self._model.scores["indices"][start:end], dtype=np.int32)

    def frequency(self, token: str) -> int:
        """How many rows hold a token."""
        number = self._model.vocab_dict.get(token)
        if number is None:
            return 0
        start, end = self._model.scores["indptr"][number : number + 2].tolist()
        return int(end - start)

    @property
    def words(self) -> list[str]:
        """Every token held, by its number in ``entries``."""
        return sorted(self._model.vocab_dict, key=self._model.vocab_dict.__getitem__)

    def entries(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Row, token and weight of every token in every row, by ascending row: a text's score is the sum of its weights."""
        held = self._model.scores
        rows = np.asarray(held["indices"], dtype=np.int64)
        tokens = np.repeat(np.arange(len(held["indptr"]) - 1), np.diff(held["indptr"]))
        order = np.argsort(rows, kind="stable")
        return rows[order], tokens[order], np.asarray(held["data"], dtype=np.float32)[order]

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON, no pickle."""
        self._model.save(folder, corpus=None, show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> LexicalIndex:
        """Read what ``save`` wrote.

        Raises:
            IndexDamaged: A file is absent or unreadable.
        """
        try:
            model = bm25s.BM25.load(folder, load_corpus=False)
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(
                f"expected the word index in {folder}, found: {error}; run `yuanfa index build`"
            ) from error
        return cls(model, size)
