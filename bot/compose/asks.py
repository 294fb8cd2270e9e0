"""What a message asks: its asking clauses, told apart from the story around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from knowledge.readers.signs import signs_of

_CLAUSE = re.compile(r"[^，,。！？!?；;\n]+[，,。！？!?；;\n]*")
SHORTEST: Final = 4
"""Characters from which a clause says enough to be looked up."""

LONGEST_STORY: Final = 160
"""Characters of the story that an ask is read after; its end, which is nearest to the ask."""

_ENDS = "，,。！？!?；;\n \t"


def _says(text: str, kind: str) -> bool:
    """Whether a clause asks, or asks nothing by itself: the clause before it says what about (``signs/asks.yaml``)."""
    return any(sign.found(text) for sign in signs_of("asks", kind))


@dataclass(frozen=True, slots=True)
class Asks:
    """A message taken apart."""

    asked: tuple[str, ...]
    """Asking clauses in order, each with the clause before it where it asks nothing by itself."""
    story: str
    """The rest."""

    @classmethod
    def of(cls, text: str) -> Asks:
        """Take a folded message apart.

        >>> Asks.of("结婚三年了,他打我,能离婚吗?孩子归谁?彩礼要退吗").asked
        ('能离婚吗', '孩子归谁', '彩礼要退吗')
        >>> Asks.of("公司不给我交社保,怎么办").asked
        ('公司不给我交社保,怎么办',)
        """
        asked: list[str] = []
        story: list[str] = []
        for clause in _CLAUSE.findall(text):
            plain = clause.strip(_ENDS)
            if not _says(clause, "asks"):
                story.append(clause)
            elif (_says(plain, "bare") or len(plain) < SHORTEST) and story:
                asked.append(story.pop() + plain)
            elif _says(plain, "bare") and asked:
                continue
            else:
                asked.append(plain)
        unique = tuple(dict.fromkeys(one for one in asked if len(one) >= SHORTEST))
        return cls(unique, "".join(story).strip(_ENDS)[-LONGEST_STORY:])
