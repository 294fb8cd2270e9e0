"""Loads an encoder: the embedded default, or any other model through sentence-transformers (the only importer of it).

torch and sentence-transformers take seconds to import and are not installed for the embedded default, so they
are imported when another model is loaded, never when this module is.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.batching import in_batches
from index.embedded import EmbeddedEncoder, embedded_dir, is_complete
from index.embedded.encoder import E5_PROMPTS
from index.errors import EncoderMissing
from index.types import Encoder, Progress, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

NOISY_LOGGERS: Final = ("sentence_transformers", "transformers", "huggingface_hub", "httpx")


class SentenceEncoder:
    """A loaded model; safe to call from several threads, which take turns."""

    def __init__(self, model: SentenceTransformer, fingerprint: str) -> None:
        """Wrap ``model``, whose prompts and pooling are its own."""
        self._model = model
        self._fingerprint = fingerprint
        self._dimension = len(_encode(model, [""], query=True)[0])
        # Fast tokenizers keep padding as state and refuse to be used twice at once.
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same passage could give another vector."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Columns of every array it returns."""
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's query prompt."""
        return in_batches(texts, self._dimension, lambda some: self._encode(some, query=True))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's passage prompt."""
        return in_batches(texts, self._dimension, lambda some: self._encode(some, query=False), progress)

    def _encode(self, texts: list[str], *, query: bool) -> Vectors:
        with self._lock:
            return _encode(self._model, texts, query=query)


def load_encoder(model: str | None = None, *, threads: int | None = None) -> Encoder:
    """Load a model on the CPU.

    Args:
        model: A folder or a hub name; None is the embedded default.
        threads: How many threads a call may use; None leaves it to the library.

    Raises:
        EncoderMissing: when there is no such model or it cannot be loaded.
    """
    if model is None:
        folder = embedded_dir()
        if not is_complete(folder):
            raise EncoderMissing(
                f"The embedded model is not in {folder}: run `yuanfa setup`, or set YUANFA_EMBEDDING_MODEL."
            )
        return EmbeddedEncoder(folder, threads)
    local = _local_folder(model)
    with _quiet():
        loaded = _load(model, local, threads)
        return SentenceEncoder(loaded, _fingerprint(model, local, loaded))


def _local_folder(name: str) -> Path | None:
    """The folder that ``name`` means, or None for a hub name.

    Raises:
        EncoderMissing: when it can only be meant as a folder and is none.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        if not (path / "config.json").is_file() and not (path / "modules.json").is_file():
            raise EncoderMissing(
                f"The embedding model folder {path} (YUANFA_EMBEDDING_MODEL) has neither "
                "modules.json nor config.json: it is no sentence-transformers folder."
            )
        return path
    if path.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1 or "\\" in name:
        raise EncoderMissing(f"The embedding model folder {name} (YUANFA_EMBEDDING_MODEL) does not exist.")
    return None


def _load(name: str, local: Path | None, threads: int | None) -> SentenceTransformer:
    """Import the libraries, silence them, read the model."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ModuleNotFoundError as error:
        raise EncoderMissing(
            f"The embedding model {name} (YUANFA_EMBEDDING_MODEL) needs the package {error.name}, which is not "
            "installed: install `yuanfa[models]` (in a checkout: `make models`), or unset YUANFA_EMBEDDING_MODEL."
        ) from error

    if threads is not None:
        torch.set_num_threads(threads)
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    try:
        loaded = SentenceTransformer(
            str(local) if local else name, device="cpu", local_files_only=local is not None
        )
    except Exception as error:  # every library below raises its own kinds
        reason = " ".join(str(error).split())[:160] or type(error).__name__
        raise EncoderMissing(
            f"Cannot load the embedding model {name} (YUANFA_EMBEDDING_MODEL): {reason}"
        ) from error
    _add_e5_prompts(name, loaded)
    loaded.eval()
    return loaded


def _add_e5_prompts(name: str, loaded: SentenceTransformer) -> None:
    """E5 needs its prefixes; its instruct variants take another kind, which their folders give."""
    plain = name.lower()
    if "e5" in plain and "instruct" not in plain and not any(loaded.prompts.values()):
        loaded.prompts = dict(E5_PROMPTS)


def _encode(model: SentenceTransformer, texts: list[str], *, query: bool) -> Vectors:
    """float32 [len(texts), dim], unit rows: one batch.

    What ``encode_query`` and ``encode_document`` do for one batch, without walking over every module of the
    model each time, which costs a question a sixth of its time.
    """
    import torch

    task = "query" if query else "document"
    with torch.inference_mode():
        features = model.preprocess(texts, prompt=_prompt(model, query=query), task=task)
        rows: torch.Tensor = model(features, task=task)["sentence_embedding"]
        vectors = torch.nn.functional.normalize(rows.float(), dim=1)
    return vectors.numpy()


def _prompt(model: SentenceTransformer, *, query: bool) -> str | None:
    """The prompt that sentence-transformers would put before a question or a passage."""
    names = ("query",) if query else ("document", "passage", "corpus")
    named = next((name for name in names if name in model.prompts), model.default_prompt_name)
    return model.prompts.get(named) if named else None


def _fingerprint(name: str, local: Path | None, loaded: SentenceTransformer) -> str:
    """Name and digest of what decides the vectors: prompts, modules, a sample of every tensor."""
    digest = hashlib.sha256()
    digest.update(repr(sorted(loaded.prompts.items())).encode())
    digest.update(f"{loaded.max_seq_length}".encode())
    for module in loaded:
        config: dict[str, Any] = getattr(module, "get_config_dict", dict)()
        digest.update(f"{type(module).__name__}{sorted(config.items())!r}".encode())
    for key, tensor in sorted(loaded.state_dict().items()):
        sample = tensor.detach().flatten()[:: max(tensor.numel() // 64, 1)].float()
        digest.update(f"{key}{tuple(tensor.shape)}".encode())
        digest.update(sample.numpy().astype("<f4").tobytes())
    shown = local.name if local else name.replace("/", "-")
    return f"{shown}-{digest.hexdigest()[:16]}"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' warnings and log lines off the terminal while a model is loaded."""
    for logger in NOISY_LOGGERS:
        logging.getLogger(logger).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
