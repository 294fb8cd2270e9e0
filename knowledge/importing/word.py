"""The paragraphs of a Word document (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from knowledge.errors import SourceFormatError
from knowledge.importing.numbering import Labels

LARGEST_UNPACKED: Final = 100_000_000
"""Bytes that a docx may unpack to."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_text(name: str, data: bytes) -> str:
    """Its text, one paragraph a line.

    Args:
        name: Of the file, for the sentence.
        data: Its bytes.

    Raises:
        SourceFormatError: It is broken, too large, of another kind, or holds macros.
    """
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
        document = docx.Document(io.BytesIO(data))
        body, labels = document.element.body, Labels(document)
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
    return "\n".join(_paragraphs(body, labels))


def _paragraphs(body: Any, labels: Labels) -> Iterator[str]:
    """Paragraphs in order, rows of tables as one line each, deleted words left out, inserted ones kept."""
    for child in body.iterchildren():
        if child.tag == f"{_WORD}p":
            yield labels.of(child) + _paragraph(child)
        elif child.tag == f"{_WORD}tbl":
            for row in child.iter(f"{_WORD}tr"):
                cells = [
                    " ".join(filter(None, map(_paragraph, cell.iter(f"{_WORD}p"))))
                    for cell in row.iter(f"{_WORD}tc")
                ]
                yield "\t".join(cells) if len(cells) > 1 else "".join(cells)
        elif child.tag == f"{_WORD}sdt":
            for content in child.iter(f"{_WORD}sdtContent"):
                yield from _paragraphs(content, labels)


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
