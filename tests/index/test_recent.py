"""A question that was encoded lately is not encoded again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.retriever import Retriever
from index.types import Vectors


class Counting:
    """The encoder of a retriever, and how many texts it read."""

    def __init__(self, retriever: Retriever) -> None:
        self.inner = retriever._encoder
        self.texts: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self.inner.encode_queries(texts)


def test_a_question_that_comes_again_is_encoded_once(service, monkeypatch) -> None:
    retriever = service._composer._retriever
    counting = Counting(retriever)
    monkeypatch.setattr(retriever, "_encoder", counting)
    first, again = retriever.prepare("网购七天无理由退货"), retriever.prepare("  网购七天无理由退货 ")
    other = retriever.prepare("网购七天无理由退货吗")
    assert counting.texts == [*first.wordings, *other.wordings]
    assert np.array_equal(first.vectors, again.vectors)
    assert np.array_equal(first.taught, again.taught)
