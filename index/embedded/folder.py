"""The embedded default's folder: two graphs, embeddings, tokenizer, made of pinned weights.

Source: ``intfloat/multilingual-e5-small`` (MIT), its 4-bit weights as pinned in
``knowledge.fetch``; Wang et al., "Multilingual E5 Text Embeddings", arXiv:2402.05672. How it is
made and what it measures: ``docs/model.md``.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from index.embedded.binary import WeightFile, read_weights
from index.embedded.graph import Graph
from index.embedded.questions import questions_graph
from index.embedded.taught import TaughtLayers, further_readings, readings_digest
from index.embedded.tokenizer import SPECIAL, kept_ids, tokenizer_json
from index.errors import EncoderMissing
from knowledge.fetch import EMBEDDED_WEIGHTS, ensure, share_dir

EMBEDDED_NAME: Final = "multilingual-e5-small"
CONVERSION: Final = 1
"""Raise it whenever vectors would change: every cached vector then counts as foreign."""
FORM: Final = 3
"""Raise it when the files change and the vectors stay: the folder is made anew."""

QUESTIONS: Final = "questions.onnx"
"""Layers in whole numbers of 8 bits, those of further readings beside those of the file."""
PASSAGES: Final = "passages.onnx"
"""The same layers in float32."""
WORDS: Final = "words.npy"
"""[pieces, dim / 32] blocks as in the weight file: embeddings of the pieces kept."""
PLACES: Final = "places.npy"
"""float32 [tokens, dim]: embeddings of the places in a text, and of the one token type in use."""
TOKENIZER: Final = "tokenizer.json"
FINGERPRINT_FILE: Final = "yuanfa.json"


def embedded_fingerprint() -> str:
    """Same on every machine: the source file and the version of the conversion decide it."""
    return f"{EMBEDDED_NAME}-{EMBEDDED_WEIGHTS.file_sha256[:16]}-{CONVERSION}"


def embedded_dir(directory: Path | None = None) -> Path:
    """Where the folder lies, made or not; its name changes with the layers of further readings, so that a program of before keeps its own."""
    return (directory or share_dir()) / f"{EMBEDDED_NAME}-{readings_digest()[:8]}"


def is_complete(folder: Path) -> bool:
    """Whether ``folder`` holds the model of this conversion in this form, which is written last."""
    try:
        record = json.loads((folder / FINGERPRINT_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(record == _record())


def _record() -> dict[str, object]:
    return {"fingerprint": embedded_fingerprint(), "form": FORM, "readings": readings_digest()}


def ensure_embedded_model(directory: Path | None = None) -> Path:
    """Make the folder unless it is there; seconds of work after the download.

    The weight file stays beside it, for the next version of the conversion and for the comparison
    with the whole vocabulary; an image may leave it out.

    Raises:
        knowledge.errors.SourceMissing: when the weights cannot be fetched.
        EncoderMissing: when they are not what the conversion expects.
    """
    parent = directory or share_dir()
    folder = embedded_dir(parent)
    if is_complete(folder):
        return folder
    weights = ensure(EMBEDDED_WEIGHTS, parent)
    source = read_weights(weights)
    replace_folder(folder, lambda scratch: write_folder(source, scratch, further_readings()))
    return folder


def replace_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Put what ``write`` makes of an empty folder in place of ``folder``, whole or not at all."""
    scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        write(scratch)
        make_readable(scratch)
        shutil.rmtree(folder, ignore_errors=True)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def write_folder(source: WeightFile, folder: Path, further: Mapping[str, TaughtLayers] | None = None) -> None:
    """Write graphs, embeddings, tokenizer and, at the end, the fingerprint.

    Args:
        source: The weight file.
        folder: Where to.
        further: Layers of further readings of questions, by name; None for a model that has none.
    """
    rows, pieces, scores = pruned(source)
    folder.mkdir(parents=True, exist_ok=True)
    words = source.tensors["emb.word"].reshape(source.shape.vocabulary, -1)[rows]
    places = source.tensor("emb.pos", source.shape.hidden) + source.tensor("emb.type", source.shape.hidden)[0]
    (folder / QUESTIONS).write_bytes(questions_graph(source, words, places, further or {}))
    (folder / PASSAGES).write_bytes(Graph(source).model().SerializeToString())
    np.save(folder / WORDS, words)
    np.save(folder / PLACES, places)
    write_json(folder / TOKENIZER, tokenizer_json(pieces, scores))
    write_json(folder / FINGERPRINT_FILE, _record())


def pruned(source: WeightFile, *, prune: bool = True) -> tuple[list[int], list[str], list[float]]:
    """Rows of the pieces that stay, the pieces, their scores; ``prune=False`` keeps every piece.

    Raises:
        EncoderMissing: The file's pieces are not those that pruning counts on.
    """
    rows = kept_ids(source.pieces, prune=prune)
    if [source.pieces[row] for row in rows[: len(SPECIAL)]] != list(SPECIAL):
        raise EncoderMissing("The weight file's special pieces are not where they should be.")
    scores = source.scores[rows]
    if scores.min() != source.scores.min():
        # The penalty of an unknown character hangs on the lowest score: both must stay.
        raise EncoderMissing("Pruning would drop the piece with the lowest score.")
    return rows, [source.pieces[row] for row in rows], scores.tolist()


def write_json(path: Path, content: object) -> None:
    """One line, the same bytes on every system."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def make_readable(folder: Path) -> None:
    """Let everybody read a folder: set-up may run as root and the bot as somebody else."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
