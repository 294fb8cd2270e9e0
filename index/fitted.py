"""Weights that benchmarks fitted and that come with the project, as JSON by feature."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt


def read_weights(file: str, features: Sequence[str], part: str | None = None) -> npt.NDArray[np.float64]:
    """float64 [features], in the order given.

    Args:
        file: Path within ``index``.
        features: Names of the columns.
        part: Key of the weights in a file that holds several.
    """
    raw = json.loads((files("index") / file).read_text(encoding="utf-8"))
    fitted = raw if part is None else raw[part]
    return np.array([fitted[name] for name in features])
