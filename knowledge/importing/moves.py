"""Where articles of the version before stand in an imported later one: by their words, where these are the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.importing.parts import numbered, wording
from knowledge.models import Article, Renumbering, Statute

_SHORTEST = 20
"""Characters: shorter articles (本法自公布之日起施行) say the same in several places."""
_LONGEST_SUBJECT = 20
SOURCE = "按两个版本中文字相同的条文对应"


def moves_between(older: Statute, newer: Statute) -> Iterator[Renumbering]:
    """Articles whose words stand under another number in the later version; nothing is guessed from likeness.

    Args:
        older: A whole version.
        newer: The version after it, with its day of effect.
    """
    if newer.effective_from is None:
        return
    there = {_only(one): one for one in numbered(newer.articles).values()}
    counts = Counter(_only(one) for one in numbered(newer.articles).values())
    counts.update(_only(one) for one in numbered(older.articles).values())
    for article in numbered(older.articles).values():
        words = _only(article)
        found = there.get(words)
        if found is None or found.number == article.number or len(words) < _SHORTEST or counts[words] != 2:
            continue
        yield Renumbering(
            law_id=newer.law.law_id,
            old=article.number,
            new=(found.number,),
            since=newer.effective_from,
            subject=_subject(article),
            source=SOURCE,
        )


def moves_of(group: Sequence[Statute], imported: Statute) -> Iterator[Renumbering]:
    """Moves into an imported version from the whole one before it, where it is the last and nothing is doubtful."""
    place = next((at for at, one in enumerate(group) if one.version_id == imported.version_id), None)
    if not place or place != len(group) - 1 or imported.repealed or imported.unchecked:
        return
    before = group[place - 1]
    if before.verbatim and imported.effective_until is None:
        yield from moves_between(before, imported)


def _only(article: Article) -> str:
    """The words of an article without references to others, which change with their numbers."""
    return re.sub("第[一二三四五六七八九十百千零]+[条款项]", "", wording(article))


def _subject(article: Article) -> str:
    """Its first words, as they stand."""
    first = re.split("[，。；：\n]", article.text, maxsplit=1)[0]
    return first if len(first) <= _LONGEST_SUBJECT else first[: _LONGEST_SUBJECT - 1] + "…"
