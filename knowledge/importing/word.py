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

_UNREAD: Final = frozenset(
    {
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}moveFrom",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""Words that were moved away; the second copy of a text box, for old readers."""
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
    """Paragraphs in order, rows of tables as one line each, text boxes behind the paragraph that holds them.

    Words that were deleted, moved away or hidden are left out, those put in are kept.
    """
    for child in body.iterchildren():
        if child.tag == f"{_WORD}p":
            said, boxes = _paragraph(child)
            yield labels.of(child) + said
            for box in boxes:
                yield from _paragraphs(box, labels)
        elif child.tag == f"{_WORD}tbl":
            yield from _rows(child, labels)
        elif child.tag == f"{_WORD}sdt":
            for content in child.iterchildren(f"{_WORD}sdtContent"):
                yield from _paragraphs(content, labels)


def _rows(table: Any, labels: Labels) -> Iterator[str]:
    for row in table.iterchildren(f"{_WORD}tr"):
        cells = [list(_paragraphs(cell, labels)) for cell in row.iterchildren(f"{_WORD}tc")]
        if len(cells) == 1:
            yield from cells[0]
        else:
            yield "\t".join(" ".join(filter(None, cell)) for cell in cells)


def _paragraph(paragraph: Any) -> tuple[str, list[Any]]:
    """What a paragraph says, and the contents of the text boxes in it."""
    said: list[str] = []
    boxes: list[Any] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_WORD}t":
            said.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            if node.getparent().tag == f"{_WORD}r":
                said.append(" ")
        elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
            said.append("\n")
        elif node.tag == f"{_WORD}txbxContent":
            boxes.append(node)
        elif node.tag not in _UNREAD and not _is_hidden(node):
            waiting.extend(reversed(node))
    return "".join(said), boxes


def _is_hidden(run: Any) -> bool:
    """A run whose letters Word does not show."""
    properties = run.find(f"{_WORD}rPr") if run.tag == f"{_WORD}r" else None
    hidden = properties.find(f"{_WORD}vanish") if properties is not None else None
    return hidden is not None and hidden.get(f"{_WORD}val", "1") not in ("0", "false", "off")
