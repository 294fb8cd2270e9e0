"""Places that lean on the place before them: 同条第二款, 前款, 前两款, 下一条."""

from __future__ import annotations

from knowledge.citations.source import StatuteSource
from knowledge.citations.types import Context, Target
from knowledge.models import Article, ArticleNumber, Statute
from knowledge.numerals import to_chinese


def absolute(
    target: Target, context: Context, statute: Statute | None, source: StatuteSource
) -> list[Target]:
    """A relative target made absolute; empty when the context does not reach."""
    if not target.relative:
        return [target]
    article, paragraph = context.article, context.paragraph
    if article is None or statute is None:
        return []
    if target.relative == "same":
        return [Target(article, target.paragraph, target.item)]
    if target.relative == "same_paragraph":
        return [Target(article, paragraph, target.item)]
    if target.relative == "previous_article":
        numbers = sorted(n for n in source.articles(statute) if n < article)
        return [Target(numbers[-1], target.paragraph, target.item)] if numbers else []
    if target.relative == "next_article":
        numbers = sorted(n for n in source.articles(statute) if n > article)
        return [Target(numbers[0], target.paragraph, target.item)] if numbers else []
    if not context.inside and (paragraph is None or paragraph <= target.how_many):
        return _just_cited(context, source.articles(statute).get(article), article, target)
    if paragraph is None or paragraph <= target.how_many:
        return []
    first = paragraph - target.how_many
    return [Target(article, number, target.item) for number in range(first, paragraph)]


def _just_cited(
    context: Context, article: Article | None, number: ArticleNumber, target: Target
) -> list[Target]:
    """前款 behind an article: what its own text calls so, else the paragraph cited, else the article."""
    count, cited = target.how_many, context.paragraph
    paragraphs = article.paragraphs if article else ()
    if cited is None and article is not None:
        word = "前款" if count == 1 else f"前{to_chinese(count)}款"
        for one in paragraphs[count:]:
            if word in article.text[one.start : one.end]:
                return [
                    Target(number, before, target.item) for before in range(one.number - count, one.number)
                ]
    if count > 1 and count <= len(paragraphs):
        return [Target(number, before, target.item) for before in range(1, count + 1)]
    only = cited or (1 if len(paragraphs) == 1 else None)
    return [Target(number, only, target.item)]
