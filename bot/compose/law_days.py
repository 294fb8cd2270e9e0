"""A day, month or year that a message states of a law as such: 2008年1月1日起施行, against the days that are known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.models import Statute
from knowledge.numerals import parse_number

_STATED = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?|(?P<said>今年|去年|前年|明年))(?:的)?(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:(?P<day>\d{1,2})[日号])?)?"
)
_SAID = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_IN_FORCE = re.compile(r"施行|实施|生效|起用|开始用")
_MADE = re.compile(r"公布|颁布|通过|出台|发布|制定")
_CHANGED = re.compile(r"修改|修订|修正|改过|改的|改了")
_OF_THE_NEWEST = re.compile(
    r"新版|最新|新的?修[订正改]|现行|本版|修[订正改](?:后|以后|之后|完|过的)|这次修|^新\s"
)
_WRITTEN = re.compile(
    r"自\s*(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日起(?:施行|实施)"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A day as far as it is said."""

    year: int
    month: int | None
    day: int | None

    def is_(self, day: date) -> bool:
        """True of a day that has all that is said."""
        return self.year == day.year and self.month in (None, day.month) and (self.day in (None, day.day))

    def earliest(self) -> date:
        """The first day that it may be."""
        return date(self.year, self.month or 1, min(self.day or 1, 28))


def stated_day(text: str, today: date) -> Stated | None:
    """The one day that a folded text states; None when it states none or several."""
    found = list(_STATED.finditer(text))
    if len(found) != 1:
        return None
    one = found[0]
    year = int(one["year"]) if one["year"] else today.year + _SAID[one["said"]]
    month = parse_number(one["month"]) if one["month"] else None
    return Stated(year, month, int(one["day"]) if one["day"] else None)


def days_in_force(statute: Statute, versions: Iterable[Statute]) -> set[date]:
    """The days since when any version of a law applies, as far as they are known; its own last articles tell the first."""
    law = statute.law
    days = {law.first_effective, statute.effective_from, *(day for day, _ in law.known_changes)}
    days |= {one.effective_from for one in versions}
    for article in statute.articles[-6:]:
        if found := _WRITTEN.search(article.text):
            days.add(date(int(found["year"]), int(found["month"]), int(found["day"])))
    return {day for day in days if day and day != date.min}


def day_meant(text: str, days: Iterable[date], today: date) -> date | None:
    """The first of some days that a message states; None when it states none of them."""
    stated = stated_day(text, today)
    return None if stated is None else min((day for day in days if stated.is_(day)), default=None)


def is_so(text: str, statute: Statute, versions: Iterable[Statute], today: date) -> bool | None:
    """Whether the day that a message states of a law is one of its days; None when it states none, or not of what.

    Args:
        text: The message without the name of the law.
        statute: The version in force.
        versions: All that are held.
        today: For 今年.
    """
    held = list(versions)
    stated = stated_day(text, today)
    if stated is None:
        return None
    applies = days_in_force(statute, held)
    made = {one.published for one in (statute, *held) if one.published}
    if _CHANGED.search(text) and not _IN_FORCE.search(text):
        # A change has a year of its own, which the day from when it applies may not share.
        return True if any(stated.is_(day) for day in applies | made) else None
    if _MADE.search(text) and not _IN_FORCE.search(text):
        return True if any(stated.is_(day) for day in made) else None
    if not _IN_FORCE.search(text):
        return None
    if any(stated.is_(day) for day in applies):
        return True
    # No earlier version can have come into force after today's was published.
    published = max(made, default=None)
    if published is not None and stated.month is not None and stated.earliest() >= published:
        return False
    # A law changed often may have applied anew on a day that is not known here.
    once = len(held) == 1 and "修" not in statute.version_note and statute.law.first_effective != date.min
    return False if once or _OF_THE_NEWEST.search(text) else None
