"""Heads on vectors of questions, and the layers under them: which articles, which topics.

An article's log-odds are its likeness to the turned question and, where an example names it, a share of its own;
a topic's are linear and begin at the mean of its phrasings. Softmax over all articles and over all topics.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from benchmarks.learned.data import Example
from index.learned import ARTICLE_SPREAD

EPOCHS, BATCH, DECAY = 3, 48, 0.02
LAYER_STEP, TURN_STEP, OWN_STEP, TOPIC_STEP = 6e-5, 1e-3, 4e-3, 1.2e-2
WARM_UP = 100
"""Batches over which steps grow to their length; then they shrink to ``LAST_STEP`` of it."""
LAST_STEP = 0.02
LONGEST_GRADIENT = 1.0

TOPIC_SPREAD = 40.0
"""What the distance of a topic's phrasings from the mean question is multiplied by at the start."""

TOPIC_LOSS = 0.5
FIRST_SCALE = 3.3
"""Natural logarithm of what a cosine is multiplied by at the start."""

READ_AT_ONCE = 256

Floats = npt.NDArray[np.float32]
Tensors = dict[str, Floats]


def train_heads(
    examples: Sequence[Example],
    pooled: Callable[[Sequence[int]], torch.Tensor],
    layers: Sequence[torch.nn.Parameter],
    passages: Sequence[int],
    texts: Floats,
    topics: Sequence[int],
    *,
    epochs: int = EPOCHS,
    seed: int = 0,
) -> tuple[list[int], Tensors]:
    """Train what finds articles and topics, and the layers below it.

    Args:
        examples: What to learn from; every topic has at least one of weight 1.
        pooled: float32 [rows, dim], unit rows, of some examples; gradients flow through it into ``layers``.
        layers: What is trained beneath the heads; none leaves vectors as they are.
        passages: Passage numbers of the articles.
        texts: [passages, dim], unit rows: what each article says.
        topics: Passage numbers.
        epochs: How often each example is seen.
        seed: Of the order.

    Returns:
        Passage numbers that ``own`` has rows of, and the tensors of ``index.learned.Taught``.
    """
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    column = {number: place for place, number in enumerate(passages)}
    row = {number: place for place, number in enumerate(topics)}
    wanted = [
        {column[one]: share for one, share in each.articles.items() if one in column} for each in examples
    ]
    told = [{row[one]: share for one, share in each.topics.items() if one in row} for each in examples]
    weights = torch.tensor([one.weight for one in examples])
    said = torch.tensor(texts)
    dim = said.shape[1]
    used = torch.tensor(sorted({place for each in wanted for place in each}))
    mean, centres = _centres(examples, told, pooled, len(topics), dim)

    turn = torch.zeros(dim, dim, requires_grad=True)
    scale = torch.tensor(FIRST_SCALE, requires_grad=True)
    own = torch.zeros(len(used), dim, requires_grad=True)
    own_bias = torch.zeros(len(used), requires_grad=True)
    topic = ((centres - mean) * TOPIC_SPREAD).requires_grad_(True)
    topic_bias = torch.zeros(len(topics), requires_grad=True)
    groups: list[dict[str, Any]] = [
        {"params": [turn, scale], "lr": TURN_STEP, "weight_decay": DECAY / 2},
        {"params": [own, own_bias], "lr": OWN_STEP},
        {"params": [topic, topic_bias], "lr": TOPIC_STEP, "weight_decay": DECAY / 2},
    ]
    if layers:
        groups.append({"params": list(layers), "lr": LAYER_STEP, "weight_decay": DECAY / 2})
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = epochs * -(-len(examples) // BATCH)
    warm = min(WARM_UP, steps // 10 + 1)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / warm, max(LAST_STEP, 1 - (step - warm) / (steps - warm + 1))),
    )
    for _ in range(epochs):
        for rows in _batches(examples, shuffled):
            seen = pooled(rows)
            turned = functional.normalize(seen + seen @ turn, dim=1)
            shares = ((seen - mean) * ARTICLE_SPREAD) @ own.T + own_bias
            odds = (torch.exp(scale) * (turned @ said.T)).index_add(1, used, shares)
            weight = weights[rows]
            loss = (_lost(odds, [wanted[one] for one in rows])[0] * weight).sum() / weight.sum()
            likely = (seen - mean) @ topic.T + topic_bias
            lost, sure = _lost(likely, [told[one] for one in rows])
            loss = loss + TOPIC_LOSS * (lost * sure * weight).sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            if layers:
                torch.nn.utils.clip_grad_norm_(layers, LONGEST_GRADIENT)
            optimiser.step()
            slower.step()
    tensors = {
        "mean": mean, "turn": turn, "scale": torch.exp(scale)[None], "own": own, "own_bias": own_bias,
        "about": topic, "about_bias": topic_bias,
    }  # fmt: skip
    return (
        [passages[place] for place in used.tolist()],
        {name: tensor.detach().contiguous().numpy() for name, tensor in tensors.items()},
    )


def _lost(odds: torch.Tensor, wanted: Sequence[Mapping[int, float]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross-entropy [rows] to the wanted shares, and how sure the wish is: its sum, 1 at the most, 0 without one."""
    target = torch.zeros_like(odds)
    sure = torch.zeros(len(odds))
    for place, each in enumerate(wanted):
        total = sum(each.values())
        sure[place] = min(total, 1.0)
        for one, share in each.items():
            target[place, one] = share / total
    return -(target * functional.log_softmax(odds, 1)).sum(1), sure


def _centres(
    examples: Sequence[Example],
    told: Sequence[Mapping[int, float]],
    pooled: Callable[[Sequence[int]], torch.Tensor],
    topics: int,
    dim: int,
) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean phrasing of topics, [dim], and each topic's own, [topics, dim], as they stand before training."""
    sums = torch.zeros(topics, dim)
    phrasings = [place for place, each in enumerate(examples) if each.weight == 1.0 and told[place]]
    with torch.no_grad():
        for start in range(0, len(phrasings), READ_AT_ONCE):
            rows = phrasings[start : start + READ_AT_ONCE]
            sums.index_add_(0, torch.tensor([next(iter(told[one])) for one in rows]), pooled(rows))
    centres = functional.normalize(sums, dim=1)
    return centres.mean(0), centres


def _batches(examples: Sequence[Example], shuffled: random.Random) -> list[list[int]]:
    """Rows of texts of like length together, so that little is padded; in an order of chance."""
    order = sorted(range(len(examples)), key=lambda one: (len(examples[one].text) // 8, shuffled.random()))
    found = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    shuffled.shuffle(found)
    return found
