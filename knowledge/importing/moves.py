"""Where articles of the version before stand in an imported later one: by their words, the same or much alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from knowledge.importing.alike import SHORTEST, counterparts, without_references
from knowledge.importing.parts import numbered
from knowledge.models import Article, ArticleNumber, Renumbering, Statute

_LONGEST_SUBJECT = 20
SAME_WORDS = "按两个版本中文字相同的条文对应"
LIKE_WORDS = "按两个版本中文字相近的条文对应，文字有改动"


def moves_between(older: Statute, newer: Statute) -> Iterator[Renumbering]:
    """Articles whose words stand, the same or much alike, under another number in the later version.

    Args:
        older: A whole version.
        newer: The version after it, with its day of effect.
    """
    if newer.effective_from is None:
        return
    found = counterparts(older, newer)
    for article in numbered(older.articles).values():
        one = found.get(article.number)
        if one is None or one.article.number == article.number:
            continue
        if len(without_references(article)) < SHORTEST:
            continue
        yield Renumbering(
            law_id=newer.law.law_id,
            old=article.number,
            new=(one.article.number,),
            since=newer.effective_from,
            subject=_subject(article),
            source=SAME_WORDS if one.same else LIKE_WORDS,
        )


def moves_of(group: Sequence[Statute], imported: Statute) -> Iterator[Renumbering]:
    """Moves into an imported version from the whole one before it, where it is the last and nothing is doubtful."""
    place = next((at for at, one in enumerate(group) if one.version_id == imported.version_id), None)
    if not place or place != len(group) - 1 or imported.repealed or imported.unchecked:
        return
    before = group[place - 1]
    if before.verbatim and imported.effective_until is None:
        yield from moves_between(before, imported)


def chained(moves: Sequence[Renumbering], number: ArticleNumber, day: date) -> list[Renumbering]:
    """The moves of an old number; those whose new one has moved again into an imported version lead to where it stands on a day."""
    again = sorted(
        (move for move in moves if move.source in (SAME_WORDS, LIKE_WORDS) and move.since <= day),
        key=lambda move: move.since,
    )
    found = []
    for move in moves:
        if move.old != number:
            continue
        for later in again:
            if later.since > move.since and move.new == (later.old,):
                move = replace(move, new=later.new, since=later.since)
        found.append(move)
    return found


def _subject(article: Article) -> str:
    """Its first words, as they stand."""
    first = re.split("[，。；：\n]", article.text, maxsplit=1)[0]
    return first if len(first) <= _LONGEST_SUBJECT else first[: _LONGEST_SUBJECT - 1] + "…"
