"""Cuts the paragraph and the item that were asked for out of an article."""

from __future__ import annotations

from dataclasses import replace

from knowledge.citations import messages as say
from knowledge.citations.format import format_citation
from knowledge.citations.results import said
from knowledge.citations.types import Resolution, Target, Verdict
from knowledge.models import Article, Law, Paragraph
from knowledge.numerals import to_chinese


def cut_out(base: Resolution, law: Law, article: Article, target: Target) -> Resolution:
    """Cut out the paragraph and the item that were asked for."""
    paragraph: Paragraph | None = None
    number = target.paragraph
    if number is not None:
        paragraph = next((p for p in article.paragraphs if p.number == number), None)
        base = replace(base, paragraph=number)
        if paragraph is None:
            message = say.no_such_paragraph(law, article, number)
            return said(base, Verdict.NO_SUCH_PARAGRAPH, message)
    if target.item is None:
        if paragraph is not None:
            base = _cut(base, article, paragraph.start, paragraph.end)
            assert base.number is not None
            base = replace(base, citation=format_citation(law, base.number, number))
        return base
    places = (paragraph,) if paragraph else article.paragraphs
    for place in places:
        for item in place.items:
            if item.number == target.item:
                base = _cut(base, article, item.start, item.end)
                assert base.number is not None
                return replace(
                    base,
                    item=item.label,
                    paragraph=number if number is not None or len(article.paragraphs) == 1 else place.number,
                    citation=format_citation(law, base.number, number, item.number),
                )
    label = f"（{to_chinese(target.item)}）"
    message = say.no_such_item(law, article, number, target.item, places)
    return said(base, Verdict.NO_SUCH_PARAGRAPH, message, item=label)


def _cut(base: Resolution, article: Article, start: int, end: int) -> Resolution:
    return replace(base, text=article.text[start:end], slice=(start, end))
