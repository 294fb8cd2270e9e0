"""The lines of a web page with the elements that they stand in; no tree is built, so that depth costs nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from knowledge.errors import SourceFormatError

DEEPEST: Final = 2_000
"""Elements within one another. Pages have some thirty, those that close nothing hundreds; the parser's time for a stray
closing tag grows with this number (at 2,000 deep: 4 s for a million of them)."""
_PIECE: Final = 1 << 16
"""Characters that are read between two looks at the depth."""
_BLOCKS: Final = frozenset(
    [
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
        "dl",
        "dd",
        "dt",
        "blockquote",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "form",
        "pre",
        "hr",
        "td",
        "th",
        "center",
        "body",
        "title",
    ]
)
_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "select",
        "button",
        "iframe",
        "svg",
        "head",
        "option",
        "object",
        "textarea",
    ]
)
_AROUND: Final = frozenset({"nav", "header", "footer", "aside", "form", "menu"})
_NAMED: Final = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|i|igation)?|(?:top|main|side|sub)?menus?|(?:bread)?-?crumbs?|foot(?:er)?|copyright|sidebar|share|"
    r"location|position|weizhi|dqwz|friend-?links?|pagination|toolbar)(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)
"""Classes and ids of what stands around a text."""
_SPACE: Final = re.compile(r"[\r\n\t ]+")


@dataclass(slots=True)
class Element:
    """An element by the lines that it holds."""

    tag: str
    first: int
    end: int = -1
    """The line behind its last one."""
    around: bool = False
    """By its name, class or id it is a menu, a path or a foot."""


@dataclass(slots=True)
class Line:
    """One line of a page."""

    text: str
    linked: bool
    """Every letter of it is a link."""


@dataclass(slots=True)
class Page:
    """What a page shows."""

    title: str = ""
    lines: list[Line] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)


class _Reader:
    """Takes what the parser finds; its methods have the names that the parser calls."""

    def __init__(self) -> None:
        self.page = Page()
        self._open: list[tuple[str, Element | None]] = []
        self._unseen = self._links = self._kept_white = 0
        self._text: list[str] = []
        self._linked = True
        self._title: list[str] | None = None

    @property
    def depth(self) -> int:
        """Elements that are open."""
        return len(self._open)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in _BLOCKS:
            self._break()
        element = None
        if self._unseen == 0 and tag not in _UNSEEN:
            named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            in_text = tag == "header" and any(one in ("article", "main") for one, _ in self._open)
            around = (tag in _AROUND and not in_text) or _NAMED.search(named) is not None
            element = Element(tag, len(self.page.lines), around=around and tag not in ("body", "html"))
            self.page.elements.append(element)
        self._open.append((tag, element))
        self._unseen += tag in _UNSEEN
        self._links += tag == "a" and "href" in attributes
        self._kept_white += tag == "pre"
        if tag == "title" and not self.page.title:
            self._title = []
        if tag == "a" and "href" not in attributes:
            self._open[-1] = ("", element)  # an anchor is no link

    def end(self, tag: str) -> None:
        """An element ends; the parser closes what was left open."""
        if tag in _BLOCKS:
            self._break()
        name, element = self._open.pop() if self._open else ("", None)
        self._unseen -= name in _UNSEEN
        self._links -= name == "a"
        self._kept_white -= name == "pre"
        if element is not None:
            element.end = len(self.page.lines) + bool(self._text)
        if tag == "title" and self._title is not None:
            self.page.title, self._title = "".join(self._title).strip(), None

    def data(self, text: str) -> None:
        """Words."""
        if self._title is not None:
            self._title.append(text)
        if self._unseen:
            return
        if self._kept_white and "\n" in text:
            first, *others = text.split("\n")
            self._say(first)
            for other in others:
                self._break()
                self._say(other)
            return
        self._say(_SPACE.sub(" ", text))

    def close(self) -> Page:
        """The page as it was read."""
        self._break()
        for element in self.page.elements:
            element.end = len(self.page.lines) if element.end < 0 else element.end
        return self.page

    def _say(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._linked = self._linked and (self._links > 0 or not text.strip())

    def _break(self) -> None:
        text = "".join(self._text).strip(" \t\u3000\u00a0")
        if text:
            self.page.lines.append(Line(text, self._linked))
        self._text.clear()
        self._linked = True


def read_page(text: str) -> Page:
    """The lines of a page.

    Args:
        text: Its source.

    Raises:
        SourceFormatError: Its elements stand too deep within one another.
    """
    from lxml import etree

    reader = _Reader()
    parser = etree.HTMLParser(target=reader, huge_tree=True, encoding="utf-8", remove_comments=True)
    data = text.encode("utf-8", "replace")
    for place in range(0, len(data), _PIECE):
        parser.feed(data[place : place + _PIECE])
        if reader.depth > DEEPEST:
            raise SourceFormatError(
                f"expected a web page with elements at most {DEEPEST} deep, found more; save its text as .txt or .docx"
            )
    if data:
        parser.close()
    return reader.close()
