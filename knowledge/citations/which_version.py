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
        return then, then is not current
    if found.old:
        start = (current.effective_from or current.published) if current else None
        before = source.statute(law_id, start - timedelta(days=1)) if start else None
        return (None, True) if before is current else (before, True)
    return current, False


def _contemporary(year: int | None, current: Statute | None) -> bool:
    """A year without a version of its own, when today's version was already in force."""
    start = current.effective_from if current else None
    return year is not None and start is not None and start.year < year
