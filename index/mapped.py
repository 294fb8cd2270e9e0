"""Arrays that stay on disk: of what a question does not touch, nothing is read and nothing is held in memory."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def mapped(path: Path) -> npt.NDArray[Any]:
    """The array of a ``.npy`` file, to be read alone.

    A folder that is replaced keeps its files for whoever mapped them. On Windows a mapped file could not be
    replaced, so there it is read.

    Raises:
        OSError: There is no such file.
        ValueError: It holds no plain array.
    """
    if sys.platform == "win32":
        whole: npt.NDArray[Any] = np.load(path, allow_pickle=False)
        return whole
    # A plain view: numpy's own class for mapped arrays makes every slice slower.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
