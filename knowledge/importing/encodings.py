"""Bytes to text, and what is too large or no text."""

from __future__ import annotations

from typing import Final

from knowledge import tuned
from knowledge.errors import SourceFormatError

LARGEST_FILE: Final = 20_000_000
"""Bytes: the longest law is 400 kB of text, a PDF of it a few MB."""


def too_large(name: str, size: int) -> SourceFormatError:
    """The sentence about a file that is larger than any law."""
    return SourceFormatError(
        f"expected at most {LARGEST_FILE // 1_000_000} MB in {name}, found {size / 1_000_000:.0f} MB; "
        "give the text alone"
    )


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text of bytes and the encoding that they were in.

    Raises:
        SourceFormatError: They are no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _sound(name, data, encoding), encoding.removesuffix("-sig")
    if b"\x00" in data[:4000]:
        zeros = [data[:4000][place::2].count(0) for place in (0, 1)]
        encoding = "utf-16-le" if zeros[1] >= zeros[0] else "utf-16-be"
        return _sound(name, data, encoding), encoding
    for encoding in ("utf-8", "gb18030"):
        try:
            return _sound(name, data, encoding), encoding
        except SourceFormatError:
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise _no_text(name)
    return _sound(name, data, best.encoding), best.encoding


def _sound(name: str, data: bytes, encoding: str) -> str:
    """Decoded, where the result reads like a Chinese text."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _no_text(name) from None
    sample = text[:20_000]
    strange = sum(
        1
        for char in sample
        if (ord(char) < 32 and char not in "\t\n\r\x0b\x0c") or "\ue000" <= char <= "\uf8ff"
    )
    if strange > len(sample) * tuned.STRANGE_CHARACTERS:
        raise _no_text(name)
    return text


def _no_text(name: str) -> SourceFormatError:
    return SourceFormatError(
        f"expected a text in UTF-8, UTF-16 or GB18030 in {name}, found other bytes; save it as UTF-8 text, .docx or .pdf"
    )
