"""One tokenizer, for build and query alike.

Chinese text becomes characters and bigrams: on questions of laypeople that beats words from a segmenter
(benchmarks/retrieval), needs no dictionary and cannot shred 第四百九十八条 differently on the two sides.

    >>> tokenize("开盒犯法吗")
    ['开', '盒', '犯', '法', '吗', '开盒', '盒犯', '犯法', '法吗']
    >>> tokenize("PIPL Art. 10")
    ['pipl', 'art', '10']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.normalize import normalize

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[0-9]+(?:\.[0-9]+)?")

_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "is",
        "are",
        "to",
        "for",
        "and",
        "or",
        "do",
        "does",
        "i",
        "my",
        "can",
        "what",
        "how",
        "be",
        "it",
        "on",
        "by",
        "with",
    ]
)
"""English words that say nothing; Chinese ones are left to BM25's own weighting."""


def tokenize(text: str) -> list[str]:
    """Tokens of a text after width and script are folded; order does not matter to BM25."""
    tokens: list[str] = []
    for match in _RUN.finditer(normalize(text).text.lower()):
        run = match.group()
        if run[0] >= "\u3400":
            tokens.extend(run)
            tokens.extend(run[i : i + 2] for i in range(len(run) - 1))
        elif run not in _STOP:
            tokens.append(run)
    return tokens


def held(tokens: Iterable[str], text: str) -> list[str]:
    """Those of some tokens that ``tokenize`` would find in a text, in their order, without cutting the text up.

    >>> held(["犯法", "法开", "art", "10"], "Art. 10 开盒犯法吗, 100")
    ['犯法', 'art', '10']
    """
    folded = normalize(text).text.lower()
    whole = {run for run in _RUN.findall(folded) if run[0] < "\u3400"} - _STOP
    return [token for token in tokens if (token in folded if token[0] >= "\u3400" else token in whole)]
