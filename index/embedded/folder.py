"""Writes the embedded default as a sentence-transformers folder.

Source: ``intfloat/multilingual-e5-small`` (MIT), its 4-bit weights as pinned in
``knowledge.fetch``; Wang et al., "Multilingual E5 Text Embeddings", arXiv:2402.05672. How it is
made and what it measures: ``docs/model.md``.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import save_file

from index.embedded.binary import WeightFile, read_weights
from index.embedded.tokenizer import MASK, MAX_TOKENS, SPECIAL, kept_ids, tokenizer_json
from index.errors import EncoderMissing
from knowledge.fetch import EMBEDDED_WEIGHTS, ensure, share_dir

EMBEDDED_NAME: Final = "multilingual-e5-small"
CONVERSION: Final = 1
"""Raise it whenever vectors would change: every cached vector then counts as foreign."""
FINGERPRINT_FILE: Final = "yuanfa.json"
STORED: Final = np.float32
"""As torch computes: the file is mapped, and rows of pieces never asked for stay on disk."""

SENSITIVE_LAYERS: Final = frozenset(f"encoder.layer.{layer}.output.dense" for layer in (0, 1, 4, 5))
"""Their activations have outliers that 8 bits cannot hold: float32 here wins back two thirds of the
error (mean cosine 0.9972 to 0.9989, see ``docs/model.md``) for a millisecond a question."""

PROJECTIONS: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""Names of a layer's parts in the weight file and in ``BertModel``."""


def embedded_fingerprint() -> str:
    """Same on every machine: the source file and the version of the conversion decide it."""
    return f"{EMBEDDED_NAME}-{EMBEDDED_WEIGHTS.file_sha256[:16]}-{CONVERSION}"


def embedded_dir(directory: Path | None = None) -> Path:
    """Where the folder lies, made or not."""
    return (directory or share_dir()) / EMBEDDED_NAME


def is_made_of(folder: Path, fingerprint: str) -> bool:
    """Whether a folder is whole and of this fingerprint, which is written last."""
    try:
        record = json.loads((folder / FINGERPRINT_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(record == {"fingerprint": fingerprint})


def is_complete(folder: Path) -> bool:
    """Whether ``folder`` holds the model of this conversion."""
    return is_made_of(folder, embedded_fingerprint())


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
    replace_folder(folder, lambda scratch: write_folder(source, scratch))
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


def write_folder(source: WeightFile, folder: Path, *, prune: bool = True) -> None:
    """Write weights, tokenizer and configuration; ``prune=False`` keeps every piece."""
    rows = kept_ids(source.pieces, prune=prune)
    if [source.pieces[row] for row in rows[: len(SPECIAL)]] != list(SPECIAL):
        raise EncoderMissing("The weight file's special pieces are not where they should be.")
    pieces = [source.pieces[row] for row in rows]
    scores = source.scores[rows]
    if scores.min() != source.scores.min():
        # The penalty of an unknown character hangs on the lowest score: both must stay.
        raise EncoderMissing("Pruning would drop the piece with the lowest score.")
    folder.mkdir(parents=True, exist_ok=True)
    save_file(_state(source, rows), folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "tokenizer.json", tokenizer_json(pieces, scores.tolist()))
    for name, content in _configuration(source, len(rows)).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        _write_json(path, content)
    _write_json(folder / FINGERPRINT_FILE, {"fingerprint": embedded_fingerprint()})


def _state(source: WeightFile, rows: list[int]) -> dict[str, np.ndarray[Any, Any]]:
    """The tensors of ``BertModel`` by name."""
    shape = source.shape
    state = {
        "embeddings.word_embeddings.weight": source.word_rows(np.asarray(rows)),
        "embeddings.position_embeddings.weight": source.tensor("emb.pos", shape.hidden),
        "embeddings.token_type_embeddings.weight": source.tensor("emb.type", shape.hidden),
        "embeddings.LayerNorm.weight": source.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.tensor("emb.ln.b"),
        # BertModel has a pooler, mean pooling never asks it: zeros keep loaders from inventing one.
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), np.float32),
        "pooler.dense.bias": np.zeros(shape.hidden, np.float32),
    }
    for layer in range(shape.layers):
        for short, long in PROJECTIONS.items():
            columns = None if short.endswith("ln") else shape.hidden
            if short == "fo":
                columns = shape.feed_forward
            name = f"encoder.layer.{layer}.{long}"
            state[f"{name}.weight"] = source.tensor(f"l{layer}.{short}.w", columns)
            state[f"{name}.bias"] = source.tensor(f"l{layer}.{short}.b")
    return {name: tensor.astype(STORED) for name, tensor in state.items()}


def _configuration(source: WeightFile, vocabulary: int) -> dict[str, Any]:
    """The small files that transformers and sentence-transformers read."""
    shape = source.shape
    modules = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "initializer_range": 0.02,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": 1e-12,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": SPECIAL.index("<pad>"),
            "type_vocab_size": shape.token_types,
            "vocab_size": vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": MASK,
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{modules}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def make_readable(folder: Path) -> None:
    """Let everybody read a folder: set-up may run as root and the bot as somebody else."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
