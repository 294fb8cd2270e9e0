"""A low-rank step added to a question's vector, which brings lay questions nearer to the articles that answer.

Passages stay where the encoder put them, so nothing needs to be embedded anew: q' = normalise(q + q U W), with U
[dim, rank] and W [rank, dim] trained by ``benchmarks/retrieval/train.py`` (docs/model.md). It only fits the
encoder it was trained for. Whether a question is ours at all is judged by the vector without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from index.types import Vectors

MAP_FILE: Final = "data/question-map.npz"
SMALL_MAP_FILE: Final = "data/question-map-small.npz"
"""For the questions of the small encoder (``index.embedded.questions``)."""


@dataclass(frozen=True, slots=True)
class QuestionMap:
    """q' = normalise(q + q U W)."""

    down: npt.NDArray[np.float32]
    """U: float32 [dim, rank]."""
    up: npt.NDArray[np.float32]
    """W: float32 [rank, dim]."""
    fingerprint: str
    """Of the encoder it was trained for."""

    def __call__(self, vectors: Vectors) -> Vectors:
        """float32 [n, dim], unit rows, to the same."""
        moved = vectors + (vectors @ self.down) @ self.up
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write it in half precision."""
        np.savez(
            path,
            down=self.down.astype(np.float16),
            up=self.up.astype(np.float16),
            fingerprint=np.array(self.fingerprint),
        )

    @classmethod
    def load(cls, path: Path) -> QuestionMap:
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as held:
            return cls(
                held["down"].astype(np.float32), held["up"].astype(np.float32), str(held["fingerprint"])
            )


def map_path(*, small: bool = False) -> Path:
    """Where the map that comes with the project lies, for the whole encoder or the small one."""
    return Path(str(files("index") / (SMALL_MAP_FILE if small else MAP_FILE)))


def load_question_map(fingerprint: str) -> QuestionMap | None:
    """The map that comes with the project for this encoder's questions; None when it was trained for none."""
    for path in (map_path(), map_path(small=True)):
        if path.is_file() and (held := QuestionMap.load(path)).fingerprint == fingerprint:
            return held
    return None
