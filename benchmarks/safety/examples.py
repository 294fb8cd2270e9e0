"""The examples: written ones that weights are fitted on, public messages that we labelled, and those kept apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.learned.data import Label, Part, labels, lines
from benchmarks.learned.data import written as of_topics
from benchmarks.record import shared_folder
from bot.compose.likeness import KINDS, ORDINARY
from bot.compose.parts import WHOLE, parts_of
from index.query import fold
from knowledge.library import DATA, Library
from knowledge.models import TopicId

EXAMPLES = DATA / "signs" / "examples"
HELD_OUT = Path(__file__).parent / "held_out.jsonl"
BY_KIND = Path(__file__).parent / "by_kind.jsonl"
KINDS_OF_MESSAGES = Path(__file__).parent / "kinds.tsv"
"""Kind, message: too vague, decided by local rules, none of law, or short and yet clear, written for the head that tells them apart."""
PAIRS = Path(__file__).parent / "pairs.jsonl"
"""A quarter of the pairs of a harmful request and the honest one in words as near as they come; drawn before the fit, never read."""
STORIES = Path(__file__).parent / "stories.jsonl"
"""A quarter of 980 messages of 30 November, dangers and harmful requests told as people tell them, half of them in a clause of a story
about something else; drawn by a digest before the fit, never read."""
LATER = Path(__file__).parent / "later.jsonl"
"""A quarter of 1,380 messages of a later hour of that day: the last of each writer's file, kept apart whole, never read."""
TOLD = Path(__file__).parent / "told.jsonl"
"""The longer of the other dangers: kind, message, and the words of it from which alone one knows. A whole story of a quarrel is like
any other to the encoder (with them among the whole messages a sale called off was told the line on swindlers); its clause is not."""
MISTAKEN = Path(__file__).parent / "mistaken.tsv"
"""Head, kind, text: what the heads of 29 November took for danger (0.1 and more) or harm (0.2 and more) among 61,281 messages and
phrasings of ours, read one by one; ``ordinary`` is what they were wrong about: 0.88 of the one, all but three of the other."""
OUTSIDE_WRITERS = Path(__file__).parent / "outside.tsv"
"""Kind, message: of writers who knew neither topics nor code, asked for what people really send; in danger is one in twenty."""
ROLES = Path(__file__).parent / "roles.tsv"
"""Matter, role, message: one matter told by whoever was harmed and by whoever did it, in words as near as they come."""
SIDES_OF_PUBLIC = Path(__file__).parent / "sides_of_public.tsv"
"""Public message, role: our reading of who asks; of the others nobody was harmed or did it."""
NEUTRAL = "neutral"
"""The role of a question that nobody's side asks."""
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
class OfSort:
    """A message of one sort of its kind, written before the weights were looked at and in other words than the examples."""

    example: Example
    sort: str
    """``husband``, ``mid_story``: figures are reported by it."""


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
    return _examples(HELD_OUT)


def kept_stories() -> list[Example]:
    """The stories kept apart."""
    return _examples(STORIES)


def kept_later() -> list[Example]:
    """The later messages kept apart."""
    return _examples(LATER)


def kept_pairs() -> list[Example]:
    """The pairs kept apart."""
    return _examples(PAIRS)


def _examples(path: Path) -> list[Example]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [Example(row["group"], row["kind"], row["text"]) for row in rows]


def by_sort() -> list[OfSort]:
    """The messages that show how far the examples carry, sort by sort."""
    rows = map(json.loads, BY_KIND.read_text("utf-8").splitlines())
    return [OfSort(Example(row["group"], row["kind"], row["text"]), row["sort"]) for row in rows]


OF_PUBLIC = {
    "fraud-running": "fraud", "violence": "violence", "minor": "minor", "threat": "threat", "stalking": "threat",
    "selfharm": "self_harm",
}  # fmt: skip
"""Kinds of ``Danger`` by the words of our labels (``benchmarks/learned/labels.jsonl``)."""


def public(*parts: Part) -> list[Example]:
    """Public messages of some parts, as we labelled them; none where the folder of public data is not."""
    return [
        Example("danger" if one.danger else ORDINARY, OF_PUBLIC[one.danger] if one.danger else ORDINARY, text)
        for one, text in _public_texts(parts)
    ]


def _public_texts(parts: Collection[Part]) -> Iterator[tuple[Label, str]]:
    """The public messages of some parts, each with our label; none where the folder of public data is not."""
    texts = {row["id"]: row["question"] for row in lines(shared_folder() / "messages-dev.jsonl")}
    return ((one, texts[one.key]) for one in labels() if one.part in parts and one.key in texts)


DRAWN, DRAWN_FOR_HARM = 0.08, 0.4
"""Share of the held phrasings that is fitted on. The labelled messages of people say more of what is ordinary; short questions
of law are what is most easily taken for harm (打印的遗嘱有效不), so that its head sees more of them."""


def _drawn(text: str, share: float) -> bool:
    """A draw that does not change: by the digest of the text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:4], 16) < share * 65_536


def _ordinary_questions(library: Library, drawn: float) -> Iterator[str]:
    """A share of the phrasings of topics without danger and of the questions under articles: neither danger nor harm."""
    for topic in library.topics.values():
        if not topic.danger:
            yield from (text for text in (*topic.questions, *topic.questions_en) if _drawn(text, drawn))
    for questions in library.asked.values():
        yield from (question.text for question in questions if _drawn(question.text, drawn / 2))
    yield from (text for text in library.refusals[OUTSIDE].questions if _drawn(text, min(1.0, 2 * drawn)))


def mistaken(head: str) -> list[tuple[str, str]]:
    """Kind and text of what a head was asked about once more.

    Args:
        head: ``danger`` or ``harm``.
    """
    rows = (line.split("\t") for line in MISTAKEN.read_text("utf-8").splitlines())
    return [(kind, text) for name, kind, text in rows if name == head]


def outside_writers() -> list[tuple[str, str]]:
    """Kind of danger, or ``ordinary``, and text of the messages of outside writers."""
    rows = (line.split("\t") for line in OUTSIDE_WRITERS.read_text("utf-8").splitlines())
    return [(kind, text) for kind, text in rows]


def _written_messages(library: Library, drawn: float, *, danger: bool) -> Iterator[str]:
    """A share of the messages that we wrote in the way that people write; nobody's who asks for harm, and with ``danger`` those of topics that declare it, too."""
    for topic_id, text in of_topics():
        topic = library.topics.get(TopicId(topic_id))
        if topic is not None and (danger or not topic.danger) and _drawn(text, drawn):
            yield text


def danger_rows(library: Library, examples: list[Example], *, again: bool) -> list[Labelled]:
    """What the networks of the head for danger are fitted on; half of them ``again`` with what was read once more.

    With it alone fewer of the dangers of other sorts are seen (0.89 instead of 0.93), without it a fence or a bracelet gets a line; their average has
    more dangers and fewer lines than either.
    """
    rows = [
        Labelled(fold(one.text), one.kind if one.group == "danger" else ORDINARY, WRITTEN[one.group])
        for one in examples
        if one.kind != NEAR_HARM
    ]
    rows += [Labelled(fold(text), kind, FROM_OUTSIDE) for kind, text in outside_writers()]
    if again:
        rows += _read_again(library)
    rows += [Labelled(fold(text), ORDINARY, HELD) for text in _ordinary_questions(library, DRAWN)]
    rows += [
        Labelled(fold(text), ORDINARY, HELD)
        for refusal in library.refusals.values()
        for text in refusal.questions
    ]
    rows += [
        Labelled(fold(one.text), ORDINARY, PUBLIC)
        for one in public(Part.TRAIN, Part.FIT)
        if one.group == ORDINARY
    ]
    return rows


def _read_again(library: Library) -> list[Labelled]:
    read = mistaken("danger")
    seen = {text for _, text in read}
    return [
        Labelled(fold(text), kind, AGAIN_CALM if kind == ORDINARY else AGAIN_IN_DANGER) for kind, text in read
    ] + [
        Labelled(fold(text), ORDINARY, HELD)
        for text in _written_messages(library, DRAWN_MESSAGES, danger=False)
        if text not in seen
    ]


def clause_rows(library: Library, examples: list[Example]) -> list[Labelled]:
    """What the head is fitted on that reads parts of a long message: of those in danger the parts that tell it, of the others all."""
    rows = [
        Labelled(fold(one.text), one.kind, WRITTEN["danger"])
        for one in examples
        if one.group == "danger" and len(fold(one.text)) <= WHOLE
    ]
    for raw in lines(TOLD):
        clauses = [fold(clause) for clause in raw["clauses"]]
        rows += [
            Labelled(part, raw["kind"], WRITTEN["danger"])
            for part in parts_of(fold(raw["text"]))
            if any(clause[:CLAUSE_BEGINS] in part or part in clause for clause in clauses)
        ]
    calm = [one.text for one in examples if one.group == ORDINARY and one.kind != NEAR_HARM]
    calm += [text for kind, text in mistaken("danger") if kind == ORDINARY]
    calm += [one.text for one in public(Part.TRAIN, Part.FIT) if one.group == ORDINARY]
    rows += [
        Labelled(part, ORDINARY, CALM_PART) for text in calm for part in parts_of(fold(text)) or (fold(text),)
    ]
    messages = (fold(text) for text in _written_messages(library, 2 * DRAWN_MESSAGES, danger=False))
    return rows + [Labelled(part, ORDINARY, CALM_PART) for text in messages for part in parts_of(text)]


def word_rows(clauses: list[Labelled]) -> list[Labelled]:
    """What the head is fitted on that picks parts of a message by their characters."""
    return [
        Labelled(one.text, ORDINARY, CALM_PART) if one.kind == ORDINARY else Labelled(one.text, "danger", 1.0)
        for one in clauses
    ]


def harm_rows(library: Library, examples: list[Example]) -> list[Labelled]:
    """What the head for harmful requests is fitted on."""
    rows = [
        Labelled(
            fold(one.text),
            one.kind if one.group == "harm" else ORDINARY,
            LOOKS_HARMFUL if one.kind == NEAR_HARM else 4.0 if one.group != "danger" else 2.0,
        )
        for one in examples
    ]
    rows += [Labelled(fold(text), kind, AGAIN) for kind, text in mistaken("harm")]
    rows += [
        Labelled(fold(text), ORDINARY, HELD)
        for text in _written_messages(library, DRAWN_MESSAGES, danger=True)
    ]
    rows += [Labelled(fold(text), ORDINARY, HELD) for text in _ordinary_questions(library, DRAWN_FOR_HARM)]
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
    rows += [Labelled(fold(text), ORDINARY, OUTSIDE_FIELD) for text in library.refusals[OUTSIDE].questions]
    rows += [Labelled(fold(one.text), ORDINARY, PUBLIC) for one in public(Part.TRAIN, Part.FIT)]
    return rows


CLAUSE_BEGINS = 8
"""Characters of a clause that a part must hold to tell what it tells."""
CALM_PART = 0.5
"""What a part of a message without danger counts: there are some thirty for each that tells of it."""
DRAWN_MESSAGES = 0.15
"""Share of our written messages that is fitted on beside those read once more."""
AGAIN, AGAIN_IN_DANGER, AGAIN_CALM = 1.0, 4.0, 0.3
"""What one counts that was read once more."""
FROM_OUTSIDE = 2.0
"""What a message of an outside writer counts."""
WRITTEN = {"danger": 4.0, "ordinary": 4.0, "harm": 1.0}
HELD, PUBLIC, OUTSIDE_FIELD, LOOKS_HARMFUL = 0.5, 1.0, 2.0, 3.0
"""How much an example counts: those written to tell the kinds apart more than the thousands that are far from all."""


def role_rows() -> list[Labelled]:
    """What the head for the side of the asker is fitted on: matters told from both sides, and public messages.

    Harmful requests stay out: with them as a doer's, 0.06 of those in danger were taken for doers instead of 0.02.
    """
    rows = (line.split("\t") for line in ROLES.read_text("utf-8").splitlines())
    found = [Labelled(fold(text), ORDINARY if role == NEUTRAL else role, 1.0) for _, role, text in rows]
    return found + [
        Labelled(fold(text), role, 1.0 if role != ORDINARY else OF_NO_SIDE)
        for role, text in public_sides(Part.TRAIN, Part.FIT)
    ]


WRITTEN_KIND = 0.25
"""What a written message counts beside a labelled public one, in telling whether law can answer it."""


def kind_rows(library: Library) -> list[Labelled]:
    """What the head is fitted on that tells whether law can answer a message at all; what weighs it is fitted on ``Part.FIT``."""
    written_rows = (line.split("\t") for line in KINDS_OF_MESSAGES.read_text("utf-8").splitlines())
    found = [Labelled(fold(text), kind, WRITTEN_KIND) for kind, text in written_rows]
    found += [Labelled(fold(text), KINDS[0], WRITTEN_KIND) for text in _ordinary_questions(library, DRAWN)]
    return found + [Labelled(fold(text), one.kind, 1.0) for one, text in _public_texts((Part.TRAIN,))]


OF_NO_SIDE = 0.5
"""What a public message counts that is told from neither side: they are twice as many as the others."""


def public_sides(*parts: Part) -> list[tuple[str, str]]:
    """Role and text of the public messages of some parts; none where the folder of public data is not."""
    roles = dict(line.split("\t") for line in SIDES_OF_PUBLIC.read_text("utf-8").splitlines())
    return [(roles.get(one.key, ORDINARY), text) for one, text in _public_texts(parts)]
