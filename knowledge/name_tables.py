"""Tables that find every known name in running text: Chinese ones by how they end, English ones by their first word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from knowledge.normalize import normalize
from knowledge.title_cores import NameMatch
from knowledge.title_forms import (
    words_end,
)

_ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z&']*")
_ENGLISH_TOKEN = re.compile(r"[A-Za-z0-9&']+")


_ENDINGS = (6, 5, 4, 3, 2)
"""Names are kept by their last characters: six of them, or all that a shorter name has."""


class Mention(NamedTuple):
    """A name in running (normalised) text, ``text[start:end]``."""

    start: int
    end: int
    match: NameMatch


class ChineseNames:
    """Finds names by their last characters."""

    def __init__(self, forms: Mapping[str, NameMatch]) -> None:
        """``forms`` are names as they may stand in normalised text."""
        table: dict[str, dict[int, dict[str, NameMatch]]] = defaultdict(lambda: defaultdict(dict))
        for form, match in forms.items():
            table[form[-_ENDINGS[0] :]][len(form)][form] = match
        self._endings = {
            ending: sorted(lengths.items(), key=lambda item: -item[0]) for ending, lengths in table.items()
        }
        """Last characters (``_ENDINGS``) -> (length, names of that length), longest first."""
        self._last_four = frozenset(ending[-4:] for ending in self._endings)
        last = {ending[-1] for ending in self._endings} or {"法"}
        self._ending_chars = re.compile("[" + re.escape("".join(sorted(last))) + "]")

    def mentions(self, text: str) -> list[Mention]:
        """Names in normalised ``text``, longest first where they overlap, in order."""
        found: list[Mention] = []
        seen: dict[str, NameMatch] = {}
        for hit in self._ending_chars.finditer(text):
            end = hit.end()
            ending = self._ending_at(text, end)
            if ending is None:
                continue
            start, match = ending
            while found and found[-1].start >= start:
                found.pop()  # 民法 inside 民法典
            if not found or found[-1].end <= start:
                name = text[start:end]
                written = seen.get(name)
                if written is None:
                    written = seen[name] = replace(match, name=name)
                found.append(Mention(start, end, written))
        return found

    def _ending_at(self, text: str, end: int) -> tuple[int, NameMatch] | None:
        """The longest known name that ends at ``end``, and its start."""
        known = self._last_four
        if (
            text[end - 4 : end] not in known
            and text[end - 3 : end] not in known
            and text[end - 2 : end] not in known
        ):
            return None
        for size in _ENDINGS:
            if size > end:
                continue
            for length, names in self._endings.get(text[end - size : end], ()):
                match = names.get(text[end - length : end]) if length <= end else None
                if match is not None:
                    return end - length, match
        return None


class EnglishNames:
    """Finds names by their first word."""

    def __init__(self, names: Iterable[tuple[str, NameMatch]]) -> None:
        table: dict[str, list[tuple[tuple[str, ...], NameMatch]]] = defaultdict(list)
        for name, match in names:
            words = tuple(word.casefold() for word in _ENGLISH_TOKEN.findall(normalize(name).text))
            if words and (words, match) not in table[words[0]]:
                table[words[0]].append((words, match))
        for entries in table.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._table = dict(table)
        """First word -> (all words, match), most words first."""

    def mentions(self, text: str) -> list[Mention]:
        """Names in normalised ``text``, in order; of several that begin alike the longest."""
        found: list[Mention] = []
        reached = 0
        for word in _ENGLISH_WORD.finditer(text):
            entries = self._table.get(word.group().casefold())
            if entries is None or word.start() < reached:
                continue
            before = text[word.start() - 1 : word.start()]
            if before.isascii() and (before.isalnum() or before == "_"):
                continue
            for words, match in entries:
                end = words_end(text, word.start(), words)
                if end:
                    name = text[word.start() : end]
                    found.append(Mention(word.start(), end, replace(match, name=name)))
                    reached = end
                    break
        return found
