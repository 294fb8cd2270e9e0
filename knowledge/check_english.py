"""What readers of English will miss: told by ``yuanfa knowledge check`` as notes, since a source may begin in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.library import Library

NAMED = 3
"""Entries that a note names; the rest are counted."""


def english_missing(library: Library) -> Iterator[str]:
    """One sentence for each kind of text that has entries without English."""
    topics, cases = library.topics.values(), library.cases.values()
    yield from _note(
        "topics", "an English phrasing (ask_en)", (one.topic_id for one in topics if not one.questions_en)
    )
    yield from _note(
        "topics",
        "English for a correction",
        (one.topic_id for one in topics if any(not correction.english for correction in one.corrections)),
    )
    yield from _note(
        "cases",
        "English for a point (EN:)",
        (one.case_id for one in cases if any(not point.english for point in one.points)),
    )
    yield from _note(
        "cases",
        "an English phrasing (Q:)",
        (one.case_id for one in cases if not any(point.questions_en for point in one.points)),
    )
    yield from _note(
        "laws.yaml",
        "an English name",
        (
            law.law_id
            for law in library.laws.values()
            if law.law_id in library.editions and not law.english_names
        ),
    )
    yield from _note(
        "named_texts.yaml",
        "an English sentence",
        (text.title for text in library.named_texts if not text.message_en),
    )


def _note(where: str, lacks: str, entries: Iterable[str]) -> Iterator[str]:
    found = sorted(set(entries))
    if found:
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        yield f"{where}: {len(found)} without {lacks}: {', '.join(found[:NAMED])}{more}"
