"""Upper layers once more, as messages of people trained them: further readings of a question.

The layers below are shared, so that a reading costs its own layers alone. A question's first vector is near what
reads like it. Six layers trained by ``benchmarks/learned`` lead to what people who wrote like that were asking about
(``index.learned``); three trained by ``benchmarks/safety`` tell danger and harm (``bot.compose.likeness``).
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
from safetensors.numpy import save_file

from index.embedded.binary import BLOCK_WEIGHTS
from index.embedded.product import Product
from index.packing import SCALE, unpacked

TAUGHT: Final = "taught"
GUARDING: Final = "guarding"
LAYER_FILES: Final = {TAUGHT: "data/layers.safetensors", GUARDING: "data/guarding.safetensors"}
"""The readings that come with the project, in the order of ``index.types.Readings`` after the first."""
ZERO: Final = 128
"""What ``MatMulNBits`` takes off a weight of 8 bits."""


def layers_path(reading: str) -> Path:
    """The layers of one reading that come with the project.

    Args:
        reading: One of ``LAYER_FILES``.
    """
    return Path(str(files("index") / LAYER_FILES[reading]))


def digest_of(held: Mapping[str, npt.NDArray[Any]]) -> str:
    """Names weights: 64 hexadecimal digits of all of them."""
    digest = hashlib.sha256()
    for name in sorted(held):
        digest.update(name.encode() + held[name].tobytes())
    return digest.hexdigest()


def layers_digest(reading: str) -> str:
    """Names the weights of one reading, from the file's header alone: 64 hexadecimal digits."""
    with safe_open(layers_path(reading), framework="numpy") as held:
        return str(json.loads(held.metadata()["about"])["digest"])


def readings_digest() -> str:
    """Names the weights of all readings: 64 hexadecimal digits."""
    return hashlib.sha256("".join(map(layers_digest, LAYER_FILES)).encode()).hexdigest()


def save_layers(path: Path, first: int, held: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write layers as ``TaughtLayers.load`` reads them.

    Args:
        path: One of ``layers_path``.
        first: The layer from which they stand for those of the weight file.
        held: As ``index.packing`` packs them.
    """
    about = {"first": first, "digest": digest_of(held)}
    save_file(dict(held), path, metadata={"about": json.dumps(about)})


@dataclass(frozen=True, slots=True)
class TaughtLayers:
    """Layers of an encoder in 8 bits, by the names of the weight file."""

    first: int
    """The layer from which they stand for those of the weight file."""
    held: Mapping[str, npt.NDArray[Any]]
    """As ``index.packing`` packs them."""

    @classmethod
    def load(cls, path: Path) -> TaughtLayers:
        """Read layers as ``save_layers`` writes them."""
        with safe_open(path, framework="numpy") as held:
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


def further_readings() -> dict[str, TaughtLayers]:
    """The layers of every reading that comes with the project, by its name."""
    return {reading: TaughtLayers.load(layers_path(reading)) for reading in LAYER_FILES}
