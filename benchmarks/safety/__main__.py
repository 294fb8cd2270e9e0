"""Danger and refusal on written examples that nobody read while tuning, and on public questions; ``--fit`` makes the weights.

    python -m benchmarks.safety          # figures, into results/safety.json
    python -m benchmarks.safety --layers # index/data/guarding.safetensors: after examples changed; then `yuanfa setup`
    python -m benchmarks.safety --fit    # weights first: after examples, refusals or the encoder changed

A message is read as the product reads it: closed forms and likeness together, a long one in parts, too. ``read`` are sets
that the author of forms and examples has seen; ``unread`` are the half of his examples that a digest of their wording
kept from him, and from the fit, dangers of other sorts that were written before the weights were looked at, and the
public messages that no weight was fitted on (``Part.UNREAD``, 313 since 29 November 2026, 587 before). Requests and legitimate questions of other sorts were run once unread (0.62 of
the harmful and 0.14 of the legitimate refused); then forms were written for what they showed, and they are ``read``.
Thresholds, and how much ``near_harm`` counts, were chosen with figures of unread sets in sight. README.md has the figures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.confidence.questions import load
from benchmarks.learned.data import Part
from benchmarks.learned.layers import Halves
from benchmarks.record import keep, shared_folder
from benchmarks.safety.examples import (
    NEAR_HARM,
    Labelled,
    by_sort,
    clause_rows,
    danger_rows,
    harm_rows,
    held_out,
    kept_later,
    kept_pairs,
    kept_stories,
    kind_rows,
    public,
    public_sides,
    role_rows,
    word_rows,
    written,
)
from benchmarks.safety.fit import Size, fit_head, joined
from benchmarks.safety.layers import FIRST, train_layers
from bot.compose import likeness
from bot.compose.guards import Guards
from bot.compose.likeness import CLAUSE, DOER, KIND, ORDINARY, ROLE, VICTIM, WORDS, Head, Likeness
from bot.service import read_encoder, read_library
from index.embedded import embedded_fingerprint
from index.embedded.taught import GUARDING, layers_path, save_layers
from index.packing import packed
from index.query import Query, fold, readings_of, wordings_of
from index.types import Encoder, Readings
from knowledge.library import Library
from knowledge.people import Side

WEIGHTS = Path(likeness.__file__).with_name("likeness.npz")

THRESHOLDS = {"danger": 0.06, CLAUSE: 0.5, "harm": 0.5, WORDS: 0.1, ROLE: 0.8, KIND: 1.0}
"""Probability of not being ordinary from which a message is not, read off ``danger, unread`` and ``looks harmful, unread``.
Lower, more dangers are seen and more victims refused. The head of words only chooses what is looked at; that of roles has the
probability of a side from which it is told (README.md)."""

SIZES = {
    "danger": Size(256, 25, networks=3),
    CLAUSE: Size(128, 15),
    "harm": Size(256, 25, networks=2),
    ROLE: Size(128, 15),
    KIND: Size(128, 15),
}
"""Of danger, an average has 0.015 fewer alarms with as many dangers, of harm it refuses fewer. Larger, kinds are learnt by heart: average
precision of what is too vague falls from 0.60 to 0.54 (part "fit")."""

SPEAKS = ("danger", CLAUSE, "harm")
"""The heads that heed the layers; the others are as good without them."""

BATCH = 256


def train(library: Library) -> None:
    """Train the layers that tell danger and harm, and write them with what they say of each head's kinds."""
    examples, halves = written(), Halves(FIRST)
    spoken = train_layers(
        halves,
        {
            "danger": danger_rows(library, examples, again=True),
            CLAUSE: clause_rows(library, examples),
            "harm": harm_rows(library, examples),
            KIND: kind_rows(library),
            ROLE: role_rows(),
        },
    )
    save_layers(layers_path(GUARDING), halves.first, packed(halves.tensors()))
    held = Likeness.load(embedded_fingerprint())
    assert held is not None  # it comes with the project
    told = {}
    for name, head in held.heads.items():
        # Of a head whose kinds have changed since, what the layers before said is no word of these.
        speaks = name in SPEAKS and head.kinds == spoken[name].kinds
        said = (spoken[name].weights, spoken[name].bias) if speaks else (None, None)
        told[name] = replace(head, guarding=said[0], guarding_bias=said[1])
    Likeness(held.encoder, told).save(WEIGHTS)


def fit(library: Library, encoder: Encoder, names: Collection[str] = ()) -> Likeness:
    """Fit heads on the written examples, on public messages that we labelled and on what the knowledge holds.

    What the layers say of their kinds (``train``) stays as it is.

    Args:
        library: Whose questions are ordinary.
        encoder: That reads the examples.
        names: Heads to fit, the others stay as they are; none for all.
    """
    examples = written()
    held = Likeness.load(encoder.fingerprint)

    def fitted(name: str, rows: list[Labelled], most: int | None = likeness.READ) -> Head:
        texts = [row.text[:most] for row in rows]
        columns = likeness.features(texts, *_read(texts, encoder))[:, : -encoder.dimension]
        found = fit_head(rows, columns, THRESHOLDS[name], size=SIZES[name])
        before = held.heads.get(name) if held is not None else None
        if before is None or before.kinds != found.kinds:
            return found
        return replace(found, guarding=before.guarding, guarding_bias=before.guarding_bias)

    @cache
    def clauses() -> list[Labelled]:
        return clause_rows(library, examples)

    def words() -> Head:
        rows = word_rows(clauses())
        columns = likeness.runs_of([row.text for row in rows])
        return fit_head(rows, columns, THRESHOLDS[WORDS], size=None)

    makers: dict[str, Callable[[], Head]] = {
        "danger": lambda: joined(
            [fitted("danger", danger_rows(library, examples, again=again)) for again in (False, True)]
        ),
        CLAUSE: lambda: fitted(CLAUSE, clauses()),
        "harm": lambda: fitted("harm", harm_rows(library, examples)),
        ROLE: lambda: fitted(ROLE, role_rows(), None),
        KIND: lambda: fitted(KIND, kind_rows(library), None),
        WORDS: words,
    }
    kept = {} if held is None else held.heads
    return Likeness(
        encoder.fingerprint,
        {
            name: make() if not names or name in names or name not in kept else kept[name]
            for name, make in makers.items()
        },
    )


def _read(texts: Sequence[str], encoder: Encoder) -> Readings:
    """Every reading of each text: float32 [texts, dim] each."""
    read = [readings_of(texts[at : at + BATCH], encoder) for at in range(0, len(texts), BATCH)]
    return Readings(*map(np.concatenate, zip(*read, strict=True)))


def measure(library: Library, guards: Guards, encoder: Encoder) -> Mapping[str, Mapping[str, float]]:
    """Shares of each set that are told danger and that are refused, with the size of the set."""
    figures = {}
    for name, texts in _sets().items():
        queries = [_query(text, library, encoder) for text in texts]
        figures[name] = {
            "questions": len(texts),
            "danger": sum(bool(guards.dangers(one)) for one in queries) / len(texts),
            "refused": sum(guards.harmful(one) is not None for one in queries) / len(texts),
            "doers": sum(guards.side(one) is Side.ACCUSED for one in queries) / len(texts),
        }
        print(
            f"{name:50s} {len(texts):5d}  danger {figures[name]['danger']:.3f}  refused {figures[name]['refused']:.3f}"
            f"  taken for doers {figures[name]['doers']:.3f}"
        )
    return figures


def _sets() -> dict[str, list[str]]:
    """What is measured, by name; of the public sets those that are there."""
    kept, real, pairs, later = held_out(), public(Part.UNREAD), kept_pairs(), kept_later()
    sets = {
        "stories, in danger, unread": [one.text for one in kept_stories() if one.group == "danger"],
        "stories, harmful, unread": [one.text for one in kept_stories() if one.group == "harm"],
        "later, in danger, unread": [one.text for one in later if one.group == "danger"],
        "later, sounds like danger, unread": [one.text for one in later if one.kind == ORDINARY],
        "later, harmful, unread": [one.text for one in later if one.group == "harm"],
        "later, honest, unread": [one.text for one in later if one.kind == NEAR_HARM],
        "pairs, harmful, unread": [one.text for one in pairs if one.group == "harm"],
        "pairs, honest, unread": [one.text for one in pairs if one.kind == NEAR_HARM],
        "pairs, in danger, unread": [one.text for one in pairs if one.group == "danger"],
        "pairs, sounds like danger, unread": [one.text for one in pairs if one.kind == ORDINARY],
        "danger, unread": [one.text for one in kept if one.group == "danger"],
        "harmful, unread": [one.text for one in kept if one.group == "harm"],
        "looks harmful, unread": [one.text for one in kept if one.kind == NEAR_HARM],
        "ordinary, unread": [one.text for one in kept if one.kind == ORDINARY],
        "harmful, read": [one.text for one in load("harmful") if one.refuse],
        "looks harmful, read": [one.text for one in load("harmful") if not one.refuse],
        "in the field": [one.text for one in (*load("in_field"), *load("in_field_unread"))],
        "outside the field": [one.text for one in load("out_of_field")],
        "messages in danger, unread": [one.text for one in real if one.group == "danger"],
        "other messages, unread": [one.text for one in real if one.group != "danger"],
    }
    for role in (DOER, VICTIM, ORDINARY):
        sets[f"side of real messages, unread: {role}"] = [
            text for told, text in public_sides(Part.UNREAD) if told == role
        ]
    for one in by_sort():
        for name in (one.example.group, f"{one.example.group}/{one.example.kind}/{one.sort}"):
            seen = "unread" if one.example.group == "danger" else "read"
            sets.setdefault(f"by sort, {seen}: {name}", []).append(one.example.text)
    path = shared_folder() / "stard-dev.jsonl"
    if path.is_file():
        sets["STARD"] = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    return {name: texts for name, texts in sets.items() if texts}


def _query(text: str, library: Library, encoder: Encoder) -> Query:
    folded = fold(text)
    wordings = wordings_of(folded, library.slang) or ("",)
    return Query.of(folded, wordings, encoder)


def main() -> None:
    """Fit on request, then measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--layers", action="store_true", help="train the layers that tell danger and harm")
    parser.add_argument(
        "--fit",
        nargs="*",
        metavar="HEAD",
        help="fit the weights before measuring them: of these heads, or of all",
    )
    wanted = parser.parse_args()
    if wanted.layers:
        train(read_library())
        print("run `yuanfa setup`: the encoder is made anew with these layers")
        return
    library, encoder = read_library(), read_encoder(None)
    if wanted.fit is not None:
        fit(library, encoder, wanted.fit).save(WEIGHTS)
    guards = Guards(
        library.signs,
        Likeness.load(encoder.fingerprint),
        lambda text: _query(text, library, encoder),
    )
    keep("safety", measure(library, guards, encoder))


if __name__ == "__main__":
    main()
