"""The parts of an article that can answer on their own: its sentences, the lead-ins of its lists, its 项.

>>> from knowledge.units import UNIT_NAME
>>> bool(UNIT_NAME.fullmatch("1.2")) and bool(UNIT_NAME.fullmatch("2(3)"))
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from knowledge.models import Article

UNIT_NAME: Final = re.compile(r"\d+(?:\.\d+|\(\d+\))")
"""``1.2`` is the second sentence of the first 款, ``1.0`` its lead-in, ``1(3)`` its third 项."""

LONGEST: Final = 300
"""Characters of a unit that are read: what comes after says little about what it is about."""

_ITEM_NUMBER = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")
_SENTENCE = re.compile(r"[^。\n]+。?")


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Unit:
    """``text[start:end]`` of an article."""

    name: str
    start: int
    end: int

    @property
    def is_item(self) -> bool:
        """True for a 项."""
        return self.name.endswith(")")

    @property
    def is_lead(self) -> bool:
        """True for the words before the first 项 of a 款."""
        return self.name.endswith(".0")


def units_of(article: Article) -> tuple[Unit, ...]:
    """Every unit in order; none overlap, and only white space lies between them."""
    found: list[Unit] = []
    for paragraph in article.paragraphs:
        if paragraph.items:
            found.append(
                _trimmed(article.text, f"{paragraph.number}.0", paragraph.start, paragraph.items[0].start)
            )
            found += [
                _trimmed(article.text, f"{paragraph.number}({item.number})", item.start, item.end)
                for item in paragraph.items
            ]
        else:
            sentences = _SENTENCE.finditer(article.text, paragraph.start, paragraph.end)
            found += [
                _trimmed(article.text, f"{paragraph.number}.{place}", *sentence.span())
                for place, sentence in enumerate(sentences, 1)
            ]
    return tuple(unit for unit in found if unit.start < unit.end)


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """[start, end) of ``words`` in ``text``, curved and straight quotation marks alike."""
    if not words:
        return None
    start = text.translate(_QUOTES).find(words.translate(_QUOTES))
    return None if start < 0 else (start, start + len(words))


def units_holding(article: Article, words: str) -> tuple[int, ...]:
    """Positions of the units that hold most of these words of the article; none when it has no such words."""
    found = find_words(article.text, words)
    if found is None:
        return ()
    start, end = found
    held = [max(0, min(end, unit.end) - max(start, unit.start)) for unit in units_of(article)]
    most = max(held, default=0)
    return tuple(place for place, length in enumerate(held) if most and length * 2 > most)


def unit_search_texts(article: Article) -> tuple[str, ...]:
    """What each unit says on its own: a 项 after its lead-in, without its number; none for an article of one unit."""
    units = units_of(article)
    if len(units) < 2:
        return ()
    texts: list[str] = []
    lead = ""
    for unit in units:
        words = article.text[unit.start : unit.end]
        if unit.is_lead:
            lead = words
        texts.append((lead + _ITEM_NUMBER.sub("", words))[:LONGEST] if unit.is_item else words[:LONGEST])
    return tuple(texts)


def _trimmed(text: str, name: str, start: int, end: int) -> Unit:
    """Without white space at either end."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    return Unit(name, start + left, max(start + len(words.rstrip()), start + left))
