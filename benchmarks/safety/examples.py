"""The written examples: those that weights are fitted on, and the half that nobody reads while tuning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.compose.likeness import ORDINARY
from index.query import fold
from knowledge.library import DATA, Library

EXAMPLES = DATA / "signs" / "examples"
HELD_OUT = Path(__file__).parent / "held_out.jsonl"
NEAR_HARM = "near_harm"
"""Looks like a harmful request and is none; may be somebody in danger, so that the head for danger never sees it."""
OUTSIDE = "out_of_field"


@dataclass(frozen=True, slots=True)
class Example:
    """One message and what it is."""

    group: str
    """``danger``, ``harm`` or ``ordinary``."""
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A folded text as one head is to see it, and how much it counts."""

    text: str
    kind: str
    weight: float


def written() -> list[Example]:
    """The examples to fit on."""
    return [
        Example(path.stem, kind, text)
        for path in sorted(EXAMPLES.glob("*.yaml"))
        for kind, texts in yaml.safe_load(path.read_text("utf-8")).items()
        for text in texts
    ]


def held_out() -> list[Example]:
    """The half kept apart: drawn by a digest of the wording, before anything was fitted."""
    rows = map(json.loads, HELD_OUT.read_text("utf-8").splitlines())
    return [Example(row["group"], row["kind"], row["text"]) for row in rows]


def _drawn(text: str, share: float) -> bool:
    """A draw that does not change: by the digest of the text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:4], 16) < share * 65_536


def _ordinary_questions(library: Library) -> Iterator[str]:
    """Phrasings of topics without danger and questions under articles: neither danger nor harm."""
    for topic in library.topics.values():
        if not topic.danger:
            yield from (text for text in (*topic.questions, *topic.questions_en) if _drawn(text, 0.4))
    for questions in library.asked.values():
        yield from (question.text for question in questions if _drawn(question.text, 0.25))
    yield from library.refusals[OUTSIDE].questions


def danger_rows(library: Library, examples: list[Example]) -> list[Labelled]:
    """What the head for danger is fitted on."""
    rows = [
        Labelled(fold(one.text), one.kind if one.group == "danger" else ORDINARY, WRITTEN[one.group])
        for one in examples
        if one.kind != NEAR_HARM
    ]
    rows += [Labelled(fold(text), ORDINARY, HELD) for text in _ordinary_questions(library)]
    rows += [
        Labelled(fold(text), ORDINARY, HELD)
        for refusal in library.refusals.values()
        for text in refusal.questions
    ]
    return rows


def harm_rows(library: Library, examples: list[Example]) -> list[Labelled]:
    """What the head for harmful requests is fitted on."""
    rows = [
        Labelled(
            fold(one.text),
            one.kind if one.group == "harm" else ORDINARY,
            4.0 if one.group != "danger" else 2.0,
        )
        for one in examples
    ]
    rows += [Labelled(fold(text), ORDINARY, HELD) for text in _ordinary_questions(library)]
    rows += [
        Labelled(fold(text), ORDINARY, HELD)
        for topic in library.topics.values()
        if topic.danger
        for text in topic.questions
    ]
    rows += [
        Labelled(fold(text), refusal.refusal_id, 2.0)
        for refusal in library.refusals.values()
        if refusal.refusal_id != OUTSIDE
        for text in refusal.questions
    ]
    return rows


WRITTEN = {"danger": 4.0, "ordinary": 4.0, "harm": 1.0}
HELD = 0.5
"""How much an example counts: those written to tell the kinds apart more than the thousands that are far from all."""
