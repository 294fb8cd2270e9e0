"""Messages that are no question: noise, greetings, thanks, and questions about the bot itself.

Their forms are data (``knowledge/data/signs/intent.yaml``); what is said to each stands in ``bot.compose.wording``.
"""

from __future__ import annotations

import re
from enum import StrEnum

from knowledge.readers.signs import signs_of
from knowledge.signs import kinds_in

_CONTENT = re.compile(r"[\w\u3400-\u9fff]")
_NO_CONTENT = re.compile(r"[\W_]")


class Trivial(StrEnum):
    """Messages that are no question; also the keys of what is said to them."""

    EMPTY = "empty"
    NOISE = "noise"
    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"


def trivial(text: str) -> Trivial | None:
    """What kind of non-question a folded text is, or None."""
    stripped = text.strip()
    if not stripped:
        return Trivial.EMPTY
    kinds = kinds_in(stripped, signs_of("intent"))
    if not _CONTENT.search(stripped) or Trivial.NOISE in kinds:
        return Trivial.NOISE
    for kind in (Trivial.GREETING, Trivial.THANKS):
        if kind in kinds:
            return kind
    if _one_character(stripped):
        return Trivial.NOISE
    return Trivial.IDENTITY if Trivial.IDENTITY in kinds else None


def _one_character(text: str) -> bool:
    """One character over and over; a number is none."""
    return len(text) > 1 and not text.isdigit() and len(set(_NO_CONTENT.sub("", text))) <= 1
