"""Citations as they are written in running text; ``docs/citations.md`` gives the rules."""

from __future__ import annotations

from knowledge.models import ArticleNumber, Law
from knowledge.numerals import LARGEST, to_chinese


def article_label(number: ArticleNumber) -> str:
    """``article_label(ArticleNumber(253, 1)) == "第二百五十三条之一"``."""
    if number.number > LARGEST:
        return ""  # parts of a law that have no number of their own
    label = f"第{to_chinese(number.number)}条"
    return f"{label}之{to_chinese(number.inserted)}" if number.inserted else label


def place_label(number: ArticleNumber, paragraph: int | None = None, item: int | None = None) -> str:
    """Article, paragraph and item: ``第五条第一款第（八）项``."""
    label = article_label(number)
    if paragraph is not None:
        label += f"第{to_chinese(paragraph)}款"
    if item is not None:
        label += f"第（{to_chinese(item)}）项"
    return label


def format_title(title: str) -> str:
    """The title in 《》; titles inside it stand in 〈〉 (GB/T 15834-2011, 4.15)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def format_citation(
    law: Law,
    number: ArticleNumber,
    paragraph: int | None = None,
    item: int | None = None,
    *,
    full: bool = False,
) -> str:
    """The canonical form: ``《刑法》第二百五十三条之一第一款第（三）项``.

    Args:
        law: Whose article it is.
        number: The article.
        paragraph: 款, from 1.
        item: 项, from 1.
        full: Write the full official title.
    """
    title = law.title if full else law.short_title
    return format_title(title) + place_label(number, paragraph, item)


def cite_label(law: Law, label: str) -> str:
    """The canonical form of a whole article by the label that its law gives it."""
    return format_title(law.short_title) + label
