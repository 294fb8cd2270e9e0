"""Matrices in 8 bits with a scale a row: how weights travel with the project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

SCALE: Final = ".scale"
"""Ending of the name of a matrix's scales, one a row."""
LARGEST: Final = 127

Tensors = Mapping[str, npt.NDArray[Any]]


def packed(tensors: Tensors) -> dict[str, npt.NDArray[Any]]:
    """Matrices as int8 [out, in] with a float32 [out] scale beside them, vectors as float32.

    Raises:
        ValueError: A tensor has neither one nor two dimensions.
    """
    held: dict[str, npt.NDArray[Any]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == 2:
            scales = np.maximum(np.abs(tensor).max(axis=1), np.finfo(np.float32).tiny) / LARGEST
            # safetensors writes memory as it lies: a transposed view would come back scrambled.
            held[name] = np.ascontiguousarray(np.round(tensor / scales[:, None]).astype(np.int8))
            held[name + SCALE] = scales.astype(np.float32)
        elif tensor.ndim == 1:
            held[name] = tensor.astype(np.float32)
        else:
            raise ValueError(f"expected matrices and vectors, found {name} of shape {tensor.shape}")
    return held


def unpacked(held: Tensors) -> dict[str, npt.NDArray[np.float32]]:
    """What ``packed`` was given, to 8 bits."""
    return {
        name: (tensor * held[name + SCALE][:, None] if tensor.dtype == np.int8 else tensor).astype(np.float32)
        for name, tensor in held.items()
        if not name.endswith(SCALE)
    }
