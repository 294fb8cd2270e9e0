"""Where a quotation leaves the text that it quotes, aligned so that a reader sees the altered word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_LEAST_SHARED = 0.4
"""Share of the quotation that a text must have to be taken for what it quotes."""
_SLACK = 24
"""Characters by which the quoted stretch may be longer than the quotation: what was left out."""
_ANCHOR = 2
_MOST_ANCHORS = 4
"""Places tried at which the quotation may begin, and as many at which it may end."""
_MUCH_NEARER = 0.5
"""Of the characters altered: from here another part of the article is what was quoted."""


class Difference(NamedTuple):
    """A quotation against ``whole[start:end]``, its nearest stretch."""

    shown: str
    """``[-quoted-]{+text+}``."""
    start: int
    end: int
    altered: int
    """Characters taken out and put in."""


def difference(quote: str, whole: str, cited: tuple[int, int]) -> Difference | None:
    """The least difference of ``quote`` from a stretch of ``whole``; None when no stretch is like it.

    Args:
        quote: Comparable characters of the quotation.
        whole: Comparable characters of the article.
        cited: The stretch of ``whole`` that the paragraph or item cited is.
    """
    inside = _least(quote, whole, *cited)
    if cited == (0, len(whole)):
        return inside
    anywhere = _least(quote, whole, 0, len(whole))
    if inside is None or anywhere is None:
        return inside or anywhere
    return anywhere if anywhere.altered < inside.altered * _MUCH_NEARER else inside


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
    if not blocks or sum(block.size for block in blocks) < len(quote) * _LEAST_SHARED:
        return None
    first, last = blocks[0], blocks[-1]
    start = max(floor, floor + first.b - first.a)
    return start, min(ceiling, floor + last.b + len(quote) - last.a)


def _against(quote: str, whole: str, start: int, end: int) -> Difference:
    stretch = whole[start:end]
    parts: list[str] = []
    altered = 0
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, quote, stretch, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(quote[a1:a2])
            continue
        altered += a2 - a1 + b2 - b1
        if a2 > a1:
            parts.append(f"[-{quote[a1:a2]}-]")
        if b2 > b1:
            parts.append(f"{{+{stretch[b1:b2]}+}}")
    return Difference("".join(parts), start, end, altered)
