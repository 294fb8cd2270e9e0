"""The embedded model behind the ``Encoder`` protocol.

A question's products are in 8 bits, a passage's in float32 (``index.embedded.questions``): vectors of passages are
kept, those of questions are wanted soon. Both have the same weights, so one fingerprint names both.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from index.batching import in_batches
from index.embedded.binary import with_places
from index.embedded.folder import PASSAGES, PLACES, QUESTIONS, TOKENIZER, WORDS, embedded_fingerprint
from index.embedded.session import open_session
from index.embedded.tokenizer import MAX_TOKENS
from index.errors import EncoderMissing
from index.types import Progress, Readings, Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

E5_PROMPTS: Final = {"query": "query: ", "document": "passage: "}
"""What the E5 family was trained with; its hub folders do not say so themselves."""


READINGS: Final = len(Readings._fields)


class EmbeddedEncoder:
    """A loaded folder; safe to call from several threads, which do not wait for each other."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Load what questions need; what only passages need is loaded with the first of them.

        Args:
            folder: As ``index.embedded.folder`` writes it.
            threads: How many threads a call for passages may use; None is one a core.

        Raises:
            EncoderMissing: A file of the folder cannot be read.
        """
        from tokenizers import Tokenizer

        self._folder = folder
        self._threads = threads
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            # Mapped: rows of pieces that nobody writes stay on disk.
            self._words = np.load(folder / WORDS, mmap_mode="r")
            self._places: Vectors = np.load(folder / PLACES)
        except Exception as error:  # tokenizers raise plain Exception
            raise _unreadable(folder, error) from error
        self._tokenizer.enable_truncation(MAX_TOKENS)
        # One thread each: products of a question are too small to be worth waking another.
        self._questions = _session(folder / QUESTIONS, 1)
        self._passages: InferenceSession | None = None
        self._loading = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same passage could give another vector."""
        return embedded_fingerprint()

    @property
    def dimension(self) -> int:
        """Columns of every array it returns."""
        return int(self._places.shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's query prompt."""
        return in_batches(
            texts, self.dimension, lambda some: self._encode(self._questions, some, E5_PROMPTS["query"])
        )

    def read_queries(self, texts: Sequence[str]) -> Readings:
        """Every reading of some questions; of a folder without further layers the same thrice."""
        together = in_batches(
            texts,
            READINGS * self.dimension,
            lambda some: np.hstack(self._pooled(self._questions, some, E5_PROMPTS["query"], READINGS)),
        )
        return Readings(*np.hsplit(together, READINGS))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """float32 [len(texts), dimension], unit rows, with the model's passage prompt."""
        with self._loading:
            session = self._passages = self._passages or _session(self._folder / PASSAGES, self._threads)
        return in_batches(
            texts,
            self.dimension,
            lambda some: self._encode(session, some, E5_PROMPTS["document"]),
            progress,
        )

    def _encode(self, session: InferenceSession, texts: list[str], prompt: str) -> Vectors:
        """float32 [len(texts), dimension], unit rows: one batch."""
        return self._pooled(session, texts, prompt, 1)[0]

    def _pooled(
        self, session: InferenceSession, texts: list[str], prompt: str, readings: int
    ) -> list[Vectors]:
        """``readings`` of float32 [len(texts), dimension], unit rows: one batch."""
        pieces = [self._tokenizer.encode(prompt + text).ids for text in texts]
        longest = max(map(len, pieces))
        mask = np.zeros((len(texts), longest), dtype=np.int32)
        words = np.zeros((len(texts), longest, self.dimension), dtype=np.float32)
        for row, ids in enumerate(pieces):
            mask[row, : len(ids)] = 1
            words[row, : len(ids)] = self._embedded(ids)
        outputs = [output.name for output in session.get_outputs()]
        found = session.run(outputs[:readings], {"words": words, "mask": mask})
        pooled = [np.einsum("btd,bt->bd", one, mask.astype(np.float32)) for one in found]
        for held in pooled:
            # The sum stands for the mean: how many there are goes out again with the norm.
            held /= np.linalg.norm(held, axis=1, keepdims=True)
        return (pooled * readings)[:readings]

    def _embedded(self, ids: list[int]) -> npt.NDArray[np.float32]:
        """float32 [len(ids), dimension]: words and their places, added up."""
        return with_places(self._words[ids], self._places)


def _session(path: Path, threads: int | None) -> InferenceSession:
    try:
        return open_session(path, threads)
    except Exception as error:  # onnxruntime raises a kind for each cause, none of them its own base
        raise _unreadable(path.parent, error) from error


def _unreadable(folder: Path, error: Exception) -> EncoderMissing:
    reason = " ".join(str(error).split())[:160] or type(error).__name__
    return EncoderMissing(
        f"The embedded model in {folder} cannot be read ({reason}): delete that folder and run `yuanfa setup`."
    )
