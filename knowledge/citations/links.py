"""Cross-references inside articles: 依照前款, 依照本法第二百六十四条, 《民法典》第一百八十八条."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.citations.find import find_citations
from knowledge.citations.resolve import StatuteSource, resolve
from knowledge.citations.source import AsWritten
from knowledge.citations.types import Context, Form, FoundCitation, Resolution, Verdict
from knowledge.importing.alike import Counterpart
from knowledge.models import Article, ArticleNumber, LawId, Statute


@dataclass(frozen=True, slots=True)
class Link:
    """One reference in an article, ``article.text[start:end]``, and the place it leads to."""

    start: int
    end: int
    law_id: LawId
    article: ArticleNumber
    paragraph: int | None = None
    item: str | None = None


def links_of(statute: Statute, article: Article, source: StatuteSource, as_of: date) -> list[Link]:
    """References in one article that lead to an article we hold, in order of appearance.

    A number without a law means the article's own law, as statutes write; behind another law's
    name (《民法典》第十条、第十一条) the finder has already read the whole list.
    """
    law_id = statute.law.law_id
    later = _imported_later(statute, source, as_of)
    links: list[Link] = []
    last_named: LawId | None = None
    for citation in find_citations(article.text, source.registry, inside_statute=True):
        paragraph = _paragraph_at(article, citation.span[0])
        context = Context(law_id, article.number, paragraph, inside=True)
        if citation.form in (Form.FULL, Form.DOCUMENT_NUMBER):
            last_named = citation.law.law_ids[0] if citation.law and citation.law.law_ids else None
        elif citation.form is Form.SHORT and _says_that_law(citation):
            if last_named is None:
                continue
            context = Context(last_named)
        resolved = resolve(citation, source, as_of, context)
        if any(r.law_id in later for r in resolved):
            resolved = resolve(citation, AsWritten(source), as_of, context)
        for r in resolved:
            if not _leads_somewhere(r) or r.law_id is None or r.number is None:
                continue
            table = later.get(r.law_id)
            if table is None:
                links.append(Link(*citation.span, r.law_id, r.number, r.paragraph, r.item))
            elif (one := table.get(r.number)) is not None:
                place = (r.paragraph, r.item) if one.same else (None, None)
                links.append(Link(*citation.span, r.law_id, one.article.number, *place))
    return links


def _imported_later(
    statute: Statute, source: StatuteSource, as_of: date
) -> dict[LawId, Mapping[ArticleNumber, Counterpart]]:
    """Other laws of which an import brought a version younger than a text: their articles have the old numbers in it."""
    written = statute.effective_from or statute.published or date.min
    found = {}
    for law_id, table in source.followed_laws(as_of).items():
        version = source.statute(law_id, as_of)
        since = (version.effective_from or version.published or date.min) if version else date.min
        if law_id != statute.law.law_id and written < since:
            found[law_id] = table
    return found


def _says_that_law(citation: FoundCitation) -> bool:
    return citation.law is not None and citation.law.text.startswith(("该", "同", "前述", "上述"))


def _leads_somewhere(resolution: Resolution) -> bool:
    return resolution.source_article is not None and resolution.verdict in (
        Verdict.VALID,
        Verdict.RENUMBERED,
    )


def _paragraph_at(article: Article, position: int) -> int | None:
    return next(
        (p.number for p in article.paragraphs if p.start <= position < p.end),
        article.paragraphs[-1].number if article.paragraphs else None,
    )
