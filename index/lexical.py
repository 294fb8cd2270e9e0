"""BM25 over our own tokens (the only importer of ``bm25s``, which is loaded to build, not to search).

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), in the sparse form
of Lù, BM25S (2024): the weight of a token in a text is worked out when the index is built, and a score is a sum.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index import tuned
from index.errors import IndexDamaged
from index.mapped import mapped
from index.tokens import tokenize

DATA: Final = "data.csc.index.npy"
"""float32 [entries]: weights, those of one token together."""
INDICES: Final = "indices.csc.index.npy"
"""int32 [entries]: the row of each, ascending within a token, each once."""
INDPTR: Final = "indptr.csc.index.npy"
"""int64 [tokens + 1]: where the entries of each token begin."""
VOCABULARY: Final = "vocab.index.json"
"""Number of each token."""


class LexicalIndex:
    """Scores every row of a list of texts against a query."""

    def __init__(
        self,
        numbers: Mapping[str, int],
        starts: npt.NDArray[Any],
        rows: npt.NDArray[np.int32],
        weights: npt.NDArray[np.float32],
        size: int,
    ) -> None:
        """Take the arrays as the files hold them (``VOCABULARY``, ``INDPTR``, ``INDICES``, ``DATA``)."""
        self._numbers = numbers
        self._starts, self._rows, self._weights = starts, rows, weights
        self._size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts; row i of every score array is ``texts[i]``."""
        import bm25s  # with scipy: a tenth of a second and 26 MB that no question needs

        model = bm25s.BM25(k1=tuned.BM25_K1, b=tuned.BM25_B)
        model.index([tokenize(text) for text in texts] or [[""]], show_progress=False)
        held = model.scores
        return cls(model.vocab_dict, held["indptr"], held["indices"], held["data"], len(texts))

    def __len__(self) -> int:
        """Texts held."""
        return self._size

    def scores(self, query: str) -> npt.NDArray[np.float32]:
        """float32 [len(self)]; 0 where no token is shared."""
        scores = np.zeros(self._size, dtype=np.float32)
        for token in dict.fromkeys(tokenize(query)):
            held = self._entries_of(token)
            np.add.at(scores, self._rows[held], self._weights[held])
        return scores

    def rows(self, token: str) -> npt.NDArray[np.int32]:
        """int32 [n], each once: the rows that hold a token, none for an unknown one."""
        return self._rows[self._entries_of(token)]

    def frequency(self, token: str) -> int:
        """How many rows hold a token."""
        return len(self.rows(token))

    def _entries_of(self, token: str) -> slice:
        number = self._numbers.get(token)
        if number is None or not self._size:
            return slice(0, 0)
        start, end = self._starts[number : number + 2].tolist()
        return slice(start, end)

    @property
    def words(self) -> list[str]:
        """Every token held, by its number in ``entries``."""
        return sorted(self._numbers, key=self._numbers.__getitem__)

    def entries(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Row, token and weight of every token in every row, by ascending row: a text's score is the sum of its weights."""
        rows = np.asarray(self._rows, dtype=np.int64)
        tokens = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        order = np.argsort(rows, kind="stable")
        return rows[order], tokens[order], np.asarray(self._weights, dtype=np.float32)[order]

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON, no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, array in ((DATA, self._weights), (INDICES, self._rows), (INDPTR, self._starts)):
            np.save(folder / name, array, allow_pickle=False)
        (folder / VOCABULARY).write_text(json.dumps(self._numbers, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, size: int) -> LexicalIndex:
        """Read what ``save`` wrote; entries are mapped, as a question needs few of them.

        Raises:
            IndexDamaged: A file is absent or unreadable.
        """
        try:
            numbers = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
            starts = np.load(folder / INDPTR, allow_pickle=False)
            return cls(numbers, starts, mapped(folder / INDICES), mapped(folder / DATA), size)
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(
                f"expected the word index in {folder}, found: {error}; run `yuanfa index build`"
            ) from error
