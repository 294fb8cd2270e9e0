"""Reads digests: our own words about rules whose official text we do not hold.

A digest is held like a statute with ``verbatim`` False, so that it is found and cited the same
way and shown as 要旨（非原文）. The format is in docs/data.md.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.errors import SourceFormatError
from knowledge.models import Article, ArticleNumber, Item, Kind, Law, LawId, Paragraph, Statute
from knowledge.numerals import parse_number
from knowledge.readers.yaml_source import load_yaml

UNNUMBERED_FROM = 900_000
"""Entries without a known article number are counted from here, as ``readers.statutes`` does: never cited by number."""

_NUMBER = re.compile(r"第?([零一二三四五六七八九十百]+)条?(?:之([一二三四五六七八九十]+))?")
_ITEM = re.compile(r"（([一二三四五六七八九十]+)）")
_SUBITEM = re.compile(r"\d{1,2}\.")


class _Official(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    url: str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str | None
    subject: str = ""
    confidence: Literal["checked", "web", "memory"]
    text: Annotated[str, Field(min_length=4)]
    note: str = ""
    english: str = ""

    @model_validator(mode="after")
    def _is_addressable(self) -> _Entry:
        if self.number is None and not self.subject:
            raise ValueError("an entry without a number needs a subject")
        if self.number is not None and not _NUMBER.fullmatch(self.number):
            raise ValueError(f"number is not a Chinese article number: {self.number}")
        return self


class _Digest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,28}$")]
    title: str
    kind: Literal["statute", "interpretation", "regulation"]
    short: Annotated[tuple[str, ...], Field(min_length=1)]
    english: Annotated[tuple[str, ...], Field(min_length=1)]
    document_number: Annotated[str | None, Field(pattern=r"^[^〔]+〔\d{4}〕\d+号$")] = None
    issuer: str
    published: date | None
    effective: date | None
    repealed: date | None = None
    predecessor: str | None = None
    note: str = ""
    last_article: int | None = None
    official: _Official
    source: str
    articles: Annotated[tuple[_Entry, ...], Field(min_length=1)]


def read_digest(path: Path) -> tuple[Law, Statute]:
    """Reads one digest file; the format is in docs/data.md."""
    try:
        digest = _Digest.model_validate(load_yaml(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SourceFormatError(
            f"{path.name} is not a digest as docs/data.md has it: {where}: {first['msg']}"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        found = " ".join(str(error).split())
        raise SourceFormatError(f"{path.name} is not a digest as docs/data.md has it: {found}") from error
    law = Law(
        law_id=LawId(digest.id),
        title=digest.title,
        kind=Kind(digest.kind),
        short_names=digest.short,
        english_names=digest.english,
        document_number=digest.document_number,
        issuer=digest.issuer,
        predecessor=digest.predecessor,
        official_url=digest.official.url,
        source=digest.source,
    )
    return law, Statute(
        law=law,
        version_id=f"{digest.id}@{digest.effective or 'undated'}",
        articles=_articles(digest, path.name),
        published=digest.published,
        effective_from=digest.effective,
        effective_until=digest.repealed,
        verbatim=False,
        version_note=digest.note,
        source=digest.source,
        last_article=digest.last_article,
        repealed=digest.repealed is not None,
    )


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Finds 款 and 项: a line is a 款, unless it opens with （一） or, below an item, with ``1.``."""
    paragraphs: list[Paragraph] = []
    items: list[Item] = []
    start = end = 0
    for match in re.finditer(r"[^\n]+", text):
        label = _ITEM.match(match.group())
        if label and paragraphs:
            number = parse_number(label.group(1)) or len(items) + 1
            items.append(Item(label.group(), number, match.start(), match.end()))
        elif _SUBITEM.match(match.group()) and items:
            last = items[-1]
            items[-1] = Item(last.label, last.number, last.start, match.end())
        else:
            start, items = match.start(), []
            paragraphs.append(Paragraph(len(paragraphs) + 1, start, match.end()))
        end = match.end()
        paragraphs[-1] = Paragraph(len(paragraphs), start, end, tuple(items))
    return tuple(paragraphs)


def _articles(digest: _Digest, name: str) -> tuple[Article, ...]:
    articles: dict[ArticleNumber, Article] = {}
    unnumbered = 0
    for entry in digest.articles:
        if entry.number is None:
            unnumbered += 1
            number, label = ArticleNumber(UNNUMBERED_FROM + unnumbered), entry.subject
        else:
            number, label = _article_number(entry.number), entry.number
        if number in articles:
            raise SourceFormatError(f"{name} has two entries for {label}; keep one")
        if entry.number and digest.last_article and number.number > digest.last_article:
            raise SourceFormatError(f"{name}: {label} is beyond last_article {digest.last_article}")
        # Without a number the subject is all that tells the reader where he is: it goes into the text.
        body = entry.text.strip() if entry.number else f"{label}：{entry.text.strip()}"
        articles[number] = Article(
            number=number,
            label=label,
            # The note stands outside the paragraphs: 款 are counted on the rule, not on our remark.
            text=f"{body}\n（注：{entry.note.strip()}）" if entry.note else body,
            paragraphs=split_paragraphs(body),
            effective_from=digest.effective,
            english=entry.english.strip(),
        )
    return tuple(articles[number] for number in sorted(articles))


def _article_number(label: str) -> ArticleNumber:
    match = _NUMBER.fullmatch(label)
    number = parse_number(match.group(1)) if match else None
    if match is None or number is None:
        raise SourceFormatError(f"expected a Chinese article number, found {label}")
    return ArticleNumber(number, (parse_number(match.group(2)) or 0) if match.group(2) else 0)
