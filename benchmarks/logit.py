"""A conditional logit: weights that make the right rows of each group likeliest.

McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

ABSENT = -1e9
"""Log-odds of a row that pads a group to the longest."""


def fit(
    groups: Sequence[npt.NDArray[np.float64]],
    right: Sequence[Sequence[bool] | npt.NDArray[np.bool_]],
    ridge: float,
    *,
    every: bool = False,
) -> npt.NDArray[np.float64]:
    """Fit one weight a column.

    Args:
        groups: float64 [rows, columns] each; any number of rows.
        right: By row, at least one a group.
        ridge: Pull towards zero.
        every: Of several right rows each is wished for alike; by default any of them will do.

    Returns:
        float64 [columns].
    """
    longest, columns = max(map(len, groups)), groups[0].shape[1]
    rows = torch.zeros(len(groups), longest, columns, dtype=torch.float64)
    absent = torch.full((len(groups), longest), ABSENT, dtype=torch.float64)
    wrong = absent.clone()
    wanted = torch.zeros(len(groups), longest, dtype=torch.float64)
    for place, (group, answers) in enumerate(zip(groups, right, strict=True)):
        rows[place, : len(group)] = torch.tensor(group)
        absent[place, : len(group)] = 0
        chosen = torch.tensor(answers)
        wrong[place, : len(group)][chosen] = 0
        wanted[place, : len(group)][chosen] = 1 / int(chosen.sum())
    weights = torch.zeros(columns, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        likely = torch.log_softmax(rows @ weights + absent, dim=1)
        gained = (likely * wanted).sum(dim=1) if every else torch.logsumexp(likely + wrong, dim=1)
        loss = -gained.mean() + ridge * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy()
