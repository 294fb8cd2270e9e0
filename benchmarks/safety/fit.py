"""Fits one softmax over kinds, with or without a layer of units before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.safety.examples import Labelled
from bot.compose.likeness import Head

UNITS = 128
SEEN_DROPPED, UNITS_DROPPED = 0.3, 0.5
"""Shares of features and of units that are left out at random while fitting: with few examples they keep it from
learning them by heart."""
ROUNDS, AT_ONCE, RATE, DECAY = 15, 128, 3e-3, 1e-2
PLAIN_ROUNDS, PLAIN_RATE, PLAIN_DECAY = 20, 2e-2, 2e-2
"""The same without a layer of units."""


def fit_head(
    rows: Sequence[Labelled],
    columns: npt.NDArray[np.float32],
    threshold: float,
    of_parts: float = 1.0,
    *,
    layered: bool,
) -> Head:
    """Fit a head; the same rows give the same head.

    Args:
        rows: What each row is.
        columns: [len(rows), columns], from ``features`` or ``runs_of``.
        threshold: Kept in the head.
        of_parts: Kept in the head.
        layered: With a layer of units.
    """
    torch.manual_seed(0)
    kinds = tuple(sorted({row.kind for row in rows}))
    wanted = torch.tensor([kinds.index(row.kind) for row in rows])
    counts = torch.tensor([row.weight for row in rows], dtype=torch.float32)
    seen = torch.from_numpy(columns)
    last = torch.nn.Linear(UNITS if layered else seen.shape[1], len(kinds))
    before = (
        [torch.nn.Linear(seen.shape[1], UNITS), torch.nn.ReLU(), torch.nn.Dropout(UNITS_DROPPED)]
        if layered
        else []
    )
    network = torch.nn.Sequential(torch.nn.Dropout(SEEN_DROPPED), *before, last)
    rounds, rate, decay = (ROUNDS, RATE, DECAY) if layered else (PLAIN_ROUNDS, PLAIN_RATE, PLAIN_DECAY)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=decay)
    steps = rounds * -(-len(rows) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)
    for _ in range(rounds):
        for batch in torch.randperm(len(rows)).split(AT_ONCE):
            optimiser.zero_grad()
            losses = torch.nn.functional.cross_entropy(network(seen[batch]), wanted[batch], reduction="none")
            (losses * counts[batch]).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    units = before[0] if before else None
    return Head(
        kinds,
        last.weight.detach().numpy(),
        last.bias.detach().numpy(),
        threshold,
        units.weight.detach().numpy() if isinstance(units, torch.nn.Linear) else None,
        units.bias.detach().numpy() if isinstance(units, torch.nn.Linear) else None,
        of_parts,
    )
