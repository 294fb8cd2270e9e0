"""Texts in batches that an encoder takes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from index.types import Progress, Vectors

BATCH_TEXTS: Final = 16
"""More texts a batch are slower on two cores: the activations leave the processor's cache."""
BATCH_CHARACTERS: Final = 4096
"""Long texts go in smaller batches, which bounds memory."""
SHORT: Final = 32
"""Characters up to which texts share a batch whatever their length."""


def batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Row numbers in batches of texts of like length, the longest first, so that little is padded.

    >>> [batch for batch in batches(["a", "ccc", "bb"])]
    [[1, 2, 0]]
    """
    order = sorted(range(len(texts)), key=lambda row: (-len(texts[row]), row))
    batch: list[int] = []
    for row in order:
        longest = len(texts[batch[0]]) if batch else 0
        # A text beside one of more than twice its length would mostly be padding, which takes as long as words.
        alike = longest <= 2 * max(len(texts[row]), SHORT)
        full = len(batch) == BATCH_TEXTS or longest * (len(batch) + 1) > BATCH_CHARACTERS
        if batch and (full or not alike):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def in_batches(
    texts: Sequence[str],
    dimension: int,
    encode: Callable[[list[str]], Vectors],
    progress: Progress | None = None,
) -> Vectors:
    """float32 [len(texts), dimension]: what ``encode`` gives for each batch, in the order of the texts.

    A lone surrogate has no UTF-8 form, which tokenizers ask for: it becomes a question mark.
    """
    vectors = np.zeros((len(texts), dimension), dtype=np.float32)
    done = 0
    for rows in batches(texts):
        vectors[rows] = encode([texts[row].encode("utf-8", "replace").decode("utf-8") for row in rows])
        done += len(rows)
        if progress is not None:
            progress(done, len(texts))
    return vectors
