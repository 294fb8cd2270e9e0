"""Reads official texts that an operator brings: Markdown or plain text, one rule a file.

The layout is that of the public collections: a title line, lines of dates, then articles that begin with
第N条. Headings may carry ``#`` or stand bare; they are taken off the text, wherever they are glued.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.errors import SourceFormatError
from knowledge.models import Article, ArticleNumber, Kind, Law, LawId, Statute
from knowledge.readers.statutes import parse_label
from knowledge.readers.text import HEADING, join_broken_lines, split_paragraphs

_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000]*(.*)$")
_DATED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*(.*)")
_IN_NAME = re.compile(r"[（(](\d{4})-(\d{2})-(\d{2})[)）]$")
_NUMBER = re.compile(r"法释\s*[〔\[（(]\s*(\d{4})\s*[〕\]）)]\s*(\d+)\s*号|国务院令第?\s*(\d+)\s*号")
_MARKUP = re.compile(r"\*\*|[\u200b\ufeff]")
_KINDS = (
    (Kind.INTERPRETATION, re.compile(r"最高人民法院|最高人民检察院|解释|批复")),
    (Kind.REGULATION, re.compile(r"条例|办法|规定|规则|细则")),
)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """One imported rule."""

    title: str
    document_number: str | None
    published: date | None
    effective_from: date | None
    articles: tuple[Article, ...]


def without_comments(raw: str) -> str:
    """A text without what stands between ``<!--`` and ``-->``; an opening that is never closed is text."""
    kept: list[str] = []
    place = 0
    while (opening := raw.find("<!--", place)) >= 0 and (closing := raw.find("-->", opening + 4)) >= 0:
        kept.append(raw[place:opening])
        place = closing + len("-->")
    return "".join([*kept, raw[place:]])


def read_official(path: Path) -> OfficialText:
    """Read one file.

    Raises:
        SourceFormatError: It is no text, or has no article that begins with 第N条.
    """
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceFormatError(
            f"expected a UTF-8 text in {path.name}, found something else; save it as UTF-8"
        ) from error
    lines = [line.strip() for line in _MARKUP.sub("", without_comments(raw)).split("\n")]
    title = _title(path, lines)
    articles = tuple(_articles(lines, title))
    if not articles:
        raise SourceFormatError(
            f"expected articles that begin with 第一条 in {path.name}, found none; give the official "
            "text with one article a paragraph"
        )
    head = lines[: next(n for n, line in enumerate(lines) if _ARTICLE.match(line))]
    published, effective = _dates(path, head, articles)
    return OfficialText(title, _document_number(head), published, effective, articles)


def _title(path: Path, lines: Sequence[str]) -> str:
    for line in lines:
        if line and not line.startswith("---") and not line.startswith("bookHidden"):
            return re.sub(r"^#+\s*|\s+", "", line)
    return _IN_NAME.sub("", path.stem)


def _dates(path: Path, head: Sequence[str], articles: Sequence[Article]) -> tuple[date | None, date | None]:
    """Publication and effective date, from the lines above the text, the file name and the last article."""
    published = effective = None
    for line in head:
        found = _DATED.search(line)
        if found is None:
            continue
        day = _day(found.group(1), found.group(2), found.group(3))
        if "施行" in found.group(4):
            effective = day
        elif day is not None and (published is None or day > published):
            published = day
    in_name = _IN_NAME.search(path.stem)
    if published is None and in_name is not None:
        published = _day(*in_name.groups())
    if effective is None:
        found = re.search(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起施行", articles[-1].text)
        effective = _day(*found.groups()) if found else None
    return published, effective


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _document_number(head: Sequence[str]) -> str | None:
    for line in head:
        found = _NUMBER.search(line)
        if found and found.group(1):
            return f"法释〔{found.group(1)}〕{found.group(2)}号"
        if found:
            return f"国务院令第{found.group(3)}号"
    return None


def _articles(lines: Sequence[str], title: str) -> Iterator[Article]:
    label: str | None = None
    body: list[str] = []
    headings: tuple[str, ...] = ()
    of_current: tuple[str, ...] = ()
    for line in [*lines, ""]:
        opening = _ARTICLE.match(line)
        heading = line.lstrip("#").strip()
        if opening is not None and parse_label(opening.group(1)) is not None:
            if label is not None:
                yield _article(label, body, of_current)
            label, body, of_current = opening.group(1), [opening.group(2)], headings
        elif re.sub(r"\s+", "", heading) == title:
            continue
        elif line.startswith("#") or HEADING.match(heading):
            headings = _descend(headings, heading)
        elif label is not None and line and not line.startswith("---"):
            body.append(line)
    if label is not None:
        yield _article(label, body, of_current)


def _descend(headings: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The headings in force after one more: a 节 stands under its 章, a 章 under its 编."""
    order = "编章节"
    level = next((order.index(c) for c in heading[:8] if c in order), 0)
    kept = [h for h in headings if next((order.index(c) for c in h[:8] if c in order), 0) < level]
    return (*kept, heading)


def _article(label: str, body: Sequence[str], headings: tuple[str, ...]) -> Article:
    number = parse_label(label)
    assert number is not None  # checked by the caller
    text = join_broken_lines("\n".join(body))
    return Article(number, label, text, split_paragraphs(text), headings)


def as_statute(text: OfficialText, known: Law | None) -> tuple[Law, Statute]:
    """The rule as a verbatim version of a law that we know, or of a new one.

    Args:
        text: What was read.
        known: The law of this title in the library, when there is one.
    """
    law = known or Law(
        law_id=LawId("imp-" + hashlib.sha256(text.title.encode()).hexdigest()[:12]),
        title=text.title,
        kind=next((kind for kind, words in _KINDS if words.search(text.title)), Kind.STATUTE),
        document_number=text.document_number,
        source="operator",
    )
    last: list[ArticleNumber] = [article.number for article in text.articles]
    return law, Statute(
        law=law,
        version_id=f"{law.law_id}@imported-{text.published or 'undated'}",
        articles=text.articles,
        published=text.published,
        effective_from=text.effective_from,
        verbatim=True,
        version_note=f"{text.published}公布" if text.published else "",
        source="运营者导入的官方文本",
        last_article=max(number.number for number in last),
    )
