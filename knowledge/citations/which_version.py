"""Which version of a law a citation asks for."""

from __future__ import annotations

from datetime import date, timedelta

from knowledge.citations.source import StatuteSource
from knowledge.citations.types import FoundCitation
from knowledge.models import LawId, Statute


def version_asked(
    found: FoundCitation, source: StatuteSource, today: date, law_id: LawId
) -> tuple[Statute | None, bool]:
    """The version asked for, or None when it is not held; and whether an old one was asked for."""
    versions = source.versions(law_id)
    current = source.statute(law_id, today)
    if found.version_year is not None:
        for statute in versions:
            dates = (statute.published, statute.effective_from)
            if any(day is not None and day.year == found.version_year for day in dates[:1]):
                return statute, statute is not current
        for statute in versions:
            start = statute.effective_from
            if start is not None and start.year == found.version_year:
                return statute, statute is not current
        return (current, False) if _contemporary(found.version_year, current) else (None, True)
    if found.as_of is not None:
        if found.as_of.year == today.year and found.as_of > today:
            return current, False
        then = source.statute(law_id, found.as_of)
        if then is None and (found.loose or _made_in_the_year(found.as_of, source, law_id, current)):
            return current, False
        return then, then is not current
    if found.old:
        start = (current.effective_from or current.published) if current else None
        before = source.statute(law_id, start - timedelta(days=1)) if start else None
        if found.loose and (before is None or before is current or not _recent(start, today)):
            return current, False
        return (None, True) if before is current else (before, True)
    return current, False


_RECENT = timedelta(days=730)
"""当时 is mostly not longer ago: a law changed earlier had its present text then."""


def _recent(start: date | None, today: date) -> bool:
    return start is not None and today - start <= _RECENT


def _made_in_the_year(day: date, source: StatuteSource, law_id: LawId, current: Statute | None) -> bool:
    """2020年的民法典: the law had no earlier version, and was made in that year."""
    made = current.published if current else None
    return made is not None and made.year == day.year and not source.registry.law(law_id).existed_on(day)


def replaced_since(found: FoundCitation, today: date, current: Statute) -> date | None:
    """The day from which a time that the sentence tells counts back: rules moved after it have moved since the time told."""
    if not found.loose:
        return None
    if found.as_of is not None:
        return found.as_of
    start = current.effective_from or current.published
    return start - timedelta(days=1) if start is not None and _recent(start, today) else None


def _contemporary(year: int | None, current: Statute | None) -> bool:
    """A year without a version of its own, when today's version was already in force."""
    start = current.effective_from if current else None
    return year is not None and start is not None and start.year < year
