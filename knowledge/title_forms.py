"""Forms that titles take: derived names, slips of the pen, likeness, keys of document numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.normalize import normalize

PRC = "中华人民共和国"

_ISSUERS = re.compile(
    r"^(?:(?:最高人民法院|最高人民检察院|公安部|司法部|国务院|全国人民代表大会常务委员会|"
    r"全国人民代表大会|国家互联网信息办公室|中央网信办)、?)+(?=关于)"
)
_SLIPS = {"法": "发罚", "典": "点电", "刑": "形型", "民": "明", "诉": "述", "治": "制", "宪": "现"}
"""The same, from the right character; used to list the slips of names of two to four characters."""


def derived_names(title: str) -> Iterator[str]:
    """Forms of a title that need no registering."""
    bare = title.removeprefix(PRC)
    if bare != title:
        yield f"中国{bare}"
    without_issuer = _ISSUERS.sub("", title)
    if without_issuer != title:
        yield without_issuer
        yield without_issuer.removeprefix("关于")
    for form in (title, without_issuer):
        shortened = form.replace(PRC, "")
        if shortened not in (title, bare, without_issuer):
            yield shortened


def slips(name: str) -> Iterator[str]:
    """The name with one character as people mistype it."""
    for position, char in enumerate(name):
        for wrong in _SLIPS.get(char, ""):
            yield name[:position] + wrong + name[position + 1 :]


def words_end(text: str, start: int, words: tuple[str, ...]) -> int:
    """End of ``words`` in ``text`` from ``start`` on, or 0; spaces and hyphens may part them."""
    position = start
    for index, word in enumerate(words):
        if index:
            gap = 0
            while gap < 3 and text[position : position + 1] in (" ", "-", "\n", "'"):
                position, gap = position + 1, gap + 1
        if text[position : position + len(word)].casefold() != word:
            return 0
        position += len(word)
    after = text[position : position + 1]
    return 0 if after.isascii() and after.isalpha() else position


def is_subsequence(short: str, long: str) -> bool:
    """All characters of ``short`` stand in ``long``, in their order."""
    position = -1
    for char in short:
        position = long.find(char, position + 1)
        if position < 0:
            return False
    return True


def edit_distance(left: str, right: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that part two names."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        current = [row]
        for column, b in enumerate(right, 1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (a != b))
            if before and column > 1 and a == right[column - 2] and left[row - 2] == b:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]


_DOCUMENT_KEY = re.compile(r"[\[\]()\s年第令]|中华人民共和国|(?<=\D)0+(?=\d)")
_DOCUMENT_ISSUER = re.compile(r"国家互联网信息办公室|国家网信办|中央网信办")


def document_key(number: str) -> str:
    """One key for every way to write a document number: ``法释2017/10号``, ``国务院766号``."""
    folded = normalize(number).text
    folded = re.sub(r"(\d{4})[\])年\s-]+第?(\d)", r"\1/\2", folded)
    return _DOCUMENT_ISSUER.sub("网信办", _DOCUMENT_KEY.sub("", folded))
