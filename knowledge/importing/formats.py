"""The formats in which people have official texts, each to plain lines: docx, PDF, HTML, Markdown, text in any encoding.

What cannot be read is told in one sentence that says what to do. Nothing of a file is ever run.
"""

from __future__ import annotations

import re
from typing import Final

from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import LARGEST_FILE, decode, too_large
from knowledge.importing.lines import clean_lines, without_tags
from knowledge.importing.pages import page_text, saved_page
from knowledge.importing.pdf import pdf_text
from knowledge.importing.word import word_text

SUFFIXES: Final = frozenset(
    {".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".docx", ".pdf"}
)
"""Read; in any case of letters."""

TOLD: Final = frozenset(
    {
        ".doc",
        ".wps",
        ".rtf",
        ".docm",
        ".odt",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".bmp",
        ".ofd",
        ".rar",
        ".7z",
    }
)
"""Not read, but with a sentence on what to do."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(r"<(?:!doctype html|html|body|p|div|span|br|h[1-6]|table)\b", re.IGNORECASE)


def read_lines(name: str, data: bytes) -> tuple[list[str], str]:
    """The lines of a file, and the format that it was found to have.

    Args:
        name: Of the file, for the sentence.
        data: Its bytes; what they are decides, not the suffix.

    Raises:
        SourceFormatError: It cannot be read; one sentence says what to do.
    """
    if len(data) > LARGEST_FILE:
        raise too_large(name, len(data))
    suffix = name.rpartition(".")[2].lower()
    if data.startswith(_OLE):
        raise SourceFormatError(
            f"expected a text that can be read in {name}, found an old Word file or one that is encrypted; "
            "open it, take off its password and save it as .docx"
        )
    if data.startswith(b"PK\x03\x04"):
        return clean_lines(word_text(name, data)), "docx"
    if data[:1024].lstrip().startswith(b"%PDF"):
        return clean_lines(pdf_text(name, data)), "pdf"
    if data.startswith(b"{\\rtf"):
        raise SourceFormatError(
            f"expected a text that can be read in {name}, found RTF; save it as .docx or as text"
        )
    if f".{suffix}" in TOLD:
        raise SourceFormatError(
            f"expected a text that can be read in {name}, found a .{suffix} file; save it as .docx, or run text "
            "recognition over a picture or scan and save the result as text"
        )
    if suffix in ("mht", "mhtml") or data[:200].lower().startswith((b"from: <saved by", b"mime-version:")):
        return clean_lines(page_text(saved_page(name, data))), "html"
    if suffix in ("html", "htm", "xhtml"):
        return clean_lines(page_text(data)), "html"
    text, encoding = decode(name, data)
    if len(_TAG.findall(text[:20_000])) >= 3:
        return clean_lines(page_text(text)), "html"
    return clean_lines(without_tags(text)), encoding
