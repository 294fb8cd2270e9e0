"""What labelled messages taught: which articles and which topics a question leads to, by its vector alone.

Nearness finds what reads like the question. This finds what people who wrote like that were asking about: a linear
layer on the question's vector, trained on messages with the articles that answer them (``benchmarks/learned``).
For articles it adds a share of its own to a likeness in a turned space, so that an article that no message asked
about still has its likeness. A topic written after the training stands by its phrasings alone
(``index.topics``).

Wu et al., StarSpace: Embed All The Things (2018), for labels and texts in one space.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

from index import tuned
from index.corpus import Corpus
from index.packing import unpacked
from index.runs import Rows
from index.types import Encoder, Vectors
from knowledge.following import moved_passages
from knowledge.models import PassageId

LEARNED_FILE: Final = "data/learned.safetensors"

ARTICLE_SPREAD: Final = 8.0
"""The question's distance from the mean question is multiplied by this, as in training."""

NOWHERE: Final = PassageId("")
"""Of an article that an imported version of its law no longer has."""

Floats = npt.NDArray[np.float32]


def learned_path() -> Path:
    """The weights that come with the project."""
    return Path(str(files("index") / LEARNED_FILE))


@dataclass(frozen=True, slots=True)
class Taught:
    """Trained weights, by the names that they were trained on."""

    encoder: str
    """Fingerprint of the encoder whose vectors of questions they read."""
    articles: tuple[str, ...]
    """Passage ids of ``own``'s rows, of the texts that come with the project; an imported version follows them."""
    topics: tuple[str, ...]
    """Topic ids of ``about``'s rows."""
    mean: Floats
    """[dim]: the mean question."""
    turn: Floats
    """[dim, dim]: added to the question's vector before it is compared with articles."""
    scale: float
    own: Floats
    """[articles, dim]"""
    own_bias: Floats
    about: Floats
    """[topics, dim]"""
    about_bias: Floats

    @classmethod
    def load(cls, path: Path | None = None) -> Taught:
        """Read weights as ``benchmarks.learned`` writes them."""
        with safe_open(path or learned_path(), framework="numpy") as held:
            names = json.loads(held.metadata()["names"])
            tensors = unpacked({name: held.get_tensor(name) for name in held.keys()})  # noqa: SIM118
        return cls(
            encoder=names["encoder"],
            articles=tuple(names["articles"]),
            topics=tuple(names["topics"]),
            scale=float(tensors["scale"][0]),
            **{name: tensors[name] for name in _TENSORS},
        )


_TENSORS: Final = (
    "mean", "turn", "own", "own_bias", "about", "about_bias",
)  # fmt: skip


class Learned:
    """Trained weights laid over one corpus."""

    def __init__(self, corpus: Corpus, taught: Taught) -> None:
        self._dense = corpus.parts.text_dense
        moved = moved_passages(corpus.library, corpus.today)
        names = [PassageId(name) for name in taught.articles]
        there = [corpus.number_of.get(moved.get(name, name) or NOWHERE) for name in names]
        placed = [(number, row) for row, number in enumerate(there) if number is not None]
        self._articles = np.array([number for number, _ in placed], dtype=np.int64)
        rows = [row for _, row in placed]
        self._place = np.full(len(corpus.passages), -1, dtype=np.int64)
        self._place[self._articles] = np.arange(len(self._articles))
        self._first_text = corpus.texts_of.first
        self._text_rows = corpus.parts.text_rows
        self.topics = np.array(sorted(corpus.topic_articles), dtype=np.int64)
        """[topics]: passage numbers, ascending."""
        row_of = {name: row for row, name in enumerate(taught.topics)}
        row_of_topic = [
            row_of.get(str(corpus.passages[number].topic_id), -1) for number in self.topics.tolist()
        ]
        rows_of_topics = np.array(row_of_topic, dtype=np.int64)
        self._unknown = rows_of_topics < 0
        # With the rows of this corpus alone: those of the file would be held a second time.
        self._taught = replace(
            taught,
            own=taught.own[rows],
            own_bias=taught.own_bias[rows],
            about=taught.about[rows_of_topics],
            about_bias=taught.about_bias[rows_of_topics],
        )

    def propose(self, vectors: Vectors, k: int) -> Rows:
        """Passage numbers of the articles it thinks likeliest, of its own and by likeness; unordered, some twice.

        Args:
            vectors: float32 [wordings, dim] of a question, unit rows.
            k: Of each.
        """
        rows = self._dense.nearest(self.turned(vectors), k)[1].ravel()
        return np.concatenate([self.likeliest(vectors, k), self._text_rows[rows[rows >= 0]]])

    def likeliest(self, vectors: Vectors, k: int) -> Rows:
        """Passage numbers of the k articles that its own weights think likeliest, unordered."""
        own = self._shares(vectors)
        k = min(k, len(own))
        return self._articles[np.argpartition(-own, k - 1)[:k] if k else []]

    def first_texts(self, numbers: Rows) -> Rows:
        """Text row of each passage that is compared, -1 for what has none."""
        return self._first_text[numbers]

    def log_odds(self, vectors: Vectors, numbers: Rows) -> npt.NDArray[np.float64]:
        """float64 [n]: of these passages, the best at 0; ``tuned.FARTHEST_LEARNED`` at the least and for what has no text."""
        texts = self.first_texts(numbers)
        near = np.zeros(len(numbers), dtype=np.float32)
        held = np.flatnonzero(texts >= 0)
        if len(held):
            near[held] = np.matmul(self.turned(vectors), self._dense.vectors(texts[held]).T).mean(axis=0)
        return self.odds(vectors, numbers, near)

    def odds(self, vectors: Vectors, numbers: Rows, near: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """As ``log_odds``, with cosines that were read elsewhere.

        Args:
            vectors: float32 [wordings, dim] of a question.
            numbers: [n] passages.
            near: [n] mean cosine of the turned wordings to each one's first text; of what has none, anything.
        """
        held = np.flatnonzero(self.first_texts(numbers) >= 0)
        odds = np.full(len(numbers), -np.inf)
        if len(held):
            odds[held] = self._taught.scale * near[held]
            places = self._place[numbers[held]]
            known = places >= 0
            odds[held[known]] += self._shares(vectors)[places[known]]
            odds -= odds.max()
        return np.asarray(np.maximum(odds, tuned.FARTHEST_LEARNED))

    def topic_log_odds(self, vectors: Vectors) -> npt.NDArray[np.float64]:
        """float64 [topics], as ``topics`` numbers them: the best at 0, ``tuned.FARTHEST_LEARNED`` at the least."""
        if not len(self.topics):
            return np.empty(0)
        odds = (vectors.mean(axis=0) - self._taught.mean) @ self._taught.about.T + self._taught.about_bias
        known = odds[~self._unknown]
        likeliest = known.max() if len(known) else 0.0
        found = np.asarray(np.maximum(odds.astype(np.float64) - likeliest, tuned.FARTHEST_LEARNED))
        found[self._unknown] = tuned.UNTAUGHT_TOPIC
        return found

    def _shares(self, vectors: Vectors) -> Floats:
        """float32 [own articles]: log-odds that training gave each beside its likeness."""
        away = (vectors.mean(axis=0) - self._taught.mean) * ARTICLE_SPREAD
        found: Floats = away @ self._taught.own.T + self._taught.own_bias
        return found

    def turned(self, vectors: Vectors) -> Vectors:
        """float32 [wordings, dim]: what is compared with texts."""
        turned = vectors + vectors @ self._taught.turn
        return np.asarray(turned / np.linalg.norm(turned, axis=1, keepdims=True), dtype=np.float32)


def load_learned(corpus: Corpus, encoder: Encoder) -> Learned | None:
    """The weights that come with the project, laid over a corpus; None for an encoder that they were not trained on."""
    taught = Taught.load()
    return Learned(corpus, taught) if encoder.fingerprint == taught.encoder else None
