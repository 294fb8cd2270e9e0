"""Tolerant matching of names: light words left out, slips of the pen, and what a name is near to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.models import Law, LawId, NamedText
from knowledge.normalize import normalize
from knowledge.title_forms import (
    PRC,
    edit_distance,
    is_slip,
    leaves_out,
    leaves_out_only_light_words,
    subject,
)

_BRACKETS = re.compile(r"[《》<>\s“”\"'‘’]")

_SHORTEST_ABBREVIATION = 3

_SHORTEST_WITH_SLIP = 5
"""From five characters on (four of five), one wrong character still leaves no doubt about the law."""

_MOST_LEFT_OUT = 4
"""Characters of a title that a name may lack and still be asked about: 家庭教育法 for 家庭教育促进法."""

_SHORTEST_SUBJECT = 2
"""Characters that say what a text is about."""

_LONGEST_WITH_TWO = 40
"""Characters of a name up to which two may be wrong; the work grows with their square."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name stands for."""

    name: str
    """As written in the text, or as looked up."""
    law_ids: tuple[LawId, ...] = ()
    named: NamedText | None = None
    close: bool = False
    """True when the name was recognised although nobody registered it so."""
    note: str = ""
    """What stands in brackets at the end of a name and is no part of it: 2018修正, 草案."""
    near: tuple[LawId, ...] = ()
    """Laws of a like name, for a question whether one of them is meant; the name itself is unknown."""


def title_key(name: str) -> str:
    """One key for every width, script, case and bracket of a name."""
    return _BRACKETS.sub("", normalize(name).text).casefold()


def is_english_name(name: str) -> bool:
    """The name begins with a Latin letter."""
    return name[:1].isascii() and name[:1].isalpha()


class Cores:
    """Titles without 中华人民共和国 and the names of other texts, the targets of tolerant matching."""

    def __init__(self, laws: Iterable[Law], named_texts: Iterable[NamedText]) -> None:
        cores: dict[str, NameMatch] = {}
        for law in laws:
            for name in (law.title, *law.short_names):
                core = title_key(name.removeprefix(PRC))
                if not is_english_name(core) and len(core) >= 2:
                    cores.setdefault(core, NameMatch(name, (law.law_id,)))
        for text in named_texts:
            for name in (text.title, *text.names):
                core = title_key(name.removeprefix(PRC))
                if not is_english_name(core) and len(core) >= 3:
                    cores.setdefault(core, NameMatch(name, named=text))
        self._cores = list(cores.items())
        self._having: dict[str, int] = defaultdict(int)
        for position, (core, _) in enumerate(self._cores):
            for char in core:
                self._having[char] |= 1 << position

    def _holding(self, chars: Iterable[str]) -> int:
        """Bit set of the cores that hold all of ``chars``."""
        bits = -1
        for char in chars:
            bits &= self._having.get(char, 0)
            if not bits:
                break
        return bits

    def abbreviated(self, name: str) -> NameMatch | None:
        """Titles from which ``name`` leaves out light words: 消费者法 for 消费者权益保护法; the shortest of them."""
        if len(name) < _SHORTEST_ABBREVIATION:
            return None
        best: list[NameMatch] = []
        shortest = 10_000
        for core, match in self._select(self._holding(name.replace("保障", "").replace("保护", ""))):
            if len(core) > shortest or core == name or match.named is not None:
                continue
            if len(name) == _SHORTEST_ABBREVIATION and core.startswith(name[:-1]):
                continue  # 电信法 and 民事法 are words of their own, not short for longer titles
            if not leaves_out_only_light_words(name, core):
                continue
            if len(core) < shortest:
                best, shortest = [match], len(core)
            else:
                best.append(match)
        return _merge(best)

    def with_slip(self, name: str) -> NameMatch | None:
        """Cores that ``name`` is a slip of the pen of."""
        if len(name) < _SHORTEST_WITH_SLIP - 1:
            return None
        return _merge(
            [
                match
                for core, match in self._like(name)
                if max(len(core), len(name)) >= _SHORTEST_WITH_SLIP and is_slip(name, core)
            ]
        )

    def _like(self, name: str) -> Iterator[tuple[str, NameMatch]]:
        """Cores that hold all characters of ``name`` but one, in long names but two."""
        bits = 0
        for left_out in range(len(name)):
            bits |= self._holding(name[:left_out] + name[left_out + 1 :])
        if not bits and 10 <= len(name) <= _LONGEST_WITH_TWO:
            for first in range(len(name)):
                for second in range(first + 1, len(name)):
                    bits |= self._holding(name[:first] + name[first + 1 : second] + name[second + 1 :])
        return self._select(bits)

    def _select(self, bits: int) -> Iterator[tuple[str, NameMatch]]:
        if bits < 0:
            return
        while bits:
            low = bits & -bits
            yield self._cores[low.bit_length() - 1]
            bits ^= low

    def near(self, key: str) -> tuple[LawId, ...]:
        """Laws of a like name that begins alike, the nearest first, at most two."""
        found = [
            (distance, law_id)
            for core, match in self._like(key)
            if core[0] == key[0] and (distance := edit_distance(key, core)) <= max(1, len(key) // 4)
            for law_id in match.law_ids
        ]
        return tuple(dict.fromkeys(law_id for _, law_id in sorted(found)))[:2]

    def lacking(self, key: str) -> tuple[LawId, ...]:
        """Laws from whose title ``key`` leaves out some words, at most two: that begin alike first, then that it lacks least of."""
        if len(subject(key)) < _SHORTEST_SUBJECT:
            return ()  # 解释（一）, 权益保障法
        found = [
            (core[0] != key[0], len(core) - len(key), law_id)
            for core, match in self._select(self._holding(key))
            if 0 < len(core) - len(key) <= _MOST_LEFT_OUT and leaves_out(key, core)
            for law_id in match.law_ids
        ]
        return tuple(dict.fromkeys(law_id for _, _, law_id in sorted(found)))[:2]


def _merge(matches: list[NameMatch]) -> NameMatch | None:
    """One match that names all laws of ``matches``; a named text only when no law competes."""
    if not matches:
        return None
    law_ids = tuple(dict.fromkeys(law_id for match in matches for law_id in match.law_ids))
    named = None if law_ids else matches[0].named
    return NameMatch(matches[0].name, law_ids, named, close=True)
