"""References in curated files: written as people write them, resolved strictly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from knowledge.citations.find import find_citations
from knowledge.citations.resolve import resolve_all
from knowledge.citations.source import AsWritten
from knowledge.citations.types import Verdict
from knowledge.errors import ChangedSince, UnresolvedReference
from knowledge.importing.alike import same_words
from knowledge.library import Library
from knowledge.models import Article, ArticleNumber, PassageId, Statute
from knowledge.passage_ids import article_passage_id

MOST_RESOLVED = 20_000
"""References kept of one library: more than its files have, so that only other days than today's could be too many."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An article, or a 款 or 项 of it, that a curated file leans on."""

    written: str
    statute: Statute
    article: Article
    paragraph: int | None
    item: str | None
    changed: bool = False
    """It stands in a later version, and its words are no longer those that were written of."""

    @property
    def passage_id(self) -> PassageId:
        """The passage of the article."""
        return article_passage_id(self.statute.law.law_id, self.article.number)


def resolve_reference(written: str, library: Library, as_of: date) -> Reference:
    """Resolve one reference of a curated file, to where its words stand in the law of ``as_of``.

    Raises:
        ChangedSince: An imported later version of the law has nothing that it became.
        UnresolvedReference: It is no single citation, or the law of ``as_of`` has no such provision.
    """
    reference = reference_as_written(written, library, as_of)
    now = follow(reference, library, as_of)
    if now is None:
        raise ChangedSince(
            f"expected “{written}” to stand in the law of {as_of}, found nothing in its new text that it became"
        )
    return now


def reference_as_written(written: str, library: Library, as_of: date) -> Reference:
    """Resolve one reference in the versions for which the curated files were written.

    Each is read once: topics, gists and indexes name the same articles again and again.

    Raises:
        UnresolvedReference: It is no single citation, or there is no such provision.
    """
    known = library.resolved.get((written, as_of))
    if not isinstance(known, Reference):
        known = _read(written, library, as_of)
        if len(library.resolved) >= MOST_RESOLVED:
            library.resolved.clear()
        library.resolved[written, as_of] = known
    return known


def _read(written: str, library: Library, as_of: date) -> Reference:
    found = find_citations(written, library.registry)
    resolved = resolve_all(found, AsWritten(library) if library.brought else library, as_of)
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


def follow(reference: Reference, library: Library, as_of: date) -> Reference | None:
    """Where the words of a reference stand in the imported version that is in force; None where nothing became of them.

    ``changed`` is set where they no longer read the same; the whole article is meant then.
    """
    if not library.brought:
        return reference
    law_id = reference.statute.law.law_id
    now = library.statute(law_id, as_of)
    if now is None or now is reference.statute or now.version_id not in library.brought:
        return reference
    one = library.became(reference.statute, now).get(reference.article.number)
    if one is None:
        return None
    if one.same:
        return replace(reference, statute=now, article=one.article)
    own = [part for part in reference.article.paragraphs if part.number == reference.paragraph]
    for part in one.article.paragraphs if own else ():
        if same_words(
            reference.article.text[own[0].start : own[0].end], one.article.text[part.start : part.end]
        ):
            return replace(reference, statute=now, article=one.article, paragraph=part.number)
    return replace(reference, statute=now, article=one.article, paragraph=None, item=None, changed=True)


def provision_glosses(library: Library, as_of: date) -> dict[tuple[str, ArticleNumber, int | None], str]:
    """Our English of articles and paragraphs, by (version, article, paragraph or None).

    Of a law with an imported version in force it stands under that version and under the one that it was written for.
    """
    glosses = {}
    for written, english in library.glosses.items():
        references = [resolve_reference(written, library, as_of)]
        if library.brought:
            references.append(reference_as_written(written, library, as_of))
        for one in references:
            glosses[one.statute.version_id, one.article.number, one.paragraph] = english
    return glosses
