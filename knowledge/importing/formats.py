"""The formats in which people have official texts, each to plain lines: docx, PDF, HTML, Markdown, text in any encoding.

What cannot be read is told in one sentence that says what to do. Nothing of a file is ever run.
"""

from __future__ import annotations

import email
import email.policy
import io
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from knowledge.errors import SourceFormatError
from knowledge.importing.lines import clean_lines

LARGEST_FILE: Final = 20_000_000
"""Bytes: the longest law is 400 kB of text, a PDF of it a few MB."""

LARGEST_UNPACKED: Final = 100_000_000
"""Bytes that a docx may unpack to."""

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
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "tr",
    "table",
    "ul",
    "ol",
    "dd",
    "dt",
    "blockquote",
    "section",
    "article",
    "title",
    "header",
    "footer",
    "pre",
    "hr",
    "td",
]
_ASIDE = [
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "template",
    "head",
]
_TAG = re.compile(r"<(?:!doctype html|html|body|p|div|span|br|h[1-6]|table)\b", re.IGNORECASE)
_MARKED = re.compile(
    r"^[#\s\u3000]*(?:第\s?[一二三四五六七八九十百千零〇0-9０-９]{1,8}\s?[条编章节]|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"[一二三四五六七八九十]{1,3}、|目\s*录|附\s?则|附\s?[件表录：:])"
)


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
        return clean_lines(_docx(name, data)), "docx"
    if data[:1024].lstrip().startswith(b"%PDF"):
        return clean_lines(_pdf(name, data)), "pdf"
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
        return clean_lines(_html(_saved_page(name, data))), "html"
    if suffix in ("html", "htm", "xhtml"):
        return clean_lines(_html(data)), "html"
    text, encoding = decode(name, data)
    if len(_TAG.findall(text[:20_000])) >= 3:
        return clean_lines(_html(text)), "html"
    return clean_lines(text), encoding


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
    if strange > len(sample) * 0.02:
        raise _no_text(name)
    return text


def _no_text(name: str) -> SourceFormatError:
    return SourceFormatError(
        f"expected a text in UTF-8, UTF-16 or GB18030 in {name}, found other bytes; save it as UTF-8 text, .docx or .pdf"
    )


def _docx(name: str, data: bytes) -> str:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise SourceFormatError(
                    f"expected {name} to unpack to at most {LARGEST_UNPACKED // 1_000_000} MB, found more; give the text alone"
                )
        if "word/document.xml" not in names:
            raise SourceFormatError(
                f"expected a Word document in {name}, found another kind of packed file; save it as .docx or as text"
            )
        if any(entry.endswith("vbaProject.bin") for entry in names):
            raise SourceFormatError(
                f"expected a document without macros in {name}, found some; save it as .docx without them"
            )
        body = docx.Document(io.BytesIO(data)).element.body
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        XMLSyntaxError,
        RuntimeError,
        OSError,
    ) as error:
        raise SourceFormatError(
            f"expected a whole Word document in {name}, found a broken one; open it, save it as .docx and try again"
        ) from error
    return "\n".join(_paragraphs(body))


def _paragraphs(body: Any) -> Iterator[str]:
    """Paragraphs in order, rows of tables as one line each, deleted words left out, inserted ones kept."""
    for child in body.iterchildren():
        if child.tag == f"{_WORD}p":
            yield _paragraph(child)
        elif child.tag == f"{_WORD}tbl":
            for row in child.iter(f"{_WORD}tr"):
                cells = [
                    " ".join(filter(None, map(_paragraph, cell.iter(f"{_WORD}p"))))
                    for cell in row.iter(f"{_WORD}tc")
                ]
                yield "\t".join(cells) if len(cells) > 1 else "".join(cells)
        elif child.tag == f"{_WORD}sdt":
            for content in child.iter(f"{_WORD}sdtContent"):
                yield from _paragraphs(content)


def _paragraph(paragraph: Any) -> str:
    said: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{_WORD}t":
            said.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            if node.getparent().tag == f"{_WORD}r":
                said.append(" ")
        elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
            said.append("\n")
    return "".join(said)


def _pdf(name: str, data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it grumbles about is told in our sentence
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceFormatError(
                f"expected a PDF without a password in {name}, found one with it; save it without"
            )
        pages = [_page_lines(page) for page in reader.pages]
    except SourceFormatError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise SourceFormatError(
            f"expected a whole PDF in {name}, found a broken or encrypted one; print it to a new PDF or save it as text"
        ) from error
    if sum(len(text) for lines in pages for _, _, text in lines) < 20:
        raise SourceFormatError(
            f"expected a PDF with a text layer in {name}, found pictures of pages; run text recognition (OCR) over it first"
        )
    return "\n".join(_joined(pages))


_Line = tuple[float, float, str]
"""Left edge and size of the letters in points, words."""


def _page_lines(page: Any) -> list[_Line]:
    """The lines of a page from top to bottom."""
    pieces: list[tuple[float, float, float, str]] = []

    def visit(text: str, user: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip("\n"):
            scale = abs(matrix[3] * user[3]) or 1.0
            pieces.append(
                (user[5] + matrix[5] * user[3], user[4] + matrix[4] * user[0], size * scale, text.strip("\n"))
            )

    page.extract_text(visitor_text=visit)
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in pieces:
        if lines and abs(lines[-1][0][0] - piece[0]) < max(2.0, piece[2] * 0.4):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [
        (
            min(x for _, x, _, _ in line),
            line[0][2],
            "".join(text for _, _, _, text in sorted(line, key=lambda one: one[1])),
        )
        for line in lines
    ]


def _joined(pages: list[list[_Line]]) -> Iterator[str]:
    """Lines of one paragraph put together: a new one is indented, or begins like an article, a heading or an item."""
    lines = [line for page in pages for line in page if clean_lines(line[2])]
    margins = Counter(round(x) for x, _, _ in lines)
    margin = min((x for x, count in margins.items() if count >= max(2, len(lines) * 0.1)), default=0)
    longest = max((len(text.strip()) for _, _, text in lines), default=0)
    indented = sum(1 for x, size, _ in lines if x - margin > size * 1.2)
    held = ""
    before = ""
    for x, size, text in lines:
        spaced = text.startswith(("\u3000", "  "))
        begins = (
            _MARKED.match(text) is not None
            or x - margin > size * 1.2
            or spaced
            or (indented < len(lines) * 0.1 and len(before.strip()) < longest * 0.85)
        )
        if held and begins:
            yield held
            held = ""
        held += text.strip() if held else text
        before = text
    if held:
        yield held


def _saved_page(name: str, data: bytes) -> bytes | str:
    """The page of a saved archive (MHTML)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise SourceFormatError(f"expected a web page in {name}, found none; save the page as HTML")


def _html(data: bytes | str) -> str:
    """The text of a page from its first heading on, without navigation, scripts and forms."""
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector

    declared = (
        EncodingDetector.find_declared_encoding(data, is_html=True) if isinstance(data, bytes) else None
    )
    if isinstance(data, bytes) and (declared or "").lower() in ("gb2312", "gbk", "x-gbk"):
        data = data.decode("gb18030", "replace")
    elif isinstance(data, bytes) and declared is None:
        data = decode("the page", data)[0]
    page = BeautifulSoup(data, "html.parser")
    for element in page.find_all(_ASIDE):
        element.decompose()
    for words in page.find_all(string=True):
        if words.parent is not None and words.parent.name != "pre":
            words.replace_with(re.sub(r"[\r\n\t ]+", " ", str(words)))
    for element in page.find_all(_BLOCKS):
        element.insert_before("\n")
        if element.name != "br":
            element.insert_after("\n")
    start = page.find(["h1", "h2"])
    marker = "\ue123"
    if start is not None:
        start.insert_before(marker)
    return page.get_text().split(marker)[-1]
