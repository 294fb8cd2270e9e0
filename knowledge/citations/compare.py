"""Does an article say the words that are quoted, and where do they leave it?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from knowledge.citations.cut import sentence, turned
from knowledge.citations.differences import difference
from knowledge.citations.types import QuoteCheck, Resolution
from knowledge.normalize import normalize
from knowledge.numerals import to_chinese

_IGNORED = frozenset(" \t\n\r\x0b\x0c\u3000,.;:!?、。“”\"'‘’()《》[]·-|*`>")
"""Punctuation and spaces do not count: printers and people set them differently."""
_DROP = re.compile(f"[{re.escape(''.join(sorted(_IGNORED)))}]+")
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}|-{3,}")
LONGEST_COMPARED = 4000


def in_chinese_numerals(text: str) -> str:
    """3年 as the law writes it: 三年."""
    return _DIGITS.sub(lambda hit: to_chinese(int(hit.group())), text)


_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")


def plain(text: str) -> str:
    """Comparable characters of a text: without blanks and marks, in simplified Chinese of one width."""
    return _DROP.sub("", normalize(text).text)


@lru_cache(maxsize=2048)
def _with_positions(text: str) -> tuple[str, tuple[int, ...]]:
    """Comparable characters and where each stands in ``text``; remembered, for a text cites few articles often."""
    norm = normalize(text)
    kept = [at for at, char in enumerate(norm.text) if char not in _IGNORED]
    positions = kept if norm.offsets is None else [norm.offsets[at] for at in kept]
    return _DROP.sub("", norm.text), tuple(positions)


def check_quote(quote: str, resolution: Resolution, around: tuple[str, str] = ("", "")) -> QuoteCheck:
    """Whether the article of ``resolution`` says ``quote``; parts may be left out with an ellipsis.

    ``around`` is what the citing text has before and behind the quotation.
    """
    article = resolution.source_article
    if article is None:
        raise ValueError("the resolution has no text to compare with")
    if resolution.statute is not None and not resolution.statute.verbatim:
        return QuoteCheck(
            False,
            "这里只有该条的要旨，没有原文，无法核对引文。",
            "Only a digest of this article is held, so the quotation cannot be checked.",
        )
    whole, positions = _with_positions(article.text)
    start, end = resolution.slice or (0, len(article.text))
    pieces = [piece for raw in _ELLIPSIS.split(quote) if (piece := plain(raw))]
    found = _find_in_order(pieces, whole) or _find_in_order(
        [in_chinese_numerals(piece) for piece in pieces], whole
    )
    if found is not None:
        first, last = positions[found[0]], positions[found[1] - 1] + 1
        if word := turned(whole, positions, found, around):
            return QuoteCheck(
                True,
                f"引文的字在{article.label}里，但原文连着“{word}”，要连起来读：“{sentence(article.text, first, last)}”。",
                f"The words are in the article, but they belong to a longer sentence that must be read whole: “{sentence(article.text, first, last)}”.",
                "",
                (first, last),
                turned=word,
            )
        if start <= first and last <= end:
            return QuoteCheck(True, "引文与原文一致。", "The quotation matches the text.", "", (first, last))
        return QuoteCheck(
            True,
            f"引文出自{article.label}，但不在所引的款、项内。",
            "The words are in this article, but not in the paragraph or item cited.",
            "",
            (first, last),
        )
    elsewhere = "、".join(_stands_elsewhere(pieces, resolution))
    if elsewhere:
        return QuoteCheck(
            False,
            f"{article.label}没有这样的话，这是{elsewhere}的文字。",
            f"The article does not say this; these are the words of {elsewhere}.",
        )
    cited = bisect_left(positions, start), bisect_left(positions, end)
    return _difference("".join(pieces), whole, positions, cited, article.label)


_SHORTEST_ELSEWHERE = 10
_MOST_ELSEWHERE = 3


def _stands_elsewhere(pieces: Sequence[str], resolution: Resolution) -> list[str]:
    """Other articles of the same law that say the words, at most three."""
    found: list[str] = []
    if resolution.statute is None or sum(map(len, pieces)) < _SHORTEST_ELSEWHERE:
        return found
    for article in resolution.statute.articles:
        if len(article.text) >= len(pieces[0]) and article is not resolution.source_article:
            # Most articles lack the first characters, so that few are made comparable.
            if pieces[0][:2] not in article.text and pieces[0][-2:] not in article.text:
                continue
            if _find_in_order(pieces, plain(article.text[:LONGEST_COMPARED])) is not None:
                found.append(article.label)
                if len(found) == _MOST_ELSEWHERE:
                    break
    return found


def _find_in_order(pieces: Sequence[str], whole: str) -> tuple[int, int] | None:
    first, position = -1, 0
    for piece in pieces:
        at = whole.find(piece, position)
        if at < 0:
            return None
        first = at if first < 0 else first
        position = at + len(piece)
    return (first, position) if first >= 0 else None


def _difference(
    quote: str, whole: str, positions: Sequence[int], cited: tuple[int, int], label: str
) -> QuoteCheck:
    """Where the quotation leaves the text: against the stretch of the place cited, or else of the article, nearest to it."""
    breaks = {at for at in range(1, len(positions)) if positions[at] - positions[at - 1] > 1}
    found = difference(quote, whole[:LONGEST_COMPARED], cited, breaks | {0, len(positions)})
    if found is None:
        return QuoteCheck(
            False,
            f"{label}没有这样的话：引文与条文内容不符。",
            "The article does not say this: the quotation is not its wording.",
        )
    start, end = found.start, found.end
    nearest = (positions[start], positions[end - 1] + 1) if end > start else None
    return QuoteCheck(
        False,
        f"引文与{label}原文不一致：{found.shown}（[-引文-]，{{+原文+}}）。",
        f"The quotation differs from the text: {found.shown} ([-quoted-], {{+text+}}).",
        found.shown,
        nearest,
    )
