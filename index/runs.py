"""Rows that belong to passages: those of one stand together, in the order of the passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]


class Runs(Sequence[Rows]):
    """Row numbers of each passage, by its number; two numbers are held of each, however many rows it has."""

    def __init__(self, passage_of_row: npt.NDArray[np.int32], passages: int) -> None:
        """Take the passage of every row, ascending."""
        bounds = np.searchsorted(passage_of_row, np.arange(passages + 1))
        self._starts = bounds[:-1]
        self.lengths: Rows = np.diff(bounds)
        """[passages]: rows of each."""

    def __len__(self) -> int:
        """Passages."""
        return len(self.lengths)

    @overload
    def __getitem__(self, number: int) -> Rows: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Rows]: ...

    def __getitem__(self, number: int | slice) -> Rows | Sequence[Rows]:
        """The rows of a passage, or of each of some passages."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        start = self._starts[number]
        return np.arange(start, start + self.lengths[number])

    @property
    def first(self) -> Rows:
        """[passages]: the first row of each, -1 for one without."""
        return np.where(self.lengths > 0, self._starts, -1)

    def of(self, numbers: Rows) -> Rows:
        """The rows of these passages, one passage after the other.

        >>> Runs(np.array([0, 0, 2], np.int32), 3).of(np.array([2, 1, 0])).tolist()
        [2, 0, 1]
        """
        lengths = self.lengths[numbers]
        ends = np.cumsum(lengths)
        return np.repeat(self._starts[numbers] - ends + lengths, lengths) + np.arange(lengths.sum())
