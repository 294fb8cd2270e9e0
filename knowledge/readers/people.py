"""What a message says of its asker, from ``data/people``: sides and facts, each with its signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.numerals import parse_number
from knowledge.people import Fact, Side
from knowledge.readers.yaml_source import load_yaml

PEOPLE_FILES = ("data/people/sides.yaml", "data/people/facts.yaml")

_AGE = re.compile(r"(?<![0-9])([0-9]{1,2}|[一二三四五六七八九十]{1,3})周?岁")
_SCHOOL = re.compile(r"未成年|小学|初[中一二三]|上幼儿园")
OF_AGE, FOURTEEN = 18, 14


@dataclass(frozen=True, slots=True)
class PeopleSign:
    """Words that say one thing of the asker."""

    says: Side | Fact
    pattern: re.Pattern[str]
    signs: tuple[str, ...]
    """The alternatives of the pattern."""
    matches: tuple[str, ...]
    spares: tuple[str, ...]
    unless: re.Pattern[str] | None = None
    """Where this stands anywhere, the sign is silent."""

    def found(self, text: str) -> bool:
        """Whether a folded message says so."""
        return self.pattern.search(text) is not None and not (self.unless and self.unless.search(text))


@cache
def people_signs() -> tuple[PeopleSign, ...]:
    """The signs that come with the project.

    Raises:
        knowledge.errors.SourceFormatError: The file cannot be read.
    """
    return tuple(
        _sign(entry)
        for name in PEOPLE_FILES
        for entry in load_yaml((files("knowledge") / name).read_text(encoding="utf-8"))
    )


def _sign(entry: Mapping[str, Any]) -> PeopleSign:
    says = entry["says"]
    unless = entry.get("unless")
    return PeopleSign(
        Side(says) if says in {side.value for side in Side} else Fact(says),
        re.compile("|".join(entry["signs"])),
        tuple(entry["signs"]),
        tuple(entry["matches"]),
        tuple(entry["spares"]),
        re.compile("|".join(unless)) if unless else None,
    )


def said_of_asker(text: str) -> tuple[frozenset[Side], frozenset[Fact]]:
    """Sides and facts that a folded message states; ages count as facts, too."""
    said = {sign.says for sign in people_signs() if sign.found(text)}
    ages = [parse_number(age) if not age.isdigit() else int(age) for age in _AGE.findall(text)]
    young = [age for age in ages if age is not None and age < OF_AGE]
    if young or _SCHOOL.search(text):
        said.add(Fact.MINOR)
        if any(age < FOURTEEN for age in young):
            said.add(Fact.UNDER_14)
    elif any(age is not None and age >= OF_AGE for age in ages):
        said.add(Fact.ADULT)
    return (
        frozenset(one for one in said if isinstance(one, Side)),
        frozenset(one for one in said if isinstance(one, Fact)),
    )
