"""What ``/verify`` says about the citations of a text, and reading that text from a file."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from telegram import Document
from telegram.error import TelegramError

from bot.context import Context
from bot.render import Block, Run, clean, pack
from bot.texts import TEXTS, Locale, Texts
from knowledge.citations.types import Resolution, Verdict
from knowledge.errors import SourceFormatError
from knowledge.importing.formats import read_lines

WRONG = (Verdict.NO_SUCH_ARTICLE, Verdict.NO_SUCH_PARAGRAPH, Verdict.REPEALED)
ALL_SHOWN = 10
"""Up to so many citations each gets its line; of more, only those that are not simply right."""
MOST_SHOWN = 20
LARGEST = 1_000_000
"""Bytes of a file; one that is larger is not fetched."""
READ = frozenset({".txt", ".md", ".docx", ".pdf"})
FETCH_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class FileText:
    """What stands in a file, or why it cannot be read: ``large``, ``unknown``, ``broken``, ``failed``."""

    text: str = ""
    fault: str = ""


async def read_file(context: Context, document: Document) -> FileText:
    """A document's text, fetched and read in memory; nothing of it is kept."""
    name = document.file_name or ""
    if PurePath(name).suffix.lower() not in READ:
        return FileText(fault="unknown")
    if (document.file_size or 0) > LARGEST:
        return FileText(fault="large")
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            file = await document.get_file()
            data = bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError):
        return FileText(fault="failed")
    try:
        lines, _ = await context.shared.work(lambda: read_lines(name, data))
    except SourceFormatError:
        return FileText(fault="broken")
    return FileText("\n".join(lines))


def wrong_citations(found: Sequence[Resolution]) -> list[Resolution]:
    """Those that do not exist or are repealed; none whose law was only inferred or guessed."""
    return [one for one in found if one.verdict in WRONG and not one.inferred and not one.guessed]


def report(found: Sequence[Resolution], texts: Texts) -> list[str]:
    """One line for each citation, as HTML messages; of many, what is not simply right, and a count of the rest."""
    if not found:
        return pack([Block((Run(texts.verify_none),))])
    english = texts is TEXTS[Locale.EN]
    blocks = [Block((Run(texts.verify_heading.format(count=len(found)), "b"),))]
    shown = list(found)
    if len(found) > ALL_SHOWN:
        shown = [
            one
            for one in found
            if one.verdict is not Verdict.VALID or (one.quote and not one.quote.says) or one.elsewhere
        ]
    for one in shown[:MOST_SHOWN]:
        verdict = getattr(texts, f"verdict_{one.verdict}")
        lines = [f"{one.citation or one.matched}", verdict]
        message = (one.message_en if english else "") or one.message
        hint = (one.hint_en if english else "") or one.hint
        lines += [line for line in (message, hint) if line]
        blocks.append(Block((Run(clean("\n".join(lines))),)))
    if len(shown) > MOST_SHOWN:
        blocks.append(Block((Run(texts.verify_more_wrong.format(count=len(shown) - MOST_SHOWN)),)))
    if len(found) > len(shown):
        blocks.append(Block((Run(texts.verify_rest.format(count=len(found) - len(shown))),)))
    blocks.append(Block((Run(texts.verify_scope, "i"),)))
    return pack(blocks)
