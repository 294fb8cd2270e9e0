"""Resolutions as they are made, and the numbers around an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.citations import messages as say
from knowledge.citations.types import FoundCitation, Resolution, Target, Verdict
from knowledge.models import Article, ArticleNumber, Statute


def bare_result(
    found: FoundCitation, verdict: Verdict, message: say.Both = say.NOTHING, **fields: object
) -> Resolution:
    """A resolution that says no more than its verdict and its message, and ``fields``."""
    return Resolution(
        found.matched,
        found.span,
        verdict,
        message.chinese,
        message.english,
        **fields,  # type: ignore[arg-type]
    )


def said(base: Resolution, verdict: Verdict, message: say.Both, **fields: object) -> Resolution:
    """The same place with another verdict and what there is to say about it."""
    return replace(
        base,
        verdict=verdict,
        message=message.chinese,
        message_en=message.english,
        **fields,  # type: ignore[arg-type]
    )


def of_version(statute: Statute, today: date) -> dict[str, Any]:
    """The fields that tell which version of a law a place is in."""
    return {
        "statute": statute,
        "status": statute.status_on(today),
        "effective_from": statute.effective_from,
    }


def whole(article: Article) -> dict[str, Any]:
    """The fields that quote an article from end to end."""
    return {"source_article": article, "text": article.text, "slice": (0, len(article.text))}


def last_article(statute: Statute) -> int | None:
    """The highest number of a text, when known."""
    numbers = [a.number.number for a in statute.articles]
    if statute.last_article is not None:
        return statute.last_article
    return max(numbers) if numbers and statute.verbatim else None


def siblings(number: ArticleNumber) -> Iterator[ArticleNumber]:
    """第253条之一, 之二 and so on."""
    for inserted in range(1, 21):
        yield ArticleNumber(number.number, inserted)


def expanded(targets: Sequence[Target], articles: Mapping[ArticleNumber, Article]) -> Iterator[Target]:
    """Ranges also mean the articles that were inserted in them."""
    for target in targets:
        yield target
        if not target.through or target.article is None:
            continue
        for inserted in range(1, 21):
            number = ArticleNumber(target.article.number, inserted)
            if number not in articles:
                break
            yield Target(number)
