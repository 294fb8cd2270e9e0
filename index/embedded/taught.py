"""The upper layers once more, as messages of people trained them: a second reading of a question.

The layers below are shared, so a question is read both ways for half as much again. Its first vector is near what
reads like it; the second leads to what people who wrote like that were asking about (``index.learned``). How they
were trained: ``benchmarks/learned``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

from index.embedded.binary import BLOCK_WEIGHTS
from index.embedded.product import Product
from index.packing import SCALE, unpacked

TAUGHT_FILE: Final = "data/layers.safetensors"
ZERO: Final = 128
"""What ``MatMulNBits`` takes off a weight of 8 bits."""


def taught_path() -> Path:
    """The layers that come with the project."""
    return Path(str(files("index") / TAUGHT_FILE))


def digest_of(held: Mapping[str, npt.NDArray[Any]]) -> str:
    """Names weights: 64 hexadecimal digits of all of them."""
    digest = hashlib.sha256()
    for name in sorted(held):
        digest.update(name.encode() + held[name].tobytes())
    return digest.hexdigest()


def taught_digest(path: Path | None = None) -> str:
    """Names the weights, from the file's header alone: 64 hexadecimal digits."""
    with safe_open(path or taught_path(), framework="numpy") as held:
        return str(json.loads(held.metadata()["about"])["digest"])


@dataclass(frozen=True, slots=True)
class TaughtLayers:
    """Layers of an encoder in 8 bits, by the names of the weight file."""

    first: int
    """The layer from which they stand for those of the weight file."""
    held: Mapping[str, npt.NDArray[Any]]
    """As ``index.packing`` packs them."""

    @classmethod
    def load(cls, path: Path | None = None) -> TaughtLayers:
        """Read layers as ``benchmarks.learned`` writes them."""
        with safe_open(path or taught_path(), framework="numpy") as held:
            first = int(json.loads(held.metadata()["about"])["first"])
            return cls(first, {name: held.get_tensor(name) for name in held.keys()})  # noqa: SIM118

    def product(self, parts: Sequence[str], rows: int, columns: int) -> Product:
        """Linear layers that share their input, as one."""
        blocks = columns // BLOCK_WEIGHTS
        weights = np.concatenate([self.held[f"{part}.w"] for part in parts]).astype(np.int16) + ZERO
        scales = np.concatenate([self.held[f"{part}.w{SCALE}"] for part in parts])
        return Product(
            8,
            weights.astype(np.uint8).reshape(rows * len(parts), blocks, BLOCK_WEIGHTS),
            np.repeat(scales.astype(np.float32), blocks).reshape(-1, blocks),
            np.concatenate([self.tensor(f"{part}.b") for part in parts]),
        )

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """A vector: float32 [n]."""
        return unpacked({name: self.held[name]})[name]
