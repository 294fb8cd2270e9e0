"""sentence-transformers behind the ``Encoder`` protocol: the only importer of it.

torch and sentence-transformers take seconds to import, so they are imported when a model is loaded,
never when this module is.
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

import numpy as np

from index.embedded import SENSITIVE_LAYERS, embedded_dir, embedded_fingerprint, is_complete
from index.embedded.questions import is_question_folder, question_dir, question_fingerprint
from index.errors import EncoderMissing
from index.lean import make_lean, weight_bits
from index.types import Encoder, Progress, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

E5_PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""What the E5 family was trained with; its hub folders do not say so themselves."""

BATCH_TEXTS: Final = 16
"""More texts a batch are slower on two cores: the activations leave the processor's cache."""
BATCH_CHARACTERS: Final = 4096
"""Long texts go in smaller batches, which bounds memory."""

INNER: Final = "auto_model"
"""Where sentence-transformers keeps the transformers model."""

NOISY_LOGGERS: Final = ("sentence_transformers", "transformers", "huggingface_hub", "httpx")


class SentenceEncoder:
    """A loaded model; safe to call from several threads, which take turns."""

    def __init__(
        self, model: SentenceTransformer, fingerprint: str, question_fingerprint: str | None = None
    ) -> None:
        """Wrap ``model``, whose prompts and pooling are its own.

        Args:
            model: Encodes questions and, unless it is for questions alone, passages.
            fingerprint: Of the vectors of passages that its questions are compared with.
            question_fingerprint: Given for a model that is for questions alone.
        """
        self._model = model
        self._fingerprint = fingerprint
        self._question_fingerprint = question_fingerprint
        self._dimension = len(_encode(model, [""], query=True)[0])
        # Fast tokenizers keep padding as state and refuse to be used twice at once.
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same passage could give another vector."""
        return self._fingerprint

    @property
    def question_fingerprint(self) -> str:
        """Changes whenever the same question could give another vector."""
        return self._question_fingerprint or self._fingerprint

    @property
    def dimension(self) -> int:
        """Columns of every array it returns."""
        return self._dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's query prompt."""
        return self._encode_in_batches(texts, query=True)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's passage prompt.

        Raises:
            EncoderMissing: The model is for questions alone.
        """
        if self._question_fingerprint is not None:
            raise EncoderMissing(
                "expected the whole embedding model for passages, found the one for questions alone; "
                "load it with small=False"
            )
        return self._encode_in_batches(texts, query=False, progress=progress)

    def _encode_in_batches(
        self, texts: Sequence[str], *, query: bool, progress: Progress | None = None
    ) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        done = 0
        for rows in batches(texts):
            with self._lock:
                vectors[rows] = _encode(self._model, [texts[row] for row in rows], query=query)
            done += len(rows)
            if progress is not None:
                progress(done, len(texts))
        return vectors


def batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Row numbers in batches of texts of like length, the longest first, so that little is padded.

    >>> [batch for batch in batches(["a", "ccc", "bb"])]
    [[1, 2, 0]]
    """
    order = sorted(range(len(texts)), key=lambda row: (-len(texts[row]), row))
    batch: list[int] = []
    for row in order:
        longest = len(texts[batch[0]]) if batch else 0
        if batch and (len(batch) == BATCH_TEXTS or longest * (len(batch) + 1) > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def load_encoder(
    model: str | None = None, *, threads: int | None = None, exact: bool = False, small: bool = False
) -> Encoder:
    """Load a model on the CPU.

    Args:
        model: A folder or a hub name; None is the embedded default.
        threads: How many threads torch may use; None leaves it to torch.
        exact: float32 throughout, though 8 bits are faster: for vectors that are kept.
        small: Of the embedded default only the four layers that encode questions, in a third of the time
            (``index.embedded.questions``); other models have no such layers.

    Raises:
        EncoderMissing: when there is no such model or it cannot be loaded.
    """
    small = small and model is None
    name = model or str(question_dir() if small else embedded_dir())
    if model is None and not (is_question_folder if small else is_complete)(Path(name)):
        raise EncoderMissing(
            f"The embedded model is not in {name}: run `make setup`, or set YUANFA_EMBEDDING_MODEL."
        )
    local = _local_folder(name)
    with _quiet():
        loaded = _load(name, local, threads)
        if model is not None:
            return SentenceEncoder(loaded, _fingerprint(name, local, loaded))
        if not exact:
            sensitive = frozenset() if small else SENSITIVE_LAYERS
            make_lean(loaded[0].get_submodule(INNER), sensitive, weight_bits())
        return SentenceEncoder(loaded, embedded_fingerprint(), question_fingerprint() if small else None)


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
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    if threads is not None:
        torch.set_num_threads(threads)
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
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
    # A lone surrogate has no UTF-8 form, which tokenizers ask for.
    written = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
    with torch.inference_mode():
        features = model.preprocess(written, prompt=_prompt(model, query=query), task=task)
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
