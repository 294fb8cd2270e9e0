"""What a message says of its asker, from ``data/people``: sides and facts, each with its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from knowledge.numerals import parse_number
from knowledge.people import Fact, Side
from knowledge.readers.signs import signs_in
from knowledge.signs import Sign, kinds_in, sign_faults

PEOPLE = Path(str(files("knowledge") / "data" / "people"))

_AGE = re.compile(r"(?<![0-9])([0-9]{1,2}|[一二三四五六七八九十]{1,3})周?岁")
_SCHOOL = re.compile(r"未成年|小学|初[中一二三]|上幼儿园")
OF_AGE, FOURTEEN = 18, 14


_SAID: dict[str, Side | Fact] = {one.value: one for one in (*Fact, *Side)}


def people_signs() -> tuple[Sign, ...]:
    """The signs that come with the project; the kind of each is a side or a fact.

    Raises:
        knowledge.errors.SourceFormatError: A file of them is no file of signs.
    """
    return signs_in(PEOPLE)


def people_faults() -> Iterator[str]:
    """One sentence for each sign that says no side or fact, or that its examples do not prove.

    A message says several things of its asker, so each sign stands for itself: it need not spare what its neighbours say.
    """
    for sign in people_signs():
        if sign.kind not in _SAID:
            yield f"sign {sign.group}/{sign.sign_id}: expected a side or fact of knowledge/people.py, found {sign.kind}"
    yield from sign_faults(people_signs())


def said_of_asker(text: str) -> tuple[frozenset[Side], frozenset[Fact]]:
    """Sides and facts that a folded message states; ages count as facts, too."""
    said = {_SAID[kind] for kind in kinds_in(text, people_signs())}
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
