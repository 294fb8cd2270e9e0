"""English citations: PIPL Art. 10(1), Article 1195 of the Civil Code, Art. 253-1 Criminal Law.

The first bracket behind an article number is its paragraph, the second an item; a letter is an
item. ``Article 253(1)`` is therefore the first paragraph of Article 253, although some
translations write 第二百五十三条之一 so; resolving it mentions the other reading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.citations import patterns as p
from knowledge.citations.places import RANGE_LIMIT, Places
from knowledge.citations.types import Target
from knowledge.models import ArticleNumber
from knowledge.name_tables import Mention
from knowledge.title_cores import NameMatch

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_MAX_INSERTED = 20
_LIST_LIMIT = 40
_LEVEL_STARTS = frozenset(",(pPiIsS")
"""Cheap test for what a level begins with, besides a space."""
_ACRONYM = re.compile(r"(?!AND\b|OR\b|PRC\b|RMB\b|USD\b|CNY\b)[A-Z]{2,6}\b")
"""Section 230 CDA: a law that goes by capitals and is none of ours."""
_NAME_BEFORE = re.compile(p.ENGLISH_UNKNOWN_LAW.pattern + r"\s?[,(]?\s?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """An English citation whose number comes first."""

    start: int
    end: int
    places: Places
    mention: Mention | None


def anchors(text: str) -> Iterator[re.Match[str]]:
    """Every ``Art.``, ``Article`` and § before a number."""
    return p.ENGLISH_ARTICLE.finditer(text)


def places_after(text: str, mention: Mention) -> Places | None:
    """Places behind a name: ``PIPL, Art. 10(1)``; behind an English name also without ``Art.``."""
    gap = p.ENGLISH_GAP.match(text, mention.end)
    position = gap.end() if gap else mention.end
    article = p.ENGLISH_ARTICLE.match(text, position)
    if article:
        return _read_places(text, article.end())
    if not mention.match.name[:1].isascii():
        return None
    number = p.ENGLISH_NUMBER.match(text, position)
    if number is None or position == mention.end or p.ENGLISH_UNIT.match(text, number.end()):
        return None
    if 1949 <= int(number["num"]) <= 2035 or text[number.end() : number.end() + 1].isalpha():
        return None
    places = _read_places(text, position)
    if places and p.ENGLISH_UNIT.match(text, places.end):
        return None
    return places


def read(text: str, anchor: re.Match[str], mentions: Sequence[Mention], floor: int) -> Reading | None:
    """The citation at an ``Art.``: its places, and the law named behind or before it."""
    places = _read_places(text, anchor.end())
    if places is None:
        return None
    start = anchor.start()
    free = start - floor  # characters before it that no other citation has used
    before = p.ENGLISH_PARAGRAPH_BEFORE.search(text, start - min(free, 44), start) if free else None
    if before and len(places.targets) == 1:
        target = places.targets[0]
        number = p.ORDINALS.get((before["ord"] or "").casefold()) or int(before["num"] or 0)
        item = int(before["itemnum"]) if before["itemnum"] else None
        if number and target.paragraph is None:
            places.targets = [Target(target.article, number, item)]
            start = before.start()
    behind = p.ENGLISH_OF.match(text, places.end)
    position = behind.end() if behind else places.end
    index = bisect_left(mentions, places.end, key=lambda mention: mention.start)
    if index < len(mentions) and mentions[index].start <= position:
        mention = mentions[index]
        end = mention.end + (text[mention.end : mention.end + 1] == "》")
        return Reading(start, end, places, mention)
    unknown = p.ENGLISH_UNKNOWN_LAW.match(text, position) if position > places.end else None
    if unknown:
        mention = Mention(unknown.start(), unknown.end(), NameMatch(unknown["name"]))
        return Reading(start, unknown.end(), places, mention)
    acronym = _ACRONYM.match(text, position) if position > places.end else None
    if acronym:
        mention = Mention(acronym.start(), acronym.end(), NameMatch(acronym.group()))
        return Reading(start, acronym.end(), places, mention)
    named = _NAME_BEFORE.search(text, start - min(free, 60), start) if free else None
    if named:
        mention = Mention(*named.span("name"), NameMatch(named["name"]))
        return Reading(named.start("name"), places.end, places, mention)
    return Reading(start, places.end, places, None)


def _read_places(text: str, position: int) -> Places | None:
    places = Places(end=position)
    joined = ""
    for _ in range(_LIST_LIMIT):
        number = p.ENGLISH_NUMBER.match(text, position)
        if number is None:
            break
        if p.ENGLISH_UNIT.match(text, number.end()):
            break
        _add(text, number, joined, places)
        separator = p.ENGLISH_SEPARATOR.match(text, places.end)
        if separator is None:
            break
        joined, position = separator["sep"].casefold(), separator.end()
    return places if places.targets else None


def _add(text: str, number: re.Match[str], joined: str, places: Places) -> None:
    """One number with its levels; a dash is a range unless a small number follows (253-1)."""
    value = int(number["num"])
    second = int(number["ins"]) if number["ins"] else 0
    if number["bis"]:
        second = 1 if number["bis"].casefold() == "bis" else 2
    places.end = number.end()
    last = places.targets[-1].article if places.targets else None
    if joined in ("to", "through", "-", "~") and last and last.number < value:
        _extend(places, last.number, value)
    if second and (second > value):
        places.targets.append(Target(ArticleNumber(value), through=True))
        _extend(places, value, second)
        places.targets.append(Target(ArticleNumber(second)))
        return
    inserted = second if second <= _MAX_INSERTED else 0
    paragraph, item, places.end = _levels(text, places.end)
    places.targets.append(Target(ArticleNumber(value, inserted), paragraph, item))


def _extend(places: Places, first: int, last: int) -> None:
    if last - first >= RANGE_LIMIT:
        places.truncated = True
        return
    places.targets.extend(Target(ArticleNumber(number), through=True) for number in range(first + 1, last))


def _levels(text: str, end: int) -> tuple[int | None, int | None, int]:
    """(1)(2), , paragraph 1, item 2 behind an article number."""
    paragraph: int | None = None
    item: int | None = None
    following = text[end : end + 1]
    if not following.isspace() and following not in _LEVEL_STARTS:
        return None, None, end
    for _ in range(2):
        level = p.ENGLISH_LEVEL.match(text, end)
        if level is None:
            break
        word = level["level"].casefold()
        if word.isdigit() and paragraph is None and item is None:
            paragraph = int(word)
        elif word.isdigit() or word in _ROMAN:
            item = int(word) if word.isdigit() else _ROMAN[word]
        elif len(word) == 1:
            item = ord(word) - ord("a") + 1
        else:
            break
        end = level.end()
    written = p.ENGLISH_PARAGRAPH.match(text, end)
    if written and paragraph is None:
        word = written["num"].casefold()
        paragraph = int(word) if word.isdigit() else p.ORDINALS[word]
        end = written.end()
    listed = p.ENGLISH_ITEM.match(text, end)
    if listed and item is None:
        item, end = int(listed["num"]), listed.end()
    return paragraph, item, end
