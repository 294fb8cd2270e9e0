"""What labelled messages taught, where the texts that it likens a question to are kept elsewhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.corpus import Corpus, Rows
from index.learned import FARTHEST, Learned, Taught
from index.types import Encoder, Vectors


class TaughtAfar(Learned):
    """As ``Learned``, with cosines that were read instead of vectors that are held."""

    def turned(self, vectors: Vectors) -> Vectors:
        """float32 [wordings, dim]: what is compared with texts."""
        return self._turned(vectors)

    def likeliest(self, vectors: Vectors, k: int) -> Rows:
        """Passage numbers of the k articles that its own weights think likeliest, unordered."""
        own = self._shares(vectors)
        k = min(k, len(own))
        return self._articles[np.argpartition(-own, k - 1)[:k] if k else []]

    def first_texts(self, numbers: Rows) -> Rows:
        """Text row of each passage that is compared, -1 for what has none."""
        return self._first_text[numbers]

    def odds(self, vectors: Vectors, numbers: Rows, near: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """As ``log_odds``.

        Args:
            vectors: float32 [wordings, dim] of a question.
            numbers: [n] passages.
            near: [n] mean cosine of the turned wordings to each one's first text; of what has none, anything.
        """
        held = np.flatnonzero(self._first_text[numbers] >= 0)
        odds = np.full(len(numbers), -np.inf)
        if len(held):
            odds[held] = self._taught.scale * near[held]
            places = self._place[numbers[held]]
            known = places >= 0
            odds[held[known]] += self._shares(vectors)[places[known]]
            odds -= odds.max()
        return np.asarray(np.maximum(odds, FARTHEST))


def load_taught_afar(corpus: Corpus, encoder: Encoder) -> TaughtAfar | None:
    """As ``load_learned``."""
    taught = Taught.load()
    return TaughtAfar(corpus, taught) if encoder.fingerprint == taught.encoder else None
