"""What the registry and a text tell of a law as such, and whether what a message says of it is so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer import Excerpt, Language
from bot.compose.excerpts import ExcerptMaker
from bot.compose.law_days import is_so
from bot.compose.premises import quantities
from bot.compose.wording import say
from knowledge.library import Library
from knowledge.models import Article, Status, Statute
from knowledge.readers.statutes import is_numbered

_NEW_BEFORE = re.compile(r"(?:新|新版|最新|(?:新|刚|这次)?修[订改正](?:后|过|完)?的?)的?$")


class LawFacts:
    """Days, numbers of articles, changes and versions of the laws of one library."""

    def __init__(self, library: Library, today: date) -> None:
        self._library = library
        self._today = today

    def stated(self, before: str, rest: str, statute: Statute) -> tuple[bool | None, bool]:
        """Of a message that states something: whether the days it names are so, and whether it is wrong.

        Args:
            before: What stands before the name of the law.
            rest: The message without that name.
            statute: The version in force.

        Returns:
            True, False or, where it names no day, None; and True where any of what it says is not so.
        """
        versions = self._library.versions(statute.law.law_id)
        so = is_so(rest, statute, versions, self._today)
        wrong = self._is_too_early(before, rest, versions) or (
            so is not True
            and (so is False or self._contradicts(statute, rest) or self._denies_change(statute, rest))
        )
        return so, wrong

    def of(self, statute: Statute, language: Language) -> str:
        """The sentence with its number of articles and its days."""
        law = statute.law
        values = {
            "short": law.short_title,
            "title": law.english_names[0] if law.english_names else law.title,
            "note": statute.version_note or f"{statute.published}公布",
            "count": statute.last_article,
            "published": statute.published,
        }
        if statute.effective_from is None:
            return say("law_no_date", language, **values)
        return say("law_dates", language, day=statute.effective_from, **values)

    def other_versions(self, statute: Statute, language: Language) -> list[str]:
        """A version still to come, and a later one that is known though its text is not held."""
        today = self._today
        law = statute.law
        held = self._library.versions(law.law_id)
        parts = [
            say("law_coming", language, note=later.version_note, day=later.effective_from)
            for later in held
            if later.status_on(today) is Status.NOT_YET_IN_FORCE
        ]
        starts = {one.effective_from or one.published for one in held}
        current = statute.effective_from or statute.published
        for day, note in law.known_changes:
            if day not in starts and current is not None and current < day <= today:
                parts.append(say("law_changed_since", language, note=note, day=day))
        return parts

    def _contradicts(self, statute: Statute, rest: str) -> bool:
        """True when a year or a number of articles in the question is not this law's."""
        days = [statute.effective_from, statute.published, statute.law.first_effective]
        days += [day for day, _ in statute.law.known_changes]
        years = {day.year for day in days if day}
        final = final_article(statute)
        if final is not None:
            years |= {int(year) for year in re.findall(r"(\d{4})年", final.text)}
        for quantity in quantities(rest):
            if quantity.unit == "calendar" and int(quantity.value) not in years:
                return True
            if quantity.unit == "record" and int(quantity.value) != statute.last_article:
                return True
        return False

    def _is_too_early(self, before: str, rest: str, versions: Sequence[Statute]) -> bool:
        """True when a message says that a new version, which is still to come, applies already."""
        coming = any(one.status_on(self._today) is Status.NOT_YET_IN_FORCE for one in versions)
        new = _NEW_BEFORE.search(before.rstrip(" 《")) or rest.lstrip("》 ").startswith("新版")
        return (
            coming
            and bool(new)
            and re.search(r"(?:已经|就|今年|现在).{0,4}(?:施行|实施|生效)", rest) is not None
        )

    def _denies_change(self, statute: Statute, rest: str) -> bool:
        changed = "修" in statute.version_note or len(self._library.versions(statute.law.law_id)) > 1
        return changed and re.search(r"(?:没|没有|未)(?:有)?(?:改|修|变)", rest) is not None


def day_shown(statute: Statute | None, excerpts: ExcerptMaker) -> tuple[Excerpt, ...]:
    """The article that says since when a law applies, with those words marked; nothing where there is none."""
    final = final_article(statute) if statute is not None else None
    if statute is None or final is None:
        return ()
    return (excerpts.of_article(statute, final, mark=date_words(final)),)


def final_article(statute: Statute) -> Article | None:
    """The article that says since when the law applies; usually the last one."""
    for article in reversed(statute.articles[-6:]):
        if is_numbered(article.number) and "施行" in article.text:
            return article
    return None


def date_words(article: Article) -> str:
    """Its words on that day, or nothing."""
    found = re.search(r"自.{0,20}起施行", article.text)
    return found.group() if found else ""
