"""How passages lie in Milvus: one collection a version, its texts, phrasings and units in a partition each."""

from __future__ import annotations

from typing import Final

FORMAT: Final = 1
"""Raised when a field or its meaning changes."""

ALIAS: Final = "yuanfa"
"""What the collection in use is found by."""
PREFIX: Final = "yuanfa_"
"""Every collection of ours begins so."""

TEXTS, PHRASINGS, UNITS, ABOUT = "texts", "phrasings", "units", "about"
PARTS: Final = (TEXTS, PHRASINGS, UNITS, ABOUT)
"""Partitions; ``about`` holds what the collection was filled from, in pieces."""

ID = "id"
"""Rows of texts, then of phrasings, then of units, then the pieces of ``about``, counted through from 0."""
PASSAGE = "passage"
"""Number of the passage in its corpus."""
NAME, KIND, LAW = "name", "kind", "law"
"""Passage id, kind and law id; the last is empty for what is of no law."""
SINCE, UNTIL = "since", "until"
"""Days as yyyymmdd between which the text is in force; 0 and ``EVER`` where none is known."""
LEADS = "leads"
"""Whether a phrasing may lead to its passage; true for all else."""
TO_LAW = "to_law"
"""The passage is an article or a digest."""
VECTOR = "vector"
WORDS = "words"
"""BM25 weights of our own by the number of the word (``about.Vocabulary``): the inner product with ones is the score."""
SAID = "said"
"""A piece of ``about``; empty for all else."""

EVER: Final = 99_991_231
PIECE: Final = 60_000
"""Bytes of a piece; a VARCHAR of Milvus holds 65,535."""
MOST_ROWS: Final = 16_384
"""Rows that Milvus gives back for one search at the most."""
NO_WORD: Final = 0
"""Number of no word: what has no words holds it alone, as no vector of Milvus may be empty."""
