"""Newer versions of a law that is held, made from its text, and Yuanfa over them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.service import Yuanfa, read_encoder
from index.build import build_index
from index.retriever import load_retriever
from index.vectors import load_travelling
from knowledge.citations.format import article_label
from knowledge.library import Library
from knowledge.models import ArticleNumber, LawId
from knowledge.numerals import parse_number, to_chinese
from knowledge.readers.statutes import is_numbered

NOW = "（2026年6月1日第十四届全国人民代表大会常务委员会第二十三次会议修订　自2026年9月1日起施行）"
INSERTED = "国家建立样本信用记录制度，经营者应当如实记录样本的来源和去向。"


def newer_text(
    library: Library,
    today: date,
    law_id: LawId,
    head: str = NOW,
    *,
    insert: int | None = 3,
    changes: Sequence[tuple[str, str]] = (),
    instead: Mapping[int, str] | None = None,
) -> str:
    """The text in force with an article put in, which moves those behind it, and with words changed.

    Args:
        library: Holds the text.
        today: The day whose text it is.
        law_id: The law.
        head: The line below the title, with the days.
        insert: Number of the article put in; None for none.
        changes: Words and what stands in their place, throughout.
        instead: Whole texts of articles, by number.
    """
    statute = library.statute(law_id, today)
    assert statute is not None

    def shift(number: int) -> int:
        return number + 1 if insert is not None and number >= insert else number

    def moved(found: re.Match[str]) -> str:
        return f"第{to_chinese(shift(parse_number(found.group(1)) or 0))}条"

    lines = [statute.law.title, head]
    put_in = False
    for article in statute.articles:
        number = article.number
        if not is_numbered(number):
            continue
        if insert is not None and not put_in and number.number >= insert:
            lines.append(f"第{to_chinese(insert)}条　{INSERTED}")
            put_in = True
        text = (instead or {}).get(number.number) or article.text
        text = re.sub("(?<!》)第([一二三四五六七八九十百零]+)条", moved, text)
        for old, new in changes:
            text = text.replace(old, new)
        label = article_label(ArticleNumber(shift(number.number), number.inserted))
        lines.append(f"{label}　{text}")
    return "\n".join(lines)


def answering_with(library: Library, folder: Path, day: date) -> Yuanfa:
    """Yuanfa over an index of a library on a day, built into ``folder`` with the vectors that travel."""
    encoder = read_encoder(None, threads=1)
    build_index(
        library,
        encoder,
        folder / "index",
        today=day,
        travelling=load_travelling(encoder.fingerprint),
        own_cache=folder / "vectors.bin",
    )
    return Yuanfa(load_retriever(library, encoder, folder / "index", day))
