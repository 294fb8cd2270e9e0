"""What resolving needs to know of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Protocol

from knowledge.importing.alike import Counterpart
from knowledge.models import (
    Article,
    ArticleNumber,
    CaseId,
    LawId,
    NamedText,
    Renumbering,
    Statute,
)
from knowledge.titles import LawRegistry


class StatuteSource(Protocol):
    """What resolving needs to know; ``knowledge.library.Library`` is one."""

    @property
    def registry(self) -> LawRegistry:
        """All names of laws."""

    def statute(self, law_id: LawId, as_of: date) -> Statute | None:
        """The version in force on a day, when it is held."""

    def written_for(self, law_id: LawId, as_of: date) -> Statute | None:
        """The version that our files mean by a law's bare name: none that an import put beside or over it."""

    def versions(self, law_id: LawId) -> Sequence[Statute]:
        """All versions held, oldest first."""

    def articles(self, statute: Statute) -> Mapping[ArticleNumber, Article]:
        """Articles of a version by number."""

    def followed(self, statute: Statute) -> Mapping[ArticleNumber, Counterpart] | None:
        """What each article that our lists speak of became in an imported version; None where they speak of this one."""

    def followed_laws(self, day: date) -> Mapping[LawId, Mapping[ArticleNumber, Counterpart]]:
        """``followed`` of the version in force on a day, for each law of which an import brought it."""

    def renumberings(self, law_id: LawId) -> Sequence[Renumbering]:
        """Where articles of earlier versions stand today."""

    def named_text(self, name: str) -> NamedText | None:
        """A repealed law, draft or rumour by name."""

    def case_by_number(self, text: str) -> CaseId | None:
        """The case of a number."""

    def laws_with_article(self, number: ArticleNumber, as_of: date) -> Sequence[LawId]:
        """Laws in force that have an article, the likeliest first."""


class Remembering:
    """A source that looks everything up once: for texts that cite the same law again and again."""

    def __init__(self, source: StatuteSource) -> None:
        self._source = source
        self.registry = source.registry
        self.articles = source.articles
        self.followed = source.followed
        self.followed_laws = source.followed_laws
        self.named_text = source.named_text
        self.case_by_number = source.case_by_number
        self.statute = cache(source.statute)
        self.written_for = source.written_for
        self.versions = cache(source.versions)
        self.renumberings = cache(source.renumberings)
        self.laws_with_article = cache(source.laws_with_article)


class AsWritten(Remembering):
    """A source as it was when our files were written: without versions that imports put beside or over it."""

    def __init__(self, source: StatuteSource) -> None:
        super().__init__(source)
        self.statute = cache(source.written_for)
