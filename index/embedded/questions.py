"""The graph that reads questions: whole numbers where this processor multiplies them rightly.

Which channels stand out is a property of the weights, not of the text: of sequences of any pieces they are the same
as of messages (``docs/model.md``), so that a seed is enough to find them. A processor without products of 8 bits adds
them in 16 (``vpmaddubsw``) and loses the highest; whether this one does is tried, and then blocks are multiplied as
before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.embedded.binary import Stored, WeightFile, Weights, with_places
from index.embedded.graph import MASK, WORDS, Arithmetic, Channels, Graph
from index.embedded.session import open_session
from index.embedded.taught import TaughtLayers
from index.embedded.tokenizer import SPECIAL

APART: Final = 8
"""At most so many channels of a product are in float32: with 16 or 32 the vectors are hardly nearer."""
TRIED: Final = 48
"""Sequences of pieces that are read to find them."""
TOKENS: Final = 24
"""Pieces of each."""
RIGHT: Final = 0.99
"""Least cosine to the vector in float32 of a product in whole numbers that loses nothing."""


def questions_graph(
    source: WeightFile, words: Stored, places: Weights, further: Mapping[str, TaughtLayers]
) -> bytes:
    """The graph for questions, as ONNX.

    Args:
        source: The weight file.
        words: [pieces, dim / 32] blocks of the pieces kept.
        places: float32 [tokens, dim].
        further: Layers of further readings, by name.
    """
    inputs = list(_sequences(words, places))
    exact = _Reader(Graph(source, further, watched=True).model())
    outlying: dict[str, Channels] = {}
    vectors = []
    highest: dict[str, npt.NDArray[np.float32]] = {}
    for one in inputs:
        found = exact(one)
        vectors.append({name: found.pop(name) for name in exact.vectors})
        for name, values in found.items():
            highest[name] = np.maximum(highest.get(name, 0), np.abs(values).max(axis=(0, 1)))
    for name, most in highest.items():
        outlying[name] = np.sort(np.argsort(-most, kind="stable")[: min(APART, len(most) // 2)])
    whole = Graph(source, further, outlying=outlying).model()
    if min(_likeness(_Reader(whole), inputs, vectors)) >= RIGHT:
        return bytes(whole.SerializeToString())
    return bytes(Graph(source, further, arithmetic=Arithmetic.BLOCKS).model().SerializeToString())


def _sequences(words: Stored, places: Weights) -> Iterator[npt.NDArray[np.float32]]:
    """float32 [1, tokens, dim] of pieces drawn with a seed; the same for the same pieces."""
    draw = np.random.default_rng(0)
    tokens = min(TOKENS, len(places))
    for _ in range(TRIED):
        ids = draw.integers(len(SPECIAL), len(words), tokens)
        yield with_places(words[ids], places)[None]


class _Reader:
    def __init__(self, model: Any) -> None:
        self._session = open_session(model.SerializeToString(), 1)
        self._names = [output.name for output in self._session.get_outputs()]
        self.vectors = [name for name in self._names if "." not in name]

    def __call__(self, words: npt.NDArray[np.float32]) -> dict[str, npt.NDArray[np.float32]]:
        mask = np.ones(words.shape[:2], dtype=np.int32)
        found = self._session.run(self._names, {WORDS: words, MASK: mask})
        return dict(zip(self._names, found, strict=True))


def _likeness(
    read: _Reader,
    inputs: list[npt.NDArray[np.float32]],
    vectors: list[dict[str, npt.NDArray[np.float32]]],
) -> Iterator[float]:
    """Cosines of what a graph makes of these inputs to what it should."""
    for words, wanted in zip(inputs, vectors, strict=True):
        found: Mapping[str, npt.NDArray[np.float32]] = read(words)
        for name, right in wanted.items():
            one, other = found[name].sum(axis=1)[0], right.sum(axis=1)[0]
            yield float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))
