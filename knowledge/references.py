"""References in curated files: written as people write them, resolved strictly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.citations.find import find_citations
from knowledge.citations.resolve import resolve_all
from knowledge.citations.types import Verdict
from knowledge.errors import UnresolvedReference
from knowledge.library import Library
from knowledge.models import Article, ArticleNumber, LawId, PassageId, Statute
from knowledge.passage_ids import article_passage_id


@dataclass(frozen=True, slots=True)
class Reference:
    """An article, or a 款 or 项 of it, that a curated file leans on."""

    written: str
    statute: Statute
    article: Article
    paragraph: int | None
    item: str | None

    @property
    def passage_id(self) -> PassageId:
        """The passage of the article."""
        return article_passage_id(self.statute.law.law_id, self.article.number)


def resolve_reference(written: str, library: Library, as_of: date) -> Reference:
    """Resolve one reference of a curated file.

    Raises:
        UnresolvedReference: It is no single citation, or the law of ``as_of`` has no such provision.
    """
    found = find_citations(written, library.registry)
    resolved = resolve_all(found, library, as_of)
    if len(resolved) != 1:
        raise UnresolvedReference(
            f"expected one reference in “{written}”, found {len(resolved)}; write it like "
            "《刑法》第二百五十三条之一第一款"
        )
    one = resolved[0]
    if one.verdict is not Verdict.VALID or one.statute is None or one.source_article is None:
        raise UnresolvedReference(
            f"expected “{written}” to exist in the law of {as_of}, found: {one.message}"
        )
    return Reference(written, one.statute, one.source_article, one.paragraph, one.item)


def provision_glosses(library: Library, as_of: date) -> dict[tuple[LawId, ArticleNumber, int | None], str]:
    """Our English of articles and paragraphs, by (law, article, paragraph or None)."""
    glosses = {}
    for written, english in library.glosses.items():
        reference = resolve_reference(written, library, as_of)
        key = (reference.statute.law.law_id, reference.article.number, reference.paragraph)
        glosses[key] = english
    return glosses
