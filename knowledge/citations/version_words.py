"""Which version of a law is asked for: by the words before its name, by notes in and behind it, by the time that is told."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from knowledge.citations import patterns as p
from knowledge.citations.times import tells_times, time_beside, time_of_sentence
from knowledge.citations.types import FoundCitation
from knowledge.name_tables import Mention

_ENGLISH_YEAR = re.compile(r"\((?P<year>(?:19|20)\d\d)\b[^()]{0,20}\)|\b(?:the|of)\s(?P<of>(?:19|20)\d\d)\s")
_ENGLISH_YEAR_BEHIND = re.compile(
    r"\s?(?:of\s(?:the\s)?(?:prc|people's\srepublic\sof\schina|china))?,?\s?\((?:as\s)?(?:amended\s(?:in\s)?)?(?P<year>(?:19|20)\d\d)\b[^()]{0,20}\)",
    re.IGNORECASE,
)
_ENGLISH_YEAR_BEFORE = re.compile(r"\b(?P<year>(?:19|20)\d\d)\s$")
_NOTE_STARTS = ("(", ",", "在", "于")
"""Cheap test for what ``patterns.NOTE_BEHIND`` begins with."""
_YEAR_HINT = re.compile(r"(?:19|20)\d\d")
_OLD_HINT = re.compile("[旧老原前时去来候]")
_VERSION_WORDS = re.compile(r"版|修正|修订|修改|公布|颁布|通过")


class VersionWords:
    """What one normalised text says of the versions that it means."""

    def __init__(self, text: str) -> None:
        self._text = text
        # One look at the whole text spares most of it three looks at every citation.
        self._years = _YEAR_HINT.search(text) is not None
        self._old = _OLD_HINT.search(text) is not None
        self._times = tells_times(text)

    def with_version(self, citation: FoundCitation, start: int, end: int, note: str) -> FoundCitation:
        """The version asked for, from the words before the name and the notes in and behind it."""
        if note:
            citation = _noted(citation, note)
            if citation.version_year is not None:
                return citation
        if citation.law is not None and citation.law.text[:1].isascii():
            return self._english_version(citation, start, end)
        behind = None
        if self._text[end : end + 2].lstrip()[:1] in _NOTE_STARTS or "(" in self._text[end : end + 10]:
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
        return citation._replace(told=time_beside(self._text, start)) if self._times else citation

    def with_time(
        self, citation: FoundCitation, start: int, end: int, names: Iterable[Mention]
    ) -> FoundCitation:
        """The time that the sentence tells, where nothing nearer says whose day's law is meant."""
        if not self._times or citation.told or citation.as_of or citation.old or citation.version_year:
            return citation
        spans = ((name.start, name.end) for name in names)
        return citation._replace(told=time_of_sentence(self._text, start, end, spans))

    def _english_version(self, citation: FoundCitation, start: int, end: int) -> FoundCitation:
        """The 2012 Law, Law (2016), Law of the PRC (2018 Amendment)."""
        if not self._years:
            return citation
        for found in (
            _ENGLISH_YEAR.search(self._text, start, end),
            _ENGLISH_YEAR_BEHIND.match(self._text, end),
            _ENGLISH_YEAR_BEFORE.search(self._text, max(0, start - 10), start),
        ):
            if found is not None:
                return citation._replace(version_year=int(next(filter(None, found.groups()))))
        return citation


def _noted(citation: FoundCitation, note: str) -> FoundCitation:
    """（2021年修正） names a version, （旧） asks for the one before; a document number neither."""
    if "号" in note:
        return citation
    year = p.YEAR_NOTE.search(note)
    if year:
        return citation._replace(version_year=int(year["year"]))
    return citation._replace(old=True) if p.OLD_NOTE.search(note) else citation


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
