"""A long message in parts that are short enough to say one thing."""

from __future__ import annotations

import re

WHOLE = 60
"""Characters of a message that is read as a whole alone."""
LEAST = 24
"""Characters that a part has at least, when the message has so many: less says too little to be like anything."""
MOST_PARTS = 40
"""Parts that are made of one message: a Telegram message of the greatest length has more, and nothing new in them."""

LONGEST_CLAUSE = 40
"""Many people write no marks at all: a longer clause is cut."""

_CLAUSE = re.compile(rf"[^，。？！；,?!;\n]{{1,{LONGEST_CLAUSE}}}[，。？！；,?!;\n]*")


def parts_of(text: str) -> tuple[str, ...]:
    """Runs of neighbouring clauses of a folded text, each of at least ``LEAST`` characters; each clause begins one.

    A short text has none.

    >>> parts_of("他打我")
    ()
    """
    if len(text) <= WHOLE:
        return ()
    clauses = _CLAUSE.findall(text)
    parts: list[str] = []
    for at in range(len(clauses)):
        part = ""
        for clause in clauses[at:]:
            part += clause
            if len(part) >= LEAST:
                break
        if len(part) >= LEAST:
            parts.append(part.strip())
    return tuple(parts[:MOST_PARTS])
