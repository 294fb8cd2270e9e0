"""The lines of a PDF with a text layer, put together to paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from operator import and_
from typing import Any

from knowledge import tuned
from knowledge.errors import SourceFormatError
from knowledge.importing.lines import clean_lines

_MARKED = re.compile(
    r"^[#\s\u3000]*(?:第\s?[一二三四五六七八九十百千零〇0-9０-９]{1,8}\s?[条编章节]|[（(][一二三四五六七八九十]{1,3}[）)]|"
    r"[一二三四五六七八九十]{1,3}、|目\s*录|附\s?则|附\s?[件表录：:])"
)


_ENDS = ("。", "；", "：", "！", "？", "”")


def pdf_text(name: str, data: bytes) -> str:
    """Its text, one paragraph a line.

    Args:
        name: Of the file, for the sentence.
        data: Its bytes.

    Raises:
        SourceFormatError: It is broken, encrypted, or holds pictures of pages only.
    """
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
    points, heights = tuned.PDF_SAME_LINE
    for piece in pieces:
        if lines and abs(lines[-1][0][0] - piece[0]) < max(points, piece[2] * heights):
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
    running = _running_heads(pages)
    lines = [
        line for page in pages for line in page if clean_lines(line[2]) and _plain(line[2]) not in running
    ]
    margins = Counter(round(x) for x, _, _ in lines)
    margin = min(
        (x for x, count in margins.items() if count >= max(2, len(lines) * tuned.PDF_FEW)), default=0
    )
    longest = max((len(text.strip()) for _, _, text in lines), default=0)
    set_in = [
        x - margin > size * tuned.PDF_SET_IN or text.startswith(("\u3000", "  ")) for x, size, text in lines
    ]
    marked = [_MARKED.match(text) is not None for _, _, text in lines]
    indented = sum(1 for x, size, _ in lines if x - margin > size * tuned.PDF_SET_IN)
    # Where articles are set in, a line at the margin that begins like one goes on: 将第五条修改为 / 第六条…….
    marks_set_in = sum(map(and_, set_in, marked)) >= tuned.PDF_MARKS_SET_IN * max(1, sum(marked))
    held = ""
    before = ""
    for place, (_, _, text) in enumerate(lines):
        begins = (
            set_in[place]
            or (marked[place] and not (marks_set_in and not before.rstrip().endswith(_ENDS)))
            or (
                indented < len(lines) * tuned.PDF_FEW and len(before.strip()) < longest * tuned.PDF_SHORT_LINE
            )
        )
        if held and begins:
            yield held
            held = ""
        held += text.strip() if held else text
        before = text
    if held:
        yield held


def _running_heads(pages: list[list[_Line]]) -> set[str]:
    """What stands first or last on most pages, whatever the number in it: heads and feet of pages."""
    if len(pages) < 3:
        return set()
    edges = Counter(
        words for page in pages for words in {_plain(line[2]) for line in (*page[:1], *page[-1:])}
    )
    return {words for words, count in edges.items() if count >= max(3, len(pages) * tuned.PDF_RUNNING_HEAD)}


def _plain(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)
