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
    groups: Sequence[npt.NDArray[np.float64]], right: Sequence[Sequence[bool]], ridge: float
) -> npt.NDArray[np.float64]:
    """Fit one weight a column.

    Args:
        groups: float64 [rows, columns] each; any number of rows.
        right: By row, at least one a group; several count as one that is any of them.
        ridge: Pull towards zero.

    Returns:
        float64 [columns].
    """
    longest, columns = max(map(len, groups)), groups[0].shape[1]
    rows = torch.zeros(len(groups), longest, columns, dtype=torch.float64)
    absent = torch.full((len(groups), longest), ABSENT, dtype=torch.float64)
    wrong = absent.clone()
    for place, (group, answers) in enumerate(zip(groups, right, strict=True)):
        rows[place, : len(group)] = torch.tensor(group)
        absent[place, : len(group)] = 0
        wrong[place, : len(group)][torch.tensor(answers)] = 0
    weights = torch.zeros(columns, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        likely = torch.log_softmax(rows @ weights + absent, dim=1)
        loss = -torch.logsumexp(likely + wrong, dim=1).mean() + ridge * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy()
