"""What a message is like: written examples of danger and of harm, learnt as one softmax each over the kinds.

What likeness to examples decides better than a pattern is decided here. The weights are fitted by
``benchmarks/safety`` on the examples of ``knowledge/data/signs/examples`` and lie in ``likeness.npz`` beside this
module; they are good for the encoder that made the vectors of their fit, and for no other. Layers of the encoder that the
same examples trained (``Query.guarding``) have their say beside those that were trained for something else.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.compose import tuned
from index.query import Query
from knowledge.danger import WIDER

ORDINARY = "ordinary"
"""The kind of what is neither; examples of it stand nearest to the others."""

BUCKETS = 2_048
"""Cells that runs of one to three characters are counted in."""
LONGEST_RUN = 3
CLAUSE = "clause"
"""The head for danger in a part of a long message: what is calm in a clause and what is calm in a story are not alike."""
RIVAL = {"danger": "harm", CLAUSE: "harm", "harm": "danger"}
"""The head that a message may be more like."""
WORDS = "words"
"""The head that reads characters alone and picks the parts of a long message that are worth encoding."""
KIND = "kind"
"""The head that tells whether law can answer a message at all."""
KINDS = ("answerable", "unclear", "local", "not_law")
"""Its kinds: a question that law answers; one too vague for it; one that local rules or practice decide; none of law."""
ROLE = "role"
"""The head that tells the side of whoever asks."""
DOER, VICTIM = "doer", "victim"
LEAST = 1e-9
SEEN = "seen"
"""Under which a question keeps its features."""
LIKELY = "likely"
"""Under which, with the name of a head, it keeps what the head says of it."""
READ = 320
"""Characters of a text that are counted: as many as are encoded of it."""


@dataclass(frozen=True, slots=True)
class Head:
    """One softmax, over the features or over a layer of units between, and beside it over the guarding reading."""

    kinds: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    """[kinds, units of the layer before]; without one, [kinds, columns]."""
    bias: npt.NDArray[np.float32]
    """[kinds]."""
    threshold: float
    """Probability of not being ordinary from which it is not."""
    hidden: npt.NDArray[np.float32] | None = None
    """[units, columns of ``features`` before the guarding reading]: rectified linear units."""
    hidden_bias: npt.NDArray[np.float32] | None = None
    """[units]."""
    guarding: npt.NDArray[np.float32] | None = None
    """[kinds, dimension]: what the guarding reading says of each kind."""
    guarding_bias: npt.NDArray[np.float32] | None = None
    """[kinds]."""

    def probabilities(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """float64 [rows, kinds] of features [rows, columns of the weights]."""
        seen = features
        if self.hidden is not None and self.hidden_bias is not None:
            seen = np.maximum(features[:, : self.hidden.shape[1]] @ self.hidden.T + self.hidden_bias, 0)
        logits = (seen @ self.weights.T + self.bias).astype(np.float64)
        if self.guarding is not None and self.guarding_bias is not None:
            told = features[:, -self.guarding.shape[1] :] @ self.guarding.T + self.guarding_bias
            logits = (1.0 - tuned.GUARDING_SHARE) * logits + tuned.GUARDING_SHARE * told
        likely = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: npt.NDArray[np.float64] = likely / likely.sum(axis=1, keepdims=True)
        return found

    def found(self, likely: npt.NDArray[np.float64]) -> tuple[str, float, float]:
        """The likeliest kind that is not ordinary, its share of what is not, and how probable it is that the text is not ordinary.

        Of several wordings the one that is least ordinary decides.

        Args:
            likely: As ``probabilities`` gives it.
        """
        ordinary = self.kinds.index(ORDINARY)
        row = likely[int(likely[:, ordinary].argmin())].copy()
        probability = 1.0 - float(row[ordinary])
        row[ordinary] = 0.0
        best = int(row.argmax())
        return self.kinds[best], float(row[best]) / max(probability, LEAST), probability


@dataclass(frozen=True, slots=True)
class Likeness:
    """The heads for danger and for harmful requests, and that for what is worth a closer look."""

    encoder: str
    """Fingerprint of the encoder that they were fitted with."""
    heads: Mapping[str, Head]

    @classmethod
    def load(cls, encoder: str) -> Likeness | None:
        """The heads that come with the project; None for another encoder, whose vectors they cannot read.

        Args:
            encoder: Fingerprint of the encoder in use.
        """
        with (
            resources.as_file(resources.files("bot.compose").joinpath("likeness.npz")) as path,
            np.load(path, allow_pickle=False) as held,
        ):
            if str(held["encoder"]) != encoder:
                return None
            names = [name.removesuffix(".kinds") for name in held.files if name.endswith(".kinds")]
            heads = {
                name: Head(
                    tuple(map(str, held[f"{name}.kinds"])),
                    held[f"{name}.weights"].astype(np.float32),
                    held[f"{name}.bias"].astype(np.float32),
                    float(held[f"{name}.threshold"]),
                    hidden=_part(held, f"{name}.hidden"),
                    hidden_bias=_part(held, f"{name}.hidden_bias"),
                    guarding=_part(held, f"{name}.guarding"),
                    guarding_bias=_part(held, f"{name}.guarding_bias"),
                )
                for name in names
            }
        return cls(encoder, heads)

    def save(self, path: Path) -> None:
        """Write the heads as ``load`` takes them, weights as float16."""
        arrays: dict[str, npt.NDArray[Any]] = {"encoder": np.array(self.encoder)}
        for name, head in self.heads.items():
            arrays[f"{name}.kinds"] = np.array(head.kinds)
            arrays[f"{name}.weights"] = head.weights.astype(np.float16)
            arrays[f"{name}.bias"] = head.bias.astype(np.float16)
            arrays[f"{name}.threshold"] = np.array(head.threshold)
            for part in ("hidden", "hidden_bias", "guarding", "guarding_bias"):
                if (weights := getattr(head, part)) is not None:
                    arrays[f"{name}.{part}"] = weights.astype(np.float16)
        np.savez(path, **arrays)  # type: ignore[arg-type]

    def kind(self, head: str, query: Query, *, at_least: float = 0.0) -> str | None:
        """What a query is like by one head, or None when it is ordinary, or more like what its rival knows.

        Args:
            head: One of ``RIVAL``.
            query: A message; for ``CLAUSE`` a part of one.
            at_least: Probability of not being ordinary that is asked for besides the head's own threshold.
        """
        if not len(query.vectors):
            return None
        kind, share, probability = self._found(head, query)
        if probability < max(self.heads[head].threshold, at_least):
            return None
        rival = self.heads[RIVAL[head]]
        # Whoever is likely in danger is neither turned away nor left without a line, however much it sounds like a
        # request to do harm.
        likely = max(probability, tuned.SURELY_HARM) if head != "harm" else min(probability, tuned.IN_DANGER)
        if self._found(RIVAL[head], query)[-1] >= max(rival.threshold, likely):
            return None
        return kind if share >= tuned.MOSTLY else WIDER.get(kind, kind)

    def probability(self, head: str, query: Query) -> float:
        """That a message is not ordinary by one head; 0 of one without vectors."""
        return self._found(head, query)[-1] if len(query.vectors) else 0.0

    def share(self, head: str, kind: str, query: Query) -> float:
        """Probability of one kind by one head, by the wording that has most of it; 0 of a query without vectors."""
        if not len(query.vectors):
            return 0.0
        return float(self._likely(head, query)[:, self.heads[head].kinds.index(kind)].max())

    def kinds(self, query: Query) -> npt.NDArray[np.float64]:
        """float64 [4]: how probable each of ``KINDS`` is; of a message without vectors, that law answers it."""
        head = self.heads.get(KIND)
        if head is None or not len(query.vectors):
            return np.array([1.0, 0.0, 0.0, 0.0])
        likely = self._likely(KIND, query).mean(axis=0)
        return np.array([likely[head.kinds.index(kind)] for kind in KINDS])

    def side(self, query: Query) -> str | None:
        """``DOER`` or ``VICTIM`` when the message is surely told from that side, else None."""
        head = self.heads.get(ROLE)
        if head is None or not len(query.vectors):
            return None
        likely = self._likely(ROLE, query).mean(axis=0)
        best = int(likely.argmax())
        sure = likely[best] >= head.threshold and head.kinds[best] != ORDINARY
        return head.kinds[best] if sure else None

    def _found(self, head: str, query: Query) -> tuple[str, float, float]:
        return self.heads[head].found(self._likely(head, query))

    def _likely(self, head: str, query: Query) -> npt.NDArray[np.float64]:
        """Probabilities of one head, worked out once: several guards ask the same of a message."""
        key = f"{LIKELY} {head}", query.text
        known: npt.NDArray[np.float64] | None = query.kept.get(key)
        if known is None:
            known = query.kept[key] = self.heads[head].probabilities(_seen(query))
        return known

    def suspects(self, parts: Sequence[str]) -> list[str]:
        """The parts of a message that by their characters alone look most like danger, at most ``tuned.SUSPECTS``.

        To encode every part of a long message takes longer than to answer it.
        """
        if not parts or WORDS not in self.heads:
            return []
        head = self.heads[WORDS]
        likely = 1.0 - head.probabilities(runs_of(parts))[:, head.kinds.index(ORDINARY)]
        order = sorted(range(len(parts)), key=lambda at: -likely[at])
        return [parts[at] for at in order[: tuned.SUSPECTS] if likely[at] >= head.threshold]


def _seen(query: Query) -> npt.NDArray[np.float32]:
    """``features`` of a query's wordings, worked out once for all heads that read it."""
    known: npt.NDArray[np.float32] | None = query.kept.get((SEEN, query.text))
    if known is None:
        known = query.kept[SEEN, query.text] = features(
            query.wordings, query.vectors, query.taught, query.guarding
        )
    return known


def _part(held: Mapping[str, npt.NDArray[Any]], name: str) -> npt.NDArray[np.float32] | None:
    return held[name].astype(np.float32) if name in held else None


def features(
    texts: Sequence[str],
    vectors: npt.NDArray[np.float32],
    taught: npt.NDArray[np.float32],
    guarding: npt.NDArray[np.float32],
) -> npt.NDArray[np.float32]:
    """What the heads read: vectors of a text, which know its subject and what is asked, its runs of characters, and the guarding reading.

    The runs know who does what to whom, which vectors hardly tell apart.

    Args:
        texts: Folded.
        vectors: [len(texts), dimension], unit rows.
        taught: Of the same shape: the second reading (``Query.taught``).
        guarding: Of the same shape: the third (``Query.guarding``).

    Returns:
        float32 [len(texts), 3 * dimension + BUCKETS], four unit rows side by side.
    """
    return np.concatenate((vectors, taught, runs_of(texts), guarding), axis=1)


def runs_of(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """float32 [len(texts), BUCKETS], unit rows: how often each text has its runs of characters."""
    runs = np.zeros((len(texts), BUCKETS), dtype=np.float32)
    for row, text in enumerate(texts):
        counts = Counter(_cells(text[:READ].lower()))
        length = math.sqrt(sum(count * count for count in counts.values())) or 1.0
        for cell, count in counts.items():
            runs[row, cell] = count / length
    return runs


def _cells(text: str) -> Iterator[int]:
    """Cell of every run of one to ``LONGEST_RUN`` characters."""
    for size in range(1, LONGEST_RUN + 1):
        for at in range(len(text) - size + 1):
            yield zlib.crc32(text[at : at + size].encode("utf-8", "surrogatepass")) % BUCKETS
