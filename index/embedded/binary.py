"""Reads the 4-bit weight file: a header, the tokenizer, a directory of tensors, the tensors.

Layout, little-endian throughout (as the reader shipped beside the file has it):

- ``E5S1``, version, hidden, layers, heads, feed-forward, vocabulary rows, positions, token types,
  epsilon, block size;
- piece count, ids of ``<s> </s> <pad> <unk>``, byte length of the pieces, offsets (pieces + 1),
  scores, the pieces' bytes;
- the normalisation table (count, byte length, entries), which NFKC and a few rules replace: see
  ``index.embedded.tokenizer``;
- tensors: name, type (0 float32, 1 four-bit), element count, offset, byte length.

A four-bit tensor is rows of blocks of 32 weights: a float16 scale and 16 bytes, whose low halves
are weights 0 to 15 and high halves weights 16 to 31, each minus 8 and times the scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.errors import EncoderMissing

MAGIC: Final = b"E5S1"
BLOCK_WEIGHTS: Final = 32
NOUGHT: Final = 8
"""Weights in a block, and the half byte that stands for 0."""
BLOCK: Final = np.dtype([("scale", "<f2"), ("halves", "u1", (BLOCK_WEIGHTS // 2,))])

Weights = npt.NDArray[np.float32]
Stored = npt.NDArray[Any]
"""float32 [n], or four-bit blocks."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The header: sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class WeightFile:
    """The file as read: sizes, pieces with their scores, tensors still in four bits."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: Weights
    tensors: dict[str, Stored]

    def tensor(self, name: str, columns: int | None = None) -> Weights:
        """float32, [n] or [n, columns]: one tensor, dequantised."""
        stored = self.tensors[name]
        flat = stored if stored.dtype == np.float32 else dequantise(stored)
        return flat.astype(np.float32).reshape(-1, columns) if columns else flat.astype(np.float32)

    def word_rows(self, rows: npt.NDArray[np.int64]) -> Weights:
        """float32 [len(rows), hidden]: the word embeddings of these pieces."""
        blocks = self.tensors["emb.word"].reshape(self.shape.vocabulary, -1)
        return dequantise(blocks[rows].reshape(-1)).reshape(len(rows), self.shape.hidden)


def dequantise(blocks: Stored) -> Weights:
    """float32 [32 * len(blocks)]: the weights of four-bit blocks."""
    halves = blocks["halves"]
    whole = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32) - NOUGHT
    return (whole * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def with_places(words: Stored, places: Weights) -> Weights:
    """float32 [pieces, dim]: blocks [pieces, dim / 32] of a text's pieces, each with its place added."""
    return dequantise(words.reshape(-1)).reshape(len(words), -1) + places[: len(words)]


def read_weights(path: Path) -> WeightFile:
    """Read the file.

    Raises:
        EncoderMissing: when it is not such a file.
    """
    data = path.read_bytes()
    try:
        return _parse(data)
    except (struct.error, ValueError, UnicodeDecodeError, KeyError) as error:
        raise EncoderMissing(
            f"{path} is not the expected weight file ({error}): delete it and run `yuanfa setup`."
        ) from error


def _parse(data: bytes) -> WeightFile:
    if data[:4] != MAGIC:
        raise ValueError(f"it starts with {data[:4]!r} instead of {MAGIC!r}")
    header = struct.unpack_from("<7ifi", data, 8)
    shape, block = Shape(*header[:8]), header[8]
    if block != BLOCK_WEIGHTS:
        raise ValueError(f"its blocks hold {block} weights instead of {BLOCK_WEIGHTS}")
    at = 8 + struct.calcsize("<7ifi")
    count, *_special, blob_length = struct.unpack_from("<5iQ", data, at)
    at += struct.calcsize("<5iQ")
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + blob_length]
    at += blob_length
    _entries, table_length = struct.unpack_from("<iI", data, at)
    at += 8 + table_length
    pieces = tuple(blob[start:end].decode() for start, end in pairwise(offsets))
    return WeightFile(shape, pieces, scores, _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, Stored]:
    tensors: dict[str, Stored] = {}
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, elements, offset, _bytes = struct.unpack_from("<BIQQ", data, at)
        at += struct.calcsize("<BIQQ")
        if kind == 0:
            tensors[name] = np.frombuffer(data, "<f4", elements, offset)
        else:
            tensors[name] = np.frombuffer(data, BLOCK, elements // BLOCK_WEIGHTS, offset)
    return tensors
