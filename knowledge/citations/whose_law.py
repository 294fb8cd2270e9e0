"""Whose law a name stands for: foreign and local law, and drafts, never pass for national law."""

from __future__ import annotations

import re

from knowledge.citations import patterns as p
from knowledge.citations.types import LawMention
from knowledge.name_tables import Mention
from knowledge.normalize import Normalized

_REGULATION = ("条例", "办法", "规定", "细则", "规则")
_OPENS = ("(", " ")
_PLACE_BEHIND = re.compile(rf"\s?\((?:中国)?(?P<place>{p.PLACES})(?:地区)?(?:的)?(?:法律?)?\)")
_DRAFT = re.compile(r"草案|意见稿|送审稿|审议稿|建议稿")


class WhoseLaw:
    """The words around names in one normalised text."""

    def __init__(self, norm: Normalized) -> None:
        self._norm = norm
        self._text = norm.text

    def law(self, mention: Mention, note: str = "", places_end: int = 0) -> LawMention:
        """A mention as part of a citation; foreign and local law never passes for national law."""
        span = self._norm.span(mention.start, mention.end)
        words = self._norm.original[span[0] : span[1]]
        match = mention.match
        place, start = self._place(mention, note)
        if not place and places_end and self._text[places_end : places_end + 1] in _OPENS:
            behind = _PLACE_BEHIND.match(self._text, places_end)
            place, start = (behind["place"], mention.start) if behind else ("", mention.start)
        if place:
            if match.named is not None and match.named.standing == "foreign":
                return LawMention(words, span, named=match.named)
            outer = (self._norm.span(start, mention.end)[0], span[1])
            return LawMention(words, outer, foreign=place)
        if match.note and _DRAFT.search(match.note):
            return LawMention(words, span, near=match.law_ids, draft=True)
        if match.name.endswith(_REGULATION):
            local = p.LOCAL_BEFORE.search(self._text, max(0, mention.start - 14), mention.start)
            if local:
                start = self._norm.span(local.start(), mention.end)[0]
                return LawMention(self._norm.original[start : span[1]], (start, span[1]))
        return LawMention(words, span, match.law_ids, match.named, match.close, near=match.near)

    def _place(self, mention: Mention, note: str) -> tuple[str, int]:
        """Country or region whose law this is, read from the words around the name, and its start."""
        inner = p.FOREIGN_NOTE.match(note) if note else None
        if inner:
            return inner["place"], mention.start
        window_start = max(0, mention.start - 44)
        before = None
        if mention.start and self._may_be_foreign(mention.start):
            before = p.FOREIGN_BEFORE.search(self._text, window_start, mention.start)
        if before:
            return before["place"], before.start()
        if not mention.match.name[:1].isascii():
            return "", mention.start
        before = p.FOREIGN_ENGLISH_BEFORE.search(self._text, window_start, mention.start)
        if before:
            return before["place"], before.start()
        after = p.FOREIGN_ENGLISH_AFTER.match(self._text, mention.end)
        return (after["place"] if after else ""), mention.start

    def _may_be_foreign(self, start: int) -> bool:
        """A cheap test for ``patterns.FOREIGN_BEFORE``."""
        head = self._text[max(0, start - p.LONGEST_PLACE_TAIL - p.LONGEST_PLACE) : start]
        return any(
            head[end - length : end] in p.PLACE_NAMES
            for end in range(len(head), max(0, len(head) - p.LONGEST_PLACE_TAIL), -1)
            if head[end - 1] in p.PLACE_LAST
            for length in range(2, min(p.LONGEST_PLACE, end) + 1)
        )
