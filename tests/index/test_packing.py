"""Weights in 8 bits: what a matrix loses and what is refused."""

import numpy as np
import pytest

from index.packing import SCALE, packed, unpacked


def test_eight_bits_hold_a_matrix_to_half_a_step_a_row():
    dice = np.random.default_rng(0)
    matrix = dice.normal(size=(7, 5)).astype(np.float32)
    matrix[3] = 0
    tensors = {"a.weight": matrix, "a.bias": dice.normal(size=7).astype(np.float32)}
    held = packed(tensors)
    assert held["a.weight"].dtype == np.int8
    assert held["a.weight" + SCALE].shape == (7,)
    back = unpacked(held)
    assert back.keys() == tensors.keys()
    steps = np.abs(matrix).max(axis=1) / 127
    assert (np.abs(back["a.weight"] - matrix) <= steps[:, None] / 2 + 1e-7).all()
    np.testing.assert_array_equal(back["a.bias"], tensors["a.bias"])


def test_a_tensor_that_is_neither_matrix_nor_vector_is_named():
    with pytest.raises(ValueError, match="odd"):
        packed({"odd": np.zeros((2, 2, 2), np.float32)})
