"""The small encoder for questions: four layers that learned to give the vectors of the whole model.

A search encodes one question and nothing else, and twelve layers are two thirds of its time. The four layers
travel with the project in 8 bits; the embeddings are those of the embedded model, so the folder is written
from both and is an ordinary sentence-transformers folder. How they were trained: ``benchmarks/retrieval/distil.py``;
what they cost and win: ``docs/model.md``. Passages keep the vectors of the whole model.

Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network (2015).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import load_file, save_file

from index.embedded.folder import (
    EMBEDDED_NAME,
    FINGERPRINT_FILE,
    embedded_dir,
    embedded_fingerprint,
    is_made_of,
    replace_folder,
)
from index.errors import EncoderMissing
from knowledge.fetch import share_dir

QUESTION_NAME: Final = f"{EMBEDDED_NAME}-questions"
LAYERS: Final = 4
SCALE: Final = ".scale"
"""Ending of the name of a matrix's scales, one a row."""
LARGEST: Final = 127

Tensors = Mapping[str, npt.NDArray[Any]]


def question_weights() -> Path:
    """The layers that come with the project."""
    return Path(str(files("index") / "data/question-encoder.safetensors"))


@cache
def question_fingerprint() -> str:
    """Digest of the layers and name of the model whose embeddings they read."""
    digest = hashlib.sha256(question_weights().read_bytes()).hexdigest()
    return f"{QUESTION_NAME}-{digest[:16]}-{embedded_fingerprint()}"


def question_dir(directory: Path | None = None) -> Path:
    """Where the folder lies, made or not."""
    return (directory or share_dir()) / QUESTION_NAME


def is_question_folder(folder: Path) -> bool:
    """Whether ``folder`` holds these layers on this model."""
    return is_made_of(folder, question_fingerprint())


def packed(tensors: Tensors) -> dict[str, npt.NDArray[Any]]:
    """Matrices as int8 [out, in] with a float32 [out] scale beside them, vectors as float32.

    Raises:
        ValueError: A tensor has neither one nor two dimensions.
    """
    held: dict[str, npt.NDArray[Any]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == 2:
            scales = np.maximum(np.abs(tensor).max(axis=1), np.finfo(np.float32).tiny) / LARGEST
            held[name] = np.round(tensor / scales[:, None]).astype(np.int8)
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


def ensure_question_encoder(directory: Path | None = None) -> Path:
    """Make the folder unless it is there, from the embedded model's folder beside it.

    Raises:
        EncoderMissing: The embedded model is not there, or the layers cannot be read.
    """
    parent = directory or share_dir()
    folder = question_dir(parent)
    if is_question_folder(folder):
        return folder
    replace_folder(folder, lambda scratch: _write(embedded_dir(parent), scratch))
    return folder


def _write(whole: Path, folder: Path) -> None:
    """The whole model's folder with other layers; the fingerprint comes last."""
    try:
        layers = unpacked(load_file(question_weights()))
        with safe_open(whole / "model.safetensors", framework="numpy") as tensors:
            state = {
                name: tensors.get_tensor(name)
                for name in tensors.keys()  # noqa: SIM118 (no mapping)
                if not name.startswith("encoder.")
            }
    except (OSError, SafetensorError) as error:
        raise EncoderMissing(
            f"expected the embedded model in {whole} and the question layers in {question_weights()}, "
            "found one of them missing or damaged; run `yuanfa setup`"
        ) from error
    shutil.copytree(
        whole,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("model.safetensors", FINGERPRINT_FILE),
    )
    save_file(state | layers, folder / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((whole / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"num_hidden_layers": LAYERS}) + "\n", "utf-8")
    record = json.dumps({"fingerprint": question_fingerprint()})
    (folder / FINGERPRINT_FILE).write_text(record + "\n", encoding="utf-8")
