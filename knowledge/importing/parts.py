"""Titles, articles and versions compared, and the parts of one text put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from knowledge.importing.articles import UNNUMBERED
from knowledge.models import Article
from knowledge.normalize import fold
from knowledge.readers.official import OfficialText

SAME_VERSION = timedelta(days=45)
"""Texts of one title published within this time are one version: a day passed and a day published differ so."""


def title_key(title: str) -> str:
    """One key for the ways in which a title is written: with and without 中华人民共和国, 《》, blanks, half width."""
    return re.sub(r"中华人民共和国|[<>（）()\"、]", "", fold(title))


def numbered(articles: Iterable[Article]) -> dict[object, Article]:
    """Articles by number, without annexes and running texts."""
    return {article.number: article for article in articles if article.number.number < UNNUMBERED}


def wording(article: Article) -> str:
    """The form in which two copies of an article are compared: no punctuation, no blanks, one width."""
    ends = article.paragraphs[-1].end if article.paragraphs else None  # an annex belongs to no paragraph
    return plain(article.text[:ends])


def plain(text: str) -> str:
    """A text without punctuation and blanks, in one width."""
    return re.sub(r"[^\w]", "", fold(text).replace("〇", "零"))


def together(held: Sequence[Article], added: Sequence[Article]) -> tuple[Article, ...]:
    """Articles of two parts in the order of their numbers, those of the second in place of equal ones."""
    by_number = {article.number: article for article in held}
    by_number.update({article.number: article for article in added})
    return tuple(by_number[number] for number in sorted(by_number))


def merge_parts(texts: Sequence[OfficialText]) -> OfficialText:
    """Parts of one version as one text; the caller has checked that no number stands in two of them."""
    first = texts[0]
    articles = together((), [article for text in texts for article in _apart(text, texts)])
    numbers = sorted({one.number.number for one in articles if one.number.number < UNNUMBERED})
    have = set(numbers)
    return replace(
        first,
        articles=articles,
        part="",
        effective_from=next((one.effective_from for one in texts if one.effective_from), None),
        gaps=tuple(n for n in range(numbers[0], numbers[-1]) if n not in have) if numbers else (),
        doubled=tuple(label for text in texts for label in text.doubled),
        odd=tuple(line for text in texts for line in text.odd),
    )


def _apart(text: OfficialText, texts: Sequence[OfficialText]) -> Iterator[Article]:
    """The articles of a part under its own heading, its annexes counted apart from those of the other parts."""
    place = next(at for at, one in enumerate(texts) if one is text)
    for article in text.articles:
        number = article.number
        if number.number >= UNNUMBERED:
            number = replace(number, number=number.number + 1000 * place)
        headings = article.headings
        if text.part and headings[:1] != (text.part,):
            headings = (text.part, *headings)
        yield replace(article, number=number, headings=headings)


def fit_together(one: OfficialText, other: OfficialText) -> bool:
    """Two parts of one version: the same title, days that agree, no number in both."""
    if title_key(one.title) != title_key(other.title) or not one.numbered or not other.numbered:
        return False
    if one.published and other.published and abs(one.published - other.published) > SAME_VERSION:
        return False
    return numbered(one.articles).keys().isdisjoint(numbered(other.articles))
