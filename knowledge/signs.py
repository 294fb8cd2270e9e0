"""Signs in a text that decide by their form: what must be said, what must not, and examples that prove both.

A sign is declared in ``knowledge/data/signs/*.yaml`` (format: docs/data.md). Its conditions stand side by side and not
in one expression, so that an order of words is asked for only where it matters and every search stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

APART: Final[Mapping[str, frozenset[str]]] = {
    "danger": frozenset({"harm"}),
    "calm": frozenset({"harm"}),
    "fair": frozenset({"harm"}),
    "harm": frozenset({"danger"}),
}
"""Files whose signs match nothing that a sign of the other must match: whoever is in danger or asks for what is his is never refused by a form."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One closed form and what it is a sign of."""

    sign_id: str
    group: str
    """The file that it stands in: ``danger``, ``harm``."""
    kind: str
    """What it is a sign of, in words of its group: ``minor_images``, ``find_person``."""
    every: tuple[re.Pattern[str], ...]
    """Each is found in the text."""
    never: tuple[re.Pattern[str], ...]
    """None is found in the text."""
    matches: tuple[str, ...]
    spares: tuple[str, ...]
    together: bool = False
    """A text may have several of the group at once; each is proved alone."""

    def found(self, text: str) -> bool:
        """True when a folded text has the form."""
        return all(one.search(text) for one in self.every) and not any(one.search(text) for one in self.never)


def kinds_in(text: str, signs: Iterable[Sign]) -> tuple[str, ...]:
    """Kinds whose signs a folded text has, in the order of the signs, each once."""
    return tuple(dict.fromkeys(sign.kind for sign in signs if sign.found(text)))


def sign_faults(signs: Sequence[Sign]) -> Iterator[str]:
    """One sentence for each example that a sign of its group gets wrong.

    What a sign matches is its own kind before every other, and no sign of a file apart from its own matches it; what one sign
    spares, no sign of the group matches. Signs that go together need not spare what their neighbours say.
    """
    for sign in signs:
        where = f"sign {sign.group}/{sign.sign_id}"
        group = [sign] if sign.together else [other for other in signs if other.group == sign.group]
        for text in sign.matches:
            if not sign.found(text):
                yield f"{where}: expected it to match its example “{text}”, found that it does not"
            elif (first := kinds_in(text, group)[0]) != sign.kind:
                yield f"{where}: expected “{text}” to be {sign.kind}, found that a sign of {first} comes first"
            for other in signs:
                if other.group in APART.get(sign.group, ()) and other.found(text):
                    yield f"{where}: expected “{text}” to be no {other.group}, found that {other.sign_id} matches it"
        for text in sign.spares:
            for other in group:
                if other.found(text):
                    yield f"{where}: expected “{text}” to be spared, found that {other.sign_id} matches it"
