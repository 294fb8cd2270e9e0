"""Places whose law is not the law of mainland China, and the provinces and cities of the mainland.

One list for the readers of citations and for the questions that are none of ours: ``data/places.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml

Group = Literal["countries", "territories", "parts", "past", "wider"]
GROUPS: tuple[Group, ...] = ("countries", "territories", "parts", "past", "wider")


@dataclass(frozen=True, slots=True)
class Place:
    """One place: 日本, Japan, Japanese."""

    group: Group
    chinese: tuple[str, ...]
    english: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    """Words that hold a Chinese name by chance: 上海地铁 holds 海地."""
    law: bool = True
    """A question of law that names it asks about its own law; not so for 国际 or 罗马."""
    homonym: bool = False
    """Its English name is also a name of people or a common word: Jordan, Turkey."""


@cache
def places() -> tuple[Place, ...]:
    """Every place of the list.

    Raises:
        SourceFormatError: The list is not as described in docs/data.md.
    """
    data = _data()
    found: list[Place] = []
    for group in GROUPS:
        for entry in data.get(group) or ():
            unknown = set(entry) - {"zh", "en", "of", "unless", "law", "homonym"}
            if unknown or not entry.get("zh") or not entry.get("en"):
                raise SourceFormatError(
                    f"places.yaml, {group}: expected zh, en and perhaps of, unless, law and homonym, found {entry}"
                )
            found.append(
                Place(
                    group,
                    tuple(entry["zh"]),
                    tuple(entry["en"]),
                    tuple(entry.get("of") or ()),
                    tuple(entry.get("unless") or ()),
                    bool(entry.get("law", group not in ("past", "wider"))),
                    bool(entry.get("homonym")),
                )
            )
    return tuple(found)


@cache
def home() -> tuple[str, ...]:
    """Provinces and cities of the mainland, without 省 and 市."""
    return tuple(name for row in _data()["home"] for name in row)


@cache
def _data() -> dict[str, list[dict[str, list[str]]]]:
    data = load_yaml((files("knowledge") / "data" / "places.yaml").read_text(encoding="utf-8"))
    if not isinstance(data, dict) or set(data) != {*GROUPS, "home"}:
        raise SourceFormatError(f"places.yaml: expected the groups {', '.join(GROUPS)} and home")
    return data


def alternatives(names: list[str]) -> str:
    """A regular expression for any of ``names``, longer ones first."""
    return "|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))


def chinese(*groups: Group) -> str:
    """Chinese names of the groups, by default of all, as alternatives of a regular expression."""
    guarded = {
        name: _guarded(name, place.unless)
        for place in places()
        if not groups or place.group in groups
        for name in place.chinese
    }
    return "|".join(guarded[name] for name in sorted(guarded, key=lambda name: (-len(name), name)))


def abroad() -> str:
    """Places with a law of their own as alternatives of a regular expression; English names as they are written."""
    own = [place for place in places() if place.law]
    guarded = {name: _guarded(name, place.unless) for place in own for name in place.chinese}
    names = [guarded[name] for name in sorted(guarded, key=lambda name: (-len(name), name))]
    english = [n for place in own if not place.homonym for n in (*place.english, *place.adjectives)]
    return rf"{'|'.join(names)}|(?-i:\b(?:{'|'.join(map(re.escape, sorted(set(english), key=len, reverse=True)))})(?!\w))"


def _guarded(name: str, unless: tuple[str, ...]) -> str:
    """A name that does not stand inside one of the words that hold it by chance."""
    expression = re.escape(name)
    for word in unless:
        before, found, behind = word.partition(name)
        if not found:
            continue
        if before:
            expression = f"(?<!{re.escape(before)}){expression}"
        if behind:
            expression = f"{expression}(?!{re.escape(behind)})"
    return expression


def english(*groups: Group, homonyms: bool = True) -> str:
    """English names and adjectives of the groups, by default of all, as alternatives of a regular expression.

    Names in capitals (US, EU) match only in capitals, whatever the flags of the whole expression.
    """
    names = [
        name
        for place in places()
        if (not groups or place.group in groups) and (homonyms or not place.homonym)
        for name in (*place.english, *place.adjectives)
    ]
    capitals = [name for name in names if name.replace(".", "").isupper()]
    return f"{alternatives([n for n in names if n not in capitals])}|(?-i:{alternatives(capitals)})"
