"""The question sets: in the field with gold articles, out of it, harmful beside near misses.

Each line has an id made from its wording; its last digit puts it in one of two halves. Rules and weights
may be made on the fit half only; figures are reported on the half held out. ``in_field_unread`` was written
last, when the topics stood, and no topic was written after reading it.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent
FILES = {name: HERE / f"{name}.jsonl" for name in ("in_field", "in_field_unread", "out_of_field", "harmful")}
INSIDE, OUTSIDE = ("in_field", "in_field_unread"), ("out_of_field",)
"""Sets of questions in the field and out of it."""

ALIKE = 0.6
"""Share of common bigrams above which two questions are the same one in other words."""

_MARKS = re.compile(r"[\s，。？?！!、,.；;：:]")


class Half(StrEnum):
    """Which half of a set."""

    FIT = "fit"
    HELD_OUT = "held_out"


def half_of(key: str) -> Half:
    """By the last digit of the id, which is a digest of the wording."""
    return Half.FIT if int(key[-1], 16) % 2 == 0 else Half.HELD_OUT


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a set."""

    key: str
    text: str
    lang: str
    kind: str
    gold: frozenset[tuple[str, str]] = frozenset()
    refuse: bool = False

    @property
    def half(self) -> Half:
        """Half of the set."""
        return half_of(self.key)


def load(name: str, half: Half | None = None) -> list[Question]:
    """Read a set or one half of it."""
    questions = []
    for line in FILES[name].read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        gold = frozenset((title, article) for title, article in raw.get("gold", []))
        questions.append(
            Question(raw["id"], raw["question"], raw["lang"], raw["kind"], gold, raw.get("refuse", False))
        )
    return [one for one in questions if half is None or one.half is half]


def unknown(names: Iterable[str], known: Iterable[str], half: Half | None = None) -> list[Question]:
    """Sets or halves of them, without what the knowledge holds."""
    return without_known([one for name in names for one in load(name, half)], known)


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without punctuation, in lower case."""
    plain = _MARKS.sub("", text.lower())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain})


def overlap(one: str, other: str) -> float:
    """Jaccard similarity of the bigrams of two questions."""
    left, right = bigrams(one), bigrams(other)
    return len(left & right) / len(left | right)


def without_known(questions: list[Question], known: Iterable[str]) -> list[Question]:
    """Only the questions that no phrasing of the knowledge repeats or nearly repeats.

    Phrasings are written all the time; a question that one of them has met measures nothing any more.
    """
    phrasings = [bigrams(text) for text in dict.fromkeys(known)]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, held in enumerate(phrasings):
        for pair in held:
            holders[pair].append(number)
    kept = []
    for question in questions:
        own = bigrams(question.text)
        common = Counter(number for pair in own for number in holders.get(pair, ()))
        if not any(
            count > ALIKE * (len(own) + len(phrasings[number]) - count) for number, count in common.items()
        ):
            kept.append(question)
    return kept
