"""Fits one softmax over kinds."""

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
