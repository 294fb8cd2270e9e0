"""Names of laws in a text as mentions: what they mean, whose law it is, which version is asked for."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from knowledge.citations import patterns as p
from knowledge.citations.types import FoundCitation, LawMention
from knowledge.normalize import Normalized
from knowledge.title_forms import PRC
from knowledge.titles import LawRegistry, Mention, NameMatch

_TOLERANT_LOOKUPS = 300
"""Names looked up tolerantly in one text; bounds the work on hostile input."""
_LONGEST_UNBRACKETED = 24
_REGULATION = ("条例", "办法", "规定", "细则", "规则")
_LAW_ENDING = re.compile(
    r"(?:法|法典|条例|解释|规定|办法|细则|决定|意见|规则|通则|修正案[一二三四五六七八九十]{0,3}|宪章|公约)(?:\([^()]{1,14}\))?$"
)
_SENTENCE_BREAK = re.compile(r"[,。;:!?、\s\"“”|/<>]")


class Names:
    """The names in one normalised text."""

    def __init__(self, norm: Normalized, registry: LawRegistry) -> None:
        self._norm = norm
        self._text = norm.text
        self._registry = registry
        self._lookups = 0
        # One look at the whole text spares most of it three looks at every citation.
        self._years = _YEAR_HINT.search(self._text) is not None
        self._old = _OLD_HINT.search(self._text) is not None
        self._foreign = p.FOREIGN_PLACE.search(self._text) is not None

    def mentions(self) -> list[Mention]:
        """Known names and everything in 《》 that is called like a law, in order."""
        known = self._registry.mentions(self._text)
        if "《" not in self._text:
            return known
        found: list[Mention] = []
        position = 0
        for bracket in p.BRACKETED.finditer(self._text):
            start, end = bracket.span("title")
            while position < len(known) and known[position].end <= start:
                found.append(known[position])
                position += 1
            inside = []
            while position < len(known) and known[position].start < end:
                inside.append(known[position])
                position += 1
            whole = [mention for mention in inside if mention.end >= end]
            if whole and whole[-1].start <= start:
                found.append(whole[-1])
                continue
            title = bracket["title"]
            if _LAW_ENDING.search(title) or inside or title[:1].isascii():
                match = self._tolerant(title) or NameMatch(title)
                found.append(Mention(start, end, match))
            elif len(title) >= 4:
                cut_short = self._registry.lookup(title + "法")  # 《个人信息保护》第10条
                if cut_short:
                    match = replace(cut_short, name=title, close=True)
                    found.append(Mention(start, end, match))
        found.extend(known[position:])
        return found

    def _tolerant(self, name: str) -> NameMatch | None:
        if self._lookups >= _TOLERANT_LOOKUPS:
            return self._registry.lookup(name)
        self._lookups += 1
        return self._registry.match(name)

    def before(self, end: int, floor: int) -> Mention | None:
        """The unregistered name that ends at ``end``: recognised tolerantly, or unknown.

        Args:
            end: End of the law-like word.
            floor: Where text that is already used up ends.
        """
        start = max(floor, end - _LONGEST_UNBRACKETED)
        window = self._text[start:end]
        breaks = [hit.end() for hit in _SENTENCE_BREAK.finditer(window) if hit.end() < len(window)]
        if breaks:
            start, window = start + breaks[-1], window[breaks[-1] :]
        window = window.replace("《", " ").replace("》", " ")
        cut = len(window) - len(window.rpartition(" ")[2]) if " " in window.strip() else 0
        start, window = start + cut, window[cut:]
        suffixes = max(0, len(window) - 2) if self._lookups < _TOLERANT_LOOKUPS else 0
        best: Mention | None = None
        for offset in range(suffixes):
            match = self._tolerant(window[offset:])
            if match is None:
                continue
            mention = Mention(start + offset, end, replace(match, close=True))
            if match.name.removeprefix(PRC).startswith(window[offset]):
                return mention
            best = best or mention
        if best is not None:
            return best
        if p.NO_LAW.search(window) or not _LAW_ENDING.search(window):
            return None
        boundary = 0
        for hit in p.NAME_BOUNDARY.finditer(window):
            if hit.end() <= len(window) - 2:
                boundary = hit.end()
        name = window[boundary:]
        if len(name) < 3:
            return None
        return Mention(start + boundary, end, NameMatch(name))

    def law(self, mention: Mention, note: str = "") -> LawMention:
        """A mention as part of a citation; foreign and local law never passes for national law."""
        span = self._norm.span(mention.start, mention.end)
        words = self._norm.original[span[0] : span[1]]
        match = mention.match
        place = ""
        if note or self._foreign or match.name[:1].isascii():
            place, start = self._place(mention, note)
        if place:
            if match.named is not None and match.named.standing == "foreign":
                return LawMention(words, span, named=match.named)
            outer = (self._norm.span(start, mention.end)[0], span[1])
            return LawMention(words, outer, foreign=place)
        if match.name.endswith(_REGULATION):
            local = p.LOCAL_BEFORE.search(self._text, max(0, mention.start - 14), mention.start)
            if local:
                start = self._norm.span(local.start(), mention.end)[0]
                return LawMention(self._norm.original[start : span[1]], (start, span[1]))
        return LawMention(words, span, match.law_ids, match.named, match.close)

    def _place(self, mention: Mention, note: str) -> tuple[str, int]:
        """Country or region whose law this is, read from the words around the name, and its start."""
        inner = p.FOREIGN_NOTE.match(note) if note else None
        if inner:
            return inner["place"], mention.start
        window_start = max(0, mention.start - 20)
        before = None
        if self._foreign and p.FOREIGN_HINT.search(self._text, window_start, mention.start):
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

    def with_version(self, citation: FoundCitation, start: int, end: int, note: str) -> FoundCitation:
        """The version asked for, from the words before the name and the notes in and behind it."""
        if note:
            citation = _noted(citation, note)
        behind = None
        if self._text[end : end + 2].lstrip()[:1] in _NOTE_STARTS:
            behind = p.NOTE_BEHIND.match(self._text, end)
        if behind and behind["year"]:
            return citation._replace(as_of=date(int(behind["year"]), 12, 31))
        if behind:
            return _noted(citation, behind["note"])
        window_start = max(0, start - 26)
        if start == window_start:
            return citation
        if self._years and _YEAR_HINT.search(self._text, window_start, start):
            hint = p.YEAR_BEFORE.search(self._text, window_start, start)
            if hint:
                return _dated(citation, hint)
        if (
            self._old
            and _OLD_HINT.search(self._text, window_start, start)
            and p.OLD_BEFORE.search(self._text, window_start, start)
        ):
            return citation._replace(old=True)
        return citation


def _noted(citation: FoundCitation, note: str) -> FoundCitation:
    """（2021年修正） names a version, （旧） asks for the one before; a document number neither."""
    if "号" in note:
        return citation
    year = p.YEAR_NOTE.search(note)
    if year:
        return citation._replace(version_year=int(year["year"]))
    return citation._replace(old=True) if p.OLD_NOTE.search(note) else citation


_NOTE_STARTS = ("(", ",", "在", "于")
"""Cheap test for what ``patterns.NOTE_BEHIND`` begins with."""
_YEAR_HINT = re.compile(r"(?:19|20)\d\d")
_OLD_HINT = re.compile("[旧老原前时去来候]")
_VERSION_WORDS = re.compile(r"版|修正|修订|修改|公布|颁布|通过")


def _dated(citation: FoundCitation, hint: re.Match[str]) -> FoundCitation:
    """2012年版 names a version, 2023年时 a day: the last of the period that is named."""
    year, tail = int(hint["year"]), hint["tail"] or ""
    before = tail.endswith(("前", "之前"))
    if _VERSION_WORDS.search(tail) and not before:
        return citation._replace(version_year=year)
    month = int(hint["month"]) if hint["month"] else 0
    try:
        if month and hint["day"]:
            day = date(year, month, int(hint["day"]))
        elif month:
            day = date(year, month, 1 if before else monthrange(year, month)[1])
        else:
            first = before or tail.startswith(("年初", "初"))
            day = date(year, 1, 1) if first else date(year, 12, 31)
    except ValueError:
        return citation
    return citation._replace(as_of=day - timedelta(days=1) if before else day)
