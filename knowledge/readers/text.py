"""The layout of a statute's text: headings, broken lines, annexes, paragraphs 款 and items 项.

The Supreme People's Court counts every natural paragraph of an article as a 款 and every enumerated
line as a 项 of the 款 before it (立法技术规范（试行）（一）, 2009).
"""

from __future__ import annotations

import re

from knowledge.models import Item, Paragraph
from knowledge.numerals import parse_number

_NUMERAL = "[一二三四五六七八九十百零〇]+"
HEADING = re.compile(rf"^第{_NUMERAL}(?:编|分编|章|节)(?:[\s\u3000].*|之{_NUMERAL}.*)?$|^附\s*则$")
"""A line that is a heading of the next part, chapter or section: 第四编 人格权, 附则."""

_ITEM = re.compile(rf"[（(]({_NUMERAL})[）)]")
_SUBITEM = re.compile(r"\d{1,2}[．.、]\s?[^\d\s]")
"""1．, 2．: the 目 of an item; it opens no paragraph."""

_SENTENCE_END = '。；：！？:;”’"…）)'
_PARAGRAPH_END = '。！？”"）)'
_ANNEX = re.compile(r"^附(?:件|表|录|\s*[:：])|^.{0,16}(?:税目税率表|税目税额表|平均税率表|平均税额表|图案)$")
_TABLE = re.compile(r"[|+]|-{4,}|^\s*\d+[ \u2009]")
_SHORTEST_BROKEN_LINE = 12
"""Shorter unfinished lines are lists set line by line (宪法第六十五条), not broken sentences."""


def strip_headings(text: str) -> tuple[str, tuple[str, ...]]:
    """Take away headings that the source glued to the end of an article (defect D8).

    Returns:
        The article without them, and the headings in the order in which they stood.
    """
    lines = text.split("\n")
    cut = len(lines)
    while cut > 1 and HEADING.match(lines[cut - 1].strip()):
        cut -= 1
    return "\n".join(lines[:cut]), tuple(line.strip() for line in lines[cut:])


def join_broken_lines(text: str) -> str:
    """Join lines that the source broke in mid-sentence (defect D11); tables and lists stay as they are."""
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    joined: list[str] = []
    in_annex = False
    for line in lines:
        in_annex = in_annex or _ANNEX.match(line) is not None
        broken = (
            joined
            and not in_annex
            and joined[-1][-1] not in _SENTENCE_END
            and len(joined[-1]) >= _SHORTEST_BROKEN_LINE
            and not _ITEM.match(line)
            and not _SUBITEM.match(line)
            and not _TABLE.search(joined[-1])
            and not _TABLE.search(line)
        )
        if broken:
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split an article's text into paragraphs 款 with their items 项; an annex belongs to none.

    A line opens a paragraph when the line before it ended a sentence and it is no item.
    """
    spans: list[tuple[int, int]] = []
    items: list[list[Item]] = []
    offset = 0
    previous_end = ""
    for line in text.split("\n"):
        start, end = offset, offset + len(line)
        offset = end + 1
        if _ANNEX.match(line) and spans:
            break
        item = _ITEM.match(line)
        if item is not None and spans:
            number = parse_number(item.group(1))
            items[-1].append(Item(item.group(0), number or len(items[-1]) + 1, start, end))
            spans[-1] = (spans[-1][0], end)
        elif spans and (
            (items[-1] and _SUBITEM.match(line))
            or (previous_end not in _PARAGRAPH_END and not (items[-1] and previous_end == "；"))
        ):
            spans[-1] = (spans[-1][0], end)
            if items[-1]:
                last = items[-1][-1]
                items[-1][-1] = Item(last.label, last.number, last.start, end)
        else:
            spans.append((start, end))
            items.append([])
            if item is not None:
                items[-1].append(Item(item.group(0), parse_number(item.group(1)) or 1, start, end))
        previous_end = line[-1:]
    return tuple(
        Paragraph(number, start, end, tuple(found))
        for number, ((start, end), found) in enumerate(zip(spans, items, strict=True), 1)
    )
