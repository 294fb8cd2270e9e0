"""Width, variants and traditional characters folded for matching, with the way back to the original.

Matching runs on the folded text; whatever is shown is sliced from the original. Folding maps one
character to one almost everywhere, so offsets are only kept for texts that need them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PUNCTUATION = {
    "\u3000": " ",
    "\u00a0": " ",
    "\t": " ",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "＂": '"',
    "‘": "'",
    "’": "'",
    "〈": "《",
    "〉": "》",
    "‹": "《",
    "›": "》",
    "«": "《",
    "»": "》",
    "﹤": "《",
    "﹥": "》",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "﹝": "[",
    "﹞": "]",
    "○": "〇",
    "Ｏ": "O",
}
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FORMAL_NUMERALS = dict(
    zip("壹贰叁肆伍陆柒捌玖拾佰仟貳叄陸參", "一二三四五六七八九十百千二三六三", strict=True)
)
# 零 stays; 两 stays: both are parsed by knowledge.numerals.

_EXPANDED = {
    **{chr(0x3220 + i): f"({name})" for i, name in enumerate("一二三四五六七八九十")},
    **{chr(0x2460 + i): str(i + 1) for i in range(20)},
    **{chr(0x2474 + i): f"({i + 1})" for i in range(20)},
}
"""Characters that fold to several: ㈠ and ⑴ are (一) and (1)."""

_DROPPED = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\ufe0f"
"""Invisible characters that pasted text carries between the visible ones."""

_IRREGULAR = re.compile("[" + _DROPPED + "".join(_EXPANDED) + "]")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Folded text and where each of its characters stands in the original."""

    original: str
    text: str
    offsets: tuple[int, ...] | None = None
    """Original index per folded character; None where both have the same indices."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that ``text[start:end]`` was folded from."""
        if self.offsets is None:
            return start, end
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    """Traditional to simplified, one character to one, from the dictionaries of OpenCC (Apache 2.0).

    The only place that knows where the table comes from. Word-level differences (網路 for 网络) are
    left to the tolerant matching of titles.
    """
    table = _characters("TSCharacters.txt")
    simplified = set(table.values())
    for name in ("HKVariantsRev.txt", "TWVariantsRev.txt"):
        for variant, standard in _characters(name).items():
            # Variants lead to standard traditional characters, and those to simplified ones.
            if standard in table and variant not in simplified and variant not in _KEPT:
                table.setdefault(variant, table[standard])
    # 薴 is simplified to 苧, which by itself stands for 苎: who reads 薴 reads 苎, once as often as twice.
    return {source: _end(target, table) for source, target in table.items()}


def _end(character: str, table: Mapping[str, str]) -> str:
    """What a character leads to when nothing changes it any more; a ring of them stays where it is entered."""
    seen = {character}
    while (further := table.get(character, character)) not in seen:
        seen.add(further)
        character = further
    return character


_KEPT = frozenset("著")
"""著作权 keeps its 著; the variant tables would make it 着."""


def _characters(name: str) -> dict[str, str]:
    """The first choice for every single character of one dictionary."""
    table: dict[str, str] = {}
    text = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        source, _, targets = line.partition("\t")
        target = targets.split(" ")[0]
        if len(source) == 1 and len(target) == 1 and source != target:
            table[source] = target
    return table


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    folded = {**_simplified(), **_FULL_WIDTH, **_PUNCTUATION, **_FORMAL_NUMERALS}
    return {ord(source): _end(target, folded) for source, target in folded.items()}


@lru_cache(maxsize=1)
def _simplifying_table() -> dict[int, str]:
    return {ord(source): target for source, target in _simplified().items()}


def simplify(text: str) -> str:
    """Traditional characters made simplified, same length: ``simplify("個人信息保護法")``."""
    return text.translate(_simplifying_table())


def normalize(text: str) -> Normalized:
    """Fold width, punctuation, formal numerals and traditional characters for matching."""
    if _IRREGULAR.search(text) is None:
        return Normalized(text, text.translate(_table()))
    pieces: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        if char in _DROPPED:
            continue
        piece = _EXPANDED.get(char, char)
        pieces.append(piece)
        offsets.extend([index] * len(piece))
    return Normalized(text, "".join(pieces).translate(_table()), tuple(offsets))


_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "《": "<", "》": ">"})


def fold(text: str) -> str:
    """The form in which wordings are compared: normalised, one kind of quotation mark, no spaces."""
    return _SPACE.sub("", normalize(text).text.translate(_QUOTES))


def character_pairs(text: str) -> frozenset[str]:
    """Every two neighbouring characters: what texts share when they say the same in the same words."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
