"""Excerpts: which words of an article to show, which of them to mark, and the line that cites them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Excerpt
from index.query import Query
from knowledge.citations.format import format_citation, format_title
from knowledge.gists import gist_of
from knowledge.library import Library
from knowledge.models import (
    Article,
    Case,
    Kind,
    Paragraph,
    PassageId,
    Point,
    Status,
    Statute,
)
from knowledge.passage_ids import article_passage_id, point_passage_id
from knowledge.references import Reference, provision_glosses
from knowledge.units import find_words, units_of

AnsweringUnits = Callable[[Query, PassageId], Sequence[int]]
"""A question and an article's passage to positions of its units; ``Highlights.answering_units``."""

SHORT = 200
"""Characters up to which a whole article is shown."""

LONGEST_SLICE = 420
"""Characters of a slice that may keep the lead-in of an item."""


@dataclass(frozen=True, slots=True)
class Slice:
    """``article.text[start:end]`` and where it stands."""

    start: int
    end: int
    paragraph: int | None
    item: str | None = None
    item_number: int | None = None


def version_line(statute: Statute, article: Article | None = None) -> str:
    """``2025年修订，2026-01-01起施行``, and what gave the article its wording; says less when the sources do not know."""
    parts = []
    if statute.law.document_number:
        parts.append(statute.law.document_number)
    if statute.version_note:
        parts.append(statute.version_note)
    if statute.effective_from is not None:
        parts.append(f"{statute.effective_from}起施行")
    elif statute.published is not None:
        parts.append(f"{statute.published}公布的文本")
    if article is not None and article.provenance:
        parts.append(f"本条文字出自{format_title(article.provenance[-1].removeprefix('中华人民共和国'))}")
    return "，".join(parts)


def _official_place(statute: Statute) -> str:
    """Where the official text of a digested rule is: ``最高人民法院 court.gov.cn``."""
    host = (statute.law.official_url or "").removeprefix("https://").removeprefix("www.")
    return f"官方正文：{host.rstrip('/')}" if host else f"官方正文见{statute.law.issuer or '制定机关'}网站"


def slice_of(
    article: Article,
    *,
    paragraph: int | None = None,
    item: str | None = None,
    around: tuple[int, int] | None = None,
    whole: bool = False,
) -> Slice:
    """What to show of an article: the cited 款 or 项, the whole when short, else the 款 of the marked words."""
    chosen: Paragraph | None = None
    if paragraph is not None:
        chosen = article.paragraphs[paragraph - 1]
    elif item is not None:
        chosen = next((p for p in article.paragraphs if any(i.label == item for i in p.items)), None)
    if chosen is not None and item is not None:
        for one in chosen.items:
            if one.label == item:
                start = chosen.start if one.end - chosen.start <= LONGEST_SLICE else one.start
                return Slice(start, one.end, paragraph, item, one.number)
    if chosen is not None:
        return Slice(chosen.start, chosen.end, paragraph)
    if whole or len(article.text) <= SHORT or not article.paragraphs:
        return Slice(0, len(article.text), None)
    if around is not None:
        for one_paragraph in article.paragraphs:
            if one_paragraph.start <= around[0] < one_paragraph.end:
                number = one_paragraph.number if len(article.paragraphs) > 1 else None
                return Slice(one_paragraph.start, one_paragraph.end, number)
    if len(article.paragraphs) == 1 or len(article.text) <= LONGEST_SLICE:
        return Slice(0, len(article.text), None)
    first = article.paragraphs[0]
    return Slice(first.start, first.end, first.number)


class ExcerptMaker:
    """Makes excerpts of one library on one day."""

    def __init__(self, library: Library, today: date, answering: AnsweringUnits) -> None:
        """``answering`` says which units of an article answer a question, the likeliest first."""
        self._library = library
        self._today = today
        self._answering = answering
        self._english = provision_glosses(library, today)
        made_to_fit = library.made_to_fit
        self._gists = (library.gists, made_to_fit[1].gists) if made_to_fit else (library.gists,)

    def of_article(
        self,
        statute: Statute,
        article: Article,
        *,
        paragraph: int | None = None,
        item: str | None = None,
        mark: str = "",
        query: Query | None = None,
        whole: bool = False,
        score: float = 1.0,
    ) -> Excerpt:
        """An excerpt of an article or a digest.

        Args:
            statute: The version that the article belongs to.
            article: The article.
            paragraph: 款 to show, from 1.
            item: 项 to show: ``（三）``.
            mark: Words to mark; found wherever they stand in the article.
            query: The question, whose answering unit is marked when ``mark`` is empty.
            whole: Show the whole article, however long.
            score: Carried into the excerpt.
        """
        marked = find_words(article.text, mark)
        if marked is None and query is not None:
            inside = slice_of(article, paragraph=paragraph, item=item) if paragraph else None
            marked = self._answering_words(statute, article, query, inside)
        shown = slice_of(article, paragraph=paragraph, item=item, around=marked, whole=whole)
        if marked is not None and not shown.start <= marked[0] < marked[1] <= shown.end:
            marked = None
        law = statute.law
        citation = format_citation(law, article.number, shown.paragraph, shown.item_number)
        return Excerpt(
            passage_id=article_passage_id(law.law_id, article.number),
            kind=law.kind,
            title=law.title,
            citation=citation,
            text=article.text[shown.start : shown.end],
            verbatim=statute.verbatim,
            status=statute.status_on(self._today),
            effective_from=statute.effective_from,
            score=score,
            source=statute.source if statute.verbatim else _official_place(statute),
            article=article.label,
            law_id=law.law_id,
            paragraph=shown.paragraph,
            item=shown.item,
            highlight=None
            if marked is None or (marked[0] == shown.start and marked[1] >= shown.end - 1)
            else (marked[0] - shown.start, marked[1] - shown.start),
            version_line=version_line(statute, article),
            english=self._gloss(statute, article, shown.paragraph),
            gist=next((gist for held in self._gists if (gist := gist_of(held, citation, article))), ""),
            shortened=(shown.start, shown.end) != (0, len(article.text)),
        )

    def _answering_words(
        self, statute: Statute, article: Article, query: Query, inside: Slice | None
    ) -> tuple[int, int] | None:
        """[start, end) of the unit that is likeliest to answer, of those within a slice; None for the only one."""
        units = units_of(article)
        passage_id = article_passage_id(statute.law.law_id, article.number)
        for place in self._answering(query, passage_id):
            unit = units[place]
            if inside is None or inside.start <= unit.start < inside.end:
                words = article.text[unit.start : unit.end].rstrip("。；：")
                return unit.start, unit.start + len(words)
        return None

    def of_reference(
        self, reference: Reference, *, mark: str = "", query: Query | None = None, score: float = 1.0
    ) -> Excerpt:
        """An excerpt of what a curated file refers to."""
        return self.of_article(
            reference.statute,
            reference.article,
            paragraph=reference.paragraph,
            item=reference.item,
            mark=mark,
            query=query,
            score=score,
        )

    def of_point(
        self, case: Case, position: int | None, *, english: bool = False, score: float = 1.0
    ) -> Excerpt:
        """An excerpt of a case file: one point, or its summary when ``position`` is None."""
        point: Point | None = None if position is None else case.points[position]
        chinese = case.summary if point is None else point.text
        translated = case.english_summary if point is None else point.english
        return Excerpt(
            passage_id=PassageId(point_passage_id(case, position)),
            kind=Kind.CASE,
            title=case.title,
            citation=case.title,
            text=chinese,
            verbatim=False,
            status=Status.UNKNOWN,  # a case is neither in force nor repealed
            effective_from=None,
            score=score,
            source=case.standing_text,
            case_id=case.case_id,
            version_line="",
            english=translated if english else "",
        )

    def _gloss(self, statute: Statute, article: Article, paragraph: int | None) -> str:
        today = self._library.statute(statute.law.law_id, self._today)
        version = statute.version_id
        if today is not None and today is not statute:
            now = self._library.articles(today).get(article.number)
            # Of a version that is not written of it holds where the words are the same.
            version = today.version_id if now is not None and now.text == article.text else version
        key = (version, article.number)
        return self._english.get((*key, paragraph)) or self._english.get((*key, None)) or article.english


def distinct(excerpts: Iterable[Excerpt], most: int) -> tuple[Excerpt, ...]:
    """The first excerpts that show different provisions, at most ``most``."""
    kept: list[Excerpt] = []
    for excerpt in excerpts:
        same = any(
            other.passage_id == excerpt.passage_id
            and (other.text in excerpt.text or excerpt.text in other.text)
            for other in kept
        )
        if not same:
            kept.append(excerpt)
    return tuple(kept[:most])
