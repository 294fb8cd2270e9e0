"""Applies amendments to their base texts, and dates the wording of texts that hold them already.

    statutes, problems = consolidate(file.statutes, file.amendments)

A text published before an amendment gets a consolidated version beside it; a text published on or
after that day already holds the amendment (defect D13), which then only says since when its
articles read as they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from knowledge.amendment_draft import UNNUMBERED, Draft, slice_of, target_of
from knowledge.amendment_text import (
    AmendmentText,
    Delete,
    InsertArticle,
    InsertItem,
    InsertParagraphs,
    InsertWords,
    Move,
    Operation,
    Replace,
    parse_amendment,
)
from knowledge.errors import AmendmentError
from knowledge.models import ArticleNumber, Statute

_BASE_TITLE = re.compile(r"关于修改《([^《》]+)》的决定$|^(中华人民共和国.+?)修正案(?:（[^（）]+）)?$")
_SHORT_TITLE = re.compile(r"修正案(?:（[^（）]+）)?$")


class Amending(Protocol):
    """What is needed of an amending text, as the reader of the statute file gives it."""

    @property
    def title(self) -> str:
        """``中华人民共和国刑法修正案（十二）``."""

    @property
    def published(self) -> date | None:
        """Day of publication."""

    @property
    def effective_from(self) -> date | None:
        """Day that the file gives; the text's own last entry goes before it."""

    @property
    def entries(self) -> tuple[tuple[str, str], ...]:
        """(label, text) in order."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An amendment with what it says."""

    title: str
    published: date
    effective: date
    text: AmendmentText


def consolidate(
    statutes: Iterable[Statute], amendments: Iterable[Amending]
) -> tuple[list[Statute], list[str]]:
    """Bring every statute up to date with the amendments held.

    Returns:
        All statutes, consolidated versions after the versions that they amend, and one sentence for
        each thing that could not be applied or that the text should hold and does not.
    """
    by_title: dict[str, list[Statute]] = {}
    for statute in statutes:
        by_title.setdefault(statute.law.title, []).append(statute)
    problems: list[str] = []
    for amendment in sorted(amendments, key=lambda found: (found.published or date.min, found.title)):
        base_title = base_of(amendment.title)
        editions = by_title.get(base_title or "")
        if not editions or amendment.published is None:
            problems.append(f"《{amendment.title}》: expected the law that it amends, found no text of it")
            continue
        holders = [e for e in editions if e.published is not None and e.published >= amendment.published]
        if holders and base_title == "中华人民共和国宪法":
            continue  # every amendment of 1988 to 2018 is older than the text held
        read = _read(amendment)
        if holders:
            dated, doubts = date_wording(holders[0], read.title, read.effective, read.text)
            editions[editions.index(holders[0])] = dated
            if holders[0].published == amendment.published:
                problems.extend(doubts)
            continue
        amended, found_problems = apply(editions[-1], amendment)
        problems.extend(found_problems)
        if amended is not editions[-1]:
            editions[-1] = replace(editions[-1], effective_until=amended.effective_from)
            editions.append(amended)
    return [statute for editions in by_title.values() for statute in editions], problems


def base_of(title: str) -> str | None:
    """Full title of the law that an amendment amends."""
    found = _BASE_TITLE.search(title)
    return (found.group(1) or found.group(2)) if found else None


def _read(amendment: Amending) -> _Read:
    text = parse_amendment(amendment.entries)
    published = amendment.published or date.min
    return _Read(amendment.title, published, text.effective or published, text)


def apply(base: Statute, amendment: Amending) -> tuple[Statute, list[str]]:
    """Apply an amendment to the text that it amends.

    Returns:
        The consolidated version, or ``base`` itself when it holds the amendment already; and one
        sentence for each clause that could not be applied. Such a clause changes nothing.
    """
    read = _read(amendment)
    operations = read.text.operations
    held = [holds(operation, base, {}) for operation in operations]
    if (
        operations
        and not any(isinstance(o, Move) for o in operations)
        and all(h is not False for h in held)
        and any(held)
    ):
        return date_wording(base, read.title, read.effective, read.text)[0], []
    problems = [
        f"《{read.title}》: expected an operation on an article, found “{clause}”"
        for clause in read.text.unread
    ]
    try:
        moved = renumber([article.number for article in base.articles], operations)
    except AmendmentError as error:
        return base, [*problems, f"《{read.title}》: {error}"]
    draft = Draft(base, moved)
    for operation in operations:
        try:
            draft.apply(operation)
        except AmendmentError as error:
            problems.append(f"《{read.title}》: {error}")
    short = _SHORT_TITLE.search(read.title)
    amended = replace(
        base,
        version_id=f"{base.version_id}-{read.published:%Y%m%d}",
        articles=draft.articles(read.title, read.effective),
        published=read.published,
        effective_from=read.effective,
        effective_until=None,
        repealed=False,
        version_note=f"{short.group(0)}后文本" if short else f"{read.published.year}年修正",
        last_article=max(
            (number.number for number in draft.table if number.number < UNNUMBERED), default=None
        ),
    )
    return amended, problems


def renumber(
    numbers: Sequence[ArticleNumber], operations: Sequence[Operation]
) -> dict[ArticleNumber, ArticleNumber]:
    """Say where each article stands in the amended text; deleted and merged ones are left out.

    A decision names only some of the articles that move (对条文顺序作相应调整): the others fill
    the numbers that are left, in their order.

    Raises:
        AmendmentError: The numbers that it names do not fit into one order.
    """
    gone = {
        o.place.article
        for o in operations
        if isinstance(o, Delete) and o.place.paragraph is None and o.place.item is None
    }
    inserted = {o.number for o in operations if isinstance(o, InsertArticle) and not o.number.inserted}
    moves = [o for o in operations if isinstance(o, Move)]
    if not inserted and not moves:
        return {number: number for number in numbers if number not in gone}
    taken = set(inserted)
    named: dict[ArticleNumber, ArticleNumber] = {}
    parts: dict[ArticleNumber, int] = {}
    merged: set[ArticleNumber] = set()
    for move in moves:
        taken.add(move.number)
        whole = [place.article for place in move.sources if place.paragraph is None and place.item is None]
        for place in move.sources:
            if place.paragraph is not None:
                parts[place.article] = parts.get(place.article, 0) + 1
        if len(move.sources) == 1 and whole:
            named[whole[0]] = move.number
        else:
            merged.update(whole)
    merged.update(article for article, count in parts.items() if count > 1)
    result: dict[ArticleNumber, ArticleNumber] = {}
    slot = 0
    last = 0
    for number in numbers:
        if number in gone or number in merged or number.number >= UNNUMBERED:
            continue
        if number.inserted:
            raise AmendmentError(f"expected no inserted article in a renumbered law, found {number}")
        target = named.get(number)
        if target is None:
            slot += 1
            while ArticleNumber(slot) in taken:
                slot += 1
            target = ArticleNumber(slot)
        else:
            slot = max(slot, target.number)
        if target.number <= last:
            raise AmendmentError(
                f"expected articles to keep their order, found article {number.number} "
                f"at {target.number} after {last}"
            )
        last = target.number
        result[number] = target
    return result


def old_numbers(statute: Statute, operations: Sequence[Operation]) -> dict[ArticleNumber, ArticleNumber]:
    """``renumber`` for a text that holds the amendment already: old numbers to its own."""
    highest = statute.last_article or 0
    for count in range(highest, 0, -1):
        try:
            moved = renumber([ArticleNumber(n) for n in range(1, count + 1)], operations)
        except AmendmentError:
            continue
        if max((number.number for number in moved.values()), default=0) <= highest:
            return moved
    return {}


def key(text: str) -> str:
    """Letters, characters and digits only: what two prints of one text must share."""
    return re.sub(r"[^\w]|_", "", text)


def holds(
    operation: Operation, statute: Statute, moved: Mapping[ArticleNumber, ArticleNumber]
) -> bool | None:
    """Whether the text reads as the operation prescribes; None where the text cannot show it."""
    table = {article.number: article for article in statute.articles}
    if isinstance(operation, Move):
        return None
    if isinstance(operation, InsertArticle):
        article = table.get(operation.number)
        return article is not None and key(article.text) == key(operation.text)
    if isinstance(operation, Replace):
        article = table.get(target_of(operation.places[0], moved))
        if article is None:
            return False
        found = [slice_of(article, place) or "" for place in operation.places]
        return key("".join(found)).endswith(key(operation.text)) and bool(key(operation.text))
    article = table.get(target_of(operation.place, moved))
    if isinstance(operation, Delete):
        whole = operation.place.paragraph is None and operation.place.item is None
        return (article is None) if whole and not moved else None
    if article is None:
        return False
    if isinstance(operation, InsertParagraphs):
        first = (operation.place.paragraph or 1) - 1
        spans = article.paragraphs[first : first + len(operation.texts)]
        return key("".join(article.text[s.start : s.end] for s in spans)) == key("".join(operation.texts))
    text = slice_of(article, operation.place)
    if text is None:
        return False
    if isinstance(operation, InsertItem):
        return key(text).endswith(key(operation.text))
    if isinstance(operation, InsertWords):
        return operation.added in text
    return operation.new in text and (operation.old in operation.new or operation.old not in text)


def date_wording(
    statute: Statute, title: str, effective: date, text: AmendmentText
) -> tuple[Statute, list[str]]:
    """Note on the articles that an amendment made since when they read so.

    Returns:
        The statute, and one sentence for each operation that its text does not show.
    """
    moved = old_numbers(statute, text.operations) if _moves_articles(text.operations) else {}
    touched: dict[ArticleNumber, bool] = {}
    doubts: list[str] = []
    for operation in text.operations:
        shown = holds(operation, statute, moved)
        number = _number_of(operation, moved)
        if shown is False:
            doubts.append(f"《{title}》: expected 第{number.number}条 to read so, found another wording")
        if not isinstance(operation, Move):
            touched[number] = touched.get(number, True) and shown is not False
    articles = tuple(
        replace(
            article,
            effective_from=effective,
            provenance=(*article.provenance, title),
        )
        if touched.get(article.number)
        else article
        for article in statute.articles
    )
    return replace(statute, articles=articles), doubts


def _moves_articles(operations: Sequence[Operation]) -> bool:
    return any(
        isinstance(o, Move) or (isinstance(o, InsertArticle) and not o.number.inserted) for o in operations
    )


def _number_of(operation: Operation, moved: Mapping[ArticleNumber, ArticleNumber]) -> ArticleNumber:
    if isinstance(operation, InsertArticle | Move):
        return operation.number
    place = operation.places[0] if isinstance(operation, Replace) else operation.place
    return target_of(place, moved)
