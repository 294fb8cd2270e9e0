"""Whether words ask for the standing of a law: is it in force, since when, was it changed, how many articles has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.compose.premises import asks
from knowledge.name_tables import Mention
from knowledge.readers.signs import signs_of

_AND = re.compile(r"[》\"”\s]{0,2}(?:和|与|跟|及|以及|还有|、|and)[《\"“\s]{0,2}", re.I)
"""Between two names of which the same is asked: 民法总则和民法通则还有效吗."""

_END = re.compile(r"[,。;?!]+|(?<=[吗么呢吧])\s+")
_TAG = re.compile(
    r"(?:这样)?(?:对不对|是不是|对吗|对吧|对么|是吗|是吧|没错吧|真的吗|是真的吗|属实吗|有这回事吗)"
)
"""What asks whether the part before it is so."""


def is_said(text: str, kind: str) -> bool:
    """Whether a text, or what stands directly behind the name of a law, is of one kind of ``signs/law.yaml``.

    Directly behind the name: 合同法还有效吗, not 民法典里的合同还有效吗.
    """
    return any(sign.found(text) for sign in signs_of("law", kind))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one law as such."""

    mention: Mention
    standing: bool
    """Whether it is in force."""
    change: bool
    """Whether it was changed."""
    coming: bool
    """When it comes into force."""
    about: bool
    """Its day or its number of articles, anywhere in the text."""
    rules: bool
    """What it says: of a law without a text in force that is answered by its standing."""

    @classmethod
    def of(cls, mention: Mention, text: str) -> Asked:
        """By the words behind a name, and those of the whole text."""
        rest = text[mention.end :]
        return cls(
            mention,
            standing=is_said(rest, "standing"),
            change=is_said(rest, "change"),
            coming=is_said(rest, "coming"),
            about=is_said(text, "about"),
            rules=is_said(rest, "rules"),
        )

    @property
    def as_such(self) -> bool:
        """The law itself is asked about, not what it says."""
        return self.standing or self.change or self.coming or self.about


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a message up to a mark."""

    text: str
    start: int
    end: int
    asks: bool


def clauses(text: str) -> list[Clause]:
    """A folded message, part by part; a part that asks is told by its own words or by the mark behind it."""
    found: list[Clause] = []
    start = 0
    for mark in [*_END.finditer(text), None]:
        end = len(text) if mark is None else mark.start()
        part = text[start:end].strip()
        if part and found and _TAG.fullmatch(part):
            held = found.pop()
            found.append(Clause(f"{held.text},{part}", held.start, end if mark is None else mark.end(), True))
        elif part:
            asking = asks(part) or (mark is not None and "?" in mark.group())
            found.append(Clause(part, start, end if mark is None else mark.end(), asking))
        start = end if mark is None else mark.end()
    return found


def asked_of(mentions: Sequence[Mention], clause: str) -> list[Asked]:
    """The laws of a clause of which something is asked directly behind their names, or behind the name beside them."""
    found: list[Asked] = []
    behind: Asked | None = None
    for mention in reversed(mentions):
        if not (mention.match.law_ids or mention.match.named):
            continue
        here = Asked.of(mention, clause)
        if behind is not None and _AND.fullmatch(clause[mention.end : behind.mention.start]):
            here = Asked(mention, behind.standing, behind.change, behind.coming, behind.about, behind.rules)
        if here.standing or here.change or here.coming or (here.about and len(mentions) == 1):
            found.insert(0, here)
            behind = here
        else:
            behind = None
    return found
