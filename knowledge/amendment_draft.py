"""A statute in the course of being amended: places found, text changed, articles numbered anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge.amendment_text import (
    Delete,
    InsertArticle,
    InsertItem,
    InsertParagraphs,
    InsertWords,
    Move,
    Operation,
    Place,
    Replace,
    paragraph_texts,
)
from knowledge.errors import AmendmentError
from knowledge.models import Article, ArticleNumber, Statute
from knowledge.numerals import to_chinese
from knowledge.readers.text import split_paragraphs

_ITEM_LABEL = re.compile(r"^（[一二三四五六七八九十百]+）")

UNNUMBERED = 900_000
"""Stand-in numbers of entries that are no 第N条 start here (``knowledge.readers.statutes``)."""


def slice_of(article: Article, place: Place) -> str | None:
    """Give the text of a place, or None when the article has no such paragraph or item."""
    if place.paragraph is None and place.item is None:
        return article.text
    position = place.paragraph or 1
    if position > len(article.paragraphs):
        return None
    paragraph = article.paragraphs[position - 1]
    if place.item is None:
        return article.text[paragraph.start : paragraph.end]
    for item in paragraph.items:
        if item.number == place.item:
            return article.text[item.start : item.end]
    return None


def target_of(place: Place, moved: Mapping[ArticleNumber, ArticleNumber]) -> ArticleNumber:
    """Give the number that a place has in the amended law."""
    return place.article if place.renumbered else moved.get(place.article, place.article)


class Draft:
    """A statute being amended: articles by number, each as a list of paragraphs."""

    def __init__(self, base: Statute, moved: Mapping[ArticleNumber, ArticleNumber]) -> None:
        self._moved = moved
        self._old = {article.number: article for article in base.articles}
        self.table = {
            moved.get(number, number): article
            for number, article in self._old.items()
            if number in moved or number.number >= UNNUMBERED
        }
        self._changed: set[ArticleNumber] = set()

    def apply(self, operation: Operation) -> None:
        """Carry out one operation.

        Raises:
            AmendmentError: The text has no such place or words; nothing was changed.
        """
        if isinstance(operation, InsertArticle):
            self._insert(operation)
        elif isinstance(operation, Move):
            self._move(operation)
        elif isinstance(operation, Replace):
            self._replace(operation)
        elif isinstance(operation, InsertParagraphs):
            article = self._article(operation.place)
            paragraphs = _paragraphs(article)
            first = operation.place.paragraph or 1
            if first > len(paragraphs) + 1:
                raise AmendmentError(
                    f"expected {article.label} to have {first - 1} paragraphs, found {len(paragraphs)}"
                )
            paragraphs[first - 1 : first - 1] = operation.texts
            self._set(operation.place, "\n".join(paragraphs))
        elif isinstance(operation, InsertItem):
            self._insert_item(operation)
        elif isinstance(operation, Delete):
            self._delete(operation.place)
        elif isinstance(operation, InsertWords):
            self._words(operation.place, operation.after, operation.after + operation.added)
        else:
            self._words(operation.place, operation.old, operation.new)

    def articles(self, title: str, effective: date) -> tuple[Article, ...]:
        """Give the articles in order, those changed with their provenance."""
        result: list[Article] = []
        for number in sorted(self.table):
            article = self.table[number]
            if number.number < UNNUMBERED:
                article = replace(article, number=number, label=label_of(number))
            if number in self._changed:
                article = replace(
                    article,
                    paragraphs=split_paragraphs(article.text),
                    effective_from=effective,
                    provenance=(*article.provenance, title),
                    english="",
                )
            result.append(article)
        return tuple(result)

    def _article(self, place: Place) -> Article:
        number = target_of(place, self._moved)
        article = self.table.get(number)
        if article is None:
            raise AmendmentError(f"expected {label_of(number)} in the text to be amended, found none")
        return article

    def _set(self, place: Place, text: str) -> None:
        number = target_of(place, self._moved)
        article = self.table[number]
        tail = article.text[article.paragraphs[-1].end :] if article.paragraphs else ""
        text += tail  # an annex after the last paragraph stays
        self.table[number] = replace(article, text=text, paragraphs=split_paragraphs(text))
        self._changed.add(number)

    def _insert(self, operation: InsertArticle) -> None:
        if operation.number in self.table:
            raise AmendmentError(f"expected no {label_of(operation.number)} yet, found one")
        before = [number for number in self.table if number < operation.number]
        headings = self.table[max(before)].headings if before else ()
        self.table[operation.number] = Article(
            number=operation.number,
            label=label_of(operation.number),
            text=operation.text,
            paragraphs=split_paragraphs(operation.text),
            headings=headings,
        )
        self._changed.add(operation.number)

    def _move(self, operation: Move) -> None:
        first = self._old.get(operation.sources[0].article)
        if first is None:
            raise AmendmentError(f"expected {label_of(operation.sources[0].article)} to be moved, found none")
        self.table.setdefault(operation.number, first)
        for place in operation.sources:
            partial = place.paragraph is not None or place.item is not None
            if partial and place.article in self._moved:
                self._delete(place)

    def _replace(self, operation: Replace) -> None:
        place = operation.places[0]
        article = self._article(place)
        if place.item is not None:
            paragraphs = _paragraphs(article)
            lines = self._lines(article, place, paragraphs)
            position = _line_of(lines, place.item, article)
            label = _ITEM_LABEL.match(lines[position])
            text = (
                operation.text
                if _ITEM_LABEL.match(operation.text)
                else f"{label.group(0) if label else ''}{operation.text}"
            )
            last = lines[position][-1]
            if text[-1] not in "；。":
                text += last if last in "；。" else ""
            lines[position] = text
            paragraphs[(place.paragraph or 1) - 1] = "\n".join(lines)
            self._set(place, "\n".join(paragraphs))
            return
        if place.paragraph is None:
            self._set(place, operation.text)
            return
        paragraphs = _paragraphs(article)
        wanted = sorted(p.paragraph for p in operation.places if p.paragraph is not None)
        if wanted[-1] > len(paragraphs) or wanted != list(range(wanted[0], wanted[-1] + 1)):
            raise AmendmentError(
                f"expected {article.label} to have paragraphs {wanted}, found {len(paragraphs)}"
            )
        paragraphs[wanted[0] - 1 : wanted[-1]] = paragraph_texts(operation.text)
        self._set(place, "\n".join(paragraphs))

    def _lines(self, article: Article, place: Place, paragraphs: Sequence[str]) -> list[str]:
        position = place.paragraph or 1
        if position > len(paragraphs):
            raise AmendmentError(
                f"expected {article.label} to have paragraph {position}, found {len(paragraphs)}"
            )
        return paragraphs[position - 1].split("\n")

    def _insert_item(self, operation: InsertItem) -> None:
        place = operation.place
        article = self._article(place)
        paragraphs = _paragraphs(article)
        lines = self._lines(article, place, paragraphs)
        items = [i for i, line in enumerate(lines) if _ITEM_LABEL.match(line)]
        wanted = place.item or 1
        if wanted > len(items) + 1 or not items:
            raise AmendmentError(f"expected {article.label} to have {wanted - 1} items, found {len(items)}")
        at = items[wanted - 1] if wanted <= len(items) else items[-1] + 1
        text = _ITEM_LABEL.sub("", operation.text).rstrip("；。")
        if wanted > len(items):
            lines[at - 1] = lines[at - 1].rstrip("；。") + "；"
        lines.insert(at, f"（）{text}{'。' if wanted > len(items) else '；'}")
        paragraphs[(place.paragraph or 1) - 1] = "\n".join(_relabel(lines))
        self._set(place, "\n".join(paragraphs))

    def _delete(self, place: Place) -> None:
        if place.paragraph is None and place.item is None:
            number = target_of(place, self._moved)
            if place.renumbered or place.article in self._moved:
                if number not in self.table:
                    raise AmendmentError(f"expected {label_of(number)} to be deleted, found none")
                del self.table[number]
            elif place.article not in self._old:
                raise AmendmentError(f"expected {label_of(place.article)} to be deleted, found none")
            return
        article = self._article(place)
        paragraphs = _paragraphs(article)
        lines = self._lines(article, place, paragraphs)
        if place.item is None:
            del paragraphs[(place.paragraph or 1) - 1]
        else:
            position = _line_of(lines, place.item, article)
            removed = lines.pop(position)
            if removed.endswith("。") and position == len(lines):
                lines[-1] = lines[-1].rstrip("；") + "。"
            paragraphs[(place.paragraph or 1) - 1] = "\n".join(_relabel(lines))
        if not paragraphs:
            raise AmendmentError(f"expected {article.label} to keep a paragraph, found its only one deleted")
        self._set(place, "\n".join(paragraphs))

    def _words(self, place: Place, old: str, new: str) -> None:
        article = self._article(place)
        text = slice_of(article, place)
        if text is None or old not in text:
            raise AmendmentError(f"expected “{old}” in {article.label}, found other words")
        body = "\n".join(_paragraphs(article))
        whole = place.paragraph is None and place.item is None
        self._set(
            place,
            body.replace(old, new) if whole else body.replace(text, text.replace(old, new), 1),
        )


def _paragraphs(article: Article) -> list[str]:
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def _line_of(lines: Sequence[str], item: int, article: Article) -> int:
    items = [position for position, line in enumerate(lines) if _ITEM_LABEL.match(line)]
    if item > len(items):
        raise AmendmentError(f"expected {article.label} to have item {item}, found {len(items)}")
    return items[item - 1]


def _relabel(lines: Sequence[str]) -> list[str]:
    """Count items anew after one was put in or taken out."""
    count = 0
    result: list[str] = []
    for line in lines:
        if _ITEM_LABEL.match(line) or line.startswith("（）"):
            count += 1
            line = f"（{to_chinese(count)}）" + re.sub(r"^（[^）]*）", "", line)
        result.append(line)
    return result


def label_of(number: ArticleNumber) -> str:
    """(253, 1) to 第二百五十三条之一."""
    label = f"第{to_chinese(number.number)}条"
    return f"{label}之{to_chinese(number.inserted)}" if number.inserted else label
