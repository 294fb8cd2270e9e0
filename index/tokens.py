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
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made ready to be asked which tokens it holds, more than once."""

    text: str
    runs: frozenset[str]
    """Its runs of Latin letters and digits."""

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text as ``tokenize`` does."""
        folded = normalize(text).text.lower()
        return cls(folded, frozenset(run for run in _RUN.findall(folded) if run[0] < "\u3400") - _STOP)

    def held(self, tokens: Iterable[str]) -> list[str]:
        """Those of some tokens that ``tokenize`` would find in the text, in their order, without cutting the text up.

        >>> Folded.of("Art. 10 开盒犯法吗, 100").held(["犯法", "法开", "art", "10"])
        ['犯法', 'art', '10']
        """
        text, runs = self.text, self.runs
        return [token for token in tokens if (token in text if token[0] >= "\u3400" else token in runs)]
