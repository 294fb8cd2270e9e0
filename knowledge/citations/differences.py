"""Where a quotation leaves the text that it quotes, aligned so that a reader sees the altered word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from knowledge import tuned
from knowledge.citations.patterns import CN

_SLACK = 24
"""Characters by which the quoted stretch may be longer than the quotation: what was left out."""
_ANCHOR = 2
_MOST_ANCHORS = 4
"""Places tried at which the quotation may begin, and as many at which it may end."""
_REST_OF_A_CLAUSE = 8
"""Characters that a stretch is made longer by to the next mark; more would be another thought."""
_TERM = re.compile(
    rf"(?:百分之|千分之|万分之)?[{CN}万亿0-9]+(?:分之[{CN}0-9]+)?|个?工作日|个月|小时|周岁|没有|不得|无效|有效|以上|以下"
)
"""A figure, a unit or a word that decides, which are shown whole: 二十 against 二十二, not 二十 and a 二 more."""
_OF_A_CUT_WORD = 1
"""Characters between two changes that are but part of a word: 利 of 利率 against 利息."""


class Difference(NamedTuple):
    """A quotation against ``whole[start:end]``, its nearest stretch."""

    shown: str
    """``[-quoted-]{+text+}``."""
    start: int
    end: int
    altered: int
    """Characters taken out and put in."""


def difference(
    quote: str, whole: str, cited: tuple[int, int], breaks: Collection[int] = ()
) -> Difference | None:
    """The least difference of ``quote`` from a stretch of ``whole``; None when no stretch is like it.

    Args:
        quote: Comparable characters of the quotation.
        whole: Comparable characters of the article.
        cited: The stretch of ``whole`` that the paragraph or item cited is.
        breaks: Places of ``whole`` before which the article has a mark: where its clauses end.
    """
    found = _least(quote, whole, *cited)
    if cited != (0, len(whole)):
        anywhere = _least(quote, whole, 0, len(whole))
        if found is None or (anywhere is not None and anywhere.altered < found.altered * tuned.MUCH_NEARER):
            found = anywhere
    if found is None:
        return None
    start, end = _to_breaks(quote, whole, found, breaks)
    return _against(quote, whole, start, end, terms=True)


def _to_breaks(quote: str, whole: str, found: Difference, breaks: Collection[int]) -> tuple[int, int]:
    """The stretch with the clauses whole that it cuts where the quotation says something else: 六个月, not 六个."""
    start, end = found.start, found.end
    if start == end:
        return start, end
    if whole[end - 1] != quote[-1]:
        end = min((at for at in breaks if end <= at <= end + _REST_OF_A_CLAUSE), default=end)
    if whole[start] != quote[0]:
        start = max((at for at in breaks if start - _REST_OF_A_CLAUSE <= at <= start), default=start)
    return start, end


def _least(quote: str, whole: str, floor: int, ceiling: int) -> Difference | None:
    found: Difference | None = None
    for start, end in dict.fromkeys(_stretches(quote, whole, floor, ceiling)):
        one = _against(quote, whole, start, end)
        if found is None or one.altered < found.altered:
            found = one
    return found


def _stretches(quote: str, whole: str, floor: int, ceiling: int) -> Iterator[tuple[int, int]]:
    """Stretches of ``whole[floor:ceiling]`` that may be the one quoted; none when the whole is not like it."""
    aligned = _aligned(quote, whole, floor, ceiling)
    if aligned is None:
        return
    room = len(quote) + _SLACK
    for start in _places(whole, quote[:_ANCHOR], floor, ceiling):
        behind = _aligned(quote, whole, start, min(ceiling, start + room))
        if behind is not None:
            yield start, behind[1]
    for place in _places(whole, quote[-_ANCHOR:], floor, ceiling):
        end = place + _ANCHOR
        before = _aligned(quote, whole, max(floor, end - room), end)
        if before is not None:
            yield before[0], end
    yield aligned


def _places(whole: str, words: str, floor: int, ceiling: int) -> Iterator[int]:
    at = whole.find(words, floor, ceiling)
    for _ in range(_MOST_ANCHORS):
        if at < 0:
            return
        yield at
        at = whole.find(words, at + 1, ceiling)


def _aligned(quote: str, whole: str, floor: int, ceiling: int) -> tuple[int, int] | None:
    """From where to where the quotation would reach, by its first and last words that are there."""
    matcher = SequenceMatcher(None, quote, whole[floor:ceiling], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _ANCHOR]
    if not blocks or sum(block.size for block in blocks) < len(quote) * tuned.LEAST_SHARED:
        return None
    first, last = blocks[0], blocks[-1]
    start = max(floor, floor + first.b - first.a)
    return start, min(ceiling, floor + last.b + len(quote) - last.a)


def _against(quote: str, whole: str, start: int, end: int, *, terms: bool = False) -> Difference:
    stretch = whole[start:end]
    parts: list[str] = []
    altered = 0
    codes = SequenceMatcher(None, quote, stretch, autojunk=False).get_opcodes()
    changed = [code[1:] for code in codes if code[0] != "equal"]
    position = 0
    for a1, a2, b1, b2 in _whole_terms(changed, quote, stretch) if terms else changed:
        parts.append(quote[position:a1])
        position = a2
        altered += a2 - a1 + b2 - b1
        if a2 > a1:
            parts.append(f"[-{quote[a1:a2]}-]")
        if b2 > b1:
            parts.append(f"{{+{stretch[b1:b2]}+}}")
    parts.append(quote[position:])
    return Difference("".join(parts), start, end, altered)


_Change = tuple[int, int, int, int]
"""``quote[a1:a2]`` stands for ``stretch[b1:b2]``."""


def _whole_terms(changed: list[_Change], quote: str, stretch: str) -> Iterator[_Change]:
    """The changes, made longer until none cuts a figure or its unit; those that meet are one."""
    inside = tuple(
        {at for term in _TERM.finditer(text) for at in range(term.start() + 1, term.end())}
        for text in (quote, stretch)
    )
    held: _Change | None = None
    for place, (a1, a2, b1, b2) in enumerate(changed):
        floor = changed[place - 1][1] if place else 0
        ceiling = changed[place + 1][0] if place + 1 < len(changed) else len(quote)
        while a1 > floor and (a1 in inside[0] or b1 in inside[1]):
            a1, b1 = a1 - 1, b1 - 1
        while a2 < ceiling and (a2 in inside[0] or b2 in inside[1]):
            a2, b2 = a2 + 1, b2 + 1
        if held is not None and a1 <= held[1] + _OF_A_CUT_WORD:
            held = (held[0], max(a2, held[1]), held[2], max(b2, held[3]))
            continue
        if held is not None:
            yield held
        held = (a1, a2, b1, b2)
    if held is not None:
        yield held
