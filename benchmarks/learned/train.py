"""Linear heads on frozen vectors of questions: which articles, which topics, which kind of message.

An article's log-odds are its likeness to the turned question and, where an example names it, a share of its own;
a topic's are linear and begin at the mean of its phrasings. Softmax over all articles and over all topics.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from benchmarks.learned.data import Example
from index.learned import ARTICLE_SPREAD, KINDS, TOPIC_SPREAD

EPOCHS, BATCH, DECAY = 5, 256, 0.02
TURN_STEP, OWN_STEP, TOPIC_STEP = 2e-3, 1e-2, 2e-2
LAST_STEP = 0.1
"""Share of its first length that a step has at the end."""

TOPIC_LOSS = 0.5
FIRST_SCALE = 3.3
"""Natural logarithm of what a cosine is multiplied by at the start."""

KIND_STEPS, KIND_STEP, KIND_DECAY = 400, 2e-2, 0.3

Floats = npt.NDArray[np.float32]
Tensors = dict[str, Floats]


def train_heads(
    examples: Sequence[Example],
    vectors: Floats,
    passages: Sequence[int],
    texts: Floats,
    topics: Sequence[int],
    *,
    epochs: int = EPOCHS,
    seed: int = 0,
) -> tuple[list[int], Tensors]:
    """Train what finds articles and topics.

    Args:
        examples: What to learn from; every topic has at least one of weight 1.
        vectors: [examples, dim], unit rows.
        passages: Passage numbers of the articles.
        texts: [passages, dim], unit rows: what each article says.
        topics: Passage numbers.
        epochs: How often each example is seen.
        seed: Of the order.

    Returns:
        Passage numbers that ``own`` has rows of, and the tensors of ``index.learned.Taught`` without its kinds.
    """
    torch.manual_seed(seed)
    column = {number: place for place, number in enumerate(passages)}
    row = {number: place for place, number in enumerate(topics)}
    wanted = [
        {column[one]: share for one, share in each.articles.items() if one in column} for each in examples
    ]
    about = torch.tensor([-1 if one.topic is None else row[one.topic] for one in examples])
    weights = torch.tensor([one.weight for one in examples])
    asked, said = torch.tensor(vectors), torch.tensor(texts)
    dim = asked.shape[1]
    used = torch.tensor(sorted({place for each in wanted for place in each}))
    phrasing = weights == 1.0
    mean = asked[phrasing].mean(0)
    first = (about >= 0) & phrasing
    centres = functional.normalize(
        torch.zeros(len(topics), dim).index_add(0, about[first], asked[first]), dim=1
    )

    turn = torch.zeros(dim, dim, requires_grad=True)
    scale = torch.tensor(FIRST_SCALE, requires_grad=True)
    own = torch.zeros(len(used), dim, requires_grad=True)
    own_bias = torch.zeros(len(used), requires_grad=True)
    topic = ((centres - mean) * TOPIC_SPREAD).requires_grad_(True)
    topic_bias = torch.zeros(len(topics), requires_grad=True)
    optimiser = torch.optim.AdamW(
        [
            {"params": [turn, scale], "lr": TURN_STEP},
            {"params": [own, own_bias], "lr": OWN_STEP},
            {"params": [topic, topic_bias], "lr": TOPIC_STEP, "weight_decay": 0.0},
        ],
        weight_decay=DECAY,
    )
    steps = epochs * -(-len(asked) // BATCH)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, LAST_STEP, steps)
    for _ in range(epochs):
        for rows in torch.randperm(len(asked)).split(BATCH):
            seen = asked[rows]
            turned = functional.normalize(seen + seen @ turn, dim=1)
            shares = ((seen - mean) * ARTICLE_SPREAD) @ own.T + own_bias
            odds = (torch.exp(scale) * (turned @ said.T)).index_add(1, used, shares)
            target = torch.zeros_like(odds)
            for place, each in enumerate(rows.tolist()):
                total = sum(wanted[each].values())
                for article, share in wanted[each].items():
                    target[place, article] = share / total
            lost = -(target * functional.log_softmax(odds, 1)).sum(1)
            loss = (lost * weights[rows]).sum() / weights[rows].sum()
            told = about[rows] >= 0
            if told.any():
                likely = (seen[told] - mean) @ topic.T + topic_bias
                loss = loss + TOPIC_LOSS * functional.cross_entropy(likely, about[rows][told])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
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


def train_kinds(vectors: Floats, kinds: Sequence[str], mean: Floats) -> Tensors:
    """Train what tells kinds of messages apart.

    Args:
        vectors: [messages, dim], unit rows.
        kinds: Of ``index.learned.KINDS``, one a message.
        mean: [dim]: the mean question.
    """
    away = torch.tensor((vectors - mean) * ARTICLE_SPREAD)
    right = torch.tensor([KINDS.index(one) for one in kinds])
    weights = torch.zeros(len(KINDS), away.shape[1], requires_grad=True)
    bias = torch.zeros(len(KINDS), requires_grad=True)
    optimiser = torch.optim.AdamW([weights, bias], lr=KIND_STEP, weight_decay=KIND_DECAY)
    for _ in range(KIND_STEPS):
        optimiser.zero_grad()
        functional.cross_entropy(away @ weights.T + bias, right).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return {"kinds": weights.detach().numpy(), "kinds_bias": bias.detach().numpy()}
