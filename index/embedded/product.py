"""Linear layers as onnxruntime multiplies them, whatever file they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.embedded.binary import BLOCK_WEIGHTS, Stored, WeightFile


@dataclass(frozen=True, slots=True)
class Product:
    """Inputs of one ``MatMulNBits``: weights in blocks of ``BLOCK_WEIGHTS``, each with a scale."""

    bits: int
    weights: npt.NDArray[np.uint8]
    """[rows, blocks, bytes of a block]"""
    scales: npt.NDArray[np.float32]
    """[rows, blocks]"""
    bias: npt.NDArray[np.float32]
    """[rows]"""

    def floats(self) -> npt.NDArray[np.float32]:
        """float32 [rows, columns]: what the blocks stand for."""
        whole = self.weights
        if self.bits == 4:
            whole = np.stack([whole & 0x0F, whole >> 4], axis=-1).reshape(*whole.shape[:2], BLOCK_WEIGHTS)
        zero = 1 << self.bits - 1
        found: npt.NDArray[np.float32] = (whole.astype(np.float32) - zero) * self.scales.reshape(
            whole.shape[0], -1, 1
        )
        return found.reshape(len(found), -1)


class Layers(Protocol):
    """Where layers come from."""

    def product(self, parts: Sequence[str], rows: int, columns: int) -> Product:
        """Linear layers [rows, columns] that share their input, as one of [rows * parts, columns]."""

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """A vector: float32 [n]."""


class FileLayers:
    """The weight file's own."""

    def __init__(self, source: WeightFile) -> None:
        self._source = source

    def product(self, parts: Sequence[str], rows: int, columns: int) -> Product:
        """In the 4 bits of the file: nothing is quantised again."""
        blocks = np.concatenate(
            [self._source.tensors[f"{part}.w"].reshape(rows, columns // BLOCK_WEIGHTS) for part in parts]
        )
        bias = np.concatenate([self._source.tensor(f"{part}.b") for part in parts])
        return Product(4, nibbles(blocks), blocks["scale"].astype(np.float32), bias)

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """A vector: float32 [n]."""
        return self._source.tensor(name)


def nibbles(blocks: Stored) -> npt.NDArray[np.uint8]:
    """uint8 [..., 16]: the 32 weights of each block, two neighbours a byte, the first in the low half.

    The file has weights 0 to 15 in the low halves and 16 to 31 in the high ones.
    """
    halves = blocks["halves"]
    weights = np.concatenate([halves & 0x0F, halves >> 4], axis=-1)
    paired: npt.NDArray[np.uint8] = weights[..., 0::2] | weights[..., 1::2] << 4
    return paired
