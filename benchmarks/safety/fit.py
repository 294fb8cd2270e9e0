"""Fits one softmax over kinds, with or without a layer of units before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.safety.examples import Labelled
from bot.compose.likeness import Head

SEEN_DROPPED, UNITS_DROPPED = 0.3, 0.5
"""Shares of features and of units that are left out at random while fitting: with few examples they keep it from
learning them by heart."""
AT_ONCE, RATE, DECAY = 128, 3e-3, 1e-2
PLAIN_ROUNDS, PLAIN_RATE, PLAIN_DECAY = 20, 2e-2, 2e-2
"""The same without a layer of units."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of what is fitted."""

    units: int
    rounds: int
    """Times that all rows are read."""
    networks: int = 1
    """Each begun otherwise, their log-odds averaged (Hansen and Salamon, Neural network ensembles, 1990)."""


def fit_head(
    rows: Sequence[Labelled],
    columns: npt.NDArray[np.float32],
    threshold: float,
    *,
    size: Size | None,
) -> Head:
    """Fit a head; the same rows give the same head.

    Args:
        rows: What each row is.
        columns: [len(rows), columns], from ``features`` or ``runs_of``.
        threshold: Kept in the head.
        size: Of the layer of units; None for none.
    """
    kinds = tuple(sorted({row.kind for row in rows}))
    wanted = torch.tensor([kinds.index(row.kind) for row in rows])
    counts = torch.tensor([row.weight for row in rows], dtype=torch.float32)
    seen = torch.from_numpy(columns)
    if size is None:
        (last,) = _network(seen, wanted, counts, len(kinds), 0, None)
        return Head(kinds, _array(last.weight), _array(last.bias), threshold)
    # Side by side, the last layers divided by their number: one network whose log-odds are the average.
    fitted = [_network(seen, wanted, counts, len(kinds), seed, size) for seed in range(size.networks)]
    return Head(
        kinds,
        np.concatenate([_array(last.weight) for _, last in fitted], axis=1) / size.networks,
        np.mean([_array(last.bias) for _, last in fitted], axis=0),
        threshold,
        np.concatenate([_array(units.weight) for units, _ in fitted]),
        np.concatenate([_array(units.bias) for units, _ in fitted]),
    )


def joined(heads: Sequence[Head]) -> Head:
    """One head whose log-odds are the average of several with a layer of units and as many networks each."""
    return replace(
        heads[0],
        weights=np.concatenate([one.weights for one in heads], axis=1) / len(heads),
        bias=np.mean([one.bias for one in heads], axis=0),
        hidden=np.concatenate([one.hidden for one in heads if one.hidden is not None]),
        hidden_bias=np.concatenate([one.hidden_bias for one in heads if one.hidden_bias is not None]),
    )


def _array(tensor: torch.Tensor) -> npt.NDArray[np.float32]:
    found: npt.NDArray[np.float32] = tensor.detach().numpy()
    return found


def _network(
    seen: torch.Tensor, wanted: torch.Tensor, counts: torch.Tensor, kinds: int, seed: int, size: Size | None
) -> list[torch.nn.Linear]:
    """The linear layers of one fitted network, first to last."""
    torch.manual_seed(seed)
    last = torch.nn.Linear(size.units if size else seen.shape[1], kinds)
    before = (
        [torch.nn.Linear(seen.shape[1], size.units), torch.nn.ReLU(), torch.nn.Dropout(UNITS_DROPPED)]
        if size
        else []
    )
    network = torch.nn.Sequential(torch.nn.Dropout(SEEN_DROPPED), *before, last)
    rounds, rate, decay = (size.rounds, RATE, DECAY) if size else (PLAIN_ROUNDS, PLAIN_RATE, PLAIN_DECAY)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=decay)
    steps = rounds * -(-len(seen) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)
    for _ in range(rounds):
        for batch in torch.randperm(len(seen)).split(AT_ONCE):
            optimiser.zero_grad()
            losses = torch.nn.functional.cross_entropy(network(seen[batch]), wanted[batch], reduction="none")
            (losses * counts[batch]).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    network.eval()
    return [one for one in network if isinstance(one, torch.nn.Linear)]
