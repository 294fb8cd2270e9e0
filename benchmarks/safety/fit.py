"""Fits one softmax over kinds, with or without a layer of units before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.safety.examples import Labelled
from bot.compose.likeness import Head


def fit_head(
    rows: Sequence[Labelled], columns: npt.NDArray[np.float32], ridge: float, threshold: float
) -> Head:
    """Fit a head.

    Args:
        rows: What each row is.
        columns: [len(rows), columns], from ``features``.
        ridge: Pull of the weights towards zero.
        threshold: Kept in the head.
    """
    kinds = tuple(sorted({row.kind for row in rows}))
    wanted = torch.tensor([kinds.index(row.kind) for row in rows])
    counts = torch.tensor([row.weight for row in rows], dtype=torch.float32)
    seen = torch.from_numpy(columns)
    weights = torch.zeros(len(kinds), seen.shape[1], requires_grad=True)
    bias = torch.zeros(len(kinds), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=120, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        losses = torch.nn.functional.cross_entropy(seen @ weights.T + bias, wanted, reduction="none")
        loss = (losses * counts).sum() + ridge * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return Head(kinds, weights.detach().numpy(), bias.detach().numpy(), threshold)


UNITS = 128
SEEN_DROPPED, UNITS_DROPPED = 0.3, 0.5
"""Shares of features and of units that are left out at random while fitting: with few examples they keep it from
learning them by heart."""
ROUNDS, AT_ONCE, RATE, DECAY = 15, 128, 3e-3, 1e-2


def fit_layered(rows: Sequence[Labelled], columns: npt.NDArray[np.float32], threshold: float) -> Head:
    """Fit a head with one layer of units; the same rows give the same head.

    Args:
        rows: What each row is.
        columns: [len(rows), columns], from ``features``.
        threshold: Kept in the head.
    """
    torch.manual_seed(0)
    kinds = tuple(sorted({row.kind for row in rows}))
    wanted = torch.tensor([kinds.index(row.kind) for row in rows])
    counts = torch.tensor([row.weight for row in rows], dtype=torch.float32)
    seen = torch.from_numpy(columns)
    units, kinds_of = torch.nn.Linear(seen.shape[1], UNITS), torch.nn.Linear(UNITS, len(kinds))
    network = torch.nn.Sequential(
        torch.nn.Dropout(SEEN_DROPPED), units, torch.nn.ReLU(), torch.nn.Dropout(UNITS_DROPPED), kinds_of
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = ROUNDS * -(-len(rows) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(ROUNDS):
        for batch in torch.randperm(len(rows)).split(AT_ONCE):
            optimiser.zero_grad()
            losses = torch.nn.functional.cross_entropy(network(seen[batch]), wanted[batch], reduction="none")
            (losses * counts[batch]).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return Head(
        kinds,
        kinds_of.weight.detach().numpy(),
        kinds_of.bias.detach().numpy(),
        threshold,
        units.weight.detach().numpy(),
        units.bias.detach().numpy(),
    )
