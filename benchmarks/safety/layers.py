"""Trains the last layers of the encoder once more, to tell danger and harm: what every head asks, at once.

One softmax a head on the mean of the last layer's tokens. A row that one head knows nothing of counts nothing there
(Caruana, Multitask Learning, 1997).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from benchmarks.learned.layers import Halves
from benchmarks.safety.examples import Labelled
from bot.compose.likeness import CLAUSE, KIND, READ, ROLE

FIRST = 9
"""The first layer that is trained: three of twelve, which cost a question a sixth of its time. The figures of README.md are theirs."""
EPOCHS, BATCH = 4, 48
LAYER_STEP, HEAD_STEP, DECAY = 2e-4, 2e-3, 1e-2
WARM_UP = 0.1
"""Share of the batches over which steps grow to their length; then they shrink."""
LONGEST_GRADIENT = 1.0
SPREAD = 16.0
"""What a unit vector is multiplied by before the softmax, so that its weights begin small."""
COUNTS = {"danger": 1.0, "harm": 1.0, CLAUSE: 0.5, KIND: 0.3, ROLE: 0.3}
"""What a head counts in the loss: the first two decide whether somebody is helped."""
LIKE_LENGTHS = 40
"""Batches of one draw that are put in order of length, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the layers say of one head's kinds."""

    kinds: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    """[kinds, dimension], of the unit vector."""
    bias: npt.NDArray[np.float32]
    """[kinds]."""


def train_layers(
    halves: Halves, rows_of: Mapping[str, Sequence[Labelled]], *, epochs: int = EPOCHS
) -> dict[str, Spoken]:
    """Train the upper half on what every head is to see.

    Args:
        halves: Its upper half is changed.
        rows_of: By the head's name.
        epochs: How often each text is read.
    """
    torch.manual_seed(0)
    kinds = {name: tuple(sorted({row.kind for row in rows})) for name, rows in rows_of.items()}
    wanted: dict[str, dict[str, tuple[int, float]]] = {}
    for name, rows in rows_of.items():
        share = len(rows) / sum(row.weight for row in rows)
        for row in rows:
            asked = wanted.setdefault(row.text[:READ], {})
            if name not in asked or asked[name][1] < row.weight * share:
                asked[name] = kinds[name].index(row.kind), row.weight * share
    texts = list(wanted)
    below = halves.below(texts)
    dimension = below[0].shape[1]
    heads = {name: nn.Linear(dimension, len(kinds[name])) for name in rows_of}
    optimiser = torch.optim.AdamW(
        [
            {"params": list(halves.upper.parameters()), "weight_decay": DECAY},
            {"params": [one for head in heads.values() for one in head.parameters()], "weight_decay": 0.0},
        ]
    )
    steps = epochs * -(-len(texts) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [LAYER_STEP, HEAD_STEP], total_steps=steps + epochs, pct_start=WARM_UP
    )
    shuffled = random.Random(0)
    for _ in range(epochs):
        for batch in _batches(below, shuffled):
            seen = halves.pooled([below[row] for row in batch]) * SPREAD
            loss = torch.zeros(())
            for name, head in heads.items():
                told = [
                    (at, *wanted[texts[row]][name])
                    for at, row in enumerate(batch)
                    if name in wanted[texts[row]]
                ]
                if told:
                    at, kind, weight = zip(*told, strict=True)
                    lost = functional.cross_entropy(
                        head(seen[list(at)]), torch.tensor(kind), reduction="none"
                    )
                    loss = loss + COUNTS[name] * (lost * torch.tensor(weight)).sum() / len(batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(halves.upper.parameters(), LONGEST_GRADIENT)
            optimiser.step()
            schedule.step()
    return {
        name: Spoken(
            kinds[name],
            (head.weight * SPREAD).detach().numpy(),
            head.bias.detach().numpy(),
        )
        for name, head in heads.items()
    }


def _batches(below: Sequence[torch.Tensor], shuffled: random.Random) -> Iterator[list[int]]:
    """Rows of texts of like length together; in an order of chance."""
    order = list(range(len(below)))
    shuffled.shuffle(order)
    found = []
    for start in range(0, len(order), BATCH * LIKE_LENGTHS):
        drawn = sorted(order[start : start + BATCH * LIKE_LENGTHS], key=lambda row: len(below[row]))
        found += [drawn[at : at + BATCH] for at in range(0, len(drawn), BATCH)]
    shuffled.shuffle(found)
    yield from found
